/* A flow as rows that are changed, and back to its text. */
#include "base/prelude.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"

#include "domain/flow/flow_edit.h"

#define TEXT_BYTES ((size_t)64 << 10)

#define FLOW                                                                 \
    "{\"code\":\"f\",\"source\":\"s\",\"steps\":[{\"id\":\"p\",\"kind\":"    \
    "\"process\",\"limit\":{\"unit\":\"working_hour\",\"value\":4},"         \
    "\"name\":{\"en\":\"Draft\",\"vi\":\"Soạn\"},\"next\":[{\"action\":"   \
    "\"submit\",\"to\":\"s\",\"when\":{\"case\":\"late\"}},{\"action\":"     \
    "\"verify\",\"to\":\"s\",\"when\":{\"field\":\"x\",\"filled\":true}}"    \
    ",{\"action\":\"submit\",\"to\":\"s\"}],\"note\":{\"en\":\"n\",\"vi\":"  \
    "\"n\"},\"output\":[{\"en\":\"o\","                                      \
    "\"vi\":\"o\"}],\"role\":\"processor\",\"unit\":\"resolver\"},"          \
    "{\"id\":\"s\",\"kind\":\"approve\",\"name\":{\"en\":\"Sign\","          \
    "\"vi\":\"Ký\"},\"next\":[{\"action\":\"approve\",\"to\":\"r\"},"       \
    "{\"action\":\"send_back\",\"to\":\"p\"}],\"role\":\"leader\","          \
    "\"unit\":\"resolver\"},{\"id\":\"r\",\"kind\":\"return\",\"name\":"     \
    "{\"en\":\"Give\",\"vi\":\"Trả\"},\"next\":[],\"role\":\"reception\"," \
    "\"unit\":\"receiver\"}],\"version\":\"1\"}"

struct editing {
    struct arena *arena;
    const struct json *flow;
    struct flow_edit edit;
};

static struct editing editing(const char *text)
{
    struct editing e = {.arena = arena_new((size_t)4 << 20)};
    struct errbox box;

    assert_int_equal(
        json_parse(&box, e.arena, str_c(text), TEXT_BYTES, &e.flow), ERR_OK);
    flow_edit_read(e.arena, e.flow, &e.edit);
    return e;
}

/* The rows as text, once more. */
static const char *written(struct editing *e)
{
    return arena_cstr(
        e->arena,
        json_text(e->arena, flow_edit_write(e->arena, e->flow, &e->edit)));
}

static bool says(struct editing *e, const char *part)
{
    return strstr(written(e), part) != NULL;
}

static void what_is_not_changed_stays_as_it_was(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    assert_int_equal(e.edit.count, 3);
    assert_string_equal(e.edit.row[0].value.p, "4");
    assert_string_equal(e.edit.row[0].way[0].when.p, "case:late");
    assert_string_equal(e.edit.row[0].way[1].when.p, "keep:1");
    assert_string_equal(e.edit.row[0].way[2].when.p, "");
    assert_string_equal(written(&e), FLOW);
    arena_free(e.arena);
}

static void what_is_changed_is_written(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    e.edit.row[0].name.in[LANG_VI] = S("Thẩm định");
    e.edit.row[0].value = S("9");
    e.edit.row[0].way[1].when = S("case:on_time");
    e.edit.row[1].role = S("chairman");
    e.edit.row[1].way[1].action = S("");
    assert_true(says(&e, "\"vi\":\"Thẩm định\""));
    assert_true(says(&e, "\"value\":9"));
    assert_true(says(&e, "{\"case\":\"on_time\"}"));
    assert_false(says(&e, "\"filled\""));
    assert_true(says(&e, "\"role\":\"chairman\""));
    assert_false(says(&e, "send_back"));
    e.edit.row[0].needs = S("notice\nGiấy khác | Another paper\n\n");
    e.edit.row[0].output = S("Một dòng");
    assert_true(says(&e, "\"needs\":[\"notice\",{\"en\":\"Another paper\","
                         "\"vi\":\"Giấy khác\"}]"));
    assert_true(says(&e, "\"output\":[{\"en\":\"\",\"vi\":\"Một dòng\"}]"));
    /* No time, or what is no number: the check tells. */
    e.edit.row[0].value = S("");
    assert_false(says(&e, "\"limit\""));
    e.edit.row[0].value = S("soon");
    assert_true(says(&e, "\"value\":\"soon\""));
    arena_free(e.arena);
}

