/* What flow_check() finds, and what it lets pass. */
#include "base/prelude.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/msg.h"

#include "domain/flow/flow_check.h"
#include "domain/flow/flow_hours.h"

#include "written_flow.h"

static void a_flow_that_cannot_be_walked_is_found_out(void **state)
{
    (void)state;
    expect_flow(SIGNED "a issue - issue>b\nb return", 0, 0);
    expect_flow("s approve - approve>b\nb return", MSG_PACK_FLOW_NO_KIND, 1);
    expect_flow(SIGNED "a issue - issue>b\nb return - return>a",
                MSG_PACK_FLOW_FROM_RETURN, 1);
    expect_flow(SIGNED "a issue - issue>c\nb process - submit>c\nc return",
                MSG_PACK_FLOW_UNREACHED, 1);
    expect_flow(SIGNED "a issue - issue>b send_back>s\nb return", 0, 0);
    expect_flow(SIGNED "a issue - issue>b issue>b\nb return", MSG_PACK_TWICE,
                1);
}

static void the_return_stands_last_and_alone(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    flow_of(&w, "a return\nb issue - issue>a");
    assert_int_equal(found(&w, MSG_PACK_FLOW_NO_WAY), 0);
    assert_int_equal(found(&w, MSG_PACK_FLOW_UNISSUED), 1);
    assert_int_equal(found(&w, MSG_PACK_FLOW_ONE_RETURN), 1);
    assert_int_equal(found(&w, MSG_PACK_FLOW_UNREACHED), 1);
    written_flow_end(&w);
    w = written_flow();
    flow_of(&w, "a issue - issue>b submit>c\nb return\nc return");
    assert_int_equal(found(&w, MSG_PACK_FLOW_ONE_RETURN), 1);
    written_flow_end(&w);
}

static void a_flow_of_one_step_is_checked_too(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    flow_of(&w, "a process");
    assert_int_equal(found(&w, MSG_PACK_FLOW_DEAD_END), 1);
    written_flow_end(&w);
    w = written_flow();
    assert_int_equal(flow_of(&w, "")->step_count, 0);
    assert_int_equal(found(&w, MSG_PACK_FLOW_NO_KIND), 2);
    written_flow_end(&w);
}

/* The law's limits: plain, and with verifying (0: none of its own). */
static void expect_sum(const char *lines, struct procedure_time plain,
                       int verified_days, size_t faults)
{
    struct written_flow w = written_flow();

    w.card.limit_count = 2;
    w.limit[0].time = (struct procedure_time){.known = false};
    w.limit[1].time = plain;
    w.limit[1].has_verified = verified_days > 0;
    w.limit[1].verified = working_days(verified_days);
    flow_of(&w, lines);
    assert_int_equal(found(&w, MSG_PACK_FLOW_SUM), faults);
    written_flow_end(&w);
}

static struct procedure_time of_unit(enum limit_unit unit, int n)
{
    return (struct procedure_time){.known = true, .limit = {unit, n}};
}

static void the_steps_may_take_what_the_law_gives_and_no_more(void **state)
{
    const struct procedure_time unknown = {.known = false};

    (void)state;
    expect_sum(PLAIN_FLOW, working_days(2), 0, 0); /* 16 hours of 16 */
    expect_sum(PLAIN_FLOW, working_days(1), 0, 1);
    expect_sum(PLAIN_FLOW, of_unit(LIMIT_WORKING_HOUR, 16), 0, 0);
    expect_sum(PLAIN_FLOW, of_unit(LIMIT_WORKING_HOUR, 15), 0, 1);
    expect_sum(PLAIN_FLOW, of_unit(LIMIT_SAME_DAY, 0), 0, 1);
    expect_sum(PLAIN_FLOW, of_unit(LIMIT_DAY, 2), 0, 1);
    expect_sum(PLAIN_FLOW, of_unit(LIMIT_DAY, 3), 0, 0);
    expect_sum(PLAIN_FLOW, unknown, 0, 0);
}

