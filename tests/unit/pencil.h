/*
 * pencil.h - sheets of paper and pencil in place of doc/pdf.h. They write down
 * what they are told to draw, and every line of type is as high, and each
 * letter as wide, as the size of the type says; so no font and no library of
 * the machine has a part in it.
 */
#ifndef TESTS_UNIT_PENCIL_H
#define TESTS_UNIT_PENCIL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/prelude.h"

#define PENCIL_BYTES ((size_t)4 << 20)

struct pencil {
    struct buf layout; /* what was drawn; the test begins it */
    size_t begun;      /* where the last paper begins in it */
    double height;     /* of the sheets; 0: as the paper is */
    bool only_breaks;  /* write down only what begins a page */
};
extern struct pencil pencil;

/*
 * What was drawn is what the file holds. To accept what comes out now, run the
 * test with BLESS=1 and look at git diff.
 */
void expect_golden(struct arena *a, const char *path);

#endif
