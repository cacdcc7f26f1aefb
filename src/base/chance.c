#include "base/prelude.h"

#include "base/chance.h"
#include "base/check.h"

struct chance chance_new(uint64_t seed)
{
    return (struct chance){seed * 2 + 1};
}

/* splitmix64: small, and good enough that nobody sees a pattern. */
uint64_t chance_next(struct chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

size_t chance_below(struct chance *c, size_t below)
{
    check(below > 0);
    return (size_t)(chance_next(c) % below);
}

int64_t chance_between(struct chance *c, int64_t from, int64_t to)
{
    check(from <= to);
    return from + (int64_t)(chance_next(c) % (uint64_t)(to - from + 1));
}

bool chance_is(struct chance *c, int per_mille)
{
    return chance_between(c, 0, 999) < per_mille;
}

size_t chance_weighted(struct chance *c, const int *weight, size_t count)
{
    int64_t sum = 0;
    int64_t left;

    for (size_t i = 0; i < count; i++)
        sum += weight[i];
    check(sum > 0);
    left = chance_between(c, 0, sum - 1);
    for (size_t i = 0; i < count; i++) {
        left -= weight[i];
        if (left < 0)
            return i;
    }
    UNREACHABLE();
}
