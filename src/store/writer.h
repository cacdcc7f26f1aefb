/*
 * writer.h - the queue of writes and the threads that carry them out. Inside
 * src/store only; db.h says what it promises.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/call.h"
#include "store/db.h"
#include "store/engine.h"

struct request {
    struct call call;
    db_done_fn done;
    void *user;
    enum err result;
};

struct writers;

enum err writers_start(const struct engine *e, const struct db_conf *conf,
                       struct writers **ret, struct errbox *box) MUST_CHECK;

/* Carries out what is queued, then ends. NULL is fine. */
void writers_stop(struct writers *w);

/* ERR_BUSY when the queue is full. */
enum err writers_put(struct writers *w, const struct request *r,
                     struct errbox *box) MUST_CHECK;

#endif
