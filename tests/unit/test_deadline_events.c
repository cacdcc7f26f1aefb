/* What befalls a dossier after its acceptance, and when it is due then. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/io.h"
#include "base/num.h"

#include "domain/calendar/calendar_read.h"
#include "domain/deadline/deadline.h"
#include "domain/slip/words.h"

#include "prop.h"

static struct arena *arena;
static struct calendar calendar;
static struct work_week week;
static struct errbox box;

static int set_up(void **state)
{
    struct str text;

    (void)state;
    arena = arena_new((size_t)256 << 20);
    check(io_read_file(&box, arena, SOURCE_ROOT "/data/calendar/holidays.csv",
                       1 << 20, &text) == ERR_OK);
    check(calendar_read(&box, arena, text, &calendar) == ERR_OK);
    week = work_week_usual();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct instant at(const char *text)
{
    struct instant t;

    check(instant_parse_iso(str_c(text), &t));
    return t;
}

#define ASKED(when)                                           \
    {                                                         \
        .kind = DEADLINE_SUPPLEMENT_REQUESTED, .at = at(when) \
    }
#define SUPPLIED(when)                                \
    {                                                 \
        .kind = DEADLINE_SUPPLEMENTED, .at = at(when) \
    }
#define FINANCE(when)                                      \
    {                                                      \
        .kind = DEADLINE_FINANCE_REQUESTED, .at = at(when) \
    }
#define PAID(when)                                   \
    {                                                \
        .kind = DEADLINE_FINANCE_MET, .at = at(when) \
    }
#define VERIFY(when, n)                                                    \
    {                                                                      \
        .kind = DEADLINE_VERIFICATION_ORDERED, .at = at(when), .days = (n) \
    }
#define EXTEND(when, to)                                             \
    {                                                                \
        .kind = DEADLINE_EXTENDED, .at = at(when), .new_due = at(to) \
    }
#define FINISH(when)                              \
    {                                             \
        .kind = DEADLINE_FINISHED, .at = at(when) \
    }

struct question {
    const char *from;
    const char *limit;
    enum deadline_policy policy;
    bool by_minutes;
    bool runs_on; /* through a financial obligation */
};

static struct deadline ask(struct question of, const struct deadline_event *e,
                           size_t count)
{
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .mode = of.by_minutes ? DEADLINE_BY_MINUTES : DEADLINE_BY_DAYS,
        .accepted = at(of.from),
        .supplement = of.policy,
        .finance_stops = !of.runs_on,
        .event = e,
        .event_count = count,
    };
    struct deadline d;

    check(limit_parse_words(arena, str_c(of.limit), &q.limit));
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_OK);
    return d;
}

static void expect_due(struct instant due, const char *wanted)
{
    const char *got = due.us ? instant_iso(arena, due).p : "none";

    assert_string_equal(
        arena_cstr(arena, str_sub(str_c(got), 0, strlen(wanted))), wanted);
}

#define Q_(f, l, ...)                          \
    (struct question)                          \
    {                                          \
        .from = (f), .limit = (l), __VA_ARGS__ \
    }
#define Q(...) Q_(__VA_ARGS__, )

#define EXPECT(of, wanted, ...)                                      \
    do {                                                             \
        const struct deadline_event events_[] = {__VA_ARGS__};       \
        expect_due(ask(of, events_, COUNT_OF(events_)).due, wanted); \
    } while (0)

/* The reason of that kind that comes last. */
static struct deadline_reason last_of(const struct deadline *d,
                                      enum deadline_reason_kind kind)
{
    size_t i = d->count;

    while (i > 0 && d->reason[i - 1].kind != kind)
        i--;
    check(i > 0);
    return d->reason[i - 1];
}

#define FIVE_DAYS "2026-02-13T16:20", "5 ngày làm việc"

static void a_supplement_begins_the_limit_anew(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS), "2026-03-09T17:00", ASKED("2026-02-25T09:00"),
           SUPPLIED("2026-03-02T10:30"));
    EXPECT(Q("2026-03-02T08:00", "30 ngày"), "2026-04-09T17:00",
           ASKED("2026-03-05T09:00"), SUPPLIED("2026-03-10T10:30"));
    EXPECT(Q("2026-03-02T08:00", "1 tháng"), "2026-04-13T17:00",
           ASKED("2026-03-05T09:00"), SUPPLIED("2026-03-12T10:30"));
}

