#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_checking.h"

struct day form__first_day(struct civil d)
{
    struct day day;

    d.month = d.month > 0 ? d.month : 1;
    d.day = d.day > 0 ? d.day : 1;
    return day_from_civil(d, &day) ? day : DAY_NONE;
}

struct day form__last_day(struct civil d)
{
    struct day day;

    d.month = d.month > 0 ? d.month : 12;
    d.day = d.day > 0 ? d.day : days_in_month(d.year, d.month);
    return day_from_civil(d, &day) ? day : DAY_NONE;
}

/* A date of three inputs as it was typed; 0 for an empty one. */
struct typed_date {
    struct str day;
    struct str month;
    struct str year;
    int64_t d;
    int64_t m;
    int64_t y;
};

static void date_error(struct checking *c, struct spot at, unsigned parts,
                       int message, struct str a, struct str b)
{
    struct form_fault *fault = form__fault(c, at, RULE_ERROR, message);

    if (!fault)
        return;
    fault->date_parts = parts;
    fault->argument[0] = a;
    fault->argument[1] = b;
}

static void plain_error(struct checking *c, struct spot at, unsigned parts,
                        int message)
{
    date_error(c, at, parts, message, STR_NONE, STR_NONE);
}

static bool part_ok(struct str typed, int64_t max, int64_t *ret)
{
    *ret = 0;
    return str_empty(typed) || num_parse(typed, 1, max, ret);
}

static bool parts_ok(struct checking *c, struct spot at, struct typed_date *t)
{
    if (!part_ok(t->month, 12, &t->m))
        plain_error(c, at, FAULT_MONTH, MSG_FORM_MONTH);
    else if (!part_ok(t->day, 31, &t->d))
        plain_error(c, at, FAULT_DAY, MSG_FORM_DAY);
    else if (!str_empty(t->year) &&
             (t->year.n != 4 || !part_ok(t->year, 9999, &t->y)))
        plain_error(c, at, FAULT_YEAR, MSG_FORM_YEAR);
    else
        return true;
    return false;
}

/* A date that may lack a part, and lacks no more, is not kept as typed. */
static bool nothing_lacks(struct checking *c, struct spot at,
                          const struct typed_date *t)
{
    if (t->y == 0)
        plain_error(c, at, FAULT_YEAR, MSG_FORM_YEAR_LACKS);
    else if (t->m == 0)
        plain_error(c, at, FAULT_MONTH, MSG_FORM_MONTH_LACKS);
    else if (t->d == 0)
        plain_error(c, at, FAULT_DAY, MSG_FORM_DAY_LACKS);
    else
        return true;
    return false;
}

void form__check_date(struct checking *c, struct spot at,
                      const struct json *answer)
{
    struct typed_date t = {
        .day = answer_part(answer, "day"),
        .month = answer_part(answer, "month"),
        .year = answer_part(answer, "year"),
    };

    if (str_empty(t.day) && str_empty(t.month) && str_empty(t.year)) {
        plain_error(c, at, FAULT_DAY | FAULT_MONTH | FAULT_YEAR, MSG_FORM_DATE);
        return;
    }
    if (!parts_ok(c, at, &t) || !nothing_lacks(c, at, &t))
        return;
    date_error(c, at, FAULT_DAY, MSG_FORM_MONTH_DAYS,
               arena_printf(c->arena, "%d/%d", (int)t.m, (int)t.y),
               arena_printf(c->arena, "%d", days_in_month((int)t.y, (int)t.m)));
}
