/*
 * chance.h - seeded chance: the same seed draws the same numbers, everywhere
 * and always. For invented data and for tests; never for a secret (crypto.h).
 */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

#include "base/prelude.h"

struct chance {
    uint64_t state;
};

struct chance chance_new(uint64_t seed);

uint64_t chance_next(struct chance *c);

/* 0 .. below-1; `below` is not 0. */
size_t chance_below(struct chance *c, size_t below);
/* from .. to, both included. */
int64_t chance_between(struct chance *c, int64_t from, int64_t to);
/* True in `per_mille` of 1000 draws. */
bool chance_is(struct chance *c, int per_mille);

/*
 * The index of one of `count` weights, each as likely as its weight. Their sum
 * is not 0.
 */
size_t chance_weighted(struct chance *c, const int *weight, size_t count);

#endif
