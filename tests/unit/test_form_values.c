/* One answer at a time to the only field of a form: what is told about it. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "domain/form/form_check.h"

#include "written_form.h"

#define FIELD_BYTES 1000

/* The field is what `rest` says; 0: nothing is wrong with the answer. */
static int fault_of(const char *rest, const char *answer, unsigned *ret_parts)
{
    char fields[FIELD_BYTES];
    struct written_form *w;
    struct form_faults faults;
    int message = 0;

    snprintf(fields, sizeof fields, "{'name':'a','label':#,%s}", rest);
    w = right_form((struct form_text){.fields = fields});
    w->f.answers =
        written_json(w->arena, arena_printf(w->arena, "{'a':%s}", answer).p);
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_in_range(faults.count, 0, 1);
    if (faults.count) {
        message = faults.item[0].message;
        *ret_parts = faults.item[0].date_parts;
    }
    written_form_free(w);
    return message;
}

static void expect(const char *rest, const char *answer, int message)
{
    unsigned parts;
    int told = fault_of(rest, answer, &parts);

    if (told != message)
        fail_msg("%s to %s: message %d, not %d", answer, rest, told, message);
}

#define PLATE "'type':'text','pattern':'plate'"

static void a_plate_is_two_digits_letters_and_digits(void **state)
{
    (void)state;
    expect(PLATE, "'67A-123.45'", 0);
    expect(PLATE, "'67-B1 123.45'", 0);
    expect(PLATE, "'67Z 123'", 0);
    expect(PLATE, "'67ZA 1234567'", 0);
    expect(PLATE, "'67A 12345678'", MSG_FORM_PLATE);
    expect(PLATE, "'67A 12'", MSG_FORM_PLATE);
    expect(PLATE, "'6712345'", MSG_FORM_PLATE);
    expect(PLATE, "'A67 123.45'", MSG_FORM_PLATE);
    expect(PLATE, "'6A7 123.45'", MSG_FORM_PLATE);
    expect(PLATE, "'67A_12345'", MSG_FORM_PLATE);
    expect(PLATE, "'67a 12345'", MSG_FORM_PLATE);
    expect(PLATE, "'67'", MSG_FORM_PLATE);
    expect(PLATE, "'67LĐ 12345'", 0);
    expect(PLATE, "'00A00900'", 0);
}

#define DIGITS "'type':'text','pattern':'digits'"

static void digits_are_nothing_but_digits(void **state)
{
    (void)state;
    expect(DIGITS, "'0'", 0);
    expect(DIGITS, "'9'", 0);
    expect(DIGITS, "'09'", 0);
    expect(DIGITS, "'x9'", MSG_FORM_DIGITS);
    expect(DIGITS, "'9x'", MSG_FORM_DIGITS);
    expect(DIGITS, "'/'", MSG_FORM_DIGITS);
    expect(DIGITS, "':'", MSG_FORM_DIGITS);
}

#define BOUNDED "'type':'text','min':2,'max':4"

static void a_text_is_bounded_in_letters(void **state)
{
    (void)state;
    expect(BOUNDED, "'ề'", MSG_FORM_TEXT_SHORT);
    expect(BOUNDED, "'ềề'", 0);
    expect(BOUNDED, "'ềềềề'", 0);
    expect(BOUNDED, "'ềềềềề'", MSG_FORM_TEXT_LONG);
    expect("'type':'text','max':4", "'ề'", 0);
}

#define TIME "'type':'time'"

static void a_time_is_of_a_day(void **state)
{
    (void)state;
    expect(TIME, "'00:00'", 0);
    expect(TIME, "'23:59'", 0);
    expect(TIME, "'24:00'", MSG_FORM_TIME);
    expect(TIME, "'23:60'", MSG_FORM_TIME);
    expect(TIME, "'12.30'", MSG_FORM_TIME);
    expect(TIME, "'1:30'", MSG_FORM_TIME);
    expect(TIME, "'12:300'", MSG_FORM_TIME);
    expect(TIME, "'12:x0'", MSG_FORM_TIME);
    expect(TIME, "'x2:30'", MSG_FORM_TIME);
}

#define NUMBER "'type':'number','min':2,'max':4"

static void a_number_is_bounded(void **state)
{
    (void)state;
    expect(NUMBER, "1", MSG_FORM_AT_LEAST);
    expect(NUMBER, "2", 0);
    expect(NUMBER, "4", 0);
    expect(NUMBER, "5", MSG_FORM_AT_MOST);
    expect(NUMBER, "'x'", MSG_FORM_NUMBER);
}

