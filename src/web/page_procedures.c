/* page_procedures.c - "/thu-tuc": finding a procedure. */
#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"
#include "base/utf8.h"

#include "domain/procedure/procedure_store.h"
#include "domain/slip/words.h"

#include "service/bodies.h"

#include "web/page.h"
#include "web/procedure_words.h"
#include "web/view_public.h"

#define ROWS_SHOWN 20
/* More of a search is not looked at (domain/procedure/procedure_store.h). */
#define WORDS_BYTES_MAX 200
#define LEVELS          4

static const struct text_rule search_rule = {.points_max = 1000};
static const struct text_rule key_rule = {.points_max = 80};

/* What was asked for, as it stands in the address; empty: not asked. */
struct filter {
    struct str words;
    struct str agency;
    struct str level;
    struct str field;
    struct str event;
    struct str after;
};

static struct filter read_filter(struct req *rq)
{
    return (struct filter){
        .words =
            utf8_cut_bytes(req_query(rq, "q", search_rule), WORDS_BYTES_MAX),
        .agency = req_query(rq, "co_quan", key_rule),
        .level = req_query(rq, "cap", key_rule),
        .field = req_query(rq, "linh_vuc", key_rule),
        .event = req_query(rq, "viec", key_rule),
        .after = req_query(rq, "sau", key_rule),
    };
}

static bool is_filtered(const struct filter *f)
{
    return f->words.n > 0 || f->agency.n > 0 || f->level.n > 0 ||
           f->field.n > 0 || f->event.n > 0;
}

static void add_part(struct buf *b, const char *name, struct str value)
{
    if (value.n == 0)
        return;
    buf_add_c(b, b->n > sizeof "/thu-tuc" - 1 ? "&" : "?");
    buf_add_c(b, name);
    buf_add_char(b, '=');
    url_add_part(b, value);
}

/* The same list, beginning behind the procedure of a code. */
static struct url list_at(struct req *rq, const struct filter *f,
                          struct str after)
{
    struct buf b = buf_new(rq->cx.arena, URL_LOCAL_BYTES_MAX);
    struct url url;

    buf_add_c(&b, "/thu-tuc");
    add_part(&b, "q", f->words);
    add_part(&b, "co_quan", f->agency);
    add_part(&b, "cap", f->level);
    add_part(&b, "linh_vuc", f->field);
    add_part(&b, "viec", f->event);
    add_part(&b, "sau", after);
    return !b.full && url_local(buf_str(&b), &url) ? url : URL_NONE;
}

static struct str or_none(struct str s)
{
    return s.n > 0 ? s : STR_NONE;
}

/* A level that there is none of finds nothing, as an unknown field does. */
static int level_number(struct str key)
{
    if (key.n == 0)
        return -1;
    for (int i = 0; i < LEVELS; i++)
        if (str_eq(level_key((enum procedure_level)i), key))
            return i;
    return LEVELS;
}

static struct options_view level_options(struct req *rq, struct str chosen)
{
    struct option_view *o =
        ARENA_ARRAY(rq->cx.arena, struct option_view, LEVELS);

    for (int i = 0; i < LEVELS; i++) {
        struct str key = level_key((enum procedure_level)i);

        o[i] = (struct option_view){
            .value = key,
            .label = msg(rq->cx.lang, level_name((enum procedure_level)i)),
            .is_chosen = str_eq(key, chosen),
        };
    }
    return (struct options_view){o, LEVELS};
}

static enum err field_options(struct tx *t, struct req *rq, struct str chosen,
                              struct options_view *ret)
{
    struct procedure_terms terms;
    struct option_view *o;

    TRY(procedure_terms_in_use(t, TERM_FIELD, instant_day(rq->cx.now), &terms));
    o = ARENA_ARRAY(rq->cx.arena, struct option_view, terms.count);
    for (size_t i = 0; i < terms.count; i++)
        o[i] = (struct option_view){
            .value = terms.term[i].value,
            .label = terms.term[i].name.in[rq->cx.lang],
            .is_chosen = str_eq(terms.term[i].value, chosen),
        };
    *ret = (struct options_view){o, terms.count};
    return ERR_OK;
}

static enum err agency_options(struct tx *t, struct req *rq, struct str chosen,
                               struct options_view *ret)
{
    struct day today = instant_day(rq->cx.now);
    struct procedure_bodies bodies;
    struct option_view *o;

