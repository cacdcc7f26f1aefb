#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "domain/deadline/deadline.h"

/* The days of the calendar that these tests meet, as announced. */
static struct calendar_entry entries[] = {
    {{0}, CALENDAR_OFF, S_INIT("2024-04-29")},
    {{0}, CALENDAR_MAKE_UP, S_INIT("2024-05-04")},
    {{0}, CALENDAR_OFF, S_INIT("2026-01-02")},
    {{0}, CALENDAR_MAKE_UP, S_INIT("2026-01-10")},
    {{0}, CALENDAR_OFF, S_INIT("2026-02-16")},
    {{0}, CALENDAR_OFF, S_INIT("2026-02-17")},
    {{0}, CALENDAR_OFF, S_INIT("2026-02-18")},
    {{0}, CALENDAR_OFF, S_INIT("2026-02-19")},
    {{0}, CALENDAR_OFF, S_INIT("2026-02-20")},
    {{0}, CALENDAR_OFF, S_INIT("2026-04-27")},
    {{0}, CALENDAR_OFF, S_INIT("2026-11-24")},
};
static struct calendar calendar = {entries, COUNT_OF(entries), 2022, 2026};
static struct work_week week;
static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        check(day_parse_iso(entries[i].name, &entries[i].day));
    for (int d = MONDAY; d <= FRIDAY; d++) {
        week.session[d][0] = (struct work_session){7 * 60, 11 * 60};
        week.session[d][1] = (struct work_session){13 * 60, 17 * 60};
        week.count[d] = 2;
    }
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct deadline ask(const char *accepted, enum limit_unit unit,
                           int value, enum deadline_mode mode)
{
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = {unit, value},
        .mode = mode,
    };
    struct deadline d = {0};
    struct errbox box = {0};

    check(instant_parse_iso(str_c(accepted), &q.accepted));
    check(deadline_due(arena, &q, &d, &box) == ERR_OK);
    return d;
}

static void expect(const char *accepted, enum limit_unit unit, int value,
                   const char *due)
{
    struct deadline d = ask(accepted, unit, value, DEADLINE_BY_DAYS);
    struct str minute = str_sub(instant_iso(arena, d.due), 0, 16);

    assert_string_equal(arena_cstr(arena, minute), due);
}

static void the_day_of_acceptance_does_not_count(void **state)
{
    (void)state;
    expect("2026-03-02T08:00", LIMIT_WORKING_DAY, 1, "2026-03-03T17:00");
    expect("2026-03-06T16:50", LIMIT_WORKING_DAY, 1, "2026-03-09T17:00");
}

static void tet_is_passed_over(void **state)
{
    (void)state;
    expect("2026-02-13T16:20", LIMIT_WORKING_DAY, 5, "2026-02-27T17:00");
    assert_true(
        ask("2026-02-13T16:20", LIMIT_WORKING_DAY, 5, DEADLINE_BY_MINUTES)
            .due.us == instant_at((struct day){20511}, 16 * 60 + 20).us);
}

static void a_single_day_off_moves_the_due_day(void **state)
{
    (void)state;
    expect("2026-11-23T16:00", LIMIT_WORKING_DAY, 1, "2026-11-25T17:00");
}

static void a_make_up_saturday_counts(void **state)
{
    (void)state;
    expect("2024-05-04T10:00", LIMIT_WORKING_DAY, 2, "2024-05-07T17:00");
    expect("2024-05-03T10:00", LIMIT_WORKING_DAY, 1, "2024-05-04T17:00");
}

static void acceptance_outside_a_session_starts_with_the_next(void **state)
{
    struct deadline d =
        ask("2026-03-06T17:00", LIMIT_WORKING_DAY, 1, DEADLINE_BY_DAYS);

    (void)state;
    assert_string_equal(instant_iso(arena, d.start).p,
                        "2026-03-09T07:00:00+07:00");
    expect("2026-03-06T17:00", LIMIT_WORKING_DAY, 1, "2026-03-10T17:00");
    expect("2026-03-06T11:00", LIMIT_WORKING_HOUR, 1, "2026-03-06T14:00");
}

