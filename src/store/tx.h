/*
 * tx.h - one transaction, as a use case sees it.
 *
 * A use case is a function that is handed a transaction. It does not know the
 * engine, it does not begin or commit, and it has no effect outside the
 * database: it may be run again, from its beginning, when the engine asks for
 * it or when the connection is lost around the commit. So it first looks up
 * its idempotency key (idem.h), writes all of `arg`'s answers anew each time,
 * and hands mail, paper and calls to the outbox (outbox.h).
 *
 * Between two runs the arena is released to where it stood and the error box
 * is cleared. Returning anything but ERR_OK takes the whole transaction back;
 * ERR_RETRY asks for another run.
 *
 * A statement that failed ends the transaction, on both engines, be it heard of
 * at once or, where nothing was asked of it, with a later one: everything
 * asked of it later fails too and nothing is kept, even if the function
 * answers ERR_OK. Where the database was the trouble, the caller hears that,
 * whatever the function made of it: who could not look a name up must not be
 * told that there is none. To find out whether a row is there already, ask, or
 * write ON CONFLICT DO NOTHING and look at the number of changed rows. (A row
 * not found is no failure in this sense.)
 */
#ifndef STORE_TX_H
#define STORE_TX_H

#include "base/cx.h"
#include "base/prelude.h"

struct conn;
struct engine;
struct memo;

struct tx {
    struct cx *cx; /* arena, clock, language, error box */

    /* The store's own. */
    struct conn *conn;
    const struct engine *engine;
    enum err failed;     /* the first statement that failed, else ERR_OK */
    struct errbox cause; /* what it said */
    struct memo *memo;   /* NULL: every question goes to the database */
    int64_t mark;        /* memo_mark() */
    bool has_mark;
    bool has_stirred;
    bool again_if_unique; /* ERR_UNIQUE is a race that was lost: run it again */
};

typedef enum err (*tx_fn)(struct tx *t, void *arg);

#endif
