/*
 * prop.h - seeded chance for property and hostile tests.
 *
 * Every run draws the same numbers unless SEED is set; a test that fails
 * prints its seed, so that `SEED=n build/tests/test_x` fails again.
 */
#ifndef TESTS_PROP_H
#define TESTS_PROP_H

#include "base/buf.h"
#include "base/chance.h"
#include "base/num.h"
#include "base/prelude.h"
#include "base/utf8.h"

struct prop {
    struct chance chance;
};

static inline struct prop prop_begin(const char *name)
{
    int64_t seed = 20260213;

    num_parse(str_c(getenv("SEED")), 0, INT64_MAX, &seed);
    printf("# %s SEED=%" PRId64 "\n", name, seed);
    return (struct prop){chance_new((uint64_t)seed)};
}

static inline uint64_t prop_next(struct prop *prop)
{
    return chance_next(&prop->chance);
}

/* 0..below-1 */
static inline size_t prop_below(struct prop *prop, size_t below)
{
    return chance_below(&prop->chance, below);
}

static inline struct str prop_bytes(struct prop *prop, struct arena *a,
                                    size_t bytes_max)
{
    size_t n = prop_below(prop, bytes_max + 1);
    char *p = arena_alloc(a, n + 1);

    for (size_t i = 0; i < n; i++)
        p[i] = (char)prop_next(prop);
    return (struct str){p, n};
}

/* A code point: mostly Vietnamese letters and marks, sometimes anything. */
static inline int32_t prop_point(struct prop *prop)
{
    static const int32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x306,
                                    0x309, 0x31b, 0x323, 0x308, 0x316};
    static const int32_t odd[] = {0x111,   0x110,  0x20,   0x9,     0xa,
                                  0xa0,    0x200b, 0x200d, 0x17d2,  0x1f468,
                                  0x1f3fd, 0xac01, 0x212b, 0x1d160, 0xfb1f};
    int32_t point;

    switch (prop_below(prop, 8)) {
    case 0:
    case 1: return 'a' + (int32_t)prop_below(prop, 26);
    case 2: return 'A' + (int32_t)prop_below(prop, 26);
    case 3: return marks[prop_below(prop, COUNT_OF(marks))];
    case 4: return 0x1ea0 + (int32_t)prop_below(prop, 0x5a);
    case 5: return odd[prop_below(prop, COUNT_OF(odd))];
    case 6: return 1 + (int32_t)prop_below(prop, 0x300);
    default: break;
    }
    point = (int32_t)prop_below(prop, 0x110000 - 0x800);
    return point < 0xd800 ? point : point + 0x800;
}

/* Valid UTF-8, neither trimmed nor normalised. */
static inline struct str prop_text(struct prop *prop, struct arena *a,
                                   size_t points_max)
{
    size_t points = prop_below(prop, points_max + 1);
    struct buf b = buf_new(a, points_max * 4);

    for (size_t i = 0; i < points; i++)
        utf8_add(&b, prop_point(prop));
    return buf_str(&b);
}

#endif