static void working_hours_consume_sessions(void **state)
{
    (void)state;
    expect("2026-03-06T16:30", LIMIT_WORKING_HOUR, 8, "2026-03-09T16:30");
    expect("2026-03-06T10:00", LIMIT_WORKING_HOUR, 1, "2026-03-06T11:00");
    expect("2026-03-06T07:00", LIMIT_WORKING_HOUR, 8, "2026-03-06T17:00");
    expect("2026-03-06T10:00", LIMIT_WORKING_HOUR, 2, "2026-03-06T14:00");
}

static void three_in_the_afternoon_is_still_the_same_day(void **state)
{
    (void)state;
    expect("2026-03-06T15:00", LIMIT_SAME_DAY, 1, "2026-03-06T17:00");
    expect("2026-03-06T15:01", LIMIT_SAME_DAY, 1, "2026-03-09T17:00");
    expect("2026-03-07T09:00", LIMIT_SAME_DAY, 1, "2026-03-09T17:00");
    expect("2026-11-23T15:01", LIMIT_SAME_DAY, 1, "2026-11-25T17:00");
}

static void calendar_days_end_on_a_working_day(void **state)
{
    (void)state;
    expect("2026-03-02T08:00", LIMIT_DAY, 4, "2026-03-06T17:00");
    expect("2026-03-02T08:00", LIMIT_DAY, 5, "2026-03-09T17:00");
    expect("2026-01-31T08:00", LIMIT_MONTH, 1, "2026-03-02T17:00");
    expect("2026-10-30T08:00", LIMIT_MONTH, 4, "2027-03-01T17:00");
}

static void years_not_announced_are_provisional(void **state)
{
    (void)state;
    assert_false(
        ask("2026-03-02T08:00", LIMIT_WORKING_DAY, 20, DEADLINE_BY_DAYS)
            .provisional);
    assert_true(ask("2026-12-30T08:00", LIMIT_WORKING_DAY, 3, DEADLINE_BY_DAYS)
                    .provisional);
    /* 01/01 is a holiday in every year. */
    expect("2026-12-31T08:00", LIMIT_WORKING_DAY, 1, "2027-01-04T17:00");
}

static void each_day_between_has_its_reason(void **state)
{
    static const enum deadline_reason_kind kinds[] = {
        REASON_ACCEPTED, REASON_NOT_COUNTED, REASON_HOLIDAY, REASON_COUNTED,
        REASON_DUE};
    struct deadline d =
        ask("2026-11-23T16:00", LIMIT_WORKING_DAY, 1, DEADLINE_BY_DAYS);

    (void)state;
    assert_int_equal(d.count, COUNT_OF(kinds));
    for (size_t i = 0; i < d.count; i++)
        assert_int_equal(d.reason[i].kind, kinds[i]);
    assert_string_equal(d.reason[2].name.p, "2026-11-24");
    assert_int_equal(d.reason[3].n, 1);
}

static void a_limit_of_nothing_is_refused(void **state)
{
    struct deadline_question q = {
        .calendar = &calendar, .week = &week, .limit = {LIMIT_DAY, 0}};
    struct deadline d = {.due = {7}};
    struct errbox box;
    struct work_week closed = {0};

    (void)state;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.limit.value = LIMIT_VALUE_MAX + 1;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.limit.value = 1;
    q.week = &closed;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    assert_true(d.due.us == 7);
}

static void a_last_day_that_is_moved_says_where_to(void **state)
{
    static const enum deadline_reason_kind kinds[] = {
        REASON_ACCEPTED, REASON_REST, REASON_LAST_MOVED, REASON_DUE};
    struct deadline d = ask("2026-03-02T08:00", LIMIT_DAY, 5, DEADLINE_BY_DAYS);
    struct deadline same =
        ask("2026-03-02T08:00", LIMIT_DAY, 4, DEADLINE_BY_DAYS);

    (void)state;
    assert_int_equal(d.count, COUNT_OF(kinds));
    for (size_t i = 0; i < d.count; i++)
        assert_int_equal(d.reason[i].kind, kinds[i]);
    assert_int_equal(d.reason[2].day.n, instant_day(d.due).n);
    assert_int_equal(same.count, 2);
}