/* Completed on a Saturday: it begins on Monday, as a dossier would. */
static void a_supplement_outside_a_session_counts_from_the_next(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS), "2026-03-16T17:00", ASKED("2026-02-25T09:00"),
           SUPPLIED("2026-03-07T10:30"));
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-12T17:00",
           ASKED("2026-02-25T09:00"), SUPPLIED("2026-03-07T10:30"));
}

static void a_pause_leaves_what_was_left(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-05T17:00",
           ASKED("2026-02-25T09:00"), SUPPLIED("2026-03-02T10:30"));
    /* Asked on the day of T0: nothing is used. */
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-09T17:00",
           ASKED("2026-02-13T16:50"), SUPPLIED("2026-03-02T10:30"));
    /* Asked on the due day: that day is left. */
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-03T17:00",
           ASKED("2026-02-27T16:59"), SUPPLIED("2026-03-02T10:30"));
}

/* 2026-03-02 08:00, 8 hours: due on the 3rd at 08:00. */
static void minutes_go_on_where_they_stopped(void **state)
{
    (void)state;
    EXPECT(Q("2026-03-02T08:00", "8 giờ làm việc", .policy = DEADLINE_PAUSE),
           "2026-03-05T14:00", ASKED("2026-03-02T14:00"),
           SUPPLIED("2026-03-05T08:00"));
    EXPECT(Q("2026-03-02T08:00", "2 ngày làm việc", .policy = DEADLINE_PAUSE,
             .by_minutes = true),
           "2026-03-06T14:00", ASKED("2026-03-02T14:00"),
           SUPPLIED("2026-03-05T08:00"));
}

/* 2026-03-02 + 30: Wednesday 1 April. */
static void civil_days_move_by_those_it_stood(void **state)
{
    (void)state;
    EXPECT(Q("2026-03-02T08:00", "30 ngày", .policy = DEADLINE_PAUSE),
           "2026-04-06T17:00", ASKED("2026-03-05T09:00"),
           SUPPLIED("2026-03-10T10:30"));
    /* To a Saturday: moved to Monday. */
    EXPECT(Q("2026-03-02T08:00", "30 ngày", .policy = DEADLINE_PAUSE),
           "2026-04-06T17:00", ASKED("2026-03-05T09:00"),
           SUPPLIED("2026-03-08T10:30"));
    EXPECT(Q("2026-03-02T08:00", "1 tháng", .policy = DEADLINE_PAUSE),
           "2026-04-07T17:00", ASKED("2026-03-05T09:00"),
           SUPPLIED("2026-03-10T10:30"));
}

static void nothing_is_ever_left_of_the_same_day(void **state)
{
    (void)state;
    EXPECT(Q("2026-03-02T08:00", "trong ngày", .policy = DEADLINE_PAUSE),
           "2026-03-04T17:00", ASKED("2026-03-02T09:00"),
           SUPPLIED("2026-03-04T15:00"));
    EXPECT(Q("2026-03-02T08:00", "trong ngày", .policy = DEADLINE_PAUSE),
           "2026-03-05T17:00", ASKED("2026-03-02T09:00"),
           SUPPLIED("2026-03-04T15:01"));
}

static void while_it_stands_nothing_is_due(void **state)
{
    struct deadline_event e[] = {ASKED("2026-02-25T09:00")};
    struct deadline d = ask(Q(FIVE_DAYS), e, 1);

    (void)state;
    assert_true(d.is_standing);
    assert_true(d.due.us == 0 && d.lawful_due.us == 0);
    assert_int_equal(d.reason[d.count - 1].kind, REASON_STANDS);
}

static void stops_that_overlap_are_one(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-05T17:00",
           ASKED("2026-02-25T09:00"), FINANCE("2026-02-26T09:00"),
           SUPPLIED("2026-02-27T09:00"), PAID("2026-03-02T10:30"));
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-05T17:00",
           FINANCE("2026-02-25T09:00"), ASKED("2026-02-26T09:00"),
           PAID("2026-02-27T09:00"), SUPPLIED("2026-03-02T10:30"));
    /* One of them begins the limit anew. */
    EXPECT(Q(FIVE_DAYS), "2026-03-09T17:00", FINANCE("2026-02-25T09:00"),
           ASKED("2026-02-26T09:00"), SUPPLIED("2026-02-27T09:00"),
           PAID("2026-03-02T10:30"));
}