static void the_shortest_limit_and_a_months_are_limits_too(void **state)
{
    (void)state;
    expect_sum("a issue 1h issue>b\nb return", of_unit(LIMIT_WORKING_HOUR, 1),
               0, 0);
    expect_sum("a issue 2h issue>b\nb return", of_unit(LIMIT_WORKING_HOUR, 1),
               0, 1);
    expect_sum("a issue 22d issue>b\nb return", of_unit(LIMIT_MONTH, 1), 0, 0);
    expect_sum("a issue 22d issue>b\nb return 1h", of_unit(LIMIT_MONTH, 1), 0,
               1);
}

/* A step without a time takes none, and the way goes on. */
static void a_way_begins_with_a_step_without_a_time(void **state)
{
    (void)state;
    expect_sum("a process - submit>b\nb issue 2d issue>c\nc return",
               working_days(1), 0, 1);
}

static void a_way_back_is_not_counted(void **state)
{
    (void)state;
    expect_sum("a process 1d submit>b send_back>a\n"
               "b issue 1d issue>c send_back>a\nc return",
               working_days(2), 0, 0);
}

/* Two ways forward: the longer one counts. */
static void the_longest_way_counts(void **state)
{
    const char *lines = "a process 1d submit>c assign>b\n"
                        "b process 3d submit>c\n"
                        "c issue 1d issue>d\nd return";

    (void)state;
    expect_sum(lines, working_days(5), 0, 0);
    expect_sum(lines, working_days(4), 0, 1);
}

/*
 * Verifying has a limit of its own, which binds the ways through it alone:
 * here the plain way may take longer.
 */
static void a_limit_for_verifying_binds_only_who_verifies(void **state)
{
    (void)state;
    expect_sum("a process 4d submit>b\nb issue 1d issue>c\nc return",
               working_days(5), 2, 0);
    expect_sum("a process 1d submit>b verify>v\nv verify 3d submit>b\n"
               "b issue 1d issue>c\nc return",
               working_days(2), 5, 0);
    expect_sum("a process 1d submit>b verify>v\nv verify 4d submit>b\n"
               "b issue 1d issue>c\nc return",
               working_days(2), 5, 1);
    expect_sum("v verify 4d submit>b\nb issue 2d issue>c\nc return",
               working_days(1), 5, 1);
    expect_sum("v consult 4d submit>b\nb issue 1d issue>c\nc return",
               working_days(1), 5, 0);
}

/* Who only answers lengthens any way that asks. */
static void a_detour_is_added_to_the_way(void **state)
{
    const char *asks = "a process 1d submit>b verify>v\nv verify 2d answer>a\n"
                       "b issue 1d issue>c\nc return";

    (void)state;
    expect_sum(asks, working_days(2), 4, 0);
    expect_sum(asks, working_days(2), 3, 1);
    /* One that takes no time makes the way one with verifying. */
    expect_sum("a process 1d submit>b verify>v\nv verify - answer>a\n"
               "b issue 2d issue>c\nc return",
               working_days(3), 2, 1);
    /* And a way without times takes as long as its detour. */
    expect_sum("a process - submit>b verify>v\nv verify 2d answer>a\n"
               "b issue - issue>c\nc return",
               working_days(3), 1, 1);
}

