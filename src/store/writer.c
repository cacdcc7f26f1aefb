#include "base/prelude.h"

#include <pthread.h>

#include "base/check.h"

#include "store/writer.h"

struct writer {
    struct writers *of;
    struct conn *conn;
    struct request *batch;
    pthread_t thread;
    bool started;
};

struct writers {
    const struct engine *engine;
    struct writer writer[DB_WRITERS_MAX];
    int writer_count;

    pthread_mutex_t lock;
    pthread_cond_t filled;
    bool stopping;
    struct request *queue; /* a ring */
    size_t capacity;
    size_t first;
    size_t count;
};

/* Waits for work; 0 when there will be none. */
static size_t take(struct writers *w, struct request *batch, size_t max)
{
    size_t n = 0;

    pthread_mutex_lock(&w->lock);
    while (w->count == 0 && !w->stopping)
        pthread_cond_wait(&w->filled, &w->lock);
    while (n < max && w->count > 0) {
        batch[n++] = w->queue[w->first];
        w->first = (w->first + 1) % w->capacity;
        w->count--;
    }
    pthread_mutex_unlock(&w->lock);
    return n;
}

enum err writers_put(struct writers *w, const struct request *r,
                     struct errbox *box)
{
    bool full;

    pthread_mutex_lock(&w->lock);
    check(!w->stopping);
    full = w->count == w->capacity;
    if (!full) {
        w->queue[(w->first + w->count) % w->capacity] = *r;
        w->count++;
        pthread_cond_signal(&w->filled);
    }
    pthread_mutex_unlock(&w->lock);
    if (full)
        return RAISE(box, ERR_BUSY, "%zu writes are waiting", w->capacity);
    return ERR_OK;
}

static void single(struct writer *w, struct request *r)
{
    r->result = call_transact(&r->call, w->of->engine, w->conn);
}

/* Between savepoints, so that its failure is its own. False: batch is gone. */
static bool run_member(struct writer *w, struct request *r)
{
    const struct engine *e = w->of->engine;
    struct errbox *box = &r->call.cx->err;

    r->result = e->save(w->conn, box);
    if (r->result == ERR_OK) {
        r->result = call_run(&r->call, e, w->conn);
        if (r->result == ERR_OK)
            r->result = e->release(w->conn, box);
        if (r->result != ERR_OK)
            e->undo(w->conn);
    }
    return r->result != ERR_RETRY && e->in_transaction(w->conn);
}

static bool run_batch(struct writer *w, size_t count)
{
    const struct engine *e = w->of->engine;
    struct errbox box;

    for (size_t i = 0; i < count; i++)
        if (!run_member(w, &w->batch[i]))
            return false;
    return e->commit(w->conn, &box) == ERR_OK;
}

static void refuse_all(struct request *batch, size_t count,
                       const struct errbox *box)
{
    for (size_t i = 0; i < count; i++) {
        batch[i].call.cx->err = *box;
        batch[i].result = box->code;
    }
}

/*
 * One commit for all. Whatever a member answered, it saw the work of those
 * before it: when the batch does not come to its commit, all are asked again,
 * each in a transaction of its own.
 */
static void group(struct writer *w, size_t count)
{
    const struct engine *e = w->of->engine;
    struct errbox box;

    if (e->begin(w->conn, &box) != ERR_OK) {
        refuse_all(w->batch, count, &box);
        return;
    }
    if (run_batch(w, count))
        return;
    e->rollback(w->conn);
    for (size_t i = 0; i < count; i++)
        single(w, &w->batch[i]);
}

static void *writer_main(void *arg)
{
    struct writer *w = arg;
    size_t max = (size_t)w->of->engine->batch_max;
    size_t count;

    while ((count = take(w->of, w->batch, max)) > 0) {
        if (count == 1)
            single(w, &w->batch[0]);
        else
            group(w, count);
        for (size_t i = 0; i < count; i++)
            w->batch[i].done(w->batch[i].result, w->batch[i].user);
    }
    return NULL;
}

static enum err start(struct writer *w, const struct db_conf *conf,
                      struct errbox *box)
{
    const struct engine *e = w->of->engine;

    TRY(e->connect(conf, CONN_WRITE, &w->conn, box));
    w->batch = calloc((size_t)e->batch_max, sizeof *w->batch);
    check(w->batch != NULL);
    check(pthread_create(&w->thread, NULL, writer_main, w) == 0);
    w->started = true;
    return ERR_OK;
}

enum err writers_start(const struct engine *e, const struct db_conf *conf,
                       struct writers **ret, struct errbox *box)
{
    struct writers *w = calloc(1, sizeof *w);
    enum err err = ERR_OK;

    check(w != NULL);
    w->engine = e;
    w->capacity = (size_t)conf->queue_max;
    w->queue = calloc(w->capacity, sizeof *w->queue);
    check(w->queue != NULL);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->filled, NULL);

    while (err == ERR_OK && w->writer_count < conf->writer_count) {
        struct writer *next = &w->writer[w->writer_count++];

        next->of = w;
        err = start(next, conf, box);
    }
    if (err != ERR_OK) {
        writers_stop(w);
        return err;
    }
    *ret = w;
    return ERR_OK;
}

static void stop(struct writer *w)
{
    if (w->started)
        pthread_join(w->thread, NULL);
    if (w->conn)
        w->of->engine->disconnect(w->conn);
    free(w->batch);
}

void writers_stop(struct writers *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->filled);
    pthread_mutex_unlock(&w->lock);

    for (int i = 0; i < w->writer_count; i++)
        stop(&w->writer[i]);
    pthread_cond_destroy(&w->filled);
    pthread_mutex_destroy(&w->lock);
    free(w->queue);
    free(w);
}
