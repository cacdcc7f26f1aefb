/* page_queue.c - the officers' first page: what waits, and searching. */
#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/calendar/calendar_store.h"
#include "domain/person/id_number.h"

#include "service/demo_tries.h"
#include "service/inspect.h"
#include "service/queue.h"

#include "web/app.h"
#include "web/office.h"
#include "web/office_words.h"
#include "web/view_office.h"
#include "web/when.h"

#define FILTERS      6
#define CHOICES_MAX  QUEUE_CHOICES_MAX
#define FOUND_MAX    (2 * QUEUE_PAGE_MAX)
#define SEARCH_BYTES 400

static const struct text_rule word_rule = {.points_max = 60};
static const struct text_rule search_rule = {.points_max = SEARCH_BYTES};

/* The filter's parameters as they came, for links. */
struct asked {
    struct str field, procedure, channel, holder, filed, due;
    struct str after;
};

static enum queue_holder read_holder(struct str s)
{
    if (str_eq(s, S("toi")))
        return HOLDER_ME;
    return str_eq(s, S("chua")) ? HOLDER_NOBODY : HOLDER_ANY;
}

/* "0", "7", "30": days before today. */
static void read_filed(struct str s, struct day today, struct queue_filter *f)
{
    int64_t days;

    if (num_parse(s, 0, 366, &days)) {
        f->has_from = true;
        f->from.n = today.n - (int32_t)days;
    }
}

/* "1777338000000000-123": where the page before ended. */
static void read_after(struct str s, struct queue_filter *f)
{
    size_t at = str_find_char(s, '-', 1);
    int64_t due;
    int64_t id;

    if (at < s.n && num_parse(str_sub(s, 0, at), INT64_MIN, INT64_MAX, &due) &&
        num_parse(str_sub(s, at + 1, s.n), 1, INT64_MAX, &id)) {
        f->after_due = (struct instant){due};
        f->after_id = id;
    }
}

static struct queue_filter read_filter(struct req *rq, struct asked *asked)
{
    struct queue_filter f = {0};

    *asked = (struct asked){
        .field = req_query(rq, "linh_vuc", word_rule),
        .procedure = req_query(rq, "thu_tuc", word_rule),
        .channel = req_query(rq, "kenh", word_rule),
        .holder = req_query(rq, "giu", word_rule),
        .filed = req_query(rq, "ngay", word_rule),
        .due = req_query(rq, "han", word_rule),
        .after = req_query(rq, "sau", word_rule),
    };
    f.field = asked->field;
    f.procedure = asked->procedure;
    if (!channel_parse(asked->channel, &f.channel))
        f.channel = CHANNEL_ANY;
    f.holder = read_holder(asked->holder);
    read_filed(asked->filed, instant_day(rq->cx.now), &f);
    f.late_only = str_eq(asked->due, S("tre"));
    read_after(asked->after, &f);
    return f;
}

static bool is_filtered(const struct asked *a)
{
    return a->field.n || a->procedure.n || a->channel.n || a->holder.n ||
           a->filed.n || a->due.n;
}

/* The queue with the same filters, behind a row; STR_NONE: from its top. */
static struct url queue_url(struct req *rq, enum queue q,
                            const struct asked *asked, struct str after)
{
    struct arena *a = rq->cx.arena;
    const struct str none = S("");

    return URL_PATH(
        a,
        "/can-bo?viec={}&linh_vuc={}&thu_tuc={}&kenh={}&giu={}&ngay={}&han={}"
        "&sau={}",
        queue_key(q), asked->field, asked->procedure, asked->channel,
        asked->holder, asked->filed, asked->due, after.p ? after : none);
}

struct choosing {
    enum lang lang;
    struct option_view *option;
    size_t count;
    struct str chosen;
};

static void add_choice(struct choosing *c, struct str value, struct str label)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->option[i].value, value))
            return;
    c->option[c->count++] = (struct option_view){
        .value = value, .label = label, .is_chosen = str_eq(value, c->chosen)};
}

static struct choosing choosing_new(struct req *rq, size_t max,
                                    struct str chosen)
{
    return (struct choosing){
        .lang = rq->cx.lang,
        .option = ARENA_ARRAY(rq->cx.arena, struct option_view, max),
        .chosen = chosen,
    };
}

static void add_msg(struct choosing *c, const char *value, enum msg_id label)
{
    add_choice(c, str_c(value), msg(c->lang, label));
}

static struct queue_filter_view filter_of(const struct choosing *c,
                                          const char *name, enum msg_id words)
{
    return (struct queue_filter_view){
        .name = str_c(name),
        .words = msg(c->lang, words),
        .options = {c->option, c->count},
    };
}

