/*
 * page_deed.c - what an officer does with a dossier: at once, or after the
 * page that asks for a reason.
 */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "service/handling.h"
#include "service/queue.h"
#include "service/reception.h"
#include "service/verdict.h"

#include "web/app.h"
#include "web/office.h"
#include "web/office_words.h"
#include "web/page_conflict.h"
#include "web/page_inspect.h"
#include "web/request_deeds.h"
#include "web/view_form.h"

#define REASON_FIELD "ly_do"

static const struct text_rule word_rule = {.points_max = 60};
static const struct text_rule reason_rule = {.points_max = 2000,
                                             .multiline = true};

struct deed {
    struct str what;
    int step_n;
    int64_t assignee;
    struct str reason;
    struct request_sent sent;
};

static int captured_step(const struct req *rq)
{
    int64_t n = 0;

    num_parse(req_capture(rq, "step"), 0, DOSSIER_STEPS_MAX, &n);
    return (int)n;
}

enum err prepare_deed(struct req *rq)
{
    struct deed *deed = ARENA_NEW(rq->cx.arena, struct deed);
    struct str assignee;

    rq->form = deed;
    deed->what = req_capture(rq, "deed");
    deed->step_n = captured_step(rq);
    req_field(rq, "nguoi_nhan", word_rule, &assignee);
    num_parse(assignee, 1, INT64_MAX, &deed->assignee);
    req_field(rq, REASON_FIELD, reason_rule, &deed->reason);
    request_sent_read(rq, &deed->sent);
    return req_checked(rq);
}

/* A deed of the counter, when it is one. */
static enum err receive(struct tx *t, const struct req *rq,
                        const struct deed *deed, const struct inspection *i,
                        bool *ret_done, struct dossier *ret)
{
    const struct reception r = {
        .dossier_id = i->d.id,
        .pack = i->pack,
        .who = rq->actor,
        .site = rq->app->conf.site,
        .reason = deed->reason,
    };

    *ret_done = true;
    if (str_eq(deed->what, S(DEED_ACCEPT)))
        return reception_accept(t, &r, ret);
    if (str_eq(deed->what, S(DEED_REFUSE)))
        return reception_refuse(t, &r, ret);
    if (str_eq(deed->what, S(DEED_TRANSFER)))
        return reception_transfer(t, &r, ret);
    *ret_done = false;
    return ERR_OK;
}

static enum err handle(struct tx *t, const struct req *rq,
                       const struct deed *deed, const struct inspection *i,
                       struct dossier *ret)
{
    struct handling h = {
        .dossier_id = i->d.id,
        .step_n = deed->step_n,
        .pack = i->pack,
        .who = rq->actor,
        .assignee = deed->assignee,
        .reason = deed->reason,
    };

    if (!flow_action_parse(deed->what, &h.action))
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such deed");
    return handling_act(t, &h, ret);
}

/* Taking work and laying it back: the officer stays with the dossier. */
static enum err hold(struct tx *t, struct req *rq, const struct deed *deed,
                     const struct inspection *i, bool *ret_done)
{
    *ret_done = true;
    if (str_eq(deed->what, S(DEED_TAKE)))
        TRY(queue_take(t, rq->actor, i->d.id, deed->step_n));
    else if (str_eq(deed->what, S(DEED_LAY_BACK)))
        TRY(queue_lay_back(t, rq->actor, i->d.id, deed->step_n));
    else
        *ret_done = false;
    if (*ret_done)
        req_done(rq, URL_PATH(rq->cx.arena, "/can-bo/ho-so/{}?xong={}",
                              office_code(&i->d), deed->what));
    return ERR_OK;
}

/* Back to the queue that the work came from. */
static void go_on(struct req *rq, const struct deed *deed,
                  const struct inspection *before, const struct dossier *d)
{
    enum queue q = QUEUE_RUNNING;

    for (int k = 0; k < QUEUE_RUNNING && before->open; k++)
        if (queue_holds((enum queue)k, before->open->work))
            q = (enum queue)k;
    req_done(rq, URL_PATH(rq->cx.arena, "/can-bo?viec={}&xong={}&lam={}",
                          queue_key(q), office_code(d), deed->what));
}

enum err commit_deed(struct tx *t, struct req *rq)
{
    const struct deed *deed = rq->form;
    const struct request_deed *asked;
    struct inspection i;
    struct dossier d;
    bool done;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    TRY(hold(t, rq, deed, &i, &done));
    if (done)
        return ERR_OK;
    asked = request_deed_of(deed->what);
    if (asked)
        TRY(request_deed_do(t, rq, &i, deed->step_n, asked, &deed->sent, &d));
    else
        TRY(receive(t, rq, deed, &i, &done, &d));
    if (!asked && !done)
        TRY(handle(t, rq, deed, &i, &d));
    go_on(rq, deed, &i, &d);
    return ERR_OK;
}

/* The words of a page that asks before a deed. */
struct question {
    enum msg_id title, note, reason, go;
    bool has_reason;
    bool is_dangerous;
    const struct request_deed *asked; /* its fields instead of the reason */
};

