/* What an answer is, whatever kind of JSON it came as. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"

#include "domain/form/form_answer.h"

#include "written_form.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct json *of(const char *text)
{
    return written_json(arena, text);
}

static void an_answer_is_filled_or_not(void **state)
{
    (void)state;
    assert_false(answer_filled(NULL));
    assert_false(answer_filled(of("null")));
    assert_false(answer_filled(of("''")));
    assert_true(answer_filled(of("'x'")));
    assert_true(answer_filled(of("0")));
    assert_true(answer_filled(of("0.5")));
    assert_true(answer_filled(of("true")));
    assert_false(answer_filled(of("false")));
    assert_false(answer_filled(of("[]")));
    assert_true(answer_filled(of("[1]")));
    assert_false(answer_filled(of("{}")));
    assert_false(answer_filled(of("{'a':'','b':null}")));
    assert_true(answer_filled(of("{'a':'','b':'x'}")));
}

static void an_answer_is_a_value(void **state)
{
    (void)state;
    assert_false(answer_is(NULL, S("")));
    assert_true(answer_is(of("'x'"), S("x")));
    assert_false(answer_is(of("'x'"), S("y")));
    assert_true(answer_is(of("2"), S("2")));
    assert_false(answer_is(of("2"), S("3")));
    assert_false(answer_is(of("2"), S("x")));
    assert_true(answer_is(of("true"), S("true")));
    assert_false(answer_is(of("true"), S("yes")));
    assert_false(answer_is(of("false"), S("true")));
    assert_false(answer_is(of("[1]"), S("true")));
}

static void an_answer_has_a_text(void **state)
{
    (void)state;
    assert_null(answer_text(arena, NULL).p);
    assert_string_equal(answer_text(arena, of("'x'")).p, "x");
    assert_string_equal(answer_text(arena, of("-7")).p, "-7");
    assert_string_equal(answer_text(arena, of("true")).p, "true");
    assert_null(answer_text(arena, of("false")).p);
    assert_null(answer_text(arena, of("[1]")).p);
    assert_null(answer_text(arena, of("{'a':'x'}")).p);
}

static void a_date_is_known_as_far_as_it_is_written(void **state)
{
    static const struct {
        const char *answer;
        bool partial;
        struct civil d; /* a year of 0: it is no date */
    } row[] = {
        {"'2026-02-13'", false, {2026, 2, 13}},
        {"'2026-02-13'", true, {2026, 2, 13}},
        {"'0001-01-01'", false, {1, 1, 1}},
        {"'9999-12-31'", false, {9999, 12, 31}},
        {"'2024-02-29'", false, {2024, 2, 29}},
        {"'2026-02'", true, {2026, 2, 0}},
        {"'2026-12'", true, {2026, 12, 0}},
        {"'2026'", true, {2026, 0, 0}},
        {"'2026-02'", false, {0}},
        {"'2026'", false, {0}},
        {"'2026-02-29'", false, {0}},
        {"'2026-13'", true, {0}},
        {"'2026-00'", true, {0}},
        {"'0000'", true, {0}},
        {"'2026-02-00'", true, {0}},
        {"'2026/02/13'", false, {0}},
        {"'13-02-2026'", false, {0}},
        {"'2026-2-013'", false, {0}},
        {"'2026-02-1'", true, {0}},
        {"'2026-x2'", true, {0}},
        {"'20261'", true, {0}},
        {"''", true, {0}},
        {"2026", true, {0}},
        {"{'day':'1'}", true, {0}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct civil d = {0};
        bool there = answer_date(of(row[i].answer), row[i].partial, &d);

        if (there != (row[i].d.year > 0) || d.year != row[i].d.year ||
            d.month != row[i].d.month || d.day != row[i].d.day)
            fail_msg("%s: %d-%d-%d", row[i].answer, d.year, d.month, d.day);
    }
}

static void an_answer_may_be_a_number(void **state)
{
    static const struct {
        const char *answer;
        int64_t n; /* thousandths; -1: it is none */
    } row[] = {
        {"12", 12000},
        {"'12,5'", 12500},
        {"0", 0},
        {"999999999999999", 999999999999999000},
        {"'x'", -1},
        {"''", -1},
        {"true", -1},
        {"[1]", -1},
        {"1.5", -1},
        {"1000000000000000", -1},
        {"-1000000000000000", -1},
    };
    int64_t n;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        n = -1;
        if (!answer_thousandths(of(row[i].answer), &n))
            n = -1;
        if (n != row[i].n)
            fail_msg("%s is %" PRId64, row[i].answer, n);
    }
    assert_false(answer_thousandths(NULL, &n));
    assert_true(answer_thousandths(of("-999999999999999"), &n));
}

