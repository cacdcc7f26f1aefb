/* page_attach.c - the file of a result, attached by who drafts it. */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "service/attach.h"

#include "web/office.h"
#include "web/opened.h"
#include "web/page_conflict.h"
#include "web/sent_file.h"

static enum err show(struct opened *o, struct reply *rp, struct str error)
{
    struct office_attach_view v = {
        .back = office_dossier_at(o->arena, o->code),
        .name = o->i.pack->card->name.in[o->lang],
        .title = msg(o->lang, MSG_OFFICE_ATTACH),
        .note = {.kind = NOTE_INFO, .words = msg(o->lang, MSG_ATTACH_NOTE)},
        .post = URL_PATH(o->arena, "/can-bo/ho-so/{}/ket-qua/{}", o->code,
                         req_capture(o->rq, "step")),
        .error = error,
    };

    return opened_show_attach(o, rp, &v);
}

enum err page_attach(struct tx *t, struct req *rq, struct reply *rp)
{
    struct opened o;

    TRY(opened_load(t, rq, &o));
    if (!o.i.is_mine)
        return RAISE(&rq->cx.err, ERR_FORBIDDEN, "the step is another's");
    return show(&o, rp, STR_NONE);
}

enum err prepare_attach(struct req *rq)
{
    return sent_file_prepare(rq, S("ket-qua"));
}

static int captured_step(const struct req *rq)
{
    int64_t n = 0;

    num_parse(req_capture(rq, "step"), 1, DOSSIER_STEPS_MAX, &n);
    return (int)n;
}

enum err commit_attach(struct tx *t, struct req *rq)
{
    const struct sent_file *file = rq->form;
    struct inspection i;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    TRY(attach_result(t, rq->actor,
                      &(struct attachment){
                          .dossier_id = i.d.id,
                          .step_n = captured_step(rq),
                          .name = file->name,
                          .mime = file->mime,
                          .blob = file->blob,
                      }));
    req_done(rq, URL_PATH(rq->cx.arena, "/can-bo/ho-so/{}?xong={}",
                          office_code(&i.d), S("ket-qua")));
    return ERR_OK;
}

enum err render_attach(struct tx *t, struct req *rq, struct reply *rp)
{
    struct opened o;

    TRY(opened_load(t, rq, &o));
    if (rq->refused.code == ERR_CONFLICT)
        return conflict_show(&o, rp, captured_step(rq), STR_NONE);
    return show(&o, rp, sent_file_error(rq));
}
