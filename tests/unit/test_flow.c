/*
 * Flows as a lawyer would draw them: a line for each step, "ID KIND TIME" and
 * its ways "ACTION>STEP"; a time is "8h", "2d" (working days) or "-".
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/json.h"
#include "base/msg.h"

#include "domain/pack/pack.h"

struct world {
    struct arena *arena;
    struct findings found;
    struct procedure_limit limit[3];
    struct procedure card;
};

static struct world world(void)
{
    struct world w = {.arena = arena_new((size_t)4 << 20)};

    w.found = findings_new(w.arena);
    return w;
}

static void end(struct world *w)
{
    arena_free(w->arena);
}

static struct procedure_time days(int n)
{
    return (struct procedure_time){.known = true,
                                   .limit = {LIMIT_WORKING_DAY, n}};
}

static void put_ways(struct buf *b, struct str rest)
{
    struct str one;
    const char *comma = "";

    while (str_next(&rest, ' ', &one)) {
        size_t at = str_find_char(one, '>', 0);

        buf_printf(b, "%s{\"action\":\"%.*s\",\"to\":\"%.*s\"}", comma,
                   STR_ARG(str_sub(one, 0, at)),
                   STR_ARG(str_sub(one, at + 1, one.n)));
        comma = ",";
    }
}

static void put_time(struct buf *b, struct str time)
{
    bool in_days = str_ends(time, S("d"));

    if (!str_eq_c(time, "-"))
        buf_printf(b, "\"limit\":{\"value\":%.*s,\"unit\":\"%s\"},",
                   STR_ARG(str_sub(time, 0, time.n - 1)),
                   in_days ? "working_day" : "working_hour");
}

static void put_step(struct buf *b, struct str line)
{
    struct str id, kind, time;

    check(str_next(&line, ' ', &id) && str_next(&line, ' ', &kind));
    if (!str_next(&line, ' ', &time))
        time = S("-");
    buf_printf(b,
               "{\"id\":\"%.*s\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
               "\"kind\":\"%.*s\",\"role\":\"clerk\",\"unit\":\"resolver\",",
               STR_ARG(id), STR_ARG(kind));
    put_time(b, time);
    buf_add_c(b, "\"next\":[");
    put_ways(b, line);
    buf_add_c(b, "]}");
}

static const struct flow *read_text_flow(struct world *w, struct str text)
{
    struct errbox box;
    const struct json *json;
    struct pack_reader r = {
        .arena = w->arena, .scratch = w->arena, .findings = &w->found};

    w->card.limit = w->limit;
    check(json_parse(&box, w->arena, text, (size_t)64 << 10, &json) == ERR_OK);
    return flow_read(node_root(&r, S("flow.json"), json), &w->card);
}

static const struct flow *flow_of(struct world *w, const char *lines)
{
    struct buf b = buf_new(w->arena, (size_t)64 << 10);
    struct str rest = str_c(lines);
    struct str line;
    const char *comma = "";

    buf_add_c(&b, "{\"code\":\"f\",\"version\":\"1\",\"source\":\"s\","
                  "\"steps\":[");
    while (str_next(&rest, '\n', &line) && line.n > 0) {
        buf_add_c(&b, comma);
        put_step(&b, line);
        comma = ",";
    }
    buf_add_c(&b, "]}");
    return read_text_flow(w, buf_str(&b));
}

/* Every finding is this message; none when count is 0. */
static void assert_found(struct world *w, int message, size_t count)
{
    for (size_t i = 0; i < w->found.count; i++)
        if (w->found.item[i].message != message)
            fail_msg("%s",
                     finding_text(w->arena, LANG_EN, &w->found.item[i]).p);
    assert_int_equal(w->found.count, count);
}

#define PLAIN                           \
    "appraise process 8h submit>sign\n" \
    "sign approve 4h approve>number "   \
    "send_back>appraise\n"              \
    "number issue 4h issue>give\n"      \
    "give return"

static void names_and_their_words_are_one_to_one(void **state)
{
    enum flow_role role = FLOW_ROLE_COUNT;
    enum flow_action action = FLOW_ACTION_COUNT;

    (void)state;
    for (int i = 0; i < FLOW_ROLE_COUNT; i++) {
        assert_true(flow_role_parse(flow_role_name((enum flow_role)i), &role));
        assert_int_equal(role, i);
    }
    for (int i = 0; i < FLOW_ACTION_COUNT; i++) {
        assert_true(
            flow_action_parse(flow_action_name((enum flow_action)i), &action));
        assert_int_equal(action, i);
    }
    role = FLOW_ROLE_CLERK;
    action = FLOW_DO_ISSUE;
    assert_false(flow_role_parse(S("king"), &role));
    assert_false(flow_action_parse(S(""), &action));
    assert_int_equal(role, FLOW_ROLE_CLERK);
    assert_int_equal(action, FLOW_DO_ISSUE);
    assert_string_equal(flow_step_kind_name(FLOW_CONSULT).p, "consult");
}

