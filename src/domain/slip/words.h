/*
 * words.h - days, limits and reasons of a deadline in words, for papers
 * and pages alike, so that the same date is explained in the same words.
 */
#ifndef DOMAIN_SLIP_WORDS_H
#define DOMAIN_SLIP_WORDS_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/calendar/limit.h"
#include "domain/deadline/deadline.h"

/* "thứ Ba". */
struct str weekday_words(enum lang lang, enum weekday d);

/* "29/4", "05/5", "01/02": a zero where digits could be taken for others. */
struct str day_short(struct arena *a, struct day d);

/* "3 ngày làm việc". */
struct str limit_words(struct arena *a, enum lang lang, struct limit limit);

/*
 * Reads what limit_words() says in Vietnamese, with or without marks, whatever
 * the case: "5 ngày làm việc", "trong ngày". False on anything else, and on a
 * value outside 1..LIMIT_VALUE_MAX.
 */
bool limit_parse_words(struct arena *a, struct str text, struct limit *ret);

/* Every reason as a sentence, for who checks the count. */
const struct str *deadline_lines(struct arena *a, enum lang lang,
                                 const struct deadline *d, size_t *ret_count);

/* How the due date was counted, in one or two short sentences. */
struct str deadline_words(struct arena *a, enum lang lang,
                          const struct deadline *d);

/* "Long Xuyên, ngày 28 tháng 4 năm 2026", as on Vietnamese paper. */
struct str place_and_date(struct arena *a, struct str place, struct day d);
/* "14 giờ 05 phút, ngày 28 tháng 4 năm 2026". */
struct str instant_in_words(struct arena *a, struct instant t);
/* "17 giờ 00 phút, thứ Ba, ngày 05 tháng 5 năm 2026". */
struct str due_in_words(struct arena *a, struct instant t);

#endif