    TRY(procedure_bodies_in_use(t, today, &bodies));
    o = ARENA_ARRAY(rq->cx.arena, struct option_view, bodies.count);
    for (size_t i = 0; i < bodies.count; i++) {
        struct body body;

        check(body_parse(rq->cx.arena, bodies.body[i], &body));
        o[i].value = bodies.body[i];
        o[i].is_chosen = str_eq(bodies.body[i], chosen);
        TRY(bodies_name(t, body, today, &o[i].label));
    }
    *ret = (struct options_view){o, bodies.count};
    return ERR_OK;
}

/* What the life event is called; it is no filter when there is none such. */
static enum err event_name(struct tx *t, struct req *rq, struct filter *f,
                           struct str *ret)
{
    struct procedure_terms terms;

    if (f->event.n == 0)
        return ERR_OK;
    TRY(procedure_terms_in_use(t, TERM_LIFE_EVENT, instant_day(rq->cx.now),
                               &terms));
    for (size_t i = 0; i < terms.count; i++)
        if (str_eq(terms.term[i].value, f->event))
            *ret = terms.term[i].name.in[rq->cx.lang];
    if (str_empty(*ret))
        f->event = S("");
    return ERR_OK;
}

/* "Cấp xã · Hộ tịch · 1 ngày làm việc". */
static struct str facts(struct req *rq, const struct procedure_row *r)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;
    struct str limit = r->has_limit ? limit_words(a, lang, r->limit) : STR_NONE;

    return arena_printf(a, "%s · %s%s%.*s", msg(lang, level_name(r->level)).p,
                        r->field_name.in[lang].p, limit.p ? " · " : "",
                        STR_ARG(limit));
}

static const struct procedure_row_view *rows(struct req *rq,
                                             const struct procedure_rows *found)
{
    struct arena *a = rq->cx.arena;
    struct procedure_row_view *v =
        ARENA_ARRAY(a, struct procedure_row_view, found->count);

    for (size_t i = 0; i < found->count; i++) {
        const struct procedure_row *r = &found->row[i];

        v[i] = (struct procedure_row_view){
            .at = URL_PATH(a, "/thu-tuc/{}", r->code),
            .name = r->name.in[rq->cx.lang],
            .code = r->code,
            .facts = facts(rq, r),
            .is_online = r->online,
        };
    }
    return v;
}

static void fill_pager(struct req *rq, const struct filter *f,
                       const struct procedure_rows *found, struct pager_view *v)
{
    struct arena *a = rq->cx.arena;
    struct str numbers[] = {
        arena_printf(a, "%zu", found->count),
        arena_printf(a, "%" PRId64, found->total),
    };

    v->words = msg_format(a, rq->cx.lang, MSG_LIST_SHOWN, 2, numbers);
    if (f->after.n > 0)
        v->first = list_at(rq, f, S(""));
    if (found->more)
        v->next = list_at(rq, f, found->row[found->count - 1].code);
}

static enum err fill(struct tx *t, struct req *rq, struct filter *f,
                     struct procedures_view *v)
{
    struct procedure_rows found;

    TRY(event_name(t, rq, f, &v->event));
    TRY(field_options(t, rq, f->field, &v->fields));
    TRY(agency_options(t, rq, f->agency, &v->agencies));
    TRY(procedure_search(t,
                         &(struct procedure_query){
                             .words = f->words,
                             .field = or_none(f->field),
                             .level = level_number(f->level),
                             .body = or_none(f->agency),
                             .life_event = or_none(f->event),
                             .after = f->after,
                         },
                         instant_day(rq->cx.now), ROWS_SHOWN, &found));
    v->levels = level_options(rq, f->level);
    v->search = f->words;
    v->event_key = f->event;
    if (is_filtered(f))
        v->no_filter = URL_PATH(rq->cx.arena, "/thu-tuc{}", S(""));
    v->total = (unsigned)found.total;
    v->row = rows(rq, &found);
    v->count = found.count;
    fill_pager(rq, f, &found, &v->pager);
    return ERR_OK;
}

enum err page_procedures(struct tx *t, struct req *rq, struct reply *rp)
{
    struct filter f = read_filter(rq);
    struct procedures_view v = {0};
    struct out *body = page_begin(rq);

    TRY(fill(t, rq, &f, &v));
    rp->cache = CACHE_PUBLIC;
    tpl_procedures(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_PROCEDURES,
                            .nav = CITIZEN_NAV_PROCEDURES,
                            .is_private = is_filtered(&f)},
             body);
    return ERR_OK;
}