static void a_plain_flow_is_read_and_walked(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, PLAIN);
    size_t way[FLOW_STEPS_MAX + 1] = {[2] = 99};

    (void)state;
    assert_found(&w, 0, 0);
    assert_int_equal(flow->step_count, 4);
    assert_int_equal(flow->step[0].kind, FLOW_PROCESS);
    assert_int_equal(flow->step[3].role, FLOW_ROLE_CLERK);
    assert_int_equal(flow_step_index(flow, S("number")), 2);
    assert_int_equal(flow_step_index(flow, S("nowhere")), 4);
    assert_int_equal(flow_next(flow, 1, FLOW_DO_SEND_BACK), 0);
    assert_int_equal(flow_next(flow, 1, FLOW_DO_APPROVE), 2);
    assert_int_equal(flow_next(flow, 3, FLOW_DO_RETURN), 4);
    assert_int_equal(flow_plain_way(flow, 1, FLOW_STEPS_MAX, way), 3);
    assert_int_equal(way[0], 1);
    assert_int_equal(way[2], 3);
    way[2] = 99;
    assert_int_equal(flow_plain_way(flow, 0, 2, way), 2);
    assert_int_equal(way[2], 99);
    end(&w);
}

/* A plain way that goes round stops after as many steps as there are. */
static void a_way_in_a_circle_ends(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, "ask process - submit>look\n"
                                          "look verify - answer>ask\n"
                                          "number issue - issue>give\n"
                                          "give return");
    size_t way[FLOW_STEPS_MAX] = {0};

    (void)state;
    assert_int_equal(flow_plain_way(flow, 0, FLOW_STEPS_MAX, way), 4);
    assert_int_equal(way[3], 1);
    end(&w);
}

static void expect_stage(const struct flow *flow, const char *id, int done)
{
    int is_done = -1, total = -1;

    flow_stage(flow, str_c(id), &is_done, &total);
    assert_int_equal(is_done, done);
    assert_int_equal(total, 3);
}

static void a_stage_counts_what_is_done_but_for_the_return(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, PLAIN);

    (void)state;
    expect_stage(flow, "appraise", 0);
    expect_stage(flow, "sign", 1);
    expect_stage(flow, "number", 2);
    expect_stage(flow, "give", 3);
    expect_stage(flow, "", 0);
    end(&w);
}

/* Who is asked beside the way is further from the end than its beginning. */
static void a_step_beside_the_way_counts_as_its_beginning(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, "appraise process - submit>sign "
                                          "verify>look\n"
                                          "look verify - answer>appraise\n"
                                          "sign approve - approve>number\n"
                                          "number issue - issue>give\n"
                                          "give return");

    (void)state;
    assert_found(&w, 0, 0);
    expect_stage(flow, "look", 0);
    expect_stage(flow, "sign", 1);
    end(&w);
}

static void a_result_is_needed_where_it_is_signed_and_numbered(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, "appraise process - submit>head "
                                          "verify>look\n"
                                          "look consult - answer>sign\n"
                                          "head approve - approve>sign "
                                          "send_back>appraise\n"
                                          "sign approve - approve>number "
                                          "send_back>head\n"
                                          "number issue - issue>give "
                                          "send_back>sign\n"
                                          "give return");

    (void)state;
    assert_found(&w, 0, 0);
    assert_false(
        flow_needs_result(flow, 0, FLOW_DO_SUBMIT)); /* to an opinion */
    assert_false(flow_needs_result(flow, 0, FLOW_DO_VERIFY));
    assert_false(flow_needs_result(flow, 1, FLOW_DO_ANSWER)); /* an opinion */
    assert_true(flow_needs_result(flow, 2, FLOW_DO_APPROVE)); /* to who signs */
    assert_false(flow_needs_result(flow, 2, FLOW_DO_SEND_BACK));
    assert_true(
        flow_needs_result(flow, 3, FLOW_DO_APPROVE)); /* to be numbered */
    assert_false(flow_needs_result(flow, 3, FLOW_DO_SEND_BACK));
    assert_false(flow_needs_result(flow, 4, FLOW_DO_ISSUE));
    assert_false(flow_needs_result(flow, 4, FLOW_DO_SEND_BACK));
    end(&w);
}