static void every_detour_counts_once(void **state)
{
    (void)state;
    expect_sum("a process 1d submit>b verify>v answer>w\n"
               "v verify 3d answer>a\nw consult 1d answer>a\n"
               "b issue 1d issue>c\nc return",
               working_days(2), 4, 1);
    /* So does one that may also lead on. */
    expect_sum("a process 1d submit>x verify>v\nx process 2d submit>b\n"
               "v verify 1d submit>b answer>a\nb issue 1d issue>c\nc return",
               working_days(4), 5, 0);
    expect_sum("a process 1d submit>x verify>v\nx process 2d submit>b\n"
               "v verify 1d submit>b answer>a\nb issue 1d issue>c\nc return",
               working_days(4), 4, 1);
    /* One that asks itself again still is. */
    expect_sum("a process 1d submit>b verify>v\n"
               "v verify 2d verify>v answer>a\nb issue 1d issue>c\nc return",
               working_days(2), 3, 1);
    /* A short one does not shorten a way that verifies. */
    expect_sum("a process 1d submit>b verify>v answer>w\n"
               "v verify 5d submit>b\nw consult 1d answer>a\n"
               "b issue 1d issue>c\nc return",
               working_days(2), 6, 1);
    /* And one that does not verify. */
    expect_sum("a process 1d submit>b assign>w\nw process 3d answer>a\n"
               "b issue 1d issue>c\nc return",
               working_days(5), 1, 0);
    expect_sum("a process 1d submit>b assign>w\nw process 3d answer>a\n"
               "b issue 1d issue>c\nc return",
               working_days(4), 1, 1);
}

static void what_verifying_may_take_is_unknown_with_its_limit(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    w.card.limit_count = 1;
    w.limit[0].time = working_days(2);
    w.limit[0].has_verified = true;
    flow_of(&w, "v verify 9d submit>s\ns approve - approve>b\n"
                "b issue 1d issue>c\nc return");
    assert_found(&w, 0, 0);
    written_flow_end(&w);
}

/* A step nobody can take: no such role where the step is done. */
static void a_step_that_nobody_can_take_is_found(void **state)
{
    (void)state;
    expect_flow("s approve/chairman - approve>a\n"
                "a issue - issue>b\nb return/reception/receiver",
                0, 0);
    expect_flow("s approve/division_head - approve>a\n"
                "a issue - issue>b\nb return/reception/receiver",
                MSG_PACK_FLOW_NOBODY, 1);
    expect_flow("s approve/chairman/body:department:y_te - approve>a\n"
                "a issue - issue>b\nb return/director/receiver",
                MSG_PACK_FLOW_NOBODY, 1);
    expect_flow("s approve/leader/body:department:y_te - approve>a\n"
                "a issue - issue>b\nb return/clerk/receiver",
                MSG_PACK_FLOW_NOBODY, 1);
    expect_flow("s approve/leader/body:vertical:thue - approve>a\n"
                "a issue - issue>b\nb return",
                0, 0);
}

/* A commune has no divisions, a district has. */
static void a_unit_that_the_resolver_does_not_have_is_found(void **state)
{
    const char *lines = "p process/processor/resolver_division:tckh - "
                        "submit>s\n" SIGNED "a issue - issue>b\nb return";
    struct written_flow w = written_flow();

    (void)state;
    expect_flow(lines, MSG_PACK_FLOW_NO_UNIT, 1);
    w.card.resolve.kind = BODY_DISTRICT_COMMITTEE;
    flow_of(&w, lines);
    assert_found(&w, 0, 0);
    written_flow_end(&w);
    w = written_flow();
    w.card.resolve.kind = BODY_DISTRICT_COMMITTEE;
    flow_of(&w, "p process/chairman/resolver_division:tckh - "
                "submit>s\n" SIGNED "a issue - issue>b\nb return");
    assert_found(&w, MSG_PACK_FLOW_NOBODY, 1);
    written_flow_end(&w);
}

static void a_way_to_the_return_passes_an_issue(void **state)
{
    (void)state;
    expect_flow(SIGNED "a process - submit>i verify>b\n"
                       "i issue - issue>b\nb return",
                MSG_PACK_FLOW_UNISSUED, 1);
    expect_flow("s approve - approve>a send_back>a\n"
                "a issue - issue>b send_back>s\nb return",
                0, 0);
}

