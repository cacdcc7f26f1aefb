#include "base/prelude.h"

#include <pthread.h>

#include "base/check.h"

#include "web/pool.h"

struct task {
    void (*fn)(void *);
    void *p;
};

/* A ring: `count` tasks from `first` on, `queue_max` places. */
struct pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool closing;
    int queue_max;
    int first;
    int count;
    struct task *ring;
    int thread_count;
    pthread_t *thread;
};

static bool take(struct pool *pool, struct task *ret)
{
    bool taken;

    pthread_mutex_lock(&pool->lock);
    while (pool->count == 0 && !pool->closing)
        pthread_cond_wait(&pool->changed, &pool->lock);
    taken = pool->count > 0;
    if (taken) {
        *ret = pool->ring[pool->first];
        pool->first = (pool->first + 1) % pool->queue_max;
        pool->count--;
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

static void *work(void *p)
{
    struct pool *pool = p;
    struct task task;

    while (take(pool, &task))
        task.fn(task.p);
    return NULL;
}

struct pool *pool_new(int thread_count, int queue_max)
{
    struct pool *pool = calloc(1, sizeof *pool);

    check(pool != NULL && thread_count > 0 && queue_max > 0);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    pool->queue_max = queue_max;
    pool->ring = calloc((size_t)queue_max, sizeof *pool->ring);
    pool->thread_count = thread_count;
    pool->thread = calloc((size_t)thread_count, sizeof *pool->thread);
    check(pool->ring != NULL && pool->thread != NULL);
    for (int i = 0; i < thread_count; i++)
        check(pthread_create(&pool->thread[i], NULL, work, pool) == 0);
    return pool;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->thread_count; i++)
        pthread_join(pool->thread[i], NULL);
    pthread_cond_destroy(&pool->changed);
    pthread_mutex_destroy(&pool->lock);
    free(pool->thread);
    free(pool->ring);
    free(pool);
}

bool pool_submit(struct pool *pool, void (*fn)(void *), void *p)
{
    bool room;

    pthread_mutex_lock(&pool->lock);
    room = pool->count < pool->queue_max && !pool->closing;
    if (room) {
        int last = (pool->first + pool->count) % pool->queue_max;

        pool->ring[last] = (struct task){fn, p};
        pool->count++;
        pthread_cond_signal(&pool->changed);
    }
    pthread_mutex_unlock(&pool->lock);
    return room;
}

int pool_waiting(struct pool *pool)
{
    int count;

    pthread_mutex_lock(&pool->lock);
    count = pool->count;
    pthread_mutex_unlock(&pool->lock);
    return count;
}
