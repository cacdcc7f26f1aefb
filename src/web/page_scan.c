/* page_scan.c - the scan of a paper that was handed in at the counter. */
#include "base/prelude.h"

#include "base/msg.h"

#include "service/attach.h"

#include "web/office.h"
#include "web/opened.h"
#include "web/page_conflict.h"
#include "web/sent_file.h"

static enum err show(struct opened *o, struct reply *rp, struct str error)
{
    struct str component = req_capture(o->rq, "component");
    const struct procedure_component *c =
        procedure_component(o->i.pack->card, component);
    struct office_attach_view v = {
        .back =
            URL_PATH(o->arena, "/can-bo/ho-so/{}?giay={}", o->code, component),
        .name = c ? c->name.in[o->lang] : component,
        .title = msg(o->lang, MSG_SCAN_TITLE),
        .note = {.kind = NOTE_INFO, .words = msg(o->lang, MSG_SCAN_NOTE)},
        .post =
            URL_PATH(o->arena, "/can-bo/ho-so/{}/quet/{}", o->code, component),
        .error = error,
    };

    return opened_show_attach(o, rp, &v);
}

enum err page_scan(struct tx *t, struct req *rq, struct reply *rp)
{
    struct opened o;

    TRY(opened_load(t, rq, &o));
    if (!handed_find(&o.handed, req_capture(rq, "component")))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "nothing was handed in");
    return show(&o, rp, STR_NONE);
}

enum err prepare_scan(struct req *rq)
{
    return sent_file_prepare(rq, S("ban-quet"));
}

enum err commit_scan(struct tx *t, struct req *rq)
{
    const struct sent_file *file = rq->form;
    struct inspection i;

    TRY(inspect_load(t, rq->actor, req_capture(rq, "code"), &i));
    TRY(attach_scan(t, rq->actor,
                    &(struct scan){
                        .dossier_id = i.d.id,
                        .card = i.pack->card,
                        .component = req_capture(rq, "component"),
                        .name = file->name,
                        .mime = file->mime,
                        .blob = file->blob,
                    }));
    req_done(rq, URL_PATH(rq->cx.arena, "/can-bo/ho-so/{}?xong={}",
                          office_code(&i.d), S("quet")));
    return ERR_OK;
}

enum err render_scan(struct tx *t, struct req *rq, struct reply *rp)
{
    struct opened o;

    TRY(opened_load(t, rq, &o));
    if (rq->refused.code == ERR_CONFLICT)
        return conflict_show(&o, rp, 0, STR_NONE);
    return show(&o, rp, sent_file_error(rq));
}