static void what_is_issued_was_approved(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    expect_flow("p process - submit>a\na issue - issue>b\nb return",
                MSG_PACK_FLOW_UNSIGNED, 1);
    /* Past who signs, or through their hands without a signature. */
    expect_flow("p process - submit>s verify>a\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_FLOW_UNSIGNED, 1);
    expect_flow("s approve - submit>a\na issue - issue>b\nb return",
                MSG_PACK_FLOW_UNSIGNED, 1);
    /* Signed when it is numbered already: too late. */
    expect_flow("a issue - issue>s\ns approve - approve>b\nb return",
                MSG_PACK_FLOW_UNSIGNED, 1);
    flow_of(&w, "p process - submit>s verify>b\n" SIGNED
                "a issue - issue>b\nb return");
    assert_int_equal(found(&w, MSG_PACK_FLOW_UNSIGNED), 1);
    assert_int_equal(found(&w, MSG_PACK_FLOW_UNISSUED), 1);
    assert_string_equal(w.found.item[0].path.p, "steps[3]");
    assert_string_equal(w.found.item[0].argument[0].p, "p → b");
    written_flow_end(&w);
}

/* Who is only sent back goes nowhere. */
static void a_way_back_leads_nowhere(void **state)
{
    (void)state;
    expect_flow("p process - submit>s verify>q\n"
                "q verify - send_back>p\n" SIGNED "a issue - issue>b\nb return",
                MSG_PACK_FLOW_NO_WAY, 1);
}

static void some_way_on_has_no_condition(void **state)
{
    (void)state;
    expect_flow("p process - submit?late>s submit>q\n"
                "q process - submit>s\n" SIGNED "a issue - issue>b\nb return",
                0, 0);
    expect_flow("p process - submit?late>s submit?on_time>s\n" SIGNED
                "a issue - issue>b\nb return",
                0, 0);
    expect_flow("p process - submit?late>s verify?late>s\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_FLOW_ONLY_WHEN, 1);
    expect_flow("p process - submit?late>s send_back>p\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_FLOW_ONLY_WHEN, 1);
    expect_flow("p process - submit>s submit?late>s\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_TWICE, 1);
    expect_flow("p process - submit?never>s submit>s\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_CASE_UNKNOWN, 1);
}

/* Each case is held to its own limit, on the ways that it may take. */
static void a_case_has_its_own_limit_and_ways(void **state)
{
    const char *lines =
        "p process 1d submit?late>q submit>s\n"
        "q process 3d submit>s\n" SIGNED "a issue 1d issue>b\nb return";
    struct written_flow w = written_flow();

    (void)state;
    w.card.limit_count = 2;
    w.limit[0] =
        (struct procedure_limit){.case_index = -1, .time = working_days(2)};
    w.limit[1] =
        (struct procedure_limit){.case_index = 1, .time = working_days(5)};
    flow_of(&w, lines);
    assert_found(&w, 0, 0);
    w.limit[1].time = working_days(4);
    flow_of(&w, lines);
    assert_found(&w, MSG_PACK_FLOW_SUM, 1);
    assert_string_equal(w.found.item[0].argument[0].p, "40 h");
    assert_string_equal(w.found.item[0].argument[1].p, "32 h");
    assert_string_equal(w.found.item[0].argument[2].p,
                        "p → q → s → a → b (late)");
    written_flow_end(&w);
}

#define LINKED(tasks)                                  \
    "p interlink/processor 3d submit>s\n" tasks SIGNED \
    "a issue - issue>b\nb return"

static void tasks_are_of_others_and_end(void **state)
{
    (void)state;
    expect_flow(LINKED("* police body:vertical:cong_an 2d\n"
                       "* card body:vertical:bhxh 1d police\n"),
                0, 0);
    expect_flow(LINKED("* above body:district_committee 2d\n"), 0, 0);
    expect_flow(LINKED("* x body:vertical:cong_an 1d\n"
                       "* x body:vertical:thue 1d\n"),
                MSG_PACK_TWICE, 1);
    expect_flow(LINKED("* x receiver 1d\n"), MSG_PACK_FLOW_NOBODY, 1);
    expect_flow(LINKED(""), MSG_PACK_FLOW_NO_TASKS, 1);
    expect_flow(LINKED("* police resolver 2d\n"), MSG_PACK_FLOW_TASK_OF_LEAD,
                1);
    expect_flow(LINKED("* us body:commune_committee 2d\n"),
                MSG_PACK_FLOW_TASK_OF_LEAD, 1);
    expect_flow(LINKED("* x body:vertical:cong_an 1d y\n"
                       "* y body:vertical:bhxh 1d x\n"),
                MSG_PACK_FLOW_TASK_CIRCLE, 2);
    expect_flow(LINKED("* x body:vertical:cong_an 1d z\n"),
                MSG_PACK_FLOW_TASK_UNKNOWN, 1);
    expect_flow("p process/processor - submit>s\n"
                "* x body:vertical:cong_an 1d\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_FLOW_TASKS_ELSEWHERE, 1);
    expect_flow("p interlink/processor/body:vertical:thue - submit>s\n"
                "* x body:vertical:cong_an 1d\n" SIGNED
                "a issue - issue>b\nb return",
                MSG_PACK_FLOW_LEAD, 1);
}

/* Side by side they take as long as the longest, in turn as long as all. */
static void tasks_fit_into_their_step(void **state)
{
    (void)state;
    expect_flow(LINKED("* x body:vertical:cong_an 3d\n"
                       "* y body:vertical:bhxh 3d\n"),
                0, 0);
    expect_flow(LINKED("* x body:vertical:cong_an 2d\n"
                       "* y body:vertical:bhxh 2d x\n"),
                MSG_PACK_FLOW_TASKS_SUM, 1);
    expect_flow(LINKED("* y body:vertical:bhxh 1d x\n"
                       "* x body:vertical:cong_an 2d\n"),
                0, 0);
    expect_sum("p interlink/processor - submit>s\n"
               "* x body:vertical:cong_an 2d\n"
               "* y body:vertical:bhxh 1d x\n" SIGNED
               "a issue - issue>b\nb return",
               working_days(2), 0, 1);
    expect_sum("p interlink/processor - submit>s\n"
               "* x body:vertical:cong_an 2d\n"
               "* y body:vertical:bhxh 1d x\n" SIGNED
               "a issue - issue>b\nb return",
               working_days(3), 0, 0);
}

static void a_task_without_a_time_takes_none(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow =
        flow_of(&w, LINKED("* x body:vertical:cong_an\n"
                           "* y body:vertical:bhxh 2h x\n"));

    (void)state;
    assert_int_equal(flow_tasks_hours(&flow->step[0]), 2);
    assert_int_equal(flow_tasks_hours(&flow->step[1]), 0);
    written_flow_end(&w);
}

static void a_finding_has_a_name_for_machines(void **state)
{
    (void)state;
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_DEAD_END), "dead_end");
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_UNREACHED),
                        "unreachable");
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_NOBODY), "nobody");
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_SUM), "over_limit");
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_UNISSUED), "no_result");
    assert_string_equal(flow_finding_name(MSG_PACK_FLOW_UNSIGNED),
                        "no_approval");
    assert_string_equal(flow_finding_name(MSG_PACK_KEY_MISSING), "pack");
}

