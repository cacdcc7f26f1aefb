/*
 * work.h - what the work room does when nobody waits for it.
 *
 * A kind of job (store/jobs.h) or a topic of the outbox (store/outbox.h) has
 * one handler, named in work.c's tables. A handler may be run more than once
 * for the same thing, and says with its error that it is to be tried again.
 */
#ifndef ROOM_WORK_H
#define ROOM_WORK_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"

#include "store/db.h"
#include "store/jobs.h"
#include "store/outbox.h"

#include "service/notify.h"

struct work {
    const struct notify_conf *notify;
    struct db *db;
    struct cx *cx; /* of this job alone */
    struct blob_store *blobs;
    int blob_part;         /* of BLOB_PARTS, swept last            */
    int64_t next_sweep_us; /* of monotonic_us(); 0: the next round */
};

struct job_handler {
    const char *kind; /* NULL ends the table */
    enum err (*run)(struct work *w, const struct job *job);
};

struct topic_handler {
    const char *topic;
    enum err (*deliver)(struct work *w, const struct outbox_item *item);
};

/*
 * Does everything that is due with these handlers. A job of a kind that has
 * none fails, and is tried again: perhaps by a newer room.
 */
enum err work_once(struct work *w, const struct job_handler *jobs,
                   const struct topic_handler *topics) MUST_CHECK;

/*
 * One round of the room at cx->now: everything that is due and, every ten
 * minutes, sweeping. It goes: sessions that are dead, wrong passwords counted
 * a day ago, drafts untouched for 90 days with their papers, what was
 * delivered long ago, answers kept for forms sent twice, and a part of the
 * blob folder's files that no commit kept for a day.
 */
enum err work_round(struct work *w) MUST_CHECK;

#endif
