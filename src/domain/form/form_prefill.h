/*
 * form_prefill.h - the answers that a form begins with: what the account knows
 * already where the form says `prefill`, else the defaults of the fields that
 * must be filled.
 */
#ifndef DOMAIN_FORM_FORM_PREFILL_H
#define DOMAIN_FORM_FORM_PREFILL_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/form/form.h"
#include "domain/person/id_number.h"

/* STR_NONE, SEX_UNKNOWN and a year of 0 mean: not known. */
struct form_person {
    struct str full_name;
    struct civil birth_date; /* month and day may be 0 */
    enum sex sex;
    struct str id_number;
    struct str phone;
    struct str email;
    struct str ethnic; /* value of the list "ethnic" */
    struct str province;
    struct str district;
    struct str commune;
    struct str detail;
};

/* The answers of a new draft. `person` may be NULL. */
const struct json *form_answers_new(struct arena *a, const struct form *form,
                                    const struct form_person *person);

#endif