static void a_financial_obligation_is_a_pause(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS), "2026-03-05T17:00", FINANCE("2026-02-25T09:00"),
           PAID("2026-03-02T10:30"));
    EXPECT(Q(FIVE_DAYS, .runs_on = true), "2026-02-27T17:00",
           FINANCE("2026-02-25T09:00"), PAID("2026-03-02T10:30"));
}

static void verification_adds_its_days_once(void **state)
{
    (void)state;
    EXPECT(Q(FIVE_DAYS), "2026-03-04T17:00", VERIFY("2026-02-24T09:00", 3));
    EXPECT(Q(FIVE_DAYS), "2026-03-04T17:00", VERIFY("2026-02-24T09:00", 3),
           VERIFY("2026-02-25T09:00", 3));
    EXPECT(Q("2026-03-02T08:00", "8 giờ làm việc"), "2026-03-04T08:00",
           VERIFY("2026-03-02T09:00", 1));
    EXPECT(Q("2026-03-02T08:00", "30 ngày"), "2026-04-06T17:00",
           VERIFY("2026-03-04T09:00", 5));
    /* It stays when the limit begins anew, and is left when it pauses. */
    EXPECT(Q(FIVE_DAYS), "2026-03-12T17:00", VERIFY("2026-02-24T09:00", 3),
           ASKED("2026-02-25T09:00"), SUPPLIED("2026-03-02T10:30"));
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-10T17:00",
           ASKED("2026-02-25T09:00"), VERIFY("2026-02-26T09:00", 3),
           SUPPLIED("2026-03-02T10:30"));
}

static void a_new_date_replaces_the_due_instant(void **state)
{
    struct deadline_event e[] = {
        EXTEND("2026-02-26T16:59", "2026-03-10T17:00")};
    struct deadline d = ask(Q(FIVE_DAYS), e, 1);

    (void)state;
    expect_due(d.due, "2026-03-10T17:00");
    expect_due(d.lawful_due, "2026-02-27T17:00");
    /* What is left to the new date goes on from there. */
    EXPECT(Q(FIVE_DAYS, .policy = DEADLINE_PAUSE), "2026-03-13T17:00",
           EXTEND("2026-02-26T09:00", "2026-03-10T17:00"),
           ASKED("2026-03-09T09:00"), SUPPLIED("2026-03-11T09:00"));
}

/* The events, and why the last of them changed nothing. */
static void expect_no_effect(struct question of, enum deadline_why why,
                             const struct deadline_event *e, size_t count)
{
    struct deadline d = ask(of, e, count);
    struct deadline without = ask(of, e, count - 1);
    struct deadline_reason r = last_of(&d, REASON_NO_EFFECT);

    assert_int_equal(r.why, why);
    assert_int_equal(r.event.kind, e[count - 1].kind);
    assert_true(d.due.us == without.due.us);
    assert_int_equal(d.is_standing, without.is_standing);
}

#define EXPECT_NONE(why, ...)                                            \
    do {                                                                 \
        const struct deadline_event events_[] = {__VA_ARGS__};           \
        expect_no_effect(Q(FIVE_DAYS), why, events_, COUNT_OF(events_)); \
    } while (0)

static void what_comes_too_late_or_too_early_changes_nothing(void **state)
{
    (void)state;
    EXPECT_NONE(WHY_BEFORE, ASKED("2026-02-13T16:19"));
    EXPECT_NONE(WHY_EXPIRED, ASKED("2026-02-27T17:00"));
    EXPECT_NONE(WHY_EXPIRED, FINANCE("2026-02-27T17:00"));
    EXPECT_NONE(WHY_EXPIRED, VERIFY("2026-02-27T17:00", 3));
    EXPECT_NONE(WHY_EXPIRED, EXTEND("2026-02-27T17:00", "2026-03-10T17:00"));
    EXPECT_NONE(WHY_DUE_DAY, EXTEND("2026-02-27T07:00", "2026-03-10T17:00"));
    EXPECT_NONE(WHY_NO_LATER, EXTEND("2026-02-26T07:00", "2026-02-27T17:00"));
    EXPECT_NONE(WHY_STANDING, ASKED("2026-02-24T07:00"),
                EXTEND("2026-02-25T07:00", "2026-03-10T17:00"));
    EXPECT_NONE(WHY_ONCE, EXTEND("2026-02-25T07:00", "2026-03-10T17:00"),
                EXTEND("2026-02-26T07:00", "2026-03-11T17:00"));
    EXPECT_NONE(WHY_ONCE, VERIFY("2026-02-25T07:00", 3),
                VERIFY("2026-02-26T07:00", 3));
    EXPECT_NONE(WHY_ONCE, ASKED("2026-02-24T07:00"), ASKED("2026-02-25T07:00"));
    EXPECT_NONE(WHY_UNASKED, SUPPLIED("2026-02-24T07:00"));
    EXPECT_NONE(WHY_UNASKED, PAID("2026-02-24T07:00"));
    EXPECT_NONE(WHY_ENDED, FINISH("2026-02-24T07:00"),
                ASKED("2026-02-25T07:00"));
}