static struct queue_filter_view channel_filter(struct req *rq, struct str now)
{
    struct choosing c = choosing_new(rq, CHANNEL_COUNT, now);

    for (int i = CHANNEL_ANY + 1; i < CHANNEL_COUNT; i++)
        add_choice(&c, channel_name((enum channel)i),
                   office_channel_words(rq->cx.lang, (enum channel)i));
    return filter_of(&c, "kenh", MSG_FILTER_CHANNEL);
}

static struct queue_filter_view holder_filter(struct req *rq, struct str now)
{
    struct choosing c = choosing_new(rq, 2, now);

    add_msg(&c, "toi", MSG_FILTER_ME);
    add_msg(&c, "chua", MSG_FILTER_NOBODY);
    return filter_of(&c, "giu", MSG_FILTER_HOLDER);
}

static struct queue_filter_view filed_filter(struct req *rq, struct str now)
{
    struct choosing c = choosing_new(rq, 3, now);

    add_msg(&c, "0", MSG_FILTER_TODAY);
    add_msg(&c, "7", MSG_FILTER_WEEK);
    add_msg(&c, "30", MSG_FILTER_MONTH);
    return filter_of(&c, "ngay", MSG_FILTER_FILED);
}

static struct queue_filter_view due_filter(struct req *rq, struct str now)
{
    struct choosing c = choosing_new(rq, 1, now);

    add_msg(&c, "tre", MSG_FILTER_LATE_ONLY);
    return filter_of(&c, "han", MSG_FILTER_DUE);
}

static enum err add_filters(struct tx *t, struct req *rq, enum queue q,
                            const struct asked *asked, struct queue_view *v)
{
    struct queue_filter_view *f =
        ARENA_ARRAY(rq->cx.arena, struct queue_filter_view, FILTERS);
    struct choosing fields = choosing_new(rq, CHOICES_MAX, asked->field);
    struct choosing procedures =
        choosing_new(rq, CHOICES_MAX, asked->procedure);
    const struct queue_choice *choice;
    size_t count;

    TRY(queue_choices_of(t, rq->actor, q, &choice, &count));
    for (size_t i = 0; i < count; i++) {
        add_choice(&fields, choice[i].field,
                   choice[i].field_name.in[rq->cx.lang]);
        add_choice(&procedures, choice[i].procedure,
                   choice[i].name.in[rq->cx.lang]);
    }
    f[0] = filter_of(&fields, "linh_vuc", MSG_FILTER_FIELD);
    f[1] = filter_of(&procedures, "thu_tuc", MSG_FILTER_PROCEDURE);
    f[2] = channel_filter(rq, asked->channel);
    f[3] = holder_filter(rq, asked->holder);
    f[4] = filed_filter(rq, asked->filed);
    f[5] = due_filter(rq, asked->due);
    v->filter = f;
    /* All late, or none. */
    v->filter_count =
        q == QUEUE_LATE || q == QUEUE_RETURN ? FILTERS - 1 : FILTERS;
    v->is_filtered = is_filtered(asked);
    return ERR_OK;
}

/* Rows with their words; the week of a point is loaded once in a row. */
struct showing {
    struct tx *t;
    struct req *rq;
    struct calendar calendar;
    struct work_week week;
    int64_t week_of;
    struct queue_row_view *view;
    size_t count;
};

static struct dossier as_dossier(const struct queue_row *r)
{
    return (struct dossier){
        .status = r->status,
        .submitted_at = r->submitted_at,
        .answer_due_at = r->answer_due_at,
        .accepted_at = r->accepted_at,
        .due_at = r->due_at,
        .ended_at = r->ended_at,
    };
}

static enum err show_due(struct showing *s, const struct queue_row *r,
                         struct due_view *ret)
{
    struct arena *a = s->rq->cx.arena;
    struct due_clock clock = {&s->calendar, &s->week, s->rq->cx.now};
    struct dossier d = as_dossier(r);

    if (s->week_of != r->point_id) {
        TRY(work_week_load(s->t, r->point_id, instant_day(s->rq->cx.now),
                           &s->week));
        s->week_of = r->point_id;
    }
    *ret = when_due(a, s->rq->cx.lang, &d, &clock);
    return ERR_OK;
}

static enum err show_row(struct showing *s, const struct queue_row *r,
                         bool has_next)
{
    struct arena *a = s->rq->cx.arena;
    enum lang lang = s->rq->cx.lang;
    struct str code = r->code.p ? r->code : r->submission_code;
    struct queue_row_view *v = &s->view[s->count++];

    *v = (struct queue_row_view){
        .at = office_dossier_at(a, code),
        .code = dossier_code_spaced(a, code),
        .channel = office_channel_words(lang, r->channel),
        .name =
            r->procedure.in[lang].p ? r->procedure.in[lang] : r->procedure_code,
        .person = r->area.p ? arena_printf(a, "%s · %s", r->person.p, r->area.p)
                            : r->person,
        .status = (int)r->status,
        .holder = r->holder,
        .initials = r->holder.p ? office_initials(a, r->holder) : STR_NONE,
    };
    if (has_next && r->work) {
        v->next = v->at;
        v->next_words = office_work_words(lang, r->work);
    }
    return show_due(s, r, &v->due);
}

