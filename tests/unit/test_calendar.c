#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "domain/calendar/calendar.h"
#include "domain/calendar/limit.h"

static struct calendar_entry entries[] = {
    {{0}, CALENDAR_OFF, S_INIT("2026-04-27")},
    {{0}, CALENDAR_MAKE_UP, S_INIT("2026-08-22")},
    {{0}, CALENDAR_OFF, S_INIT("2026-08-31")},
};
static const struct calendar calendar = {entries, COUNT_OF(entries), 2024,
                                         2026};
static struct work_week week;

static struct day day(const char *text)
{
    struct day d = {0};

    check(day_parse_iso(str_c(text), &d));
    return d;
}

static struct instant at(const char *text)
{
    struct instant t = {0};

    check(instant_parse_iso(str_c(text), &t));
    return t;
}

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        entries[i].day = day(entries[i].name.p);
    for (int d = MONDAY; d <= FRIDAY; d++) {
        week.session[d][0] = (struct work_session){7 * 60, 11 * 60};
        week.session[d][1] = (struct work_session){13 * 60, 17 * 60};
        week.count[d] = 2;
    }
    return 0;
}

static void four_holidays_have_a_fixed_date_in_every_year(void **state)
{
    static const char *const fixed[] = {"01-01", "04-30", "05-01", "09-02"};
    int holidays = 0;

    (void)state;
    /* 2030 is announced by nobody. */
    for (struct day d = day("2030-01-01"); d.n <= day("2030-12-31").n; d.n++) {
        struct civil c = day_civil(d);
        char text[8];
        bool expected = false;

        snprintf(text, sizeof text, "%02d-%02d", c.month % 100, c.day % 100);
        for (size_t i = 0; i < COUNT_OF(fixed); i++)
            expected = expected || strcmp(text, fixed[i]) == 0;
        assert_int_equal(
            calendar_nature(&calendar, &week, d).kind == DAY_HOLIDAY, expected);
        holidays += expected;
    }
    assert_int_equal(holidays, 4);
}

static void announced_days_are_found_and_no_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        struct day_nature n = calendar_nature(&calendar, &week, entries[i].day);
        struct day after = {entries[i].day.n + 1};

        assert_int_equal(n.kind, entries[i].mark == CALENDAR_MAKE_UP
                                     ? DAY_MAKE_UP
                                     : DAY_HOLIDAY);
        assert_string_equal(n.name.p, entries[i].name.p);
        assert_null(calendar_nature(&calendar, &week, after).name.p);
    }
}

static void only_years_of_the_calendar_are_certain(void **state)
{
    (void)state;
    assert_true(
        calendar_nature(&calendar, &week, day("2023-12-31")).provisional);
    assert_false(
        calendar_nature(&calendar, &week, day("2024-01-01")).provisional);
    assert_false(
        calendar_nature(&calendar, &week, day("2026-12-31")).provisional);
    assert_true(
        calendar_nature(&calendar, &week, day("2027-01-01")).provisional);
}

static void a_make_up_day_has_mondays_sessions(void **state)
{
    struct work_session s[WORK_SESSIONS_MAX];

    (void)state;
    assert_int_equal(calendar_sessions(&calendar, &week, day("2026-08-22"), s),
                     2);
    assert_int_equal(s[0].from_minute, 7 * 60);
    assert_int_equal(s[1].to_minute, 17 * 60);
    assert_int_equal(calendar_sessions(&calendar, &week, day("2026-08-23"), s),
                     0);
    assert_true(calendar_is_working(&calendar, &week, day("2026-08-24")));
    assert_false(calendar_is_working(&calendar, &week, day("2026-08-23")));
    assert_false(calendar_is_working(&calendar, &week, day("2026-08-31")));
}

static void expect_start(const char *from, const char *start)
{
    struct instant t;
    struct errbox box;

    assert_int_equal(calendar_next_start(&calendar, &week, at(from), &t, &box),
                     ERR_OK);
    assert_true(t.us == at(start).us);
}

static void a_session_holds_its_start_but_not_its_end(void **state)
{
    (void)state;
    expect_start("2026-03-02T07:00", "2026-03-02T07:00");
    expect_start("2026-03-02T06:59", "2026-03-02T07:00");
    expect_start("2026-03-02T10:59", "2026-03-02T10:59");
    expect_start("2026-03-02T11:00", "2026-03-02T13:00");
    expect_start("2026-03-02T16:59", "2026-03-02T16:59");
    expect_start("2026-03-06T17:00", "2026-03-09T07:00");
}

