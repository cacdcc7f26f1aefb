#include "base/prelude.h"

#include "domain/calendar/limit.h"

static const struct str names[LIMIT_UNIT_COUNT] = {
    [LIMIT_SAME_DAY] = S_INIT("same_day"),
    [LIMIT_WORKING_HOUR] = S_INIT("working_hour"),
    [LIMIT_WORKING_DAY] = S_INIT("working_day"),
    [LIMIT_DAY] = S_INIT("day"),
    [LIMIT_MONTH] = S_INIT("month"),
};

struct str limit_unit_name(enum limit_unit unit)
{
    return names[unit];
}

bool limit_unit_parse(struct str name, enum limit_unit *ret)
{
    for (int i = 0; i < LIMIT_UNIT_COUNT; i++)
        if (str_eq(name, names[i])) {
            *ret = (enum limit_unit)i;
            return true;
        }
    return false;
}