static enum err show_rows(struct showing *s, const struct queue_rows *rows,
                          bool has_next)
{
    for (size_t i = 0; i < rows->count; i++)
        TRY(show_row(s, &rows->row[i], has_next));
    return ERR_OK;
}

static enum err showing_begin(struct tx *t, struct req *rq, size_t max,
                              struct showing *ret)
{
    *ret = (struct showing){
        .t = t,
        .rq = rq,
        .view = ARENA_ARRAY(rq->cx.arena, struct queue_row_view, max),
    };
    return calendar_load(t, &ret->calendar);
}

static struct str number(struct req *rq, int64_t n)
{
    return num_text(rq->cx.arena, rq->cx.lang, n);
}

static void add_pager(struct req *rq, enum queue q, const struct asked *asked,
                      const struct queue_rows *rows, int64_t total,
                      struct queue_view *v)
{
    struct arena *a = rq->cx.arena;
    const struct str shown[] = {number(rq, (int64_t)rows->count),
                                number(rq, total)};
    bool has_total = !v->is_filtered && !asked->after.n;

    v->pager.words = msg_format(
        a, rq->cx.lang, has_total ? (int)MSG_PAGE_ROWS_OF : (int)MSG_PAGE_ROWS,
        2, shown);
    if (asked->after.n)
        v->pager.first = queue_url(rq, q, asked, STR_NONE);
    if (rows->more) {
        const struct queue_row *last = &rows->row[rows->count - 1];

        v->pager.next = queue_url(rq, q, asked,
                                  arena_printf(a, "%" PRId64 "-%" PRId64,
                                               last->sort_due.us, last->id));
    }
}

/* "?xong=CODE&lam=tiep-nhan": what the officer has just done. */
static enum err add_note(struct tx *t, struct req *rq, struct queue_view *v)
{
    struct str code = req_query(rq, "xong", word_rule);
    struct str what = req_query(rq, "lam", word_rule);
    struct inspection i;
    enum err e;

    if (code.n == 0)
        return ERR_OK;
    e = inspect_load(t, rq->actor, code, &i);
    if (e == ERR_NOT_FOUND || e == ERR_FORBIDDEN) {
        errbox_clear(&rq->cx.err);
        return ERR_OK;
    }
    TRY(e);
    v->note = (struct note_view){
        .kind = NOTE_OK,
        .words = office_done_words(rq->cx.arena, rq->cx.lang, &i.d, what),
    };
    return ERR_OK;
}

static void add_tries(struct req *rq, struct queue_view *v)
{
    if (!rq->app->conf.demo || rq->actor->count == 0)
        return;
    v->tries = (struct note_view){
        .kind = NOTE_INFO,
        .title = msg(rq->cx.lang, MSG_TRY_TITLE),
        .line = demo_tries_words(rq->cx.arena, rq->cx.lang,
                                 role_key(rq->actor->grant[0].role)),
        .line_count = DEMO_TRIES,
    };
}

/* The queue that was asked for, else the first in which something waits. */
static bool choose_queue(struct req *rq, const struct queue_count *count,
                         enum queue *ret)
{
    struct str key = req_query(rq, "viec", word_rule);
    struct day today = instant_day(rq->cx.now);
    bool found = false;

    if (queue_parse(key, ret))
        return queue_is_offered(rq->actor, *ret, today);
    for (int q = 0; q < QUEUE_COUNT; q++) {
        if (!queue_is_offered(rq->actor, (enum queue)q, today))
            continue;
        if (q < QUEUE_RUNNING && count[q].waiting) {
            *ret = (enum queue)q;
            return true;
        }
        if (!found)
            *ret = (enum queue)q;
        found = true;
    }
    return found;
}

static enum err show_nothing(struct tx *t, struct req *rq, struct reply *rp)
{
    struct out *body = page_begin(rq);
    const struct queue_view v = {
        .title = msg(rq->cx.lang, MSG_QUEUE_NONE),
        .duty = msg(rq->cx.lang, MSG_DUTY_NONE),
    };

    tpl_queue(body, &v);
    return office_end(t, rq, rp, &(struct office_page){.title = v.title}, body);
}

