/* page_counter.c - "/can-bo/tiep-nhan": one person at the counter. */
#include "base/prelude.h"

#include "base/msg.h"

#include "web/app.h"
#include "web/counter.h"
#include "web/office.h"

static enum err show(struct tx *t, struct req *rq, struct reply *rp, bool tells)
{
    struct out *body = page_begin(rq);
    struct counter_view v;
    struct counter c;

    TRY(counter_open(t, rq, &c));
    TRY(counter_list_offered(&c));
    TRY(counter_view(&c, tells, &v));
    tpl_counter(body, &v);
    return office_end(t, rq, rp,
                      &(struct office_page){.title = v.title,
                                            .has_nav = true,
                                            .nav = OFFICE_NAV_COUNTER,
                                            .has_errors = v.errors.count > 0,
                                            .is_edge = true},
                      body);
}

enum err page_counter(struct tx *t, struct req *rq, struct reply *rp)
{
    rq->form = ARENA_NEW(rq->cx.arena, struct counter_sent);
    return show(t, rq, rp, false);
}

enum err prepare_counter_fill(struct req *rq)
{
    counter_sent_take(rq);
    return ERR_OK;
}

/*
 * Somebody known was chosen before anything was typed of them: what is known
 * stands in the fields then, for the officer to compare.
 */
static enum err take_known(struct tx *t, struct counter_sent *sent)
{
    struct counter_person *p = &sent->person;
    struct form_person known;

    if (!p->id || !str_empty(p->name))
        return ERR_OK;
    TRY(counter_prefill(t, p, &known));
    p->name = known.full_name;
    p->sex = known.sex;
    p->phone = known.phone;
    if (known.birth_date.day)
        p->birth = arena_printf(t->cx->arena, "%d/%d/%d", known.birth_date.day,
                                known.birth_date.month, known.birth_date.year);
    return ERR_OK;
}

enum err commit_counter_fill(struct tx *t, struct req *rq)
{
    (void)t;
    (void)rq;
    return ERR_OK;
}

enum err render_counter_fill(struct tx *t, struct req *rq, struct reply *rp)
{
    TRY(take_known(t, rq->form));
    return show(t, rq, rp, false);
}

enum err prepare_counter_promise(struct req *rq)
{
    return prepare_counter_fill(rq);
}

enum err commit_counter_promise(struct tx *t, struct req *rq)
{
    return commit_counter_fill(t, rq);
}

enum err render_counter_promise(struct tx *t, struct req *rq, struct reply *rp)
{
    struct out *o = out_new(rq->cx.arena, rq->cx.lang, OUT_PAGE_BYTES_MAX);
    struct receipt_view v;
    struct counter c;

    TRY(counter_open(t, rq, &c));
    TRY(counter_receipt(&c, &v));
    tpl_receipt(o, &v);
    reply_page(rp, o);
    return ERR_OK;
}

enum err prepare_counter(struct req *rq)
{
    struct counter_sent *sent = counter_sent_take(rq);
    struct counter_person kept = sent->person;
    struct counter_faults faults;

    counter_look(&rq->cx, &kept, &faults);
    for (enum counter_field k = 0; k < COUNTER_FIELDS; k++)
        if (faults.field[k].code != ERR_OK) {
            rq->cx.err = faults.field[k];
            req_note(rq, counter_field_name(k).p);
        }
    return req_checked(rq);
}

/* What the officer has to say before anything is taken in. */
static enum err require(struct counter *c, struct counter_sent *sent)
{
    struct cx *cx = &c->rq->cx;

    if (c->known.count > 0 && !sent->has_choice) {
        sent->blamed = S(COUNTER_WHO);
        return REFUSE(&cx->err, ERR_INPUT, MSG_COUNTER_CHOOSE_PERSON);
    }
    if (!c->of.pack) {
        sent->blamed = S(COUNTER_PROCEDURE);
        return REFUSE(&cx->err, ERR_INPUT, MSG_COUNTER_CHOOSE_PROCEDURE);
    }
    if (c->wrong_pieces.p)
        return REFUSE(&cx->err, ERR_INPUT, MSG_COUNTER_PIECES_WRONG);
    return ERR_OK;
}

/* Which part of the page a refusal is about; the form tells of its own. */
static struct str blamed_for(int message)
{
    if (message == MSG_FILING_LEFT)
        return STR_NONE;
    if (message == MSG_COUNTER_CHOOSE_PERSON ||
        message == MSG_COUNTER_OTHER_NAME ||
        message == MSG_COUNTER_OTHER_NUMBER ||
        message == MSG_COUNTER_NUMBER_TAKEN)
        return counter_field_name(COUNTER_NUMBER);
    return S(COUNTER_PROCEDURE);
}

enum err commit_counter(struct tx *t, struct req *rq)
{
    struct counter_sent *sent = rq->form;
    struct counter_person person = sent->person;
    struct counter_faults faults;
    struct filing_check left;
    struct dossier d;
    struct counter c;
    struct intake in;
    enum err e;

    sent->blamed = STR_NONE;
    TRY(counter_open(t, rq, &c));
    TRY(require(&c, sent));
    counter_look(t->cx, &person, &faults);
    in = (struct intake){
        .case_code = c.case_code,
        .delivery = c.delivery,
        .answers = c.filing.filling.answers,
        .handed = c.filing.handed,
        .site = rq->app->conf.site,
    };
    e = counter_take_in(t, &c.of, &person, &in, &left, &d);
    if (e == ERR_INPUT)
        sent->blamed = blamed_for(t->cx->err.message);
    TRY(e);
    req_done(rq, URL_PATH(rq->cx.arena, "/can-bo/ho-so/{}?xong={}", d.code,
                          S("tiep-nhan")));
    return ERR_OK;
}

enum err render_counter(struct tx *t, struct req *rq, struct reply *rp)
{
    return show(t, rq, rp, true);
}
