/* What an answer is, whatever kind of JSON it came as. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"

#include "domain/form/form_answer.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)1 << 20);
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
    struct errbox box;
    const struct json *json;

    assert_int_equal(json_parse(&box, arena, str_c(text), 1000, &json), ERR_OK);
    return json;
}

static void an_answer_is_filled_or_not(void **state)
{
    (void)state;
    assert_false(answer_filled(NULL));
    assert_false(answer_filled(of("null")));
    assert_false(answer_filled(of("\"\"")));
    assert_true(answer_filled(of("\"x\"")));
    assert_true(answer_filled(of("0")));
    assert_true(answer_filled(of("0.5")));
    assert_true(answer_filled(of("true")));
    assert_false(answer_filled(of("false")));
    assert_false(answer_filled(of("[]")));
    assert_true(answer_filled(of("[1]")));
    assert_false(answer_filled(of("{}")));
    assert_false(answer_filled(of("{\"a\":\"\",\"b\":null}")));
    assert_true(answer_filled(of("{\"a\":\"\",\"b\":\"x\"}")));
}

static void an_answer_is_a_value(void **state)
{
    (void)state;
    assert_false(answer_is(NULL, S("")));
    assert_true(answer_is(of("\"x\""), S("x")));
    assert_false(answer_is(of("\"x\""), S("y")));
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
    assert_string_equal(answer_text(arena, of("\"x\"")).p, "x");
    assert_string_equal(answer_text(arena, of("-7")).p, "-7");
    assert_string_equal(answer_text(arena, of("true")).p, "true");
    assert_null(answer_text(arena, of("false")).p);
    assert_null(answer_text(arena, of("[1]")).p);
    assert_null(answer_text(arena, of("{\"a\":\"x\"}")).p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_filled_or_not),
        cmocka_unit_test(an_answer_is_a_value),
        cmocka_unit_test(an_answer_has_a_text),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
