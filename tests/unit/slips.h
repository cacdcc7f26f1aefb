/*
 * slips.h - every template of data/slips, and what one of its kind could have
 * frozen (tests/data/slips).
 */
#ifndef TESTS_UNIT_SLIPS_H
#define TESTS_UNIT_SLIPS_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#define SLIP_SAMPLES_MAX 40

struct slip_sample {
    struct str name; /* "03-refusal" */
    struct str body; /* of the template */
    struct str data;
};

/* In the order of their names. Returns how many. */
size_t slip_samples(struct arena *a, struct slip_sample ret[SLIP_SAMPLES_MAX]);

#endif
