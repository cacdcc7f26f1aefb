/*
 * inspect_slips.c - "/can-bo/ho-so/{code}/phieu/{slip}": a slip before an
 * officer, and the control slip, which is drawn of the steps as they stand.
 */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "service/control.h"
#include "service/slips.h"

#include "web/app.h"
#include "web/inspect_slips.h"
#include "web/reply.h"
#include "web/when.h"

static struct url slip_at(const struct opened *o, const struct slip_row *s)
{
    if (s->kind == SLIP_RECEIPT)
        return opened_at(o, S("giay-hen"));
    return URL_PATH(o->arena, "/can-bo/ho-so/{}/phieu/{}", o->code,
                    arena_printf(o->arena, "%" PRId64, s->id));
}

enum err inspect_tell_slips(const struct opened *o,
                            struct office_dossier_view *v)
{
    const struct slip_row *slip;
    struct file_view *file;
    size_t count;

    TRY(slips_of_dossier(o->t, o->i.d.id, &slip, &count));
    file = ARENA_ARRAY(o->arena, struct file_view, count + 1);
    for (size_t i = 0; i < count; i++)
        file[i] = (struct file_view){
            .name = msg(o->lang, (enum msg_id)slip_words(slip[i].kind)),
            .facts = when_instant(o->arena, o->lang, slip[i].made_at),
            .open = slip_at(o, &slip[i]),
        };
    file[count] = (struct file_view){
        .name = msg(o->lang, (enum msg_id)slip_words(SLIP_CONTROL)),
        .facts = msg(o->lang, MSG_CONTROL_AS_IT_STANDS),
        .open = opened_at(o, S("kiem-soat")),
    };
    v->slip = file;
    v->slip_count = count + 1;
    return ERR_OK;
}

static enum err record(struct tx *t, struct req *rq)
{
    return inspect_record(t, rq->actor, req_capture(rq, "code"),
                          S(INSPECT_SLIP), 0);
}

enum err record_inspect_slip(struct tx *t, struct req *rq)
{
    return record(t, rq);
}

enum err page_inspect_slip(struct tx *t, struct req *rq, struct reply *rp)
{
    enum slip_kind kind;
    struct inspection i;
    struct str pdf;
    int64_t id = 0;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    num_parse(req_capture(rq, "slip"), 1, INT64_MAX, &id);
    TRY(slip_pdf(t, i.d.id, id, &pdf, &kind));
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}

enum err record_inspect_control(struct tx *t, struct req *rq)
{
    return record(t, rq);
}

enum err page_inspect_control(struct tx *t, struct req *rq, struct reply *rp)
{
    struct inspection i;
    struct str pdf;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    TRY(control_pdf(t, &i, rq->actor, rq->app->conf.site, &pdf));
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}
