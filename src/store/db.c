#include "base/prelude.h"

#include <pthread.h>

#include "base/check.h"
#include "base/instant.h"

#include "store/call.h"
#include "store/db.h"
#include "store/engine.h"
#include "store/memo.h"
#include "store/writer.h"

#define DEFAULT_CONNECTIONS     4
#define DEFAULT_QUEUE           4096
#define DEFAULT_READ_TIMEOUT_MS 5000

struct db {
    const struct engine *engine;
    struct db_conf conf;
    struct writers *writers;
    struct memo *memo;

    /* Connections that only read: idle[0..idle_count). */
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct conn *reader[DB_READERS_MAX];
    int reader_count;
    struct conn *idle[DB_READERS_MAX];
    int idle_count;
};

static const struct engine *engine_for(struct str url)
{
    if (str_starts(url, S("sqlite:")))
        return &engine_sqlite;
    if (str_starts(url, S("postgresql://")) ||
        str_starts(url, S("postgres://")) || str_find_char(url, '=', 0) < url.n)
        return &engine_pg;
    return NULL;
}

static int within(int n, int otherwise, int max)
{
    if (n <= 0)
        n = otherwise;
    return n < max ? n : max;
}

static struct db_conf with_defaults(struct db_conf conf, const struct engine *e)
{
    conf.writer_count =
        within(conf.writer_count, DEFAULT_CONNECTIONS, e->writer_count_max);
    conf.reader_count =
        within(conf.reader_count, DEFAULT_CONNECTIONS, DB_READERS_MAX);
    conf.queue_max = within(conf.queue_max, DEFAULT_QUEUE, DB_QUEUE_MAX);
    conf.read_timeout_ms =
        within(conf.read_timeout_ms, DEFAULT_READ_TIMEOUT_MS, INT_MAX);
    return conf;
}

/* The writers first: on a new SQLite file they make what readers look at. */
static enum err connect_all(struct db *db, struct errbox *box)
{
    TRY(writers_start(db->engine, &db->conf, &db->writers, box));
    while (db->reader_count < db->conf.reader_count) {
        struct conn **c = &db->reader[db->reader_count];

        TRY(db->engine->connect(&db->conf, CONN_READ, c, box));
        db->reader_count++;
        db->idle[db->idle_count++] = *c;
    }
    return ERR_OK;
}

static void init_pool(struct db *db)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&db->returned, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&db->lock, NULL);
}

enum err db_open(const struct db_conf *conf, struct db **ret,
                 struct errbox *box)
{
    const struct engine *e = engine_for(conf->url);
    struct db *db;
    enum err err;

    if (!e)
        return RAISE(box, ERR_INPUT, "not the URL of a database");
    db = calloc(1, sizeof *db);
    check(db != NULL);
    db->engine = e;
    db->conf = with_defaults(*conf, e);
    db->memo = memo_new();
    init_pool(db);
    err = connect_all(db, box);
    if (err != ERR_OK) {
        db_close(db);
        return err;
    }
    *ret = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    check(db->idle_count == db->reader_count);
    for (int i = 0; i < db->reader_count; i++)
        db->engine->disconnect(db->reader[i]);
    writers_stop(db->writers);
    pthread_cond_destroy(&db->returned);
    pthread_mutex_destroy(&db->lock);
    memo_free(db->memo);
    free(db);
}

const char *db_engine_name(const struct db *db)
{
    return db->engine->name;
}

static struct timespec monotonic_after(int ms)
{
    int64_t us = monotonic_us() + ms * INT64_C(1000);

    return (struct timespec){us / SECOND_US, us % SECOND_US * 1000};
}

/* The one returned last, whose cache is warm. NULL: none came back in time. */
static struct conn *reader_take(struct db *db)
{
    struct timespec until = monotonic_after(db->conf.read_timeout_ms);
    struct conn *c = NULL;
    int rc = 0;

    pthread_mutex_lock(&db->lock);
    while (db->idle_count == 0 && rc == 0)
        rc = pthread_cond_timedwait(&db->returned, &db->lock, &until);
    if (db->idle_count > 0)
        c = db->idle[--db->idle_count];
    pthread_mutex_unlock(&db->lock);
    return c;
}

static void reader_return(struct db *db, struct conn *c)
{
    pthread_mutex_lock(&db->lock);
    db->idle[db->idle_count++] = c;
    pthread_cond_signal(&db->returned);
    pthread_mutex_unlock(&db->lock);
}

enum err db_read(struct db *db, struct cx *cx, tx_fn fn, void *arg)
{
    struct call call = call_new(cx, fn, arg);
    struct conn *c;
    enum err err;

    check(!call_inside());
    call.memo = db->memo;
    c = reader_take(db);
    if (!c)
        return RAISE(&cx->err, ERR_BUSY, "no free connection to read with");
    err = call_transact(&call, db->engine, c);
    reader_return(db, c);
    return err;
}

enum err db_write_async(struct db *db, struct cx *cx, tx_fn fn, void *arg,
                        db_done_fn done, void *user)
{
    struct request r = {
        .call = call_new(cx, fn, arg),
        .done = done,
        .user = user,
    };

    return writers_put(db->writers, &r, &cx->err);
}

/* Stands on the stack of the one who waits. */
struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    bool done;
    enum err result;
};

static void wake(enum err result, void *user)
{
    struct waiter *w = user;

    pthread_mutex_lock(&w->lock);
    w->result = result;
    w->done = true;
    pthread_cond_signal(&w->answered);
    pthread_mutex_unlock(&w->lock);
}

static enum err await(struct waiter *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->done)
        pthread_cond_wait(&w->answered, &w->lock);
    pthread_mutex_unlock(&w->lock);
    return w->result;
}

enum err db_write(struct db *db, struct cx *cx, tx_fn fn, void *arg)
{
    struct waiter w = {
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .answered = PTHREAD_COND_INITIALIZER,
    };

    check(!call_inside());
    TRY(db_write_async(db, cx, fn, arg, wake, &w));
    return await(&w);
}
