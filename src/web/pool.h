/*
 * pool.h - a few threads for work that may block, and a queue with an end.
 */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include "base/prelude.h"

struct pool;

struct pool *pool_new(int thread_count, int queue_max);

/* Finishes what is queued. NULL is fine. */
void pool_free(struct pool *pool);

/* Runs fn(p) on one of the threads. False when the queue is full. */
bool pool_submit(struct pool *pool, void (*fn)(void *), void *p) MUST_CHECK;

/* How much is waiting. */
int pool_waiting(struct pool *pool);

#endif