static void the_day_closes_with_its_last_session(void **state)
{
    struct instant t = {7};
    struct errbox box;
    struct work_week closed = {0};

    (void)state;
    assert_int_equal(
        calendar_closing(&calendar, &week, day("2026-03-07"), &t, &box),
        ERR_OK);
    assert_true(t.us == at("2026-03-09T17:00").us);
    t.us = 7;
    assert_int_equal(
        calendar_closing(&calendar, &closed, day("2026-03-07"), &t, &box),
        ERR_RANGE);
    assert_int_equal(calendar_next_start(&calendar, &closed,
                                         at("2026-03-07T00:00"), &t, &box),
                     ERR_RANGE);
    assert_true(t.us == 7);
}

/* One working day, exactly as far off as is still looked at. */
static void work_is_looked_for_so_many_days_ahead(void **state)
{
    struct work_week rare = {0};
    struct calendar_entry off[CALENDAR_SEARCH_DAYS + 1];
    struct calendar c = {off, 0, 2020, 2040};
    struct day first = day("2026-06-01");
    struct instant t;
    struct errbox box;

    (void)state;
    for (int d = MONDAY; d <= SUNDAY; d++) {
        rare.session[d][0] = (struct work_session){480, 540};
        rare.count[d] = 1;
    }
    for (int i = 0; i < CALENDAR_SEARCH_DAYS; i++)
        off[i] = (struct calendar_entry){{first.n + i}, CALENDAR_OFF, S("x")};
    c.count = CALENDAR_SEARCH_DAYS - 1;
    assert_int_equal(calendar_closing(&c, &rare, first, &t, &box), ERR_OK);
    assert_int_equal(
        calendar_next_start(&c, &rare, instant_at(first, 0), &t, &box), ERR_OK);
    c.count = CALENDAR_SEARCH_DAYS;
    assert_int_equal(calendar_closing(&c, &rare, first, &t, &box), ERR_RANGE);
    assert_int_equal(
        calendar_next_start(&c, &rare, instant_at(first, 0), &t, &box),
        ERR_RANGE);
}

static void expect_minutes(const char *from, const char *to, int minutes)
{
    assert_int_equal(
        calendar_minutes_between(&calendar, &week, at(from), at(to)), minutes);
}

static void only_session_minutes_are_counted(void **state)
{
    (void)state;
    expect_minutes("2026-03-02T07:00", "2026-03-02T17:00", 480);
    expect_minutes("2026-03-02T06:00", "2026-03-02T08:30", 90);
    expect_minutes("2026-03-02T10:30", "2026-03-02T13:30", 60);
    expect_minutes("2026-03-02T11:00", "2026-03-02T13:00", 0);
    expect_minutes("2026-03-06T16:00", "2026-03-09T08:00", 120);
    expect_minutes("2026-03-02T09:00", "2026-03-02T09:00", 0);
    expect_minutes("2026-03-02T09:00", "2026-03-02T08:00", 0);
}

static void a_day_may_have_one_session_or_four(void **state)
{
    struct work_week w = {.count[MONDAY] = 1, .count[TUESDAY] = 4};
    struct work_session s[WORK_SESSIONS_MAX];

    (void)state;
    w.session[MONDAY][0] = (struct work_session){480, 540};
    for (int i = 0; i < WORK_SESSIONS_MAX; i++)
        w.session[TUESDAY][i] =
            (struct work_session){480 + 60 * i, 500 + 60 * i};
    assert_true(calendar_is_working(&calendar, &w, day("2026-03-02")));
    assert_int_equal(calendar_sessions(&calendar, &w, day("2026-03-03"), s), 4);
    assert_int_equal(s[3].from_minute, 660);
    assert_false(calendar_is_working(&calendar, &w, day("2026-03-04")));
}

static void a_unit_of_time_has_one_name(void **state)
{
    enum limit_unit unit = LIMIT_MONTH;

    (void)state;
    for (int i = 0; i < LIMIT_UNIT_COUNT; i++) {
        assert_true(
            limit_unit_parse(limit_unit_name((enum limit_unit)i), &unit));
        assert_int_equal(unit, i);
    }
    assert_false(limit_unit_parse(S("week"), &unit));
    assert_int_equal(unit, LIMIT_MONTH);
    assert_string_equal(limit_unit_name(LIMIT_SAME_DAY).p, "same_day");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_holidays_have_a_fixed_date_in_every_year),
        cmocka_unit_test(announced_days_are_found_and_no_others),
        cmocka_unit_test(only_years_of_the_calendar_are_certain),
        cmocka_unit_test(a_make_up_day_has_mondays_sessions),
        cmocka_unit_test(a_session_holds_its_start_but_not_its_end),
        cmocka_unit_test(the_day_closes_with_its_last_session),
        cmocka_unit_test(work_is_looked_for_so_many_days_ahead),
        cmocka_unit_test(only_session_minutes_are_counted),
        cmocka_unit_test(a_day_may_have_one_session_or_four),
        cmocka_unit_test(a_unit_of_time_has_one_name),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
