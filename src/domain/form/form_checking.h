/*
 * form_checking.h - shared by the files that check answers; nobody else
 * includes it.
 */
#ifndef DOMAIN_FORM_FORM_CHECKING_H
#define DOMAIN_FORM_FORM_CHECKING_H

#include "domain/form/form_check.h"

struct checking {
    struct arena *arena;
    const struct filling *filling;
    struct form_fault *fault;
    size_t count;
    size_t errors;
};

/* Where a fault is told. */
struct spot {
    const struct field *field;
    size_t row;
};

/* A fault without arguments at a spot; the caller may fill in more. NULL when
 * the field has an error already or there are too many. */
struct form_fault *form__fault(struct checking *c, struct spot at,
                               enum rule_level level, int message);
void form__error(struct checking *c, struct spot at, int message);
void form__error1(struct checking *c, struct spot at, int message,
                  struct str a);
void form__error2(struct checking *c, struct spot at, int message, struct str a,
                  struct str b);

/* Checks one filled answer against its field. */
void form__check_value(struct checking *c, struct spot at,
                       const struct json *answer);
/* A date as three typed inputs that is no date. */
void form__check_date(struct checking *c, struct spot at,
                      const struct json *answer);
/* Of a date that lacks a part: its first and its last possible day. */
struct day form__first_day(struct civil d);
struct day form__last_day(struct civil d);
/* Checks one rule in every row that it is asked for. */
void form__check_rule(struct checking *c, const struct form_rule *rule);

#endif
