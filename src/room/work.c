#include "base/prelude.h"

#include "base/json.h"
#include "base/log.h"

#include "store/blob.h"
#include "store/idem.h"

#include "domain/account/account_store.h"

#include "service/filing.h"
#include "service/move.h"

#include "web/session.h"

#include "cli/settings.h"

#include "room/notify_conf.h"
#include "room/room.h"
#include "room/supervisor.h"
#include "room/work.h"

/* A claim is good for so long; a handler that needs more splits its work. */
#define LEASE_US (5 * MINUTE_US)

#define POLL_MS         500
#define SWEEP_EVERY_US  (10 * MINUTE_US)
#define SWEEP_COUNT_MAX 1000
/* Every form that was sent leaves one. */
#define SWEEP_ANSWERS_MAX 10000
/* Each goes with its papers. */
#define SWEEP_DRAFTS_MAX 100
/* A blob that no commit kept by then belongs to nobody. */
#define BLOB_KEEP_US DAY_US
/* Wrong passwords are counted together for this long. */
#define TRIES_KEEP_US DAY_US

static const struct job_handler job_handlers[] = {
    {NULL, NULL},
};

/* What the operator must look at is told where the operator reads. */
static enum err tell_operator(struct work *w, const struct outbox_item *item)
{
    struct errbox *box = &w->cx->err;
    const struct json *body;
    struct str what;

    TRY(json_parse(box, w->cx->arena, item->body, OUTBOX_BODY_BYTES_MAX,
                   &body));
    TRY(json_str(box, body, "what", &what));
    log_event(LOG_TROUBLE, "alert", LOG_NUMBER("about", item->subject_id),
              LOG_WORD("what", arena_cstr(w->cx->arena, what)));
    return ERR_OK;
}

struct telling {
    const struct notify_conf *conf;
    const struct outbox_item *item;
};

static enum err tell_tx(struct tx *t, void *p)
{
    const struct telling *telling = p;

    return notify_tell(t, telling->conf, telling->item);
}

/* Into the portal, and to the room that talks to gateways (send.h). */
static enum err tell_people(struct work *w, const struct outbox_item *item)
{
    struct telling telling = {w->notify, item};

    return db_write(w->db, w->cx, tell_tx, &telling);
}

static const struct topic_handler topic_handlers[] = {
    {MOVE_ALERT_TOPIC, tell_operator},
    {MOVE_TOPIC, tell_people},
    {NULL, NULL},
};

struct claim {
    struct job job;
    bool found;
};

/* How a job or an item went; `error` outlives the error box. */
struct outcome {
    const struct job *job;
    const struct outbox_item *item;
    struct str error; /* STR_NONE: well */
};

static enum err claim_tx(struct tx *t, void *p)
{
    struct claim *claim = p;

    return job_claim(t, LEASE_US, &claim->job, &claim->found);
}

static enum err mark_tx(struct tx *t, void *p)
{
    const struct outcome *o = p;

    if (o->job)
        return o->error.p ? job_fail(t, o->job, o->error) : job_done(t, o->job);
    return o->error.p ? outbox_fail(t, o->item, o->error)
                      : outbox_done(t, o->item);
}

/* Whoever lost the lease meanwhile has nothing to mark. */
static enum err mark(struct work *w, enum err how, struct outcome outcome)
{
    enum err err;

    if (how != ERR_OK) {
        log_event(
            LOG_TROUBLE, "work_failed",
            LOG_NUMBER("id", outcome.job ? outcome.job->id : outcome.item->id),
            LOG_BOX(&w->cx->err));
        outcome.error = arena_printf(w->cx->arena, "%s: %s", err_name(how),
                                     w->cx->err.detail);
    }
    err = db_write(w->db, w->cx, mark_tx, &outcome);
    return err == ERR_CONFLICT ? ERR_OK : err;
}

static enum err run_job(struct work *w, const struct job_handler *handler,
                        const struct job *job)
{
    for (; handler->kind; handler++)
        if (str_eq_c(job->kind, handler->kind))
            return handler->run(w, job);
    return RAISE(&w->cx->err, ERR_UNSUPPORTED, "no handler");
}

