/*
 * rate.h - how often one address or account may knock.
 *
 * A token bucket for each (kind, who), in a table of fixed size: when it is
 * full the bucket that is fullest, so least missed, makes room. It lives in
 * one process and is forgotten with it. It is not the lockout after wrong
 * passwords, which is the account's and durable.
 *
 * Any thread may take.
 */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

enum rate_kind {
    RATE_NONE,
    RATE_LOOKUP,   /* tracking by code, without login */
    RATE_LOGIN,    /* passwords and one-time codes    */
    RATE_REGISTER, /* new accounts                    */
    RATE_UPLOAD,   /* files                           */
    RATE_KIND_COUNT
};

/* `burst` knocks at once, then one more every `refill_ms`. */
struct rate_limit {
    int burst;
    int refill_ms;
};

struct rate;

/* `limit` has RATE_KIND_COUNT members; that of RATE_NONE is not used. */
struct rate *rate_new(struct arena *a, const struct rate_limit *limit);

/*
 * Takes one knock of `who` (an address, an account's id). 0 when it was
 * there, else the milliseconds until it is. `now_us` is monotonic.
 */
int64_t rate_take(struct rate *r, enum rate_kind kind, struct str who,
                  int64_t now_us);

/*
 * The part of an address that one subscriber holds: an IPv4 address whole, of
 * IPv6 the first 64 bits.
 */
struct str rate_subscriber(struct arena *a, struct str address);

#endif