#define DATE "'type':'date'"
#define PART "'type':'date','partial':true"

static void a_date_is_whole_where_it_must_be(void **state)
{
    (void)state;
    expect(DATE, "'2020-02-29'", 0);
    expect(DATE, "'0001-01-01'", 0);
    expect(DATE, "'9999-12-31'", 0);
    expect(DATE, "'2020-05'", MSG_FORM_DATE);
    expect(DATE, "'2020'", MSG_FORM_DATE);
    expect(PART, "'2020-05'", 0);
    expect(PART, "'2020'", 0);
    expect(PART, "'2020-13'", MSG_FORM_DATE);
    expect(PART, "'2020-0'", MSG_FORM_DATE);
    expect(PART, "'20200'", MSG_FORM_DATE);
    expect(PART, "'2020-00'", MSG_FORM_DATE);
    expect(PART, "'2021-02-29'", MSG_FORM_DATE);
    expect(PART, "'20-02-2020'", MSG_FORM_DATE);
    expect(PART, "'2020-1-001'", MSG_FORM_DATE);
}

static void expect_parts(const char *field, const char *typed, int message,
                         unsigned parts)
{
    unsigned marked = 0;

    assert_int_equal(fault_of(field, typed, &marked), message);
    assert_int_equal(marked, parts);
}

/* What was typed into three inputs, and which of them is told about. */
static void each_part_of_a_date_is_told_by_itself(void **state)
{
    (void)state;
    expect_parts(DATE, "{'day':'1','month':'13','year':'2020'}", MSG_FORM_MONTH,
                 FAULT_MONTH);
    expect_parts(DATE, "{'day':'1','month':'0','year':'2020'}", MSG_FORM_MONTH,
                 FAULT_MONTH);
    expect_parts(DATE, "{'day':'32','month':'12','year':'2020'}", MSG_FORM_DAY,
                 FAULT_DAY);
    expect_parts(DATE, "{'day':'0','month':'12','year':'2020'}", MSG_FORM_DAY,
                 FAULT_DAY);
    expect_parts(DATE, "{'day':'1','month':'12','year':'20'}", MSG_FORM_YEAR,
                 FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'12','year':'20200'}", MSG_FORM_YEAR,
                 FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'12','year':''}",
                 MSG_FORM_YEAR_LACKS, FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'','month':'12','year':'2020'}",
                 MSG_FORM_DAY_LACKS, FAULT_DAY);
    expect_parts(PART, "{'day':'1','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'31','month':'6','year':'9999'}",
                 MSG_FORM_MONTH_DAYS, FAULT_DAY);
    expect_parts(DATE, "{'day':'31','month':'6','year':'2020'}",
                 MSG_FORM_MONTH_DAYS, FAULT_DAY);
}

#define PAST  PART ",'max':'$today'"
#define SINCE PART ",'min':'2020-05-10'"

static void a_date_is_bounded_by_what_it_may_mean(void **state)
{
    (void)state;
    expect(PAST, "'2026-04-28'", 0);
    expect(PAST, "'2026-04-29'", MSG_FORM_NOT_FUTURE);
    expect(PAST, "'2026-04'", 0);
    expect(PAST, "'2026-05'", MSG_FORM_NOT_FUTURE);
    expect(PAST, "'2026'", 0);
    expect(SINCE, "'2020-05-10'", 0);
    expect(SINCE, "'2020-05-09'", MSG_FORM_NOT_EARLIER);
    expect(SINCE, "'2020-05'", 0);
    expect(SINCE, "'2020-04'", MSG_FORM_NOT_EARLIER);
    expect(SINCE, "'2020'", 0);
    expect(SINCE, "'2019'", MSG_FORM_NOT_EARLIER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plate_is_two_digits_letters_and_digits),
        cmocka_unit_test(digits_are_nothing_but_digits),
        cmocka_unit_test(a_text_is_bounded_in_letters),
        cmocka_unit_test(a_time_is_of_a_day),
        cmocka_unit_test(a_number_is_bounded),
        cmocka_unit_test(a_date_is_whole_where_it_must_be),
        cmocka_unit_test(each_part_of_a_date_is_told_by_itself),
        cmocka_unit_test(a_date_is_bounded_by_what_it_may_mean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
