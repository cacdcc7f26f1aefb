/*
 * form_check.h - whether the answers to a form are right.
 *
 * Every fault comes back, in the order of the pages, with words that say what
 * to do. An error stops the filing; a warning is told and does not. One field
 * has at most one error. What is hidden is not looked at.
 */
#ifndef DOMAIN_FORM_FORM_CHECK_H
#define DOMAIN_FORM_FORM_CHECK_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/form/filling.h"

#define FORM_FAULTS_MAX 500
#define FORM_ALL_PAGES  SIZE_MAX

/* Which of a date's three inputs is wrong. */
enum { FAULT_DAY = 1, FAULT_MONTH = 2, FAULT_YEAR = 4 };

struct form_fault {
    enum rule_level level;
    const struct field *field;
    size_t row;
    struct str name; /* of the input: "lines[2].code"; an address's too */
    int part;        /* enum address_part of an address, else -1        */
    unsigned date_parts;
    int message; /* enum msg_id, or 0: `words` of the rule */
    struct str argument[2];
    struct words words;
};

struct form_faults {
    const struct form_fault *item;
    size_t count;
    size_t errors;
};

/* `page` is an index or FORM_ALL_PAGES. */
struct form_faults form_check(struct arena *a, const struct filling *f,
                              size_t page);

/* "Hãy ghi số điện thoại": for the field and for the summary on top. */
struct str form_fault_text(struct arena *a, enum lang lang,
                           const struct form_fault *fault);

/* The first error, or warning, told at a field; NULL without one. */
const struct form_fault *form_fault_at(const struct form_faults *faults,
                                       enum rule_level level,
                                       const struct field *field, size_t row);

/*
 * The answers as they are kept for ever: only what is asked and filled, in the
 * shape of the form, computed fields in words. To be called when form_check()
 * of all pages has no error; checked again, it has none either.
 */
const struct json *form_freeze(struct arena *a, const struct filling *f);

#endif