/* What needs no card is asked without one too. */
static void a_flow_without_a_card_is_checked(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    flow_alone(&w, "p process/processor/resolver_division:tckh - "
                   "submit?any>s submit>s\n"
                   "s approve/chairman - approve>a\n"
                   "a issue 99d issue>b\nb return/reception/receiver");
    assert_found(&w, 0, 0);
    flow_alone(&w, "p process/director - submit>s\n" SIGNED
                   "a issue/reception - issue>b\nb return");
    assert_found(&w, MSG_PACK_FLOW_NOBODY, 2);
    written_flow_end(&w);
    w = written_flow();
    flow_alone(&w, "p process - submit?any>s\n" SIGNED
                   "a issue - issue>b\nb return");
    assert_found(&w, MSG_PACK_FLOW_ONLY_WHEN, 1);
    written_flow_end(&w);
}

/* Of a card with one case it is not said which. */
static void one_case_is_not_named(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    w.case_count = 1;
    w.card.limit_count = 1;
    w.limit[0].time = working_days(1);
    flow_of(&w, "p process 2d submit?on_time>s\n" SIGNED
                "a issue - issue>b\nb return");
    assert_found(&w, MSG_PACK_FLOW_SUM, 1);
    assert_string_equal(w.found.item[0].argument[2].p, "p → s → a → b");
    written_flow_end(&w);
}

