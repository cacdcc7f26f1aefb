/* page_tracking.c - "/tra-cuu": how far a dossier is, for whoever asks. */
#include "base/prelude.h"

#include "base/msg.h"

#include "service/tracking.h"

#include "web/page.h"
#include "web/view_public.h"
#include "web/when.h"

static const struct text_rule code_rule = {.points_max = 64};

static void found(struct req *rq, const struct tracking *found,
                  struct tracking_view *v)
{
    v->asked = STR_NONE;
    v->code = found->code;
    v->percent = (unsigned)found->progress.percent;
    v->done = (unsigned)found->progress.done;
    v->total = (unsigned)found->progress.total;
    v->counted_at = when_instant(rq->cx.arena, rq->cx.lang, rq->cx.now);
}

/* No code, another's code, a broken code: one answer. */
static enum err look_up(struct tx *t, struct req *rq, struct reply *rp,
                        struct tracking_view *v)
{
    struct tracking tracking;
    enum err err = tracking_find(t, v->asked, &tracking);

    if (err == ERR_OK) {
        found(rq, &tracking, v);
        return ERR_OK;
    }
    if (err != ERR_NOT_FOUND)
        return err;
    errbox_clear(&rq->cx.err);
    rp->status = err_http_status(err);
    v->error = msg(rq->cx.lang, MSG_TRACKING_NONE);
    return ERR_OK;
}

enum err page_tracking(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str raw = pairs_get(&rq->query, S("ma"));
    struct tracking_view v = {
        .asked = req_query(rq, "ma", code_rule),
        .is_signed_in = rq->actor != NULL,
    };
    struct out *body = page_begin(rq);

    if (str_empty(raw))
        rp->cache = CACHE_PUBLIC;
    else
        TRY(look_up(t, rq, rp, &v));
    tpl_tracking(body, &v);
    page_end(rq, rp,
             &(struct page){.title = v.code.p ? MSG_PAGE_PROGRESS
                                              : MSG_PAGE_TRACKING,
                            .nav = CITIZEN_NAV_TRACKING,
                            .has_errors = v.error.p != NULL,
                            .is_private = raw.p != NULL},
             body);
    return ERR_OK;
}
