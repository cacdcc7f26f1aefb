#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_checking.h"

/*
 * What a rule finds. UNASKED: an operand is not filled, or is wrong in itself
 * and told at its own field already.
 */
enum verdict { HOLDS, BROKEN, UNASKED };

static enum verdict verdict(bool holds)
{
    return holds ? HOLDS : BROKEN;
}

/* The first and last day that an operand can mean. */
static bool days_of(const struct checking *c, const struct operand *o,
                    size_t row, struct day *ret_first, struct day *ret_last)
{
    struct civil date;

    switch (o->kind) {
    case OPERAND_TODAY: *ret_first = *ret_last = c->filling->today; return true;
    case OPERAND_DAY:
        *ret_first = *ret_last = (struct day){(int32_t)o->n};
        return true;
    case OPERAND_FIELD:
        if (!o->field || !answer_date(filling_answer(c->filling, o->field, row),
                                      o->field->partial, &date))
            return false;
        *ret_first = form__first_day(date);
        *ret_last = form__last_day(date);
        return true;
    case OPERAND_NUMBER:
    case OPERAND_TEXT: break;
    }
    return false;
}

static bool number_of(const struct checking *c, const struct operand *o,
                      size_t row, int64_t *ret_thousandths)
{
    if (o->kind == OPERAND_NUMBER) {
        *ret_thousandths = o->n * 1000;
        return true;
    }
    return o->kind == OPERAND_FIELD && o->field &&
           answer_thousandths(filling_answer(c->filling, o->field, row),
                              ret_thousandths);
}

/* Two operands as text; addresses and lists in canonical JSON. */
static struct str text_of(const struct checking *c, const struct operand *o,
                          size_t row)
{
    const struct json *answer;
    struct str text;

    if (o->kind == OPERAND_NUMBER)
        return arena_printf(c->arena, "%" PRId64, o->n);
    if (o->kind == OPERAND_DAY)
        return day_iso(c->arena, (struct day){(int32_t)o->n});
    if (o->kind == OPERAND_TODAY)
        return day_iso(c->arena, c->filling->today);
    if (!o->field)
        return o->text;
    answer = filling_answer(c->filling, o->field, row);
    if (!answer)
        return STR_NONE;
    text = answer_text(c->arena, answer);
    return text.p ? text : json_text(c->arena, answer);
}

/*
 * Of dates that lack a part a rule is broken only when it is broken whatever
 * the missing day or month is.
 */
static enum verdict ask_order(const struct checking *c,
                              const struct rule_test *t, size_t row)
{
    struct day first[2];
    struct day last[2];

    if (!days_of(c, &t->operand[0], row, &first[0], &last[0]) ||
        !days_of(c, &t->operand[1], row, &first[1], &last[1]))
        return UNASKED;
    if (t->kind == RULE_NOT_AFTER)
        return verdict(first[0].n <= last[1].n);
    return verdict(last[0].n >= first[1].n);
}

/* Full years from one day to another: the age on that day. */
static int full_years(struct day from, struct day to)
{
    struct civil a = day_civil(from);
    struct civil b = day_civil(to);
    bool not_yet = b.month < a.month || (b.month == a.month && b.day < a.day);

    return b.year - a.year - not_yet;
}

static enum verdict ask_between(const struct checking *c,
                                const struct rule_test *t, size_t row)
{
    struct day first[2];
    struct day last[2];
    int64_t least;
    int64_t most;

    if (!days_of(c, &t->operand[0], row, &first[0], &last[0]) ||
        !days_of(c, &t->operand[1], row, &first[1], &last[1]))
        return UNASKED;
    if (t->kind == RULE_YEARS_BETWEEN) {
        least = full_years(last[0], first[1]);
        most = full_years(first[0], last[1]);
    } else {
        least = (int64_t)first[1].n - last[0].n;
        most = (int64_t)last[1].n - first[0].n;
    }
    return verdict(most >= t->low && least <= t->high);
}

static enum verdict ask_equal(const struct checking *c,
                              const struct rule_test *t, size_t row)
{
    struct str a = text_of(c, &t->operand[0], row);
    struct str b = text_of(c, &t->operand[1], row);

    if (!a.p || !b.p)
        return UNASKED;
    return verdict(str_eq(a, b) == (t->kind == RULE_EQUAL));
}

/* The sum of all operands but the last, against the last. */
static enum verdict ask_sum(const struct checking *c, const struct rule_test *t,
                            size_t row)
{
    int64_t sum = 0;
    int64_t n;

    for (size_t i = 0; i + 1 < t->operand_count; i++) {
        if (number_of(c, &t->operand[i], row, &n))
            sum += n;
        else if (t->kind == RULE_AT_MOST)
            return UNASKED;
    }
    if (!number_of(c, &t->operand[t->operand_count - 1], row, &n))
        return UNASKED;
    return verdict(sum <= n);
}

static enum verdict ask_filled(const struct checking *c,
                               const struct rule_test *t, size_t row)
{
    for (size_t i = 0; i < t->operand_count; i++) {
        if (t->operand[i].field &&
            filling_answer(c->filling, t->operand[i].field, row))
            return HOLDS;
    }
    return BROKEN;
}