/* The steps' own memory: nothing behind the last is looked at. */
static void nothing_behind_the_steps_is_looked_at(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, "s approve - approve>b\nb return");
    struct flow_step *own = malloc(flow->step_count * sizeof *own);
    struct flow copy = *flow;
    struct pack_reader r = {
        .arena = w.arena, .scratch = w.arena, .findings = &w.found};

    (void)state;
    assert_non_null(own);
    memcpy(own, flow->step, flow->step_count * sizeof *own);
    copy.step = own;
    flow_check(node_root(&r, S("flow.json"), NULL), &copy, &w.card);
    own[0].way_count = 0;
    assert_false(flow_result_goes_to(&copy, 0, FLOW_DO_SUBMIT));
    assert_found(&w, MSG_PACK_FLOW_NO_KIND, 2);
    free(own);
    written_flow_end(&w);
}

static int hours_of(enum limit_unit unit, int n)
{
    return flow_limit_hours((struct limit){unit, n});
}

static void of_seven_days_five_are_worked(void **state)
{
    (void)state;
    assert_int_equal(hours_of(LIMIT_DAY, 7), 40);
    assert_int_equal(hours_of(LIMIT_DAY, 14), 80);
    assert_int_equal(hours_of(LIMIT_DAY, 1), 6);
    assert_int_equal(hours_of(LIMIT_DAY, 2), 12);
    assert_int_equal(hours_of(LIMIT_DAY, 10), 58);
    assert_int_equal(hours_of(LIMIT_WORKING_DAY, 3), 24);
    assert_int_equal(hours_of(LIMIT_MONTH, 1), 176);
    assert_int_equal(hours_of(LIMIT_SAME_DAY, 1), 8);
}

static void a_row_of_the_case_comes_before_one_of_all(void **state)
{
    struct written_flow w = written_flow();

    (void)state;
    w.card.limit = w.limit;
    w.card.limit_count = 2;
    w.limit[0] =
        (struct procedure_limit){.case_index = 1, .time = working_days(1)};
    w.limit[1] =
        (struct procedure_limit){.case_index = -1, .time = working_days(9)};
    assert_int_equal(flow_legal_hours(&w.card, 1, false), 8);
    assert_int_equal(flow_legal_hours(&w.card, 0, false), 72);
    w.card.limit_count = 0;
    assert_int_equal(flow_legal_hours(&w.card, 0, false), 0);
    written_flow_end(&w);
}

static void the_longest_walk_tells_its_steps(void **state)
{
    struct written_flow w = written_flow();
    size_t path[FLOW_STEPS_MAX];
    size_t count = 99;
    const struct flow *flow = flow_of(&w, "v verify - submit>s\n" SIGNED
                                          "a issue - issue>b\nb return");

    (void)state;
    assert_int_equal(flow_longest(flow, 0, false, path, &count), -1);
    assert_int_equal(count, 0);
    assert_int_equal(flow_longest(flow, 0, true, path, &count), 0);
    assert_int_equal(count, 4);
    flow = flow_of(&w, "p process 1h submit>q\nq process 2h submit>r "
                       "answer>s\nr process 4h answer>p\n" SIGNED
                       "a issue 8h issue>b\nb return");
    assert_int_equal(flow_longest(flow, 0, false, path, &count), 15);
    assert_int_equal(count, 6);
    flow = flow_of(&w, "p process - verify?late>v submit>s\n"
                       "v verify 1h submit>s\n" SIGNED
                       "a issue 2h issue>b\nb return");
    assert_int_equal(flow_longest(flow, 1, false, path, &count), 2);
    assert_int_equal(flow_longest(flow, 1, true, path, &count), 3);
    assert_int_equal(flow_longest(flow, 0, true, path, &count), -1);
    flow = flow_of(&w, "p process 1h submit>q\nq process 2h submit>s\n" SIGNED
                       "a issue 8h issue>b\nb return");
    /* Nobody verifies: no such walk. */
    assert_int_equal(flow_longest(flow, 0, true, path, &count), -1);
    written_flow_end(&w);
}