static enum err show_queue(struct tx *t, struct req *rq, struct reply *rp,
                           enum queue q, const struct queue_count *count)
{
    struct arena *a = rq->cx.arena;
    struct out *body = page_begin(rq);
    struct asked asked;
    struct queue_filter filter = read_filter(rq, &asked);
    struct queue_rows rows;
    struct showing s;
    const struct str waiting = number(rq, count->waiting);
    struct queue_view v = {
        .title = msg(rq->cx.lang, office_queue_words(q)),
        .duty =
            msg_format(a, rq->cx.lang, (int)office_duty_words(q), 1, &waiting),
        .at = office_queue_at(a, q),
        .key = queue_key(q),
        .may_intake = grant_allows(rq->actor, CAP_DOSSIER_RECEIVE, NULL,
                                   instant_day(rq->cx.now)),
    };

    TRY(queue_list(t, rq->actor, q, &filter, &rows));
    TRY(showing_begin(t, rq, rows.count, &s));
    TRY(show_rows(&s, &rows, q < QUEUE_RUNNING));
    v.row = s.view;
    v.count = s.count;
    TRY(add_filters(t, rq, q, &asked, &v));
    add_pager(rq, q, &asked, &rows, count->waiting, &v);
    TRY(add_note(t, rq, &v));
    add_tries(rq, &v);
    tpl_queue(body, &v);
    return office_end(t, rq, rp,
                      &(struct office_page){.title = v.title,
                                            .has_nav = true,
                                            .nav = office_nav_of(q)},
                      body);
}

enum err page_queue(struct tx *t, struct req *rq, struct reply *rp)
{
    struct queue_count count[QUEUE_COUNT];
    enum queue q;

    TRY(queue_counts_of(t, rq->actor, count));
    if (!choose_queue(rq, count, &q))
        return show_nothing(t, rq, rp);
    return show_queue(t, rq, rp, q, &count[q]);
}

/* What a scanned QR code holds: the code behind "ma=", up to the next mark. */
static struct str code_in(struct str typed)
{
    size_t at = str_find(typed, S("ma="));
    size_t end = at + 3;

    if (at == typed.n)
        return typed;
    while (end < typed.n && typed.p[end] != '&' && typed.p[end] != '#')
        end++;
    return str_sub(typed, at + 3, end);
}

static bool is_shown(const struct queue_rows *rows, int64_t id)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->row[i].id == id)
            return true;
    return false;
}

/* What waits for the officer first, then what else runs in the unit. */
static enum err find_by_name(struct tx *t, struct req *rq, struct str name,
                             struct showing *s, bool *ret_more)
{
    const struct queue_filter filter = {.name = name};
    struct queue_rows mine;
    struct queue_rows unit;

    TRY(queue_list(t, rq->actor, QUEUE_ANY, &filter, &mine));
    TRY(queue_list(t, rq->actor, QUEUE_RUNNING, &filter, &unit));
    TRY(show_rows(s, &mine, true));
    for (size_t i = 0; i < unit.count; i++)
        if (!is_shown(&mine, unit.row[i].id))
            TRY(show_row(s, &unit.row[i], false));
    *ret_more = mine.more || unit.more;
    return ERR_OK;
}

static enum err find(struct tx *t, struct req *rq, struct str typed,
                     struct showing *s, bool *ret_more)
{
    struct queue_rows rows;

    TRY(showing_begin(t, rq, FOUND_MAX, s));
    *ret_more = false;
    if (typed.n == 0)
        return ERR_OK;
    TRY(queue_of_person(t, rq->actor, typed, &rows));
    if (rows.count == 0)
        return find_by_name(t, rq, typed, s, ret_more);
    *ret_more = rows.more;
    return show_rows(s, &rows, false);
}

enum err page_search(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str typed = req_query(rq, "q", search_rule);
    struct out *body = page_begin(rq);
    struct showing s;
    struct str count;
    bool more;
    int64_t id;
    struct queue_view v = {.title = msg(rq->cx.lang, MSG_QUEUE_SEARCH),
                           .at = office_queue_at(rq->cx.arena, QUEUE_RUNNING)};
    enum err e = dossier_id_of(t, code_in(typed), &id);

    if (e == ERR_OK) {
        reply_see_other(rp, office_dossier_at(rq->cx.arena, code_in(typed)));
        return ERR_OK;
    }
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&rq->cx.err);
    TRY(find(t, rq, typed, &s, &more));
    count = number(rq, (int64_t)s.count);
    v.duty = msg_format(rq->cx.arena, rq->cx.lang,
                        more ? (int)MSG_DUTY_FOUND_MANY : (int)MSG_DUTY_FOUND,
                        1, &count);
    v.row = s.view;
    v.count = s.count;
    v.is_filtered = true;
    tpl_queue(body, &v);
    return office_end(t, rq, rp,
                      &(struct office_page){.title = v.title, .search = typed},
                      body);
}