static enum verdict ask_digits(const struct checking *c,
                               const struct rule_test *t, size_t row)
{
    struct str text = text_of(c, &t->operand[0], row);

    if (!text.p)
        return UNASKED;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return BROKEN;
    }
    for (size_t i = 1; i < t->operand_count; i++) {
        if ((int64_t)text.n == t->operand[i].n)
            return HOLDS;
    }
    return BROKEN;
}

static size_t rows_of(const struct checking *c, const struct rule_test *t)
{
    const struct field *group = t->operand[0].field;

    if (!group || !filling_shows(c->filling, group, 0))
        return 0;
    return answer_rows(c->filling->answers, group);
}

static enum verdict ask_row_count(const struct checking *c,
                                  const struct rule_test *t)
{
    int64_t n;

    if (!number_of(c, &t->operand[1], 0, &n))
        return UNASKED;
    return verdict((int64_t)rows_of(c, t) * 1000 == n);
}

static enum verdict ask_row_sum(const struct checking *c,
                                const struct rule_test *t)
{
    int64_t sum = 0;
    int64_t n;

    for (size_t row = 0; row < rows_of(c, t); row++) {
        if (number_of(c, &t->operand[1], row, &n))
            sum += n;
    }
    if (!number_of(c, &t->operand[2], 0, &n))
        return UNASKED;
    return verdict(sum == n);
}

static enum verdict ask_one_row(const struct checking *c,
                                const struct rule_test *t)
{
    int count = 0;

    for (size_t row = 0; row < rows_of(c, t); row++) {
        const struct json *answer =
            filling_answer(c->filling, t->operand[1].field, row);

        count += answer && answer_is(answer, t->operand[2].text);
    }
    return verdict(count == 1);
}

/* The first row whose value stands in a row before it; rows when none does. */
static size_t repeated_row(const struct checking *c, const struct rule_test *t)
{
    size_t rows = rows_of(c, t);

    for (size_t row = 1; row < rows; row++) {
        struct str value = text_of(c, &t->operand[1], row);

        for (size_t k = 0; k < row && value.p; k++) {
            if (str_eq(text_of(c, &t->operand[1], k), value))
                return row;
        }
    }
    return rows;
}

static enum verdict ask(const struct checking *c, const struct rule_test *t,
                        size_t row)
{
    switch (t->kind) {
    case RULE_NOT_AFTER:
    case RULE_NOT_BEFORE: return ask_order(c, t, row);
    case RULE_YEARS_BETWEEN:
    case RULE_DAYS_BETWEEN: return ask_between(c, t, row);
    case RULE_EQUAL:
    case RULE_DIFFERENT: return ask_equal(c, t, row);
    case RULE_AT_MOST:
    case RULE_SUM_AT_MOST: return ask_sum(c, t, row);
    case RULE_ONE_OF_FILLED: return ask_filled(c, t, row);
    case RULE_UNIQUE_IN_GROUP:
        return verdict(repeated_row(c, t) == rows_of(c, t));
    case RULE_WHEN:
        return filling_holds(c->filling, t->condition, row)
                   ? ask(c, t->then, row)
                   : UNASKED;
    case RULE_THAT:
        return verdict(filling_holds(c->filling, t->condition, row));
    case RULE_DIGITS: return ask_digits(c, t, row);
    case RULE_ROW_COUNT: return ask_row_count(c, t);
    case RULE_ROW_SUM: return ask_row_sum(c, t);
    case RULE_ONE_ROW: return ask_one_row(c, t);
    case RULE_KIND_COUNT: break;
    }
    UNREACHABLE();
}

static void tell(struct checking *c, const struct form_rule *rule,
                 struct spot at)
{
    struct form_fault *fault = form__fault(c, at, rule->level, 0);

    if (fault)
        fault->words = rule->message;
}

static void check_in_row(struct checking *c, const struct form_rule *rule,
                         size_t row)
{
    struct spot at = {rule->field, rule->field->group ? row : 0};

    if (filling_shows(c->filling, rule->field, row) &&
        ask(c, &rule->test, row) == BROKEN)
        tell(c, rule, at);
}

/* Told at the row that repeats, where the rule stands on the column. */
static void check_unique(struct checking *c, const struct form_rule *rule)
{
    size_t row = repeated_row(c, &rule->test);
    const struct field *column = rule->test.operand[1].field;

    if (row < rows_of(c, &rule->test))
        tell(c, rule,
             rule->field->group ? (struct spot){column, row}
                                : (struct spot){rule->field, 0});
}

static bool is_of_whole_group(enum rule_kind kind)
{
    return kind == RULE_ROW_COUNT || kind == RULE_ROW_SUM ||
           kind == RULE_ONE_ROW;
}

void form__check_rule(struct checking *c, const struct form_rule *rule)
{
    size_t rows;

    if (rule->test.kind == RULE_UNIQUE_IN_GROUP) {
        check_unique(c, rule);
        return;
    }
    if (!rule->group || is_of_whole_group(rule->test.kind)) {
        check_in_row(c, rule, 0);
        return;
    }
    rows = answer_rows(c->filling->answers, rule->group);
    if (rows < field_rows_min(rule->group))
        rows = field_rows_min(rule->group);
    for (size_t row = 0; row < rows; row++)
        check_in_row(c, rule, row);
}
