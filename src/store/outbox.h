/*
 * outbox.h - effects outside the database: messages, mail, other systems. A
 * use case adds them in its transaction; a room (work, send) delivers them
 * after the commit, a topic at a time, oldest first.
 *
 * Delivery is at least once, as with jobs (jobs.h): what is taken is leased,
 * and may be taken again when its room dies. The receiving side is told the
 * item's id, so that it can leave out what it has. After OUTBOX_TRIES_MAX tries
 * an item is dead and stays for a person to look at.
 */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define OUTBOX_TRIES_MAX      12
#define OUTBOX_KEEP_US        (30 * DAY_US)
#define OUTBOX_BATCH_MAX      100
#define OUTBOX_BODY_BYTES_MAX ((size_t)64 << 10)

struct outbox_item {
    int64_t id;
    int64_t subject_id; /* the row that it is about */
    struct str body;    /* JSON */
    int tries;          /* 1 the first time */
};

struct outbox_batch {
    struct outbox_item *item;
    size_t count;
};

/*
 * Drops items that nobody delivered for OUTBOX_KEEP_US, at most count_max: of a
 * topic that no channel takes, or news too old to be told. Dead items stay.
 */
enum err outbox_sweep(struct tx *t, int64_t count_max,
                      int64_t *ret_count) MUST_CHECK;

/* ERR_TOO_LARGE past OUTBOX_BODY_BYTES_MAX. */
enum err outbox_add(struct tx *t, struct str topic, int64_t subject_id,
                    struct str body) MUST_CHECK;

/*
 * Up to `max` items that are due, oldest first, for lease_us; at most
 * OUTBOX_BATCH_MAX. Who talks to somebody slow takes few, so that the last is
 * done before the lease ends.
 */
enum err outbox_take(struct tx *t, struct str topic, int64_t lease_us,
                     size_t max, struct outbox_batch *ret) MUST_CHECK;

/* ERR_CONFLICT: the lease ran out and another took it. */
enum err outbox_done(struct tx *t, const struct outbox_item *i) MUST_CHECK;
enum err outbox_fail(struct tx *t, const struct outbox_item *i,
                     struct str error) MUST_CHECK;
/* Not tried at all: due again at `due`, and this try does not count. */
enum err outbox_lay_back(struct tx *t, const struct outbox_item *i,
                         struct instant due) MUST_CHECK;

#endif
