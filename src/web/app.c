#include "base/prelude.h"

#include "base/check.h"

#include "web/app.h"
#include "web/metrics.h"
#include "web/pool.h"

#define APP_BYTES_MAX ((size_t)16 << 20)

struct app_conf app_conf_default(void)
{
    return (struct app_conf){
        .proxy = {S("127.0.0.1"), S("::1")},
        .proxy_count = 2,
        .citizen = {.idle_s = 30 * 60, .absolute_s = 12 * 3600},
        .staff = {.idle_s = 15 * 60, .absolute_s = 10 * 3600},
        .rate =
            {
                [RATE_LOOKUP] = {.burst = 30, .refill_ms = 2000},
                [RATE_LOGIN] = {.burst = 10, .refill_ms = 6000},
                [RATE_REGISTER] = {.burst = 5, .refill_ms = 60000},
                [RATE_UPLOAD] = {.burst = 60, .refill_ms = 1000},
            },
        .account = account_policy_default(),
        .pool_threads = 4,
        .pool_queue_max = 256,
    };
}

struct app *app_new(const struct app_conf *conf, struct db *db,
                    struct blob_store *blobs, grants_fn load_grants,
                    const struct route *routes, size_t route_count)
{
    struct arena *a = arena_new(APP_BYTES_MAX);
    struct app *app = ARENA_NEW(a, struct app);

    check(db != NULL && load_grants != NULL);
    app->conf = *conf;
    app->db = db;
    app->blobs = blobs;
    app->load_grants = load_grants;
    app->arena = a;
    app->router = router_new(a, routes, route_count);
    app->rate = rate_new(a, conf->rate);
    app->metrics = metrics_new(a, routes, route_count);
    app->pool = pool_new(conf->pool_threads, conf->pool_queue_max);
    app->reads_block = strcmp(db_engine_name(db), "sqlite") != 0;
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    pool_free(app->pool);
    arena_free(app->arena);
}

struct instant app_now(const struct app *app)
{
    return app->frozen_at.us ? app->frozen_at : instant_read_clock();
}