static void a_unit_open_one_day_a_week_has_a_ceiling_too(void **state)
{
    struct work_week mondays = {.session[MONDAY][0] = {420, 660},
                                .count[MONDAY] = 1};
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &mondays,
        .limit = {LIMIT_WORKING_DAY, LIMIT_VALUE_MAX},
    };
    struct deadline d;
    struct errbox box;

    (void)state;
    check(instant_parse_iso(S("2026-03-02T08:00"), &q.accepted));
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.mode = DEADLINE_BY_MINUTES;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.week = &week;
    q.limit = (struct limit){LIMIT_DAY, LIMIT_VALUE_MAX};
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_OK);
}

/* Some minutes every day of the week, so that a limit takes very long. */
static enum err ask_daily(int minutes, int hours)
{
    struct work_week daily = {.count = {1, 1, 1, 1, 1, 1, 1}};
    struct calendar nothing = {entries, 0, 2022, 2030};
    struct deadline_question q = {
        .calendar = &nothing,
        .week = &daily,
        .limit = {LIMIT_WORKING_HOUR, hours},
    };
    struct deadline d;
    struct errbox box;

    for (int i = 0; i < 7; i++)
        daily.session[i][0] = (struct work_session){480, 480 + minutes};
    check(instant_parse_iso(S("2026-03-02T07:00"), &q.accepted));
    return deadline_due(arena, &q, &d, &box);
}

static void hours_are_looked_for_on_so_many_days(void **state)
{
    (void)state;
    assert_int_equal(ask_daily(60, 500), ERR_OK);
    assert_int_equal(ask_daily(60, 700), ERR_OK);
    /* Four years have 1461 days, 16 of them holidays. */
    assert_int_equal(ask_daily(12, 289), ERR_OK);    /* 1445 days */
    assert_int_equal(ask_daily(10, 241), ERR_RANGE); /* 1446 days */
}

/* A later acceptance is never due earlier, whatever the unit. */
static void accepting_later_is_never_due_earlier(void **state)
{
    struct instant first;

    (void)state;
    check(instant_parse_iso(S("2026-01-28T06:00"), &first));
    for (int unit = 0; unit < LIMIT_UNIT_COUNT; unit++) {
        struct instant last_due = {0};

        for (int i = 0; i < 2000; i++) {
            struct deadline_question q = {
                .calendar = &calendar,
                .week = &week,
                .limit = {(enum limit_unit)unit, 2},
                .accepted = {first.us + i * 17 * MINUTE_US},
            };
            struct arena_mark mark = arena_mark(arena);
            struct deadline d;
            struct errbox box;

            assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_OK);
            assert_true(d.due.us >= last_due.us);
            assert_true(d.due.us > d.start.us);
            last_due = d.due;
            arena_release(arena, mark);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_of_acceptance_does_not_count),
        cmocka_unit_test(tet_is_passed_over),
        cmocka_unit_test(a_single_day_off_moves_the_due_day),
        cmocka_unit_test(a_make_up_saturday_counts),
        cmocka_unit_test(acceptance_outside_a_session_starts_with_the_next),
        cmocka_unit_test(working_hours_consume_sessions),
        cmocka_unit_test(three_in_the_afternoon_is_still_the_same_day),
        cmocka_unit_test(calendar_days_end_on_a_working_day),
        cmocka_unit_test(years_not_announced_are_provisional),
        cmocka_unit_test(each_day_between_has_its_reason),
        cmocka_unit_test(a_limit_of_nothing_is_refused),
        cmocka_unit_test(a_last_day_that_is_moved_says_where_to),
        cmocka_unit_test(hours_are_looked_for_on_so_many_days),
        cmocka_unit_test(a_unit_open_one_day_a_week_has_a_ceiling_too),
        cmocka_unit_test(accepting_later_is_never_due_earlier),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