static void a_new_step_stands_between_two(void **state)
{
    struct editing e = editing(FLOW);
    struct str id;

    (void)state;
    assert_true(flow_edit_add(e.arena, &e.edit, 1));
    assert_int_equal(e.edit.count, 4);
    id = e.edit.row[2].id;
    assert_string_equal(id.p, "step_4");
    assert_int_equal(e.edit.row[2].origin, -1);
    assert_string_equal(e.edit.row[1].way[0].to.p, id.p);
    assert_string_equal(e.edit.row[1].way[1].to.p, "p");
    assert_string_equal(e.edit.row[2].way[0].to.p, "r");
    assert_string_equal(e.edit.row[3].id.p, "r");
    assert_true(flow_edit_add(e.arena, &e.edit, 1));
    assert_string_equal(e.edit.row[2].id.p, "step_5");
    while (e.edit.count < FLOW_STEPS_MAX)
        assert_true(flow_edit_add(e.arena, &e.edit, 0));
    assert_false(flow_edit_add(e.arena, &e.edit, 0));
    assert_int_equal(e.edit.count, FLOW_STEPS_MAX);
    arena_free(e.arena);
}

static void a_step_that_goes_is_gone_round(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    flow_edit_remove(&e.edit, 1);
    assert_int_equal(e.edit.count, 2);
    assert_string_equal(e.edit.row[0].way[0].to.p, "r");
    assert_string_equal(e.edit.row[0].way[2].to.p, "r");
    assert_string_equal(e.edit.row[1].id.p, "r");
    arena_free(e.arena);
    /* Nothing to go on to: the way is dropped, and so is one to oneself. */
    e = editing(FLOW);
    flow_edit_remove(&e.edit, 2);
    assert_int_equal(e.edit.row[1].way[0].action.n, 0);
    assert_string_equal(e.edit.row[1].way[1].action.p, "send_back");
    arena_free(e.arena);
    e = editing(FLOW);
    flow_edit_remove(&e.edit, 0);
    assert_int_equal(e.edit.row[0].way[1].action.n, 0);
    arena_free(e.arena);
}

static void rows_change_places(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    flow_edit_move(&e.edit, 1, true);
    assert_string_equal(e.edit.row[0].id.p, "s");
    assert_string_equal(e.edit.row[1].id.p, "p");
    flow_edit_move(&e.edit, 0, true);
    assert_string_equal(e.edit.row[0].id.p, "s");
    flow_edit_move(&e.edit, 0, false);
    assert_string_equal(written(&e), FLOW);
    flow_edit_move(&e.edit, 2, false);
    assert_string_equal(written(&e), FLOW);
    arena_free(e.arena);
}

/* Whatever stands in the text, rows come out of it. */
static void a_text_that_is_no_flow_gives_empty_rows(void **state)
{
    struct editing e = editing("{\"steps\":[1,{\"next\":[2]}]}");

    (void)state;
    assert_int_equal(e.edit.count, 2);
    assert_int_equal(e.edit.row[0].id.n, 0);
    assert_int_equal(e.edit.row[1].way_count, 1);
    assert_int_equal(e.edit.row[1].way[0].action.n, 0);
    arena_free(e.arena);
    e = editing("[]");
    assert_int_equal(e.edit.count, 0);
    assert_string_equal(written(&e), "{\"steps\":[]}");
    arena_free(e.arena);
}

/* What was posted is anybody's: it names no step of the text, or too many. */
static void a_row_of_nowhere_is_written_as_it_stands(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    e.edit.row[0].origin = 3;
    assert_false(says(&e, "\"note\""));
    e.edit.row[0].origin = 7;
    e.edit.row[0].way[0].when = S("keep:9");
    e.edit.row[0].value = S("0");
    assert_false(says(&e, "\"note\""));
    assert_true(says(&e, "\"value\":0"));
    arena_free(e.arena);
}

