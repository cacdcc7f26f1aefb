/*
 * form_words.h - numbers and dates written out in Vietnamese, as declarations
 * and certificates ask for ("ghi bằng chữ").
 *
 * Spoken as in the South, where the province lies: "lẻ" for a missing ten.
 * There is one reading only, so the words a person typed can be compared with
 * the words of the date.
 */
#ifndef DOMAIN_FORM_FORM_WORDS_H
#define DOMAIN_FORM_FORM_WORDS_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/prelude.h"
#include "base/str.h"

/* 2026 is "hai nghìn không trăm hai mươi sáu"; -3 is "âm ba". */
struct str number_words(struct arena *a, int64_t n);

/* "một triệu hai trăm năm mươi nghìn đồng". */
struct str money_words(struct arena *a, struct vnd amount);

/* "Ngày mười ba tháng hai năm hai nghìn không trăm hai mươi sáu". */
struct str date_words(struct arena *a, struct day d);

/*
 * The same of a date that may lack its day or month (0): "Tháng hai năm …",
 * "Năm …". STR_NONE when the year is 0.
 */
struct str date_words_partial(struct arena *a, struct civil c);

#endif
