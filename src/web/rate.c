#include "base/prelude.h"

#include <arpa/inet.h>
#include <pthread.h>

#include "base/check.h"
#include "base/crypto.h"

#include "web/rate.h"

/* 32,768 buckets in sets of 8, a lock for each of 64 neighbourhoods. */
#define SETS     4096
#define SET_SIZE 8
#define LOCKS    64

/*
 * A bucket is kept as the instant when it will be full again: one number that
 * needs no refilling. An empty place is a bucket that is full since 0.
 */
struct bucket {
    uint64_t who;
    int64_t full_at_us;
};

struct rate {
    struct rate_limit limit[RATE_KIND_COUNT];
    struct key key;
    pthread_mutex_t lock[LOCKS];
    struct bucket bucket[SETS][SET_SIZE];
};

struct rate *rate_new(struct arena *a, const struct rate_limit *limit)
{
    struct rate *r = ARENA_NEW(a, struct rate);

    memcpy(r->limit, limit, sizeof r->limit);
    crypto_random(&r->key, sizeof r->key);
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_init(&r->lock[i], NULL);
    return r;
}

/* Keyed, so that nobody can choose addresses that share a bucket. */
static uint64_t hash_who(const struct rate *r, enum rate_kind kind,
                         struct str who)
{
    char text[96] = {(char)kind};
    size_t n = who.n < sizeof text - 1 ? who.n : sizeof text - 1;
    struct digest d;
    uint64_t hash;

    memcpy(text + 1, who.p, n);
    d = keyed_digest(&r->key, "rate", (struct str){text, n + 1});
    memcpy(&hash, d.b, sizeof hash);
    return hash;
}

static struct bucket *find_bucket(struct bucket *set, uint64_t who)
{
    struct bucket *fullest = &set[0];

    for (size_t i = 0; i < SET_SIZE; i++) {
        if (set[i].who == who)
            return &set[i];
        if (set[i].full_at_us < fullest->full_at_us)
            fullest = &set[i];
    }
    *fullest = (struct bucket){.who = who};
    return fullest;
}

static int64_t take_from(struct bucket *b, const struct rate_limit *limit,
                         int64_t now_us)
{
    int64_t refill_us = (int64_t)limit->refill_ms * 1000;
    int64_t from_us = b->full_at_us > now_us ? b->full_at_us : now_us;
    int64_t over_us = from_us + refill_us - now_us - limit->burst * refill_us;

    if (over_us > 0)
        return (over_us + 999) / 1000;
    b->full_at_us = from_us + refill_us;
    return 0;
}

int64_t rate_take(struct rate *r, enum rate_kind kind, struct str who,
                  int64_t now_us)
{
    uint64_t hash = hash_who(r, kind, who);
    size_t set = hash % SETS;
    int64_t wait_ms;

    check(kind > RATE_NONE && kind < RATE_KIND_COUNT);
    pthread_mutex_lock(&r->lock[set % LOCKS]);
    wait_ms =
        take_from(find_bucket(r->bucket[set], hash), &r->limit[kind], now_us);
    pthread_mutex_unlock(&r->lock[set % LOCKS]);
    return wait_ms;
}

struct str rate_subscriber(struct arena *a, struct str address)
{
    struct in6_addr six;

    if (inet_pton(AF_INET6, arena_cstr(a, address), &six) != 1)
        return address;
    return arena_str(a, (struct str){(const char *)&six, 8});
}
