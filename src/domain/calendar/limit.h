/*
 * limit.h - a legal time limit as the law writes it: a number and a unit.
 *
 * What the limit means on a given day is domain/deadline's business.
 */
#ifndef DOMAIN_CALENDAR_LIMIT_H
#define DOMAIN_CALENDAR_LIMIT_H

#include "base/prelude.h"
#include "base/str.h"

enum limit_unit {
    LIMIT_SAME_DAY,     /* trong ngày; value is 1       */
    LIMIT_WORKING_HOUR, /* giờ làm việc                 */
    LIMIT_WORKING_DAY,  /* ngày làm việc                */
    LIMIT_DAY,          /* ngày, counted on the calendar */
    LIMIT_MONTH,        /* tháng                        */
};
#define LIMIT_UNIT_COUNT 5

/* Above this a value in a pack is a mistake; about two years of days. */
#define LIMIT_VALUE_MAX 730

struct limit {
    enum limit_unit unit;
    int value; /* 1..LIMIT_VALUE_MAX */
};

/* "working_day": the unit's name in packs and in the database. */
struct str limit_unit_name(enum limit_unit unit);
/* False when no unit has that name. */
bool limit_unit_parse(struct str name, enum limit_unit *ret);

#endif
