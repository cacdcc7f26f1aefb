/*
 * app.h - everything the portal's pages stand on, made once when the room
 * begins and borrowed by every request. Constant after that, but for what is
 * made for many threads (pool, rate, metrics, the store).
 */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "base/cx.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "store/db.h"

#include "domain/account/account.h"

#include "service/notify.h"

#include "web/rate.h"
#include "web/route.h"
#include "web/view_layout.h"

#define APP_HOSTS_MAX   16
#define APP_PROXIES_MAX 16

struct blob_store;
struct metrics;
struct pool;

/* How long a session lives, by the kind of account. */
struct session_limit {
    int idle_s;
    int absolute_s;
};

/*
 * What stands in motcua.conf about the portal. The idle limits are settings:
 * no text that we have read gives their numbers.
 */
struct app_conf {
    struct str host[APP_HOSTS_MAX]; /* names this site answers to */
    size_t host_count;
    bool tls; /* browsers reach us over HTTPS: Secure, __Host-, HSTS */
    struct str proxy[APP_PROXIES_MAX]; /* whose X-Forwarded-For counts */
    size_t proxy_count;
    struct session_limit citizen;
    struct session_limit staff;
    struct rate_limit rate[RATE_KIND_COUNT];
    int pool_threads;
    int pool_queue_max;
    struct account_policy account;
    struct notify_conf notify;
    struct province_view province;
    struct str home_procedures; /* codes with commas between */
    struct str site; /* "https://dichvucong.example.vn", for papers */
    bool demo;       /* demo accounts and the virtual clock may be used */
};

/* What who is acting may do: fills the grants in force, in the transaction. */
typedef enum err (*grants_fn)(struct tx *t, struct actor *actor);

struct app {
    struct app_conf conf;
    struct db *db;
    struct blob_store *blobs;
    grants_fn load_grants;
    struct arena *arena;
    struct router *router;
    struct pool *pool;
    struct rate *rate;
    struct metrics *metrics;
    struct instant frozen_at; /* in tests the clock stands; 0: it runs */
    bool reads_block;         /* reading waits for a network: PostgreSQL */
};

/* Sound values for everything; the caller overwrites what it was told. */
struct app_conf app_conf_default(void);

/*
 * Makes the app over an open store. `routes` is the site's table, or a test's.
 * Lives until app_free(); no request may be running then.
 */
struct app *app_new(const struct app_conf *conf, struct db *db,
                    struct blob_store *blobs, grants_fn load_grants,
                    const struct route *routes, size_t route_count);
void app_free(struct app *app);

/* The clock as the portal shows it. */
struct instant app_now(const struct app *app);

#endif
