/*
 * page_flow.c - "/quan-tri/quy-trinh/{code}": the flow of a procedure, edited
 * as a table, checked, drawn, and made a version.
 */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/pack/pack_diff.h"
#include "domain/procedure/procedure_store.h"

#include "service/flow_editing.h"

#include "web/flow_picture.h"
#include "web/flow_table.h"
#include "web/office.h"
#include "web/procedure_words.h"
#include "web/view_flow.h"

#define VERSIONS_SHOWN 50
#define SAVE           "luu"
#define MAKE           "tao"
#define DROP           "bo_nhap"
#define SAME           "giong"
#define FULL           "day"

static const struct text_rule word_rule = {.points_max = 40};

/* What was sent: the table, and what is to be done with it. */
struct sent_flow {
    struct str deed; /* SAVE, MAKE, DROP, "len-2", "xuong-2", "them-2" … */
    int revision;
    struct flow_edit edit;
};

static struct str code_of(const struct req *rq)
{
    return req_capture(rq, "code");
}

static struct url page_at(struct req *rq, const char *done)
{
    return URL_PATH(rq->cx.arena, "/quan-tri/quy-trinh/{}?xong={}", code_of(rq),
                    str_c(done));
}

/* Changes of the flow alone, in words. */
static enum err tell_changes(struct tx *t, const struct json *before,
                             const struct json *after,
                             struct flow_version_view *v)
{
    struct arena *a = t->cx->arena;
    struct pack_changes c =
        pack_diff(a, json_member(before, "flow"), json_member(after, "flow"));
    struct str *line = ARENA_ARRAY(a, struct str, c.count);

    for (size_t i = 0; i < c.count; i++)
        line[i] = pack_change_text(a, t->cx->lang, &c.item[i]);
    v->change = line;
    v->change_count = c.count;
    return ERR_OK;
}

static enum err content_of(struct tx *t, int64_t id, const struct json **ret)
{
    struct str content;

    TRY(procedure_content(t, id, &content));
    return json_parse(&t->cx->err, t->cx->arena, content, PACK_BYTES_MAX, ret);
}

static enum msg_id state_words(enum procedure_state state)
{
    switch (state) {
    case PROCEDURE_IMPORTED: return MSG_FLOW_STATE_IMPORTED;
    case PROCEDURE_PUBLISHED: return MSG_FLOW_STATE_PUBLISHED;
    case PROCEDURE_WITHDRAWN: return MSG_FLOW_STATE_WITHDRAWN;
    }
    return MSG_FLOW_STATE_IMPORTED;
}

static struct flow_version_view version_of(struct req *rq,
                                           const struct procedure_version *v)
{
    struct arena *a = rq->cx.arena;
    bool publishes = v->state != PROCEDURE_PUBLISHED;
    struct str from = day_vn(a, v->valid_from);

    return (struct flow_version_view){
        .version = v->version,
        .valid = msg_format(a, rq->cx.lang, MSG_VALID_FROM, 1, &from),
        .state = msg(rq->cx.lang, state_words(v->state)),
        .act = URL_PATH(a, "/quan-tri/thu-tuc/{}/{}/{}", v->code, v->version,
                        publishes ? S("cong-bo") : S("thoi-ap-dung")),
        .act_words = msg(rq->cx.lang, publishes ? MSG_PROCEDURE_PUBLISH
                                                : MSG_PROCEDURE_WITHDRAW),
    };
}

/* The newest first, each with what it changed. */
static enum err fill_versions(struct tx *t, struct req *rq,
                              struct flow_edit_view *v)
{
    struct procedure_versions found;
    struct flow_version_view *version =
        ARENA_ARRAY(rq->cx.arena, struct flow_version_view, VERSIONS_SHOWN);
    const struct json *before = NULL;
    size_t count = 0;

    TRY(procedure_versions_of(t, code_of(rq), VERSIONS_SHOWN, &found));
    for (size_t i = 0; i < found.count; i++) {
        const struct json *content;
        struct flow_version_view *one = &version[found.count - 1 - i];

        TRY(content_of(t, found.item[i].id, &content));
        *one = version_of(rq, &found.item[i]);
        if (before)
            TRY(tell_changes(t, before, content, one));
        before = content;
        count++;
    }
    v->version = version;
    v->version_count = count;
    return ERR_OK;
}

static void fill_head(struct req *rq, const struct flow_editing *e,
                      struct flow_edit_view *v)
{
    struct arena *a = rq->cx.arena;
    enum lang lang = rq->cx.lang;
    const struct flow *flow = e->pack->flow;
    struct form_tokens tokens = req_form_tokens(rq);

    v->code = e->code;
    v->name = e->pack->card->name.in[lang];
    v->back = URL_PATH(a, "/quan-tri/thu-tuc?q={}", e->code);
    v->post = URL_PATH(a, "/quan-tri/quy-trinh/{}", e->code);
    v->csrf = tokens.csrf;
    v->key = tokens.key;
    v->revision = arena_printf(a, "%d", e->revision);
    v->has_draft = e->has_draft;
    v->standing = msg_format(
        a, lang, e->has_draft ? MSG_FLOW_IS_DRAFT : MSG_FLOW_IS_VERSION, 1,
        &e->version);
    v->why =
        flow->source.in[lang].p
            ? msg_format(a, lang, MSG_FLOW_SOURCE, 1, &flow->source.in[lang])
            : msg_format(a, lang, MSG_FLOW_ASSUMED, 1, &flow->assumed.in[lang]);
}

