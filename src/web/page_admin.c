/* page_admin.c - "/quan-tri/thu-tuc": which versions of procedures count. */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/utf8.h"

#include "domain/pack/pack_store.h"

#include "service/catalogue.h"

#include "web/office.h"
#include "web/procedure_words.h"
#include "web/view_office.h"

#define ROWS_SHOWN      25
#define WORDS_BYTES_MAX 200
#define PUBLISH         "cong-bo"
#define WITHDRAW        "thoi-ap-dung"

static const struct text_rule search_rule = {.points_max = 1000};
static const struct text_rule key_rule = {.points_max = 80};

/* "từ 2022-01-01" in the reader's words: "từ 01/01/2022 đến hết 30/6/2025". */
static struct str valid_words(struct req *rq, const struct procedure_version *v)
{
    struct arena *a = rq->cx.arena;
    struct str from = day_vn(a, v->valid_from);
    struct str days[] = {from, STR_NONE};

    if (v->valid_to.n == DAY_NONE.n)
        return msg_format(a, rq->cx.lang, MSG_VALID_FROM, 1, days);
    days[1] = day_vn(a, (struct day){v->valid_to.n - 1});
    return msg_format(a, rq->cx.lang, MSG_VALID_BETWEEN, 2, days);
}

static struct url act_at(struct arena *a, struct str code, struct str version,
                         bool publish)
{
    return URL_PATH(a, "/quan-tri/thu-tuc/{}/{}/{}", code, version,
                    publish ? S(PUBLISH) : S(WITHDRAW));
}

static enum admin_state state_of(enum procedure_state state)
{
    switch (state) {
    case PROCEDURE_IMPORTED: return ADMIN_IMPORTED;
    case PROCEDURE_PUBLISHED: return ADMIN_PUBLISHED;
    case PROCEDURE_WITHDRAWN: return ADMIN_WITHDRAWN;
    }
    return ADMIN_IMPORTED;
}

static enum err fill_row(struct tx *t, struct req *rq,
                         const struct procedure_version *v,
                         struct admin_procedure_view *ret)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;
    bool publishes = v->state != PROCEDURE_PUBLISHED;
    const struct pack *pack;

    TRY(pack_of_version(t, v->id, &pack));
    *ret = (struct admin_procedure_view){
        .at = publishes ? URL_NONE : URL_PATH(a, "/thu-tuc/{}", v->code),
        .flow = URL_PATH(a, "/quan-tri/quy-trinh/{}", v->code),
        .code = v->code,
        .name = v->name.in[lang],
        .field = v->field_name.in[lang],
        .level = msg(lang, level_name(v->level)),
        .version = v->version,
        .valid = valid_words(rq, v),
        .state = state_of(v->state),
        .is_open = v->online,
        .act = act_at(a, v->code, v->version, publishes),
        .act_words = msg(lang, publishes ? MSG_PROCEDURE_PUBLISH
                                         : MSG_PROCEDURE_WITHDRAW),
    };
    if (procedure_lacks_limit(pack->card))
        ret->problem = msg(lang, MSG_PROCEDURE_LACKS_LIMIT);
    return ERR_OK;
}

static void fill_pager(struct req *rq, const struct procedure_versions *found,
                       struct admin_procedures_view *v)
{
    const struct procedure_version *last;
    struct arena *a = rq->cx.arena;
    struct str count = arena_printf(a, "%zu", found->count);

    v->pager.words = msg_format(a, rq->cx.lang, MSG_VERSIONS_SHOWN, 1, &count);
    if (req_query(rq, "sau", key_rule).n > 0)
        v->pager.first = URL_PATH(a, "/quan-tri/thu-tuc?q={}", v->search);
    if (!found->more)
        return;
    last = &found->item[found->count - 1];
    v->pager.next = URL_PATH(a, "/quan-tri/thu-tuc?q={}&sau={}&ban={}",
                             v->search, last->code, last->version);
}

/* What was just done, after the page of a change. */
static void fill_note(struct req *rq, struct admin_procedures_view *v)
{
    struct str done = req_query(rq, "xong", key_rule);

    if (str_eq(done, S(PUBLISH)))
        v->note.words = msg(rq->cx.lang, MSG_PROCEDURE_IS_PUBLISHED);
    else if (str_eq(done, S(WITHDRAW)))
        v->note.words = msg(rq->cx.lang, MSG_PROCEDURE_IS_WITHDRAWN);
    v->note.kind = NOTE_OK;
}