static bool question_of(struct str what, struct question *ret)
{
    const struct request_deed *asked = request_deed_of(what);
    enum flow_action action;

    if (asked) {
        *ret = (struct question){.title = asked->title,
                                 .note = asked->note,
                                 .go = asked->go,
                                 .is_dangerous = asked->is_dangerous,
                                 .asked = asked};
        return true;
    }
    if (str_eq(what, S(DEED_REFUSE))) {
        *ret = (struct question){MSG_ASK_REFUSE,
                                 MSG_ASK_REFUSE_NOTE,
                                 MSG_ASK_REFUSE_REASON,
                                 MSG_OFFICE_REFUSE,
                                 true,
                                 true,
                                 NULL};
        return true;
    }
    if (!flow_action_parse(what, &action))
        return false;
    if (action == FLOW_DO_SEND_BACK)
        *ret = (struct question){MSG_ASK_BACK,
                                 MSG_ASK_BACK_NOTE,
                                 MSG_ASK_BACK_REASON,
                                 MSG_ACTION_SEND_BACK,
                                 true,
                                 false,
                                 NULL};
    else
        *ret = (struct question){.title = MSG_ASK_OTHER,
                                 .go = office_action_words(action)};
    return true;
}

static struct field_view reason_field(struct req *rq, enum msg_id label,
                                      struct str value, struct str error)
{
    return (struct field_view){
        .look = FIELD_LONG,
        .id = S(REASON_FIELD),
        .name = S(REASON_FIELD),
        .label = msg(rq->cx.lang, label),
        .error = error,
        .value = value,
        .letters_max = 2000,
    };
}

/* The fields of a question, with what was written. */
static size_t fields_of(struct opened *o, const struct question *q,
                        const struct request_sent *sent, struct str error,
                        struct field_view ret[REQUEST_FIELDS_MAX])
{
    if (q->asked)
        return request_deed_fields(o->arena, o->lang, q->asked, sent, error,
                                   ret);
    if (!q->has_reason)
        return 0;
    ret[0] = reason_field(o->rq, q->reason, sent->words, error);
    return 1;
}

/* The error and the field at which it stands. */
static struct wrong_view wrong_of(const struct field_view *field, size_t count,
                                  struct str error)
{
    for (size_t i = 0; i < count; i++)
        if (!str_empty(field[i].error))
            return (struct wrong_view){field[i].id, error};
    return (struct wrong_view){STR_NONE, error};
}

/* What the request that the step is about asks for, before what it does. */
static struct str note_of(const struct opened *o, const struct question *q)
{
    if (!q->asked || !o->i.request || q->asked->act == REQUEST_ACT_WITHDRAW)
        return msg(o->lang, q->note);
    return arena_printf(o->arena, "%s %s",
                        request_line(o->arena, o->lang, o->i.request).p,
                        msg(o->lang, q->note).p);
}

static enum err ask(struct opened *o, struct reply *rp,
                    const struct question *q, struct str what,
                    const struct request_sent *sent, struct str error)
{
    struct req *rq = o->rq;
    struct out *body = page_begin(rq);
    const struct form_tokens tokens = req_form_tokens(rq);
    struct field_view field[REQUEST_FIELDS_MAX];
    size_t count = fields_of(o, q, sent, error, field);
    const struct wrong_view wrong = wrong_of(field, count, error);
    struct office_act_view v = {
        .back = office_dossier_at(o->arena, o->code),
        .code = dossier_shown_code(o->arena, &o->i.d),
        .name = o->i.pack->card->name.in[o->lang],
        .title = msg(o->lang, q->title),
        .post = opened_deed_at(o, what),
        .csrf = tokens.csrf,
        .key = tokens.key,
        .errors = {&wrong, error.n > 0},
        .field = field,
        .count = count,
        .go = msg(o->lang, q->go),
        .stay = msg(o->lang, MSG_ASK_KEEP),
        .is_dangerous = q->is_dangerous,
    };

    if (q->note)
        v.note = (struct note_view){.kind = NOTE_INFO, .words = note_of(o, q)};
    tpl_office_act(body, &v);
    return office_end(
        o->t, rq, rp,
        &(struct office_page){.title = v.title, .has_errors = error.n > 0},
        body);
}

/* What was found wanting is said first; the officer says the rest. */
static enum err begin_reason(const struct opened *o, struct str *ret)
{
    struct str wanting;

    TRY(verdicts_wanting(o->t, o->i.d.id, o->i.pack->card, LANG_VI, &wanting));
    if (!str_empty(wanting))
        *ret = msg_format(o->arena, LANG_VI, MSG_REFUSE_WANTING, 1, &wanting);
    return ERR_OK;
}

enum err page_deed(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str what = req_capture(rq, "deed");
    struct request_sent sent = {0};
    struct question q;
    struct opened o;

    if (!question_of(what, &q))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such deed");
    TRY(opened_load(t, rq, &o));
    if (!o.i.is_mine)
        return RAISE(&rq->cx.err, ERR_FORBIDDEN, "the step is another's");
    if (str_eq(what, S(DEED_REFUSE)))
        TRY(begin_reason(&o, &sent.words));
    return ask(&o, rp, &q, what, &sent, STR_NONE);
}

/* Refused with words: beside the reason, or on the dossier's page; or late. */
enum err render_deed(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct deed *deed = rq->form;
    struct str words = errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang);
    struct question q;
    struct opened o;
    struct note_view note = {.kind = NOTE_ERROR, .words = words};

    TRY(opened_load(t, rq, &o));
    if (rq->refused.code == ERR_CONFLICT)
        return conflict_show(&o, rp, deed->step_n, deed->reason);
    if (question_of(deed->what, &q) && (q.has_reason || q.asked))
        return ask(&o, rp, &q, deed->what, &deed->sent, words);
    return inspect_show(&o, rp, &note);
}
