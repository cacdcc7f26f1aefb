#include "base/prelude.h"

#include <unistd.h>

#include "base/check.h"
#include "base/instant.h"

#include "store/call.h"

#define TRIES_MAX      8
#define FIRST_PAUSE_US 4000

static _Thread_local bool inside;

bool call_inside(void)
{
    return inside;
}

struct call call_new(struct cx *cx, tx_fn fn, void *arg)
{
    return (struct call){
        .cx = cx,
        .fn = fn,
        .arg = arg,
        .mark = arena_mark(cx->arena),
    };
}

/*
 * What comes of it: the function's answer, unless a statement failed and it
 * did not say so, or took the database's trouble for something else.
 */
static enum err verdict(struct tx *t, enum err answer)
{
    bool is_trouble = err_http_status(t->failed) >= 500;

    if (t->failed == ERR_OK || (answer != ERR_OK && !is_trouble))
        return answer;
    t->cx->err = t->cause;
    return t->failed;
}

enum err call_run(struct call *call, const struct engine *e, struct conn *c)
{
    struct tx t = {
        .cx = call->cx,
        .conn = c,
        .engine = e,
        .memo = call->memo,
    };
    enum err err;

    if (call->ran)
        arena_release(call->cx->arena, call->mark);
    call->ran = true;
    errbox_clear(&call->cx->err);

    inside = true;
    err = call->fn(&t, call->arg);
    inside = false;
    call->again_if_unique = t.again_if_unique;
    return verdict(&t, err);
}

static enum err transact_once(struct call *call, const struct engine *e,
                              struct conn *c)
{
    enum err err;

    TRY(e->begin(c, &call->cx->err));
    err = call_run(call, e, c);
    if (err == ERR_OK)
        err = e->commit(c, &call->cx->err);
    if (err == ERR_UNIQUE && call->again_if_unique)
        err = ERR_RETRY;
    if (err != ERR_OK)
        e->rollback(c);
    return err;
}

/* 4, 8, 16 … ms and up to as much again, so that rivals part. */
static void pause_before(int try)
{
    useconds_t step_us = (useconds_t)FIRST_PAUSE_US << (try - 1);

    usleep(step_us + (useconds_t)(monotonic_us() % step_us));
}

enum err call_transact(struct call *call, const struct engine *e,
                       struct conn *c)
{
    enum err err = transact_once(call, e, c);

    for (int try = 1; err == ERR_RETRY && try < TRIES_MAX; try++) {
        pause_before(try);
        err = transact_once(call, e, c);
    }
    if (err == ERR_RETRY) {
        err = ERR_BUSY;
        call->cx->err.code = err;
    }
    return err;
}