static void a_part_is_a_text_of_an_object(void **state)
{
    const struct json *address = of("{'detail':'Tổ 3','commune':7}");

    (void)state;
    assert_string_equal(answer_part(address, "detail").p, "Tổ 3");
    assert_null(answer_part(address, "commune").p);
    assert_null(answer_part(address, "place").p);
    assert_null(answer_part(of("'Tổ 3'"), "detail").p);
    assert_null(answer_part(NULL, "detail").p);
}

#define TEXT(name) "{'name':'" name "','label':#,'type':'text'}"

static struct written_form *rows_and_a_block(void)
{
    return right_form((struct form_text){
        .fields =
            TEXT("t") ",{'name':'b','label':#,'type':'block',"
                      "'block':'b'},{'name':'r','label':#,'type':'group',"
                      "'fields':[" TEXT("c") ",{'name':'in','label':#,"
                                             "'type':'block','block':'b'}]}",
        .blocks = "'b':{'code':'b','fields':[" TEXT("x") "]}"});
}

static void a_field_is_posted_under_its_place(void **state)
{
    static const struct {
        const char *path;
        const char *name;
    } row[] = {
        {"t", "t"},          {"b.x", "b.x"},        {"r", "r"},
        {"r[].c", "r[2].c"}, {"r[].in", "r[2].in"}, {"r[].in.x", "r[2].in.x"},
    };
    struct written_form *w = rows_and_a_block();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        const struct field *f = form_field(w->f.form, str_c(row[i].path));

        assert_string_equal(field_input_name(w->arena, f, 2).p, row[i].name);
    }
    written_form_free(w);
}

/* A damaged draft has answers where none can be. */
static void an_answer_is_found_where_its_field_stands(void **state)
{
    static const struct {
        const char *answers;
        const char *path;
        size_t row;
        const char *answer;
    } row[] = {
        {"{'t':'1'}", "t", 0, "'1'"},
        {"{'b':{'x':'1'}}", "b.x", 0, "'1'"},
        {"{'b':['x']}", "b.x", 0, ""},
        {"{'b':'x'}", "b.x", 0, ""},
        {"{'r':[{'c':'1'},{'c':'2'}]}", "r[].c", 1, "'2'"},
        {"{'r':[{'c':'1'},{'c':'2'}]}", "r[].c", 2, ""},
        {"{'r':[{'c':'1'},{'c':'2'}]}", "r[].c", 3, ""},
        {"{'r':[{'c':'1'},'2']}", "r[].c", 1, ""},
        {"{'r':{'c':'1'}}", "r[].c", 0, ""},
        {"{'r':[{},{'in':{'x':'3'}}]}", "r[].in.x", 1, "'3'"},
        {"{'r':[{},{'in':{'x':'3'}}]}", "r[].in.x", 0, ""},
        {"[]", "t", 0, ""},
        {"{}", "r[].c", 0, ""},
    };
    struct written_form *w = rows_and_a_block();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        const struct field *f = form_field(w->f.form, str_c(row[i].path));

        assert_string_equal(
            as_written(w->arena, answer_at(of(row[i].answers), f, row[i].row)),
            row[i].answer);
    }
    assert_null(answer_at(NULL, &w->f.form->field[0], 0));
    written_form_free(w);
}

static void a_group_has_at_most_fifty_rows(void **state)
{
    static const struct {
        size_t sent;
        size_t rows;
    } row[] = {{0, 0}, {1, 1}, {49, 49}, {50, 50}, {51, 50}};
    struct written_form *w = rows_and_a_block();
    const struct field *r = form_field(w->f.form, S("r"));

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct str answers = arena_printf(
            w->arena, "{'r':[%s]}", repeated(w->arena, row[i].sent, "{}"));

        assert_int_equal(answer_rows(of(answers.p), r), row[i].rows);
    }
    assert_int_equal(answer_rows(of("{'r':{'c':'1'}}"), r), 0);
    assert_int_equal(answer_rows(of("{}"), r), 0);
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_filled_or_not),
        cmocka_unit_test(an_answer_is_a_value),
        cmocka_unit_test(an_answer_has_a_text),
        cmocka_unit_test(a_date_is_known_as_far_as_it_is_written),
        cmocka_unit_test(an_answer_may_be_a_number),
        cmocka_unit_test(a_part_is_a_text_of_an_object),
        cmocka_unit_test(a_field_is_posted_under_its_place),
        cmocka_unit_test(an_answer_is_found_where_its_field_stands),
        cmocka_unit_test(a_group_has_at_most_fifty_rows),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