/* An approval that approves nothing signs nothing. */
static void who_cannot_approve_signs_no_result(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, "appraise process - submit>look\n"
                                          "look approve - submit>number\n"
                                          "number issue - issue>give\n"
                                          "give return");

    (void)state;
    assert_false(flow_needs_result(flow, 0, FLOW_DO_SUBMIT));
    end(&w);
}

static size_t found(const struct world *w, int message)
{
    size_t count = 0;

    for (size_t i = 0; i < w->found.count; i++)
        count += w->found.item[i].message == message;
    return count;
}

/* The flow has `count` faults, and all are this one. */
static void expect(const char *lines, int message, size_t count)
{
    struct world w = world();

    flow_of(&w, lines);
    assert_found(&w, message, count);
    end(&w);
}

static void a_flow_that_cannot_be_walked_is_found_out(void **state)
{
    (void)state;
    expect("a issue - issue>b\nb return", 0, 0);
    expect("a process - submit>b\nb return", MSG_PACK_FLOW_NO_KIND, 1);
    expect("a issue - issue>b\nb return - return>a", MSG_PACK_FLOW_FROM_RETURN,
           1);
    expect("a issue - issue>c\nb process - submit>c\nc return",
           MSG_PACK_FLOW_UNREACHED, 1);
    expect("a issue - issue>b send_back>b\nb return", 0, 0);
    expect("a issue - issue>b issue>b\nb return", MSG_PACK_TWICE, 1);
}

static void the_return_stands_last_and_alone(void **state)
{
    struct world w = world();

    (void)state;
    flow_of(&w, "a return\nb issue - issue>a");
    assert_int_equal(found(&w, MSG_PACK_FLOW_ONE_RETURN), 1);
    assert_int_equal(found(&w, MSG_PACK_FLOW_UNREACHED), 1);
    assert_int_equal(w.found.count, 2);
    end(&w);
    w = world();
    flow_of(&w, "a issue - issue>b submit>c\nb return\nc return");
    assert_int_equal(found(&w, MSG_PACK_FLOW_ONE_RETURN), 1);
    assert_int_equal(w.found.count, 1);
    end(&w);
}

static void a_flow_of_one_step_is_checked_too(void **state)
{
    struct world w = world();

    (void)state;
    flow_of(&w, "a process");
    assert_int_equal(found(&w, MSG_PACK_FLOW_DEAD_END), 1);
    end(&w);
    w = world();
    assert_int_equal(flow_of(&w, "")->step_count, 0);
    assert_int_equal(found(&w, MSG_PACK_FLOW_NO_KIND), 2);
    end(&w);
}

/* As many steps as there may be, or one more. */
static const char *long_flow(struct arena *a, int steps)
{
    struct buf b = buf_new(a, (size_t)8 << 10);

    for (int i = 1; i < steps; i++)
        buf_printf(&b, "s%d issue 1h issue>s%d\n", i, i + 1);
    buf_printf(&b, "s%d return 1h", steps);
    return arena_cstr(a, buf_str(&b));
}

static void a_flow_has_no_more_than_twenty_steps(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, long_flow(w.arena, FLOW_STEPS_MAX));

    (void)state;
    assert_found(&w, 0, 0);
    assert_int_equal(flow->step_count, 20);
    end(&w);
    w = world();
    flow_of(&w, long_flow(w.arena, FLOW_STEPS_MAX + 1));
    assert_true(w.found.errors > 0);
    end(&w);
}

/* A kind, role or action that is none is noted, and taken for the first. */
static void what_has_no_name_counts_as_the_first(void **state)
{
    struct world w = world();
    const struct flow *flow = read_text_flow(
        &w, S("{\"code\":\"f\",\"version\":\"1\",\"source\":\"s\",\"steps\":["
              "{\"id\":\"a\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
              "\"kind\":\"?\",\"role\":\"?\",\"unit\":\"resolver\","
              "\"next\":[{\"action\":\"?\",\"to\":\"b\"}]},"
              "{\"id\":\"b\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
              "\"kind\":\"return\",\"role\":\"clerk\",\"unit\":\"receiver\","
              "\"next\":[]}]}"));

    (void)state;
    assert_int_equal(w.found.errors, 4);
    assert_int_equal(flow->step[0].kind, FLOW_ASSIGN);
    assert_int_equal(flow->step[0].role, FLOW_ROLE_RECEPTION);
    assert_int_equal(flow->step[0].way[0].action, FLOW_DO_ASSIGN);
    assert_int_equal(flow->step[0].unit.kind, FLOW_UNIT_RESOLVER);
    assert_int_equal(flow->step[1].unit.kind, FLOW_UNIT_RECEIVER);
    end(&w);
}

