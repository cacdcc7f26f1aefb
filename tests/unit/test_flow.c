#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/msg.h"

#include "domain/pack/pack.h"

#include "written_flow.h"

/* A dossier of the case "late" (1) or "on_time" (0), not answered yet. */
static struct filling of_case(int case_index)
{
    static const struct form none = {0};

    return (struct filling){.form = &none, .case_index = case_index};
}

static void a_condition_chooses_the_way(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow =
        flow_of(&w, "p process - submit?late>q submit>s verify?on_time>v\n"
                    "q process - submit>s\nv verify - answer>p\n" SIGNED
                    "a issue - issue>b\nb return");
    const struct filling late = of_case(1);
    const struct filling on_time = of_case(0);
    struct flow_way way[FLOW_WAYS_MAX];
    size_t path[FLOW_STEPS_MAX];

    (void)state;
    assert_found(&w, 0, 0);
    assert_int_equal(flow_next_for(flow, 0, FLOW_DO_SUBMIT, &late), 1);
    assert_int_equal(flow_next_for(flow, 0, FLOW_DO_SUBMIT, &on_time), 3);
    assert_int_equal(flow_next_for(flow, 0, FLOW_DO_VERIFY, &late), 6);
    assert_int_equal(flow_next_for(flow, 0, FLOW_DO_VERIFY, &on_time), 2);
    /* Where nothing is known: the way without a condition, or the first. */
    assert_int_equal(flow_next(flow, 0, FLOW_DO_SUBMIT), 3);
    assert_int_equal(flow_next(flow, 0, FLOW_DO_VERIFY), 2);
    assert_int_equal(flow_next(flow, 0, FLOW_DO_ISSUE), 6);
    assert_int_equal(flow_ways_for(flow, 0, &late, way), 1);
    assert_int_equal(way[0].to, 1);
    assert_int_equal(flow_ways_for(flow, 0, &on_time, way), 2);
    assert_int_equal(way[0].to, 3);
    assert_int_equal(way[1].action, FLOW_DO_VERIFY);
    assert_int_equal(flow_way_of(flow, 0, &late, FLOW_STEPS_MAX, path), 5);
    assert_int_equal(flow_way_of(flow, 0, &on_time, FLOW_STEPS_MAX, path), 4);
    assert_int_equal(flow_plain_way(flow, 0, FLOW_STEPS_MAX, path), 4);
    written_flow_end(&w);
}

/* Where nothing is known a single way is taken, whatever it asks. */
static void a_single_way_is_the_plain_one(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, "p assign - assign?late>q\n"
                                          "q process - submit>s\n" SIGNED
                                          "a issue - issue>b\nb return");
    const struct filling late = of_case(1);
    struct flow_way way[FLOW_WAYS_MAX];
    size_t path[FLOW_STEPS_MAX];

    (void)state;
    assert_int_equal(flow_next(flow, 0, FLOW_DO_ASSIGN), 1);
    assert_int_equal(flow_plain_way(flow, 0, FLOW_STEPS_MAX, path), 5);
    assert_int_equal(flow_ways_for(flow, 0, &late, way), 1);
    assert_int_equal(way[0].action, FLOW_DO_ASSIGN);
    written_flow_end(&w);
}

static void tasks_begin_when_those_before_are_done(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow =
        flow_of(&w, "p interlink/processor - submit>s\n"
                    "* x body:vertical:cong_an 1d\n"
                    "* y body:vertical:thue 1d\n"
                    "* z body:vertical:bhxh 1d x y\n" SIGNED
                    "a issue - issue>b\nb return");
    const struct flow_step *p = &flow->step[0];

    (void)state;
    assert_found(&w, 0, 0);
    assert_int_equal(p->task_count, 3);
    assert_int_equal(flow_tasks_all(p), 7);
    assert_int_equal(flow_tasks_ready(p, 0), 3);
    assert_int_equal(flow_tasks_ready(p, 1), 2);
    assert_int_equal(flow_tasks_ready(p, 3), 4);
    assert_int_equal(flow_tasks_ready(p, 7), 0);
    assert_int_equal(flow_tasks_all(&flow->step[1]), 0);
    assert_int_equal(p->task[2].unit.body.kind, BODY_VERTICAL);
    assert_string_equal(p->task[2].ask.in[LANG_VI].p, "x");
    written_flow_end(&w);
}

static void expect_unit(struct arena *a, const char *text)
{
    struct flow_unit unit;

    assert_true(flow_unit_parse(a, str_c(text), &unit));
    assert_string_equal(arena_cstr(a, flow_unit_text(a, &unit)), text);
}