static void a_way_is_sure_when_its_case_is(void **state)
{
    const struct condition late = {.kind = CONDITION_CASE, .case_index = 1};
    const struct condition online = {.kind = CONDITION_CHANNEL,
                                     .channel = CHANNEL_ONLINE};
    const struct condition not_late = {
        .kind = CONDITION_NOT, .part = &late, .part_count = 1};
    const struct condition not_online = {
        .kind = CONDITION_NOT, .part = &online, .part_count = 1};
    const struct condition both[] = {late, online};
    const struct condition all = {
        .kind = CONDITION_ALL, .part = both, .part_count = 2};
    const struct condition any = {
        .kind = CONDITION_ANY, .part = both, .part_count = 2};
    struct flow_way way = {.is_conditional = true};

    (void)state;
    assert_false(flow_way_is_sure(&way, 1));
    way.when = &late;
    assert_true(flow_way_is_sure(&way, 1));
    assert_false(flow_way_is_sure(&way, 0));
    way.when = &not_late;
    assert_true(flow_way_is_sure(&way, 0));
    assert_false(flow_way_is_sure(&way, 1));
    way.when = &not_online;
    assert_false(flow_way_is_sure(&way, 1));
    way.when = &all;
    assert_false(flow_way_is_sure(&way, 1));
    way.when = &any;
    assert_true(flow_way_is_sure(&way, 1));
    assert_false(flow_way_is_sure(&way, 0));
    way.is_conditional = false;
    assert_true(flow_way_is_sure(&way, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_that_cannot_be_walked_is_found_out),
        cmocka_unit_test(the_return_stands_last_and_alone),
        cmocka_unit_test(a_flow_of_one_step_is_checked_too),
        cmocka_unit_test(the_steps_may_take_what_the_law_gives_and_no_more),
        cmocka_unit_test(the_shortest_limit_and_a_months_are_limits_too),
        cmocka_unit_test(a_way_begins_with_a_step_without_a_time),
        cmocka_unit_test(a_way_back_is_not_counted),
        cmocka_unit_test(the_longest_way_counts),
        cmocka_unit_test(a_limit_for_verifying_binds_only_who_verifies),
        cmocka_unit_test(a_detour_is_added_to_the_way),
        cmocka_unit_test(every_detour_counts_once),
        cmocka_unit_test(what_verifying_may_take_is_unknown_with_its_limit),
        cmocka_unit_test(a_step_that_nobody_can_take_is_found),
        cmocka_unit_test(a_unit_that_the_resolver_does_not_have_is_found),
        cmocka_unit_test(a_way_to_the_return_passes_an_issue),
        cmocka_unit_test(what_is_issued_was_approved),
        cmocka_unit_test(a_way_back_leads_nowhere),
        cmocka_unit_test(some_way_on_has_no_condition),
        cmocka_unit_test(a_case_has_its_own_limit_and_ways),
        cmocka_unit_test(tasks_are_of_others_and_end),
        cmocka_unit_test(tasks_fit_into_their_step),
        cmocka_unit_test(a_task_without_a_time_takes_none),
        cmocka_unit_test(a_finding_has_a_name_for_machines),
        cmocka_unit_test(a_flow_without_a_card_is_checked),
        cmocka_unit_test(one_case_is_not_named),
        cmocka_unit_test(nothing_behind_the_steps_is_looked_at),
        cmocka_unit_test(of_seven_days_five_are_worked),
        cmocka_unit_test(a_row_of_the_case_comes_before_one_of_all),
        cmocka_unit_test(the_longest_walk_tells_its_steps),
        cmocka_unit_test(a_way_is_sure_when_its_case_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
