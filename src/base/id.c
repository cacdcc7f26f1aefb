#include "base/prelude.h"

#include <pthread.h>

#include "base/check.h"
#include "base/crypto.h"
#include "base/id.h"

#define LOW_BITS    21
#define MILLI_US    1000
#define INSTANT_MAX (((int64_t)1 << 42) * MILLI_US)
#define STEP_MASK   63
/* Half of the low bits: the other half is room for a burst to grow into. */
#define START_MASK   (((uint32_t)1 << (LOW_BITS - 1)) - 1)
#define POOL_NUMBERS 256

/*
 * Random numbers are drawn by the hundred, because asking the kernel for each
 * would cost more than the id.
 */
static struct {
    pthread_mutex_t lock;
    int64_t last;
    uint32_t pool[POOL_NUMBERS];
    size_t pool_left;
} maker = {.lock = PTHREAD_MUTEX_INITIALIZER};

static pthread_once_t fork_watched = PTHREAD_ONCE_INIT;

static void before_fork(void)
{
    pthread_mutex_lock(&maker.lock);
}

static void after_fork_in_parent(void)
{
    pthread_mutex_unlock(&maker.lock);
}

/* Two processes must not draw the same random numbers. */
static void after_fork_in_child(void)
{
    maker.pool_left = 0;
    pthread_mutex_unlock(&maker.lock);
}

static void watch_fork(void)
{
    check(pthread_atfork(before_fork, after_fork_in_parent,
                         after_fork_in_child) == 0);
}

static uint32_t draw(void)
{
    if (maker.pool_left == 0) {
        crypto_random(maker.pool, sizeof maker.pool);
        maker.pool_left = POOL_NUMBERS;
    }
    return maker.pool[--maker.pool_left];
}

int64_t id_from(struct instant from)
{
    check(from.us >= 0 && from.us < INSTANT_MAX);
    return from.us / MILLI_US << LOW_BITS;
}

int64_t id_new(struct instant now)
{
    int64_t id;

    check(now.us >= 0 && now.us < INSTANT_MAX);
    pthread_once(&fork_watched, watch_fork);
    pthread_mutex_lock(&maker.lock);
    id = now.us / MILLI_US << LOW_BITS;
    if (id > maker.last)
        id |= draw() & START_MASK;
    else
        id = maker.last + 1 + (int64_t)(draw() & STEP_MASK);
    maker.last = id;
    pthread_mutex_unlock(&maker.lock);
    return id;
}
