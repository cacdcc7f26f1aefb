/*
 * call.h - one function run in one transaction, as often as it takes. Inside
 * src/store only.
 */
#ifndef STORE_CALL_H
#define STORE_CALL_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"

#include "store/engine.h"
#include "store/tx.h"

struct call {
    struct cx *cx;
    tx_fn fn;
    void *arg;
    struct arena_mark mark;
    bool ran;
    bool again_if_unique; /* as its last run said (tx.h) */
    struct memo *memo;    /* NULL, or what readings remember */
};

struct call call_new(struct cx *cx, tx_fn fn, void *arg);

/* Runs fn once, inside the transaction that the connection is in. */
enum err call_run(struct call *call, const struct engine *e,
                  struct conn *c) MUST_CHECK;

/*
 * Begin, fn, commit; again after ERR_RETRY, with growing pauses, and ERR_BUSY
 * after the last.
 */
enum err call_transact(struct call *call, const struct engine *e,
                       struct conn *c) MUST_CHECK;

/* True on a thread that is inside call_run(). */
bool call_inside(void);

#endif