static void units_and_their_words_are_one_to_one(void **state)
{
    struct arena *a = arena_new(1 << 16);
    struct flow_unit unit;

    (void)state;
    expect_unit(a, "receiver");
    expect_unit(a, "resolver");
    expect_unit(a, "resolver_division:qldt|kth");
    expect_unit(a, "body:commune_committee");
    expect_unit(a, "body:department:y_te");
    assert_false(flow_unit_parse(a, S("moon"), &unit));
    assert_false(flow_unit_parse(a, S("resolver_division:"), &unit));
    assert_false(flow_unit_parse(a, S("body:moon"), &unit));
    arena_free(a);
}

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
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, PLAIN_FLOW);
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
    written_flow_end(&w);
}

/* A plain way that goes round stops after as many steps as there are. */
static void a_way_in_a_circle_ends(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, "ask process - submit>look\n"
                                          "look verify - answer>ask\n"
                                          "number issue - issue>give\n"
                                          "give return");
    size_t way[FLOW_STEPS_MAX] = {0};

    (void)state;
    assert_int_equal(flow_plain_way(flow, 0, FLOW_STEPS_MAX, way), 4);
    assert_int_equal(way[3], 1);
    written_flow_end(&w);
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
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, PLAIN_FLOW);

    (void)state;
    expect_stage(flow, "appraise", 0);
    expect_stage(flow, "sign", 1);
    expect_stage(flow, "number", 2);
    expect_stage(flow, "give", 3);
    expect_stage(flow, "", 0);
    written_flow_end(&w);
}

/* Who is asked beside the way is further from the end than its beginning. */
static void a_step_beside_the_way_counts_as_its_beginning(void **state)
{
    struct written_flow w = written_flow();
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
    written_flow_end(&w);
}

/* Of the way that the action has where nothing is asked of the answers. */
static bool needs_result(const struct flow *flow, size_t from,
                         enum flow_action action)
{
    return flow_result_goes_to(flow, flow_next(flow, from, action), action);
}

static void a_result_is_needed_where_it_is_signed_and_numbered(void **state)
{
    struct written_flow w = written_flow();
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
    assert_false(needs_result(flow, 0, FLOW_DO_SUBMIT)); /* to an opinion */
    assert_false(needs_result(flow, 0, FLOW_DO_VERIFY));
    assert_false(needs_result(flow, 1, FLOW_DO_ANSWER)); /* an opinion */
    assert_true(needs_result(flow, 2, FLOW_DO_APPROVE)); /* to who signs */
    assert_false(needs_result(flow, 2, FLOW_DO_SEND_BACK));
    assert_true(needs_result(flow, 3, FLOW_DO_APPROVE)); /* to be numbered */
    assert_false(needs_result(flow, 3, FLOW_DO_SEND_BACK));
    assert_false(needs_result(flow, 4, FLOW_DO_ISSUE));
    assert_false(needs_result(flow, 4, FLOW_DO_SEND_BACK));
    written_flow_end(&w);
}

/* An approval that approves nothing signs nothing. */
static void who_cannot_approve_signs_no_result(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, "appraise process - submit>look\n"
                                          "look approve - submit>number\n"
                                          "number issue - issue>give\n"
                                          "give return");

    (void)state;
    assert_false(needs_result(flow, 0, FLOW_DO_SUBMIT));
    written_flow_end(&w);
}

/* As many steps as there may be, or one more. */
static const char *long_flow(struct arena *a, int steps)
{
    struct buf b = buf_new(a, (size_t)8 << 10);

    buf_add_c(&b, "s1 approve 1h approve>s2\n");
    for (int i = 2; i < steps; i++)
        buf_printf(&b, "s%d issue 1h issue>s%d\n", i, i + 1);
    buf_printf(&b, "s%d return 1h", steps);
    return arena_cstr(a, buf_str(&b));
}

static void a_flow_has_no_more_than_twenty_steps(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, long_flow(w.arena, FLOW_STEPS_MAX));

    (void)state;
    assert_found(&w, 0, 0);
    assert_int_equal(flow->step_count, 20);
    written_flow_end(&w);
    w = written_flow();
    flow_of(&w, long_flow(w.arena, FLOW_STEPS_MAX + 1));
    assert_true(w.found.errors > 0);
    written_flow_end(&w);
}