static void the_end_is_early_in_time_or_late(void **state)
{
    static const struct {
        const char *at;
        int n;
    } ends[] = {{"2026-02-27T16:59", -1},
                {"2026-02-27T17:00", 0},
                {"2026-02-27T17:01", 1}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct deadline_event e[] = {FINISH(ends[i].at)};
        struct deadline d = ask(Q(FIVE_DAYS), e, 1);

        assert_true(d.has_ended);
        assert_true(d.ended_at.us == e->at.us);
        assert_int_equal(last_of(&d, REASON_ENDED).n, ends[i].n);
        expect_due(d.due, "2026-02-27T17:00");
    }
}

static void a_bad_question_is_refused(void **state)
{
    struct deadline_event e[] = {SUPPLIED("2026-02-25T09:00"),
                                 ASKED("2026-02-24T09:00")};
    struct deadline_event none[] = {VERIFY("2026-02-25T09:00", 0)};
    static struct deadline_event many[DEADLINE_EVENTS_MAX + 1];
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = {LIMIT_DAY, 3},
        .accepted = at("2026-02-23T09:00"),
        .event = e,
        .event_count = 2,
    };
    struct deadline d;

    (void)state;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_INPUT);
    q.event = none, q.event_count = 1;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    none[0].days = LIMIT_VALUE_MAX + 1;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.event = many, q.event_count = DEADLINE_EVENTS_MAX + 1;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_RANGE);
    q.event_count = DEADLINE_EVENTS_MAX;
    assert_int_equal(deadline_due(arena, &q, &d, &box), ERR_OK);
}

static void unexplained_it_is_the_same(void **state)
{
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = {LIMIT_WORKING_DAY, 5},
        .accepted = at("2026-02-13T16:20"),
        .unexplained = true,
    };
    struct deadline d;

    (void)state;
    assert_int_equal(deadline_due(NULL, &q, &d, &box), ERR_OK);
    expect_due(d.due, "2026-02-27T17:00");
    assert_int_equal(d.count, 0);
}

/* Any minute of 2026. */
static struct instant some_instant(struct prop *p)
{
    return (struct instant){at("2026-01-05T00:00").us +
                            (int64_t)prop_below(p, 300 * 1440) * MINUTE_US};
}

static struct instant due_in_minutes(struct instant from, int hours,
                                     const struct deadline_event *e, size_t n)
{
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = {LIMIT_WORKING_HOUR, hours},
        .accepted = from,
        .supplement = DEADLINE_PAUSE,
        .event = e,
        .event_count = n,
        .unexplained = true,
    };
    struct deadline d;

    check(deadline_due(NULL, &q, &d, &box) == ERR_OK);
    return d.due;
}

static void hours_add_up_however_they_are_split(void **state)
{
    struct prop p = prop_begin("split");

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct instant from = some_instant(&p);
        int a = 1 + (int)prop_below(&p, 60);
        int b = 1 + (int)prop_below(&p, 60);
        struct instant first = due_in_minutes(from, a, NULL, 0);

        assert_true(due_in_minutes(from, a + b, NULL, 0).us ==
                    due_in_minutes(first, b, NULL, 0).us);
    }
}

static void a_longer_limit_is_never_due_earlier(void **state)
{
    struct prop p = prop_begin("longer");

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct deadline_question q = {
            .calendar = &calendar,
            .week = &week,
            .limit = {(enum limit_unit)prop_below(&p, LIMIT_UNIT_COUNT),
                      1 + (int)prop_below(&p, 40)},
            .accepted = some_instant(&p),
            .unexplained = true,
        };
        struct deadline shorter;
        struct deadline longer;

        check(deadline_due(NULL, &q, &shorter, &box) == ERR_OK);
        q.limit.value++;
        check(deadline_due(NULL, &q, &longer, &box) == ERR_OK);
        assert_true(longer.due.us >= shorter.due.us);
    }
}

