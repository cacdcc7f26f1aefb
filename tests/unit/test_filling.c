/* A form seen on one day: what shows, what counts, in what order. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/form/form_answer.h"

#include "written_form.h"

static struct written_form *with_rows(void)
{
    return right_form((struct form_text){
        .fields = "{'name':'t','label':#,'type':'text'},"
                  "{'name':'b','label':#,'type':'block','block':'b'},"
                  "{'name':'f','label':#,'type':'text'},"
                  "{'name':'r','label':#,'type':'group','fields':["
                  " {'name':'c','label':#,'type':'text'},"
                  " {'name':'d','label':#,'type':'text'}]},"
                  "{'name':'u','label':#,'type':'text'},"
                  "{'name':'s','label':#,'type':'group','fields':["
                  " {'name':'c','label':#,'type':'text'}]}",
        .blocks = "'b':{'code':'b','fields':["
                  "{'name':'x','label':#,'type':'text'}]}"});
}

/* "t b b.x …": the places of a walk, in its order. */
static const char *walked(struct written_form *w)
{
    struct filling_walk walk = {.filling = &w->f};
    struct str text = S("");

    while (filling_next(&walk)) {
        assert_true(walk.field->group || walk.row == 0);
        text = arena_printf(w->arena, "%s%s ", text.p,
                            field_input_name(w->arena, walk.field, walk.row).p);
    }
    return text.p;
}

static void a_walk_meets_every_place_in_its_order(void **state)
{
    struct written_form *w = with_rows();

    (void)state;
    assert_string_equal(walked(w), "t b b.x f r u s ");
    w->f.answers = written_json(w->arena, "{'r':[{},{}],'s':[{}]}");
    assert_string_equal(walked(w),
                        "t b b.x f r r[0].c r[0].d r[1].c r[1].d u s s[0].c ");
    written_form_free(w);
}

static void a_walk_meets_the_rows_that_have_to_be(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'r','label':#,'type':'group','min':2,'fields':["
                  " {'name':'c','label':#,'type':'text'}]}"});

    (void)state;
    assert_string_equal(walked(w), "r r[0].c r[1].c ");
    w->f.answers = written_json(w->arena, "{'r':[{},{},{}]}");
    assert_string_equal(walked(w), "r r[0].c r[1].c r[2].c ");
    written_form_free(w);
}

static void a_field_outside_a_group_has_one_answer(void **state)
{
    struct written_form *w = with_rows();
    const struct field *t = form_field(w->f.form, S("t"));
    const struct field *c = form_field(w->f.form, S("r[].c"));

    (void)state;
    w->f.answers = written_json(w->arena, "{'t':'1','r':[{},{'c':'2'}]}");
    assert_true(answer_is(filling_answer(&w->f, t, 1), S("1")));
    assert_null(filling_answer(&w->f, c, 0));
    assert_true(answer_is(filling_answer(&w->f, c, 1), S("2")));
    written_form_free(w);
}

static void what_stands_in_a_hidden_block_is_hidden(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'b','label':#,'type':'block','block':'b',"
                  " 'show':{'case':'late'}}",
        .blocks = "'b':{'code':'b','fields':["
                  "{'name':'x','label':#,'type':'text'}]}"});
    const struct field *x = form_field(w->f.form, S("b.x"));

    (void)state;
    w->f.answers = written_json(w->arena, "{'b':{'x':'1'}}");
    assert_false(filling_shows(&w->f, x, 0));
    assert_null(filling_answer(&w->f, x, 0));
    w->f.case_index = 1;
    assert_true(filling_shows(&w->f, x, 0));
    assert_non_null(filling_answer(&w->f, x, 0));
    written_form_free(w);
}

static void a_condition_has_its_own_values_only(void **state)
{
    static const struct str value[] = {S_INIT("x"), S_INIT("y")};
    struct written_form *w = with_rows();
    struct condition c = {
        .kind = CONDITION_IN, .field = w->f.form->field, .value = value};

    (void)state;
    w->f.answers = written_json(w->arena, "{'t':'y'}");
    for (c.value_count = 0; c.value_count < 2; c.value_count++)
        assert_false(filling_holds(&w->f, &c, 0));
    assert_true(filling_holds(&w->f, &c, 0));
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_meets_every_place_in_its_order),
        cmocka_unit_test(a_walk_meets_the_rows_that_have_to_be),
        cmocka_unit_test(a_field_outside_a_group_has_one_answer),
        cmocka_unit_test(what_stands_in_a_hidden_block_is_hidden),
        cmocka_unit_test(a_condition_has_its_own_values_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