static enum err fill(struct tx *t, struct req *rq,
                     struct admin_procedures_view *v)
{
    struct procedure_versions found;
    struct admin_procedure_view *row;

    v->search =
        utf8_cut_bytes(req_query(rq, "q", search_rule), WORDS_BYTES_MAX);
    TRY(procedure_list(t,
                       &(struct procedure_versions_query){
                           .words = v->search,
                           .after_code = req_query(rq, "sau", key_rule),
                           .after_version = req_query(rq, "ban", key_rule),
                       },
                       ROWS_SHOWN, &found));
    row = ARENA_ARRAY(rq->cx.arena, struct admin_procedure_view, found.count);
    for (size_t i = 0; i < found.count; i++)
        TRY(fill_row(t, rq, &found.item[i], &row[i]));
    v->row = row;
    v->count = found.count;
    fill_pager(rq, &found, v);
    fill_note(rq, v);
    return ERR_OK;
}

enum err page_admin_procedures(struct tx *t, struct req *rq, struct reply *rp)
{
    struct admin_procedures_view v = {0};
    struct out *body = page_begin(rq);

    TRY(fill(t, rq, &v));
    tpl_admin_procedures(body, &v);
    return office_end(
        t, rq, rp,
        &(struct office_page){.title = msg(rq->cx.lang, MSG_PAGE_PROCEDURES),
                              .has_nav = true,
                              .nav = OFFICE_NAV_ADMIN},
        body);
}

/* ERR_NOT_FOUND for what is neither publishing nor withdrawing. */
static enum err read_change(struct req *rq, struct catalogue_change *ret)
{
    struct str act = req_capture(rq, "act");

    *ret = (struct catalogue_change){
        .who = rq->actor,
        .code = req_capture(rq, "code"),
        .version = req_capture(rq, "version"),
        .publish = str_eq(act, S(PUBLISH)),
    };
    if (!ret->publish && !str_eq(act, S(WITHDRAW)))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such change");
    return ERR_OK;
}

/* Asks first: what it does, and to whom. */
enum err page_admin_change(struct tx *t, struct req *rq, struct reply *rp)
{
    enum lang lang = rq->cx.lang;
    struct form_tokens tokens = req_form_tokens(rq);
    struct out *body = page_begin(rq);
    struct office_act_view v = {
        .csrf = tokens.csrf,
        .key = tokens.key,
        .back = URL_PATH(rq->cx.arena, "/quan-tri/thu-tuc{}", S("")),
    };
    struct catalogue_change c;
    const struct pack *pack;
    int64_t id;

    TRY(read_change(rq, &c));
    TRY(procedure_version_id(t, c.code, c.version, &id));
    TRY(pack_of_version(t, id, &pack));
    v.code = c.code;
    v.name = pack->card->name.in[lang];
    v.title = msg_format(rq->cx.arena, lang,
                         c.publish ? MSG_PUBLISH_ASKS : MSG_WITHDRAW_ASKS, 1,
                         &c.version);
    v.note.words =
        msg(lang, c.publish ? MSG_PUBLISH_MEANS : MSG_WITHDRAW_MEANS);
    v.note.kind = c.publish ? NOTE_INFO : NOTE_WARNING;
    v.post = act_at(rq->cx.arena, c.code, c.version, c.publish);
    v.go =
        msg(lang, c.publish ? MSG_PROCEDURE_PUBLISH : MSG_PROCEDURE_WITHDRAW);
    v.stay = msg(lang, MSG_PROCEDURE_LEAVE);
    v.is_dangerous = !c.publish;
    tpl_office_act(body, &v);
    return office_end(t, rq, rp,
                      &(struct office_page){.title = v.title,
                                            .has_nav = true,
                                            .nav = OFFICE_NAV_ADMIN},
                      body);
}

enum err prepare_admin_change(struct req *rq)
{
    struct catalogue_change c;

    return read_change(rq, &c);
}

enum err commit_admin_change(struct tx *t, struct req *rq)
{
    struct catalogue_change c;

    TRY(read_change(rq, &c));
    TRY(catalogue_change(t, &c));
    req_done(rq, URL_PATH(rq->cx.arena, "/quan-tri/thu-tuc?q={}&xong={}",
                          c.code, req_capture(rq, "act")));
    return ERR_OK;
}

enum err render_admin_change(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_admin_change(t, rq, rp);
}