/* Before the stop and after it as many minutes are worked as the limit has. */
static void a_pause_loses_no_minute(void **state)
{
    struct prop p = prop_begin("pause");

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct instant from = some_instant(&p);
        int hours = 2 + (int)prop_below(&p, 60);
        struct instant due = due_in_minutes(from, hours, NULL, 0);
        int64_t room = (due.us - from.us) / MINUTE_US;
        struct deadline_event e[] = {
            {.kind = DEADLINE_SUPPLEMENT_REQUESTED,
             .at = {from.us +
                    (int64_t)prop_below(&p, (size_t)room) * MINUTE_US}},
            {.kind = DEADLINE_SUPPLEMENTED},
        };
        int64_t worked;

        e[1].at.us =
            e[0].at.us + (int64_t)prop_below(&p, 20 * 1440) * MINUTE_US;
        due = due_in_minutes(from, hours, e, 2);
        worked = calendar_minutes_between(&calendar, &week, from, e[0].at) +
                 calendar_minutes_between(&calendar, &week, e[1].at, due);
        assert_int_equal(worked, hours * 60);
    }
}

static void a_limit_is_read_as_people_write_it(void **state)
{
    struct limit l = {LIMIT_DAY, 0};

    (void)state;
    assert_true(limit_parse_words(arena, S(" 5 Ngày làm việc "), &l));
    assert_true(l.unit == LIMIT_WORKING_DAY && l.value == 5);
    assert_true(limit_parse_words(arena, S("3 thang"), &l));
    assert_true(l.unit == LIMIT_MONTH && l.value == 3);
    assert_true(limit_parse_words(arena, S("trong ngày"), &l));
    assert_true(l.unit == LIMIT_SAME_DAY && l.value == 1);
    assert_true(limit_parse_words(arena, S("730 ngày"), &l));
    assert_false(limit_parse_words(arena, S("731 ngày"), &l));
    assert_false(limit_parse_words(arena, S("0 ngày"), &l));
    assert_false(limit_parse_words(arena, S("5 tuần"), &l));
    assert_false(limit_parse_words(arena, S("05 ngày"), &l));
    assert_false(limit_parse_words(arena, S(""), &l));
}

static void a_bad_calendar_is_refused_with_its_line(void **state)
{
    static const char *const bad[] = {
        "date,kind,name\n", "date,kind,name\n2026-02-30,off,x\n",
        "date,kind,name\n2026-02-16,shut,x\n", "date,kind\n2026-02-16,off\n",
        "date,kind,name\n2026-02-16,off,x\n2026-02-16,work,y\n"};
    struct calendar c;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(calendar_read(&box, arena, str_c(bad[i]), &c),
                         ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_supplement_begins_the_limit_anew),
        cmocka_unit_test(a_supplement_outside_a_session_counts_from_the_next),
        cmocka_unit_test(a_pause_leaves_what_was_left),
        cmocka_unit_test(minutes_go_on_where_they_stopped),
        cmocka_unit_test(civil_days_move_by_those_it_stood),
        cmocka_unit_test(nothing_is_ever_left_of_the_same_day),
        cmocka_unit_test(while_it_stands_nothing_is_due),
        cmocka_unit_test(stops_that_overlap_are_one),
        cmocka_unit_test(a_financial_obligation_is_a_pause),
        cmocka_unit_test(verification_adds_its_days_once),
        cmocka_unit_test(a_new_date_replaces_the_due_instant),
        cmocka_unit_test(what_comes_too_late_or_too_early_changes_nothing),
        cmocka_unit_test(the_end_is_early_in_time_or_late),
        cmocka_unit_test(a_bad_question_is_refused),
        cmocka_unit_test(unexplained_it_is_the_same),
        cmocka_unit_test(hours_add_up_however_they_are_split),
        cmocka_unit_test(a_longer_limit_is_never_due_earlier),
        cmocka_unit_test(a_pause_loses_no_minute),
        cmocka_unit_test(a_limit_is_read_as_people_write_it),
        cmocka_unit_test(a_bad_calendar_is_refused_with_its_line),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
