#include "base/prelude.h"

#include "store/db.h"
#include "store/migrate.h"

#include "web/app.h"
#include "web/metrics.h"
#include "web/pool.h"
#include "web/reply.h"
#include "web/req.h"

enum err page_healthz(struct tx *t, struct req *rq, struct reply *rp)
{
    bool current;

    TRY(db_schema_is_current(t, &current));
    if (!current)
        return RAISE(&rq->cx.err, ERR_UNAVAILABLE,
                     "the schema is not that of this program");
    reply_text(rp, S("text/plain; charset=utf-8"), S("ok\n"));
    return ERR_OK;
}

static enum err figures_tx(struct tx *t, void *p)
{
    return notify_figures(t, p);
}

/* What the room counts itself is told without a database too. */
enum err page_metrics(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct app *app = rq->app;
    struct notify_figures told;
    bool has_told = db_read(app->db, &rq->cx, figures_tx, &told) == ERR_OK;

    (void)t;
    errbox_clear(&rq->cx.err);
    reply_text(rp, S("text/plain; version=0.0.4; charset=utf-8"),
               metrics_text(app->metrics, rq->cx.arena, pool_waiting(app->pool),
                            has_told ? &told : NULL));
    return ERR_OK;
}
