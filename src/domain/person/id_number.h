/*
 * id_number.h - the numbers on identity papers, as far as they explain
 * themselves. Pure: whether such a person exists is not known here.
 *
 * A personal ID number is PPP G YY NNNNNN: where the birth was registered,
 * sex and century, year of birth, six random digits. It has no check digit.
 * The number stays a person's own when their sex or date of birth is put right
 * later, and when provinces merge. So only its length is a fact; the rest is
 * told to the caller, who decides: a warning in an e-form, an error with a way
 * round (a reason) where an identity is verified.
 *
 * Source: Decree 137/2015 art. 13; Circular 59/2021/TT-BCA art. 4.
 */
#ifndef DOMAIN_PERSON_ID_NUMBER_H
#define DOMAIN_PERSON_ID_NUMBER_H

#include "base/prelude.h"
#include "base/str.h"

#define ID_NUMBER_DIGITS 12

enum sex { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE };

struct id_parts {
    int place; /* 1..999: a province of before 2025, or a country */
    enum sex sex;
    int birth_year; /* 1900..2399 */
};

/* False unless `s` is exactly twelve digits. */
bool id_number_read(struct str s, struct id_parts *ret);

/*
 * False for a place code that was never given out. The 63 provinces of before
 * 2025 stay right for ever; countries begin at 101 and are not looked up.
 */
bool id_place_known(int place);

/* True too when the sex or the year is not known (0). */
bool id_agrees_with_sex(struct id_parts parts, enum sex sex);
bool id_agrees_with_year(struct id_parts parts, int birth_year);

/* An old identity card: 9 digits, the last series 12. */
bool id_card_number_ok(struct str s);
/* A Vietnamese passport: a capital letter and 7 or 8 digits. */
bool passport_number_ok(struct str s);
/*
 * A tax code: 10 digits, a branch "-NNN" behind it, or the personal ID number
 * that replaces it for persons.
 */
bool tax_code_ok(struct str s);

#endif
