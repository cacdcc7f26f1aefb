#include "base/prelude.h"

#include "web/error_page.h"
#include "web/view_error.h"

void error_page(struct req *rq, struct reply *rp, struct str words,
                struct str reference)
{
    struct out *o = out_new(rq->cx.arena, rq->cx.lang, OUT_PAGE_BYTES_MAX);
    struct error_view view = {
        .status = rp->status,
        .lang = rq->cx.lang == LANG_EN ? S("en") : S("vi"),
        .words = words,
        .reference = reference,
    };

    tpl_error(o, &view);
    reply_page(rp, o);
}