/* A kind, role or action that is none is noted, and taken for the first. */
static void what_has_no_name_counts_as_the_first(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of_json(
        &w, S("{\"code\":\"f\",\"version\":\"1\",\"source\":\"s\",\"steps\":["
              "{\"id\":\"a\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
              "\"kind\":\"?\",\"role\":\"?\",\"unit\":\"resolver\","
              "\"next\":[{\"action\":\"?\",\"to\":\"b\"}]},"
              "{\"id\":\"b\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
              "\"kind\":\"return\",\"role\":\"clerk\",\"unit\":\"receiver\","
              "\"next\":[]}]}"));

    (void)state;
    assert_int_equal(found(&w, MSG_PACK_NAME_UNKNOWN), 3);
    assert_int_equal(flow->step[0].kind, FLOW_ASSIGN);
    assert_int_equal(flow->step[0].role, FLOW_ROLE_RECEPTION);
    assert_int_equal(flow->step[0].way[0].action, FLOW_DO_ASSIGN);
    assert_int_equal(flow->step[0].unit.kind, FLOW_UNIT_RESOLVER);
    assert_int_equal(flow->step[1].unit.kind, FLOW_UNIT_RECEIVER);
    written_flow_end(&w);
}

static size_t source_faults(int letters, int outputs)
{
    struct written_flow w = written_flow();
    struct buf b = buf_new(w.arena, (size_t)16 << 10);
    size_t faults;

    buf_add_c(&b, "{\"code\":\"f\",\"version\":\"1\",\"steps\":[{\"id\":\"a\","
                  "\"name\":{\"vi\":\"x\",\"en\":\"x\"},\"kind\":\"approve\","
                  "\"role\":\"leader\",\"unit\":\"resolver\",\"output\":[");
    for (int i = 0; i < outputs; i++)
        buf_printf(&b, "%s{\"vi\":\"x\",\"en\":\"x\"}", i ? "," : "");
    buf_add_c(&b, "],\"next\":[{\"action\":\"approve\",\"to\":\"i\"}]},"
                  "{\"id\":\"i\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
                  "\"kind\":\"issue\",\"role\":\"clerk\","
                  "\"unit\":\"resolver\","
                  "\"next\":[{\"action\":\"issue\",\"to\":\"b\"}]},"
                  "{\"id\":\"b\",\"name\":{\"vi\":\"x\",\"en\":\"x\"},"
                  "\"kind\":\"return\",\"role\":\"reception\","
                  "\"unit\":\"receiver\",\"next\":[]}],\"source\":\"");
    for (int i = 0; i < letters; i++)
        buf_add_c(&b, "s");
    buf_add_c(&b, "\"}");
    flow_of_json(&w, buf_str(&b));
    faults = w.found.count;
    written_flow_end(&w);
    return faults;
}

static void a_source_and_its_outputs_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(source_faults(1000, 20), 0);
    assert_true(source_faults(1001, 20) > 0);
    assert_true(source_faults(1000, 21) > 0);
}

/* Handing work to a colleague asks for no result yet. */
static void handing_on_work_needs_no_result(void **state)
{
    struct written_flow w = written_flow();
    const struct flow *flow = flow_of(&w, "a assign - assign>b\n"
                                          "b process - submit>c\n"
                                          "c approve - approve>d\n"
                                          "d issue - issue>e\ne return");

    (void)state;
    assert_false(needs_result(flow, 0, FLOW_DO_ASSIGN));
    assert_true(needs_result(flow, 1, FLOW_DO_SUBMIT));
    written_flow_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_chooses_the_way),
        cmocka_unit_test(a_single_way_is_the_plain_one),
        cmocka_unit_test(tasks_begin_when_those_before_are_done),
        cmocka_unit_test(units_and_their_words_are_one_to_one),
        cmocka_unit_test(names_and_their_words_are_one_to_one),
        cmocka_unit_test(a_plain_flow_is_read_and_walked),
        cmocka_unit_test(a_way_in_a_circle_ends),
        cmocka_unit_test(a_stage_counts_what_is_done_but_for_the_return),
        cmocka_unit_test(a_step_beside_the_way_counts_as_its_beginning),
        cmocka_unit_test(a_result_is_needed_where_it_is_signed_and_numbered),
        cmocka_unit_test(who_cannot_approve_signs_no_result),
        cmocka_unit_test(handing_on_work_needs_no_result),
        cmocka_unit_test(a_flow_has_no_more_than_twenty_steps),
        cmocka_unit_test(what_has_no_name_counts_as_the_first),
        cmocka_unit_test(a_source_and_its_outputs_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