static enum err work_job(struct work *w, const struct job_handler *handlers,
                         bool *ret_found)
{
    struct claim claim = {.found = false};

    TRY(db_write(w->db, w->cx, claim_tx, &claim));
    *ret_found = claim.found;
    if (!claim.found)
        return ERR_OK;
    return mark(w, run_job(w, handlers, &claim.job),
                (struct outcome){.job = &claim.job});
}

struct take {
    struct str topic;
    struct outbox_batch batch;
};

static enum err take_tx(struct tx *t, void *p)
{
    struct take *take = p;

    return outbox_take(t, take->topic, LEASE_US, OUTBOX_BATCH_MAX,
                       &take->batch);
}

static enum err work_topic(struct work *w, const struct topic_handler *handler,
                           bool *ret_found)
{
    struct take take = {.topic = str_c(handler->topic)};

    TRY(db_write(w->db, w->cx, take_tx, &take));
    *ret_found = take.batch.count > 0;
    for (size_t i = 0; i < take.batch.count; i++) {
        const struct outbox_item *item = &take.batch.item[i];

        TRY(mark(w, handler->deliver(w, item), (struct outcome){.item = item}));
    }
    return ERR_OK;
}

enum err work_once(struct work *w, const struct job_handler *jobs,
                   const struct topic_handler *topics)
{
    struct arena_mark start = arena_mark(w->cx->arena);
    bool found = true;

    while (found) {
        TRY(work_job(w, jobs, &found));
        arena_release(w->cx->arena, start);
    }
    for (; topics->topic; topics++)
        for (found = true; found;) {
            TRY(work_topic(w, topics, &found));
            arena_release(w->cx->arena, start);
        }
    return ERR_OK;
}

static enum err sweep_tx(struct tx *t, void *p)
{
    int64_t count;
    size_t drafts;

    (void)p;
    TRY(session_sweep(t, t->cx->now, SWEEP_COUNT_MAX, &count));
    TRY(login_tries_sweep(t, (struct instant){t->cx->now.us - TRIES_KEEP_US},
                          SWEEP_COUNT_MAX, &count));
    TRY(filing_sweep(t, SWEEP_DRAFTS_MAX, &drafts));
    TRY(outbox_sweep(t, SWEEP_COUNT_MAX, &count));
    return idem_sweep(t, SWEEP_ANSWERS_MAX, &count);
}

/* A part of the folder each time: the files of blobs that nothing keeps. */
static enum err sweep_blobs(struct work *w)
{
    struct instant before = {w->cx->now.us - BLOB_KEEP_US};
    int64_t count;

    w->blob_part = (w->blob_part + 1) % BLOB_PARTS;
    return blob_sweep(w->blobs, w->db, w->cx, w->blob_part, before, &count);
}

static enum err sweep(struct work *w)
{
    TRY(db_write(w->db, w->cx, sweep_tx, NULL));
    return sweep_blobs(w);
}

enum err work_round(struct work *w)
{
    TRY(work_once(w, job_handlers, topic_handlers));
    if (monotonic_us() < w->next_sweep_us)
        return ERR_OK;
    TRY(sweep(w));
    w->next_sweep_us = monotonic_us() + SWEEP_EVERY_US;
    return ERR_OK;
}

/* Trouble is told and tried again: the queue is durable, we need not be. */
static void go_round(struct work *w)
{
    w->cx->now = instant_read_clock();
    if (work_round(w) != ERR_OK)
        log_event(LOG_TROUBLE, "round_failed", LOG_BOX(&w->cx->err));
    errbox_clear(&w->cx->err);
    arena_reset(w->cx->arena);
}

static enum err run(struct cx *cx, const struct conf *conf)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};
    struct cx job_cx = {.arena = arena_new(ARENA_REQUEST_BYTES_MAX)};
    struct notify_conf notify = notify_conf_of(conf);
    struct work w = {.cx = &job_cx, .notify = &notify};

    TRY(blob_store_open(conf->blob_folder.p, conf->blob_key_file.p, &w.blobs,
                        &cx->err));
    TRY(db_open(&db_conf, &w.db, &cx->err));
    while (!room_wait_signal(POLL_MS))
        go_round(&w);
    db_close(w.db);
    blob_store_close(w.blobs);
    arena_free(job_cx.arena);
    return ERR_OK;
}

int room_work(int argc, char **argv)
{
    return room_run("work", run, argc, argv);
}
