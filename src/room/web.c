#include "base/prelude.h"

#include "base/buf.h"
#include "base/log.h"

#include "store/blob.h"
#include "store/migrate.h"

#include "domain/grant/grant_store.h"

#include "web/app.h"
#include "web/http.h"

#include "cli/settings.h"

#include "room/notify_conf.h"
#include "room/room.h"
#include "room/supervisor.h"

/* How long a request may go on after the room was told to end. */
#define STOP_S 20

/* Cuts "a, b" at its commas; false when there are more than `max`. */
static bool read_list(struct str text, size_t max, struct str *at,
                      size_t *ret_count)
{
    size_t count = 0;
    struct str one;

    while (str_next(&text, ',', &one)) {
        one = str_trim(one);
        if (one.n == 0)
            continue;
        if (count == max)
            return false;
        at[count++] = one;
    }
    *ret_count = count;
    return true;
}

/* "0296 000 0000" as a link dials it. */
static struct str bare_number(struct arena *a, struct str phone)
{
    struct buf b = buf_new(a, phone.n + 1);

    for (size_t i = 0; i < phone.n; i++)
        if (phone.p[i] > ' ')
            buf_add_char(&b, phone.p[i]);
    return buf_str(&b);
}

static void read_province(struct arena *a, const struct conf *conf,
                          struct province_view *ret)
{
    *ret = (struct province_view){
        .name = conf->province_name,
        .authority = conf->province_authority,
        .responsible = conf->province_responsible,
        .address = conf->province_address,
        .phone = conf->province_phone,
        .phone_link = bare_number(a, conf->province_phone),
        .email = conf->province_email,
    };
}

static void read_policy(const struct conf *conf, struct account_policy *policy)
{
    policy->tries_max = (int)conf->login_tries_max;
    policy->lock_minutes = (int)conf->login_lock_minutes;
    policy->password_letters_min = (int)conf->password_letters_min;
    policy->demo = conf->demo;
}

static enum err read_app_conf(struct cx *cx, const struct conf *conf,
                              struct app_conf *ret)
{
    *ret = app_conf_default();
    ret->tls = conf->tls;
    ret->site = conf->site;
    ret->demo = conf->demo;
    ret->home_procedures = conf->home_procedures;
    ret->notify = notify_conf_of(conf);
    read_policy(conf, &ret->account);
    read_province(cx->arena, conf, &ret->province);
    if (!read_list(conf->hosts, APP_HOSTS_MAX, ret->host, &ret->host_count) ||
        !read_list(conf->proxies, APP_PROXIES_MAX, ret->proxy,
                   &ret->proxy_count))
        return RAISE(&cx->err, ERR_INPUT, "too many hosts or proxies");
    return ERR_OK;
}

static enum err is_current(struct tx *t, void *p)
{
    return db_schema_is_current(t, p);
}

/* A node may run on the schema before its own while others are replaced. */
static enum err look_at_schema(struct cx *cx, struct db *db)
{
    bool current = false;

    TRY(db_read(db, cx, is_current, &current));
    if (!current)
        log_event(LOG_TROUBLE, "schema_is_another");
    return ERR_OK;
}

static enum err serve(struct cx *cx, struct app *app, const struct conf *conf)
{
    struct http_conf http_conf = http_conf_default();
    struct http *http;

    http_conf.address = conf->address.p;
    http_conf.port = (int)conf->port;
    TRY(http_start(app, &http_conf, &http, &cx->err));
    log_event(LOG_NORMAL, "listening", LOG_NUMBER("port", http_port(http)));
    while (!room_wait_signal(INT32_MAX))
        ;
    log_event(LOG_NORMAL, "ending");
    if (!http_stop(http, STOP_S))
        log_event(LOG_TROUBLE, "requests_cut_off");
    return ERR_OK;
}

static enum err run_on(struct cx *cx, struct db *db, const struct conf *conf)
{
    struct app_conf app_conf;
    struct blob_store *blobs;
    struct app *app;
    enum err err;

    TRY(look_at_schema(cx, db));
    TRY(read_app_conf(cx, conf, &app_conf));
    TRY(blob_store_open(conf->blob_folder.p, conf->blob_key_file.p, &blobs,
                        &cx->err));
    app = app_new(&app_conf, db, blobs, actor_load_grants, site_routes,
                  ROUTE_COUNT);
    err = serve(cx, app, conf);
    app_free(app);
    blob_store_close(blobs);
    return err;
}

static enum err run(struct cx *cx, const struct conf *conf)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_MAIN};
    struct db *db;
    enum err err;

    TRY(db_open(&db_conf, &db, &cx->err));
    err = run_on(cx, db, conf);
    db_close(db);
    return err;
}

int room_web(int argc, char **argv)
{
    return room_run("web", run, argc, argv);
}
