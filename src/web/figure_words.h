/* figure_words.h - figures of service/figures.h as pages write them. */
#ifndef WEB_FIGURE_WORDS_H
#define WEB_FIGURE_WORDS_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

/* Of 1000, cut down: all that is told is never better than it is. 0 when
   there is no whole. */
unsigned figure_per_mille(int64_t part, int64_t whole);

/*
 * What ended on time and what ended late: "98,4 %" and "1,6 %", a hundred
 * together; in English "98.4%". Absent when nothing ended.
 */
struct str figure_on_time(struct arena *a, enum lang lang, int64_t ended,
                          int64_t late);
struct str figure_late(struct arena *a, enum lang lang, int64_t ended,
                       int64_t late);

#endif
