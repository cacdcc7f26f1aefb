/* num.h - whole numbers from text and back, without the C locale. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

/*
 * Reads a whole decimal number: an optional '-', digits, nothing else. False,
 * and *ret untouched, when it is not one or lies outside min..max.
 */
bool num_parse(struct str s, int64_t min, int64_t max, int64_t *ret);

/* "1.234.567", as Vietnamese groups digits; papers are written so. */
struct str num_vn(struct arena *a, int64_t n);
/* As the reader groups them: English "1,234,567". */
struct str num_text(struct arena *a, enum lang lang, int64_t n);

#endif
