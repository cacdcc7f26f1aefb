/*
 * form_number.h - numbers as people type them in Vietnamese: "12,5" with a
 * decimal comma, "1.250.000" with points between the thousands.
 *
 * Decimals are kept as text and compared in thousandths: no floats.
 */
#ifndef DOMAIN_FORM_FORM_NUMBER_H
#define DOMAIN_FORM_FORM_NUMBER_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

/* Larger numbers are refused; a thousand times this still fits int64. */
#define FORM_NUMBER_MAX 999999999999999

/*
 * Reads "1250000", "1.250.000", "-3". Points only where they group three
 * digits, so that 1.25 is not taken for 125. False on anything else.
 */
bool number_parse(struct str typed, int64_t *ret);

/*
 * Reads "12,5", "1.250,125" or "12.5" (a lone point with one or two digits, or
 * three behind a zero, is a decimal point) into thousandths. False when it is
 * no number or has more than three decimals.
 */
bool decimal_parse(struct str typed, int64_t *ret_thousandths);

/* How many decimals were typed: 2 of "1,25". */
int decimal_places(struct str typed);

/* "12,5", in English "12.5"; no zeros at the end. */
struct str decimal_text(struct arena *a, enum lang lang, int64_t thousandths);

#endif