/* Only a condition of a case and nothing else is shown as one. */
static void other_conditions_are_kept_and_not_shown(void **state)
{
    struct editing e =
        editing("{\"steps\":[{\"id\":\"p\",\"next\":[{\"action\":\"submit\","
                "\"to\":\"p\",\"when\":{\"all\":[]}},{\"action\":\"submit\","
                "\"to\":\"p\",\"when\":{\"case\":\"x\",\"not\":{}}}]}]}");

    (void)state;
    assert_string_equal(e.edit.row[0].way[0].when.p, "keep:0");
    assert_string_equal(e.edit.row[0].way[1].when.p, "keep:1");
    assert_true(says(&e, "{\"all\":[]}"));
    arena_free(e.arena);
}

static void documents_are_a_line_each(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    assert_string_equal(e.edit.row[0].output.p, "o | o");
    assert_int_equal(e.edit.row[1].output.n, 0);
    e.edit.row[1].needs = S("a\n| x\nb|c\n|d");
    assert_true(says(&e, "\"needs\":[\"a\",{\"en\":\"x\",\"vi\":\"\"},"
                         "{\"en\":\"c\",\"vi\":\"b\"},"
                         "{\"en\":\"d\",\"vi\":\"\"}]"));
    arena_free(e.arena);
    e = editing("{\"steps\":[{\"needs\":[\"a\",\"b\",{\"vi\":\"c\"}]}]}");
    assert_string_equal(e.edit.row[0].needs.p, "a\nb\nc | ");
    arena_free(e.arena);
}

/* As many as may be: nothing behind them is touched. */
static void the_last_of_all_steps_goes(void **state)
{
    struct editing e = editing(FLOW);
    struct flow_edit *own = malloc(sizeof *own);

    (void)state;
    assert_non_null(own);
    *own = e.edit;
    own->row[0].id = S("step_4");
    own->row[1].way[0].action = S("");
    while (own->count < FLOW_STEPS_MAX)
        assert_true(flow_edit_add(e.arena, own, 1));
    assert_string_not_equal(own->row[FLOW_STEPS_MAX - 2].id.p, "step_4");
    flow_edit_remove(own, FLOW_STEPS_MAX - 1);
    assert_int_equal(own->count, FLOW_STEPS_MAX - 1);
    flow_edit_remove(own, 0);
    assert_string_equal(own->row[0].id.p, "s");
    free(own);
    arena_free(e.arena);
}

/* Behind the ways that a row has may stand anything. */
static void what_is_behind_the_ways_is_left_alone(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    e.edit.row[1].way_count = 1;
    assert_false(says(&e, "send_back"));
    flow_edit_remove(&e.edit, 0);
    assert_string_equal(e.edit.row[0].way[1].action.p, "send_back");
    e.edit.row[0].way_count = 0;
    assert_true(flow_edit_add(e.arena, &e.edit, 0));
    assert_int_equal(e.edit.row[1].way_count, 0);
    arena_free(e.arena);
}

/* A way that was emptied leads nowhere: the step is put into the next. */
static void an_emptied_way_is_passed_over(void **state)
{
    struct editing e = editing(FLOW);

    (void)state;
    e.edit.row[0].way[0].action = S("");
    assert_true(flow_edit_add(e.arena, &e.edit, 0));
    assert_string_equal(e.edit.row[0].way[0].to.p, "s");
    assert_string_equal(e.edit.row[0].way[1].to.p, "step_4");
    arena_free(e.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_changed_stays_as_it_was),
        cmocka_unit_test(what_is_changed_is_written),
        cmocka_unit_test(a_new_step_stands_between_two),
        cmocka_unit_test(a_step_that_goes_is_gone_round),
        cmocka_unit_test(rows_change_places),
        cmocka_unit_test(a_text_that_is_no_flow_gives_empty_rows),
        cmocka_unit_test(a_row_of_nowhere_is_written_as_it_stands),
        cmocka_unit_test(other_conditions_are_kept_and_not_shown),
        cmocka_unit_test(documents_are_a_line_each),
        cmocka_unit_test(the_last_of_all_steps_goes),
        cmocka_unit_test(what_is_behind_the_ways_is_left_alone),
        cmocka_unit_test(an_emptied_way_is_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