static size_t source_faults(int letters, int outputs)
{
    struct world w = world();
    struct buf b = buf_new(w.arena, (size_t)16 << 10);
    size_t faults;

    buf_add_c(&b, "{\"code\":\"f\",\"version\":\"1\",\"steps\":[{\"id\":\"a\","
                  "\"name\":{\"vi\":\"x\",\"en\":\"x\"},\"kind\":\"issue\","
                  "\"role\":\"clerk\",\"unit\":\"resolver\",\"output\":[");
    for (int i = 0; i < outputs; i++)
        buf_printf(&b, "%s{\"vi\":\"x\",\"en\":\"x\"}", i ? "," : "");
    buf_add_c(&b, "],\"next\":[{\"action\":\"issue\",\"to\":\"b\"}]},"
                  "{\"id\":\"b\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
                  "\"kind\":\"return\",\"role\":\"clerk\","
                  "\"unit\":\"receiver\",\"next\":[]}],\"source\":\"");
    for (int i = 0; i < letters; i++)
        buf_add_c(&b, "s");
    buf_add_c(&b, "\"}");
    read_text_flow(&w, buf_str(&b));
    faults = w.found.count;
    end(&w);
    return faults;
}

static void a_source_and_its_outputs_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(source_faults(1000, 20), 0);
    assert_true(source_faults(1001, 20) > 0);
    assert_true(source_faults(1000, 21) > 0);
}

/* The law's limits: plain, and with verifying (0: none of its own). */
static void expect_sum(const char *lines, struct procedure_time plain,
                       int verified_days, size_t faults)
{
    struct world w = world();

    w.card.limit_count = 2;
    w.limit[0].time = (struct procedure_time){.known = false};
    w.limit[1].time = plain;
    w.limit[1].has_verified = verified_days > 0;
    w.limit[1].verified = days(verified_days);
    flow_of(&w, lines);
    assert_found(&w, MSG_PACK_FLOW_SUM, faults);
    end(&w);
}

static struct procedure_time of_unit(enum limit_unit unit, int n)
{
    return (struct procedure_time){.known = true, .limit = {unit, n}};
}

static void the_steps_may_take_what_the_law_gives_and_no_more(void **state)
{
    const struct procedure_time unknown = {.known = false};

    (void)state;
    expect_sum(PLAIN, days(2), 0, 0); /* 16 hours of 16 */
    expect_sum(PLAIN, days(1), 0, 1);
    expect_sum(PLAIN, of_unit(LIMIT_WORKING_HOUR, 16), 0, 0);
    expect_sum(PLAIN, of_unit(LIMIT_WORKING_HOUR, 15), 0, 1);
    expect_sum(PLAIN, of_unit(LIMIT_SAME_DAY, 0), 0, 1);
    expect_sum(PLAIN, of_unit(LIMIT_DAY, 2), 0, 0);
    expect_sum(PLAIN, unknown, 0, 0);
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
    expect_sum("a process - submit>b\nb issue 2d issue>c\nc return", days(1), 0,
               1);
}

static void a_way_back_is_not_counted(void **state)
{
    (void)state;
    expect_sum("a process 1d submit>b send_back>a\n"
               "b issue 1d issue>c send_back>a\nc return",
               days(2), 0, 0);
}

/* Two ways forward: the longer one counts. */
static void the_longest_way_counts(void **state)
{
    const char *lines = "a process 1d submit>c assign>b\n"
                        "b process 3d submit>c\n"
                        "c issue 1d issue>d\nd return";

    (void)state;
    expect_sum(lines, days(5), 0, 0);
    expect_sum(lines, days(4), 0, 1);
}

/*
 * Verifying has a limit of its own, which binds the ways through it alone:
 * here the plain way may take longer.
 */
static void a_limit_for_verifying_binds_only_who_verifies(void **state)
{
    (void)state;
    expect_sum("a process 4d submit>b\nb issue 1d issue>c\nc return", days(5),
               2, 0);
    expect_sum("a process 1d submit>b verify>v\nv verify 3d submit>b\n"
               "b issue 1d issue>c\nc return",
               days(2), 5, 0);
    expect_sum("a process 1d submit>b verify>v\nv verify 4d submit>b\n"
               "b issue 1d issue>c\nc return",
               days(2), 5, 1);
    expect_sum("v verify 4d submit>b\nb issue 2d issue>c\nc return", days(1), 5,
               1);
    expect_sum("v consult 4d submit>b\nb issue 1d issue>c\nc return", days(1),
               5, 0);
}