/* What was just done, else whether all is well. */
static void fill_note(struct req *rq, const struct flow_editing *e,
                      struct flow_edit_view *v)
{
    struct str done = req_query(rq, "xong", word_rule);
    enum msg_id words =
        e->findings.errors > 0 ? MSG_FLOW_HAS_FAULTS : MSG_FLOW_IS_FINE;

    v->note.kind = e->findings.errors > 0 ? NOTE_WARNING : NOTE_OK;
    if (str_eq_c(done, MAKE))
        words = MSG_FLOW_IS_MADE;
    else if (str_eq_c(done, DROP))
        words = MSG_FLOW_IS_DROPPED;
    else if (str_eq_c(done, SAME))
        words = MSG_FLOW_EDIT_SAME;
    else if (str_eq_c(done, FULL))
        words = MSG_FLOW_EDIT_FULL;
    v->note.words = msg(rq->cx.lang, words);
}

static void fill_refusal(struct req *rq, struct flow_edit_view *v)
{
    struct wrong_view *wrong = ARENA_NEW(rq->cx.arena, struct wrong_view);

    if (!rq->refused.message)
        return;
    wrong->field = S("buoc-1");
    wrong->words = errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang);
    v->errors = (struct errors_view){wrong, 1};
}

static enum err show(struct tx *t, struct req *rq, struct reply *rp)
{
    struct flow_edit_view v = {0};
    struct flow_editing e;
    struct flow_edit *edit = ARENA_NEW(rq->cx.arena, struct flow_edit);
    bool faulty[FLOW_STEPS_MAX] = {false};
    struct out *body = page_begin(rq);

    TRY(flow_editing_load(t, rq->actor, code_of(rq), &e));
    flow_edit_read(rq->cx.arena, e.flow, edit);
    fill_head(rq, &e, &v);
    fill_note(rq, &e, &v);
    fill_refusal(rq, &v);
    TRY(flow_table_fill(t, &e, edit, faulty, &v));
    flow_picture(rq->cx.arena, rq->cx.lang, e.pack->flow, faulty, &v.picture);
    TRY(fill_versions(t, rq, &v));
    tpl_flow_edit(body, &v);
    return office_end(
        t, rq, rp,
        &(struct office_page){.title = msg(rq->cx.lang, MSG_PAGE_FLOW),
                              .has_nav = true,
                              .nav = OFFICE_NAV_ADMIN,
                              .has_errors = v.errors.count > 0},
        body);
}

enum err page_flow_edit(struct tx *t, struct req *rq, struct reply *rp)
{
    return show(t, rq, rp);
}

enum err prepare_flow_edit(struct req *rq)
{
    struct sent_flow *sent = ARENA_NEW(rq->cx.arena, struct sent_flow);
    struct str revision;
    int64_t n = 0;

    rq->form = sent;
    req_field(rq, "viec", word_rule, &sent->deed);
    req_field(rq, "ban", word_rule, &revision);
    num_parse(revision, 0, INT32_MAX, &n);
    sent->revision = (int)n;
    flow_table_sent(rq, &sent->edit);
    return req_checked(rq);
}

/* "len-2": the row that a button stands in; false when it is none of those. */
static bool row_deed(const struct sent_flow *s, const char *what, size_t *ret)
{
    struct str prefix = str_c(what);
    int64_t n;

    if (!str_starts(s->deed, prefix) ||
        !num_parse(str_sub(s->deed, prefix.n, s->deed.n), 1,
                   (int64_t)s->edit.count, &n))
        return false;
    *ret = (size_t)n - 1;
    return true;
}

/* False when there is no room for another step. */
static bool change_rows(struct arena *a, struct sent_flow *s)
{
    size_t at;

    if (row_deed(s, "len-", &at))
        flow_edit_move(&s->edit, at, true);
    else if (row_deed(s, "xuong-", &at))
        flow_edit_move(&s->edit, at, false);
    else if (row_deed(s, "bo-", &at))
        flow_edit_remove(&s->edit, at);
    else if (row_deed(s, "them-", &at))
        return flow_edit_add(a, &s->edit, at);
    return true;
}

/* What was sent is saved whatever is wrong with it: nothing is typed twice. */
static enum err save(struct tx *t, struct req *rq, const struct sent_flow *s,
                     const char **ret_done)
{
    struct sent_flow *changed = ARENA_NEW(rq->cx.arena, struct sent_flow);

    *changed = *s;
    *ret_done = change_rows(rq->cx.arena, changed) ? SAVE : FULL;
    return flow_editing_save(t, rq->actor, code_of(rq), s->revision,
                             &changed->edit);
}

/* What cannot be a version yet stays a draft, with its faults beside it. */
static enum err make(struct tx *t, struct req *rq, const char **ret_done)
{
    struct str version;
    enum err err = flow_editing_finish(t, rq->actor, code_of(rq), &version);

    *ret_done = MAKE;
    if (err != ERR_INPUT)
        return err;
    *ret_done = rq->cx.err.message == MSG_FLOW_EDIT_SAME ? SAME : SAVE;
    errbox_clear(&rq->cx.err);
    return ERR_OK;
}

enum err commit_flow_edit(struct tx *t, struct req *rq)
{
    const struct sent_flow *s = rq->form;
    const char *done = DROP;

    if (str_eq_c(s->deed, DROP))
        TRY(flow_editing_drop(t, rq->actor, code_of(rq)));
    else
        TRY(save(t, rq, s, &done));
    if (str_eq_c(s->deed, MAKE))
        TRY(make(t, rq, &done));
    req_done(rq, page_at(rq, done));
    return ERR_OK;
}

enum err render_flow_edit(struct tx *t, struct req *rq, struct reply *rp)
{
    return show(t, rq, rp);
}
