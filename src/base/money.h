/*
 * money.h - amounts in whole đồng. There are no fractions and no floats; a
 * share or a rate is a rule of the domain that says how it rounds.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

struct vnd {
    int64_t dong;
};

/* False, and *ret untouched, when the answer does not fit. */
bool vnd_add(struct vnd a, struct vnd b, struct vnd *ret) MUST_CHECK;
bool vnd_multiply(struct vnd a, int64_t times, struct vnd *ret) MUST_CHECK;

/*
 * "100.000 đ", in English "100,000 VND": with a no-break space (U+00A0) between
 * them, so that a line never ends there.
 */
struct str vnd_text(struct arena *a, enum lang lang, struct vnd amount);

#endif