/* Who only answers lengthens any way that asks. */
static void a_detour_is_added_to_the_way(void **state)
{
    const char *asks = "a process 1d submit>b verify>v\nv verify 2d answer>a\n"
                       "b issue 1d issue>c\nc return";

    (void)state;
    expect_sum(asks, days(2), 4, 0);
    expect_sum(asks, days(2), 3, 1);
    /* One that takes no time makes the way one with verifying. */
    expect_sum("a process 1d submit>b verify>v\nv verify - answer>a\n"
               "b issue 2d issue>c\nc return",
               days(3), 2, 1);
    /* And a way without times takes as long as its detour. */
    expect_sum("a process - submit>b verify>v\nv verify 2d answer>a\n"
               "b issue - issue>c\nc return",
               days(3), 1, 1);
}

static void the_longest_detour_counts(void **state)
{
    (void)state;
    expect_sum("a process 1d submit>b verify>v answer>w\n"
               "v verify 3d answer>a\nw consult 1d answer>a\n"
               "b issue 1d issue>c\nc return",
               days(2), 4, 1);
    /* One that may also lead on is no detour. */
    expect_sum("a process 1d submit>x verify>v\nx process 2d submit>b\n"
               "v verify 1d submit>b answer>a\nb issue 1d issue>c\nc return",
               days(4), 4, 0);
    /* One that asks itself again still is. */
    expect_sum("a process 1d submit>b verify>v\n"
               "v verify 2d verify>v answer>a\nb issue 1d issue>c\nc return",
               days(2), 3, 1);
    /* A short one does not shorten a way that verifies. */
    expect_sum("a process 1d submit>b verify>v answer>w\n"
               "v verify 5d submit>b\nw consult 1d answer>a\n"
               "b issue 1d issue>c\nc return",
               days(2), 6, 1);
    /* Who only sends back and does not verify is none. */
    expect_sum("a process 1d submit>b assign>w\nw process 3d answer>a\n"
               "b issue 1d issue>c\nc return",
               days(4), 1, 0);
}

static void what_verifying_may_take_is_unknown_with_its_limit(void **state)
{
    struct world w = world();

    (void)state;
    w.card.limit_count = 1;
    w.limit[0].time = days(2);
    w.limit[0].has_verified = true;
    flow_of(&w, "v verify 9d submit>b\nb issue 1d issue>c\nc return");
    assert_found(&w, 0, 0);
    end(&w);
}

/* Handing work to a colleague asks for no result yet. */
static void handing_on_work_needs_no_result(void **state)
{
    struct world w = world();
    const struct flow *flow = flow_of(&w, "a assign - assign>b\n"
                                          "b process - submit>c\n"
                                          "c approve - approve>d\n"
                                          "d issue - issue>e\ne return");

    (void)state;
    assert_false(flow_needs_result(flow, 0, FLOW_DO_ASSIGN));
    assert_true(flow_needs_result(flow, 1, FLOW_DO_SUBMIT));
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_their_words_are_one_to_one),
        cmocka_unit_test(a_plain_flow_is_read_and_walked),
        cmocka_unit_test(a_way_in_a_circle_ends),
        cmocka_unit_test(a_stage_counts_what_is_done_but_for_the_return),
        cmocka_unit_test(a_step_beside_the_way_counts_as_its_beginning),
        cmocka_unit_test(a_result_is_needed_where_it_is_signed_and_numbered),
        cmocka_unit_test(who_cannot_approve_signs_no_result),
        cmocka_unit_test(handing_on_work_needs_no_result),
        cmocka_unit_test(a_flow_that_cannot_be_walked_is_found_out),
        cmocka_unit_test(the_return_stands_last_and_alone),
        cmocka_unit_test(a_flow_of_one_step_is_checked_too),
        cmocka_unit_test(a_flow_has_no_more_than_twenty_steps),
        cmocka_unit_test(what_has_no_name_counts_as_the_first),
        cmocka_unit_test(a_source_and_its_outputs_are_bounded),
        cmocka_unit_test(the_steps_may_take_what_the_law_gives_and_no_more),
        cmocka_unit_test(the_shortest_limit_and_a_months_are_limits_too),
        cmocka_unit_test(a_way_begins_with_a_step_without_a_time),
        cmocka_unit_test(a_way_back_is_not_counted),
        cmocka_unit_test(the_longest_way_counts),
        cmocka_unit_test(a_limit_for_verifying_binds_only_who_verifies),
        cmocka_unit_test(a_detour_is_added_to_the_way),
        cmocka_unit_test(the_longest_detour_counts),
        cmocka_unit_test(what_verifying_may_take_is_unknown_with_its_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
