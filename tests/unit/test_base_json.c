#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/json.h"
#include "prop.h"

#define BYTES_MAX 65536
#define ROUNDS    3000

static struct errbox box;

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 24);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static const struct json *read(void **state, struct str text)
{
    const struct json *value = NULL;

    assert_int_equal(json_parse(&box, *state, text, BYTES_MAX, &value), ERR_OK);
    return value;
}

static void what_is_not_json_is_refused(void **state)
{
    static const struct str bad[] = {
        S_INIT(""),
        S_INIT("{"),
        S_INIT("{}x"),
        S_INIT("{'a':1}"),
        S_INIT("{\"a\":1,}"),
        S_INIT("[01]"),
        S_INIT("[NaN]"),
        S_INIT("\"\xc0\x80\""),
        S_INIT("\"\\ud800\""),
        S_INIT("\"\\u0000\""),
        S_INIT("\"a\nb\""),
        S_INIT("{\"a\":1,\"a\":2}"),
        S_INIT("[9223372036854775808]"),
        S_INIT("\xef\xbb\xbf{}"),
    };
    const struct json *value = NULL;

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        if (json_parse(&box, *state, bad[i], BYTES_MAX, &value) != ERR_SYNTAX)
            fail_msg("%s was taken", bad[i].p);
    }
    assert_int_equal(json_parse(&box, *state, STR_NONE, 9, &value), ERR_SYNTAX);
    assert_null(value);
}

static void an_error_tells_the_place_but_not_the_content(void **state)
{
    const struct json *value;

    assert_int_equal(json_parse(&box, *state,
                                S("{\"a\": 1,\n \"a\": \"Nguyễn\"}"), BYTES_MAX,
                                &value),
                     ERR_SYNTAX);
    assert_string_equal(box.detail,
                        "JSON, line 2, column 4: a key stands twice");
    assert_int_equal(
        json_parse(&box, *state, S("{\"a\": Nguyễn}"), BYTES_MAX, &value),
        ERR_SYNTAX);
    assert_null(strstr(box.detail, "Nguy"));
}

static void size_and_depth_have_a_ceiling(void **state)
{
    struct buf deep = buf_new(*state, 1000);
    const struct json *value;

    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        buf_add_char(&deep, '[');
    buf_add_c(&deep, "\"[[\\\"[[\"");
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        buf_add_char(&deep, ']');
    read(state, buf_str(&deep));
    assert_int_equal(json_parse(&box, *state,
                                arena_printf(*state, "[%s]", buf_str(&deep).p),
                                BYTES_MAX, &value),
                     ERR_SYNTAX);
    assert_int_equal(json_parse(&box, *state, S("[1,2]"), 4, &value),
                     ERR_TOO_LARGE);
}

static void members_are_read_by_their_kind(void **state)
{
    const struct json *o = read(
        state, S("{\"s\":\"chữ\",\"n\":-5,\"f\":true,\"a\":[1,2],\"o\":{}}"));
    const struct json *child;
    struct str s;
    int64_t n;
    bool flag;

    assert_int_equal(json_str(&box, o, "s", &s), ERR_OK);
    assert_true(str_eq_c(s, "chữ"));
    assert_int_equal(json_i64(&box, o, "n", -5, 9, &n), ERR_OK);
    assert_int_equal(n, -5);
    assert_int_equal(json_flag(&box, o, "f", &flag), ERR_OK);
    assert_true(flag);
    assert_int_equal(json_arr(&box, o, "a", 2, &child), ERR_OK);
    assert_int_equal(json_count(child), 2);
    assert_int_equal(json_as_i64(&box, json_at(child, 1), 0, 9, &n), ERR_OK);
    assert_int_equal(n, 2);
    assert_int_equal(json_obj(&box, o, "o", &child), ERR_OK);
    assert_int_equal(json_count(child), 0);
}

static void missing_members_have_a_stand_in_only_where_optional(void **state)
{
    const struct json *o = read(state, S("{\"null\":null}"));
    const struct json *child = o;
    struct str s = S("kept");
    int64_t n = 7;
    bool flag = false;

    assert_int_equal(json_str_opt(&box, o, "null", &s), ERR_OK);
    assert_null(s.p);
    assert_int_equal(json_i64_opt(&box, o, "n", 0, 9, 42, &n), ERR_OK);
    assert_int_equal(n, 42);
    assert_int_equal(json_flag_opt(&box, o, "f", true, &flag), ERR_OK);
    assert_true(flag);
    assert_int_equal(json_arr_opt(&box, o, "a", 0, &child), ERR_OK);
    assert_null(child);
    assert_int_equal(json_count(child), 0);
    child = o;
    assert_int_equal(json_obj_opt(&box, o, "o", &child), ERR_OK);
    assert_null(child);

    s = S("kept");
    assert_int_equal(json_str(&box, o, "null", &s), ERR_INPUT);
    assert_string_equal(box.detail, "null is missing");
    assert_int_equal(json_i64(&box, o, "n", 0, 9, &n), ERR_INPUT);
    assert_int_equal(json_flag(&box, o, "f", &flag), ERR_INPUT);
    assert_int_equal(json_obj(&box, o, "o", &child), ERR_INPUT);
    assert_int_equal(json_arr(&box, o, "a", 9, &child), ERR_INPUT);
    assert_true(str_eq_c(s, "kept"));
    assert_int_equal(n, 42);
}

static void a_wrong_member_is_named_by_its_whole_path(void **state)
{
    const struct json *o = read(
        state, S("{\"pages\":[0,0,{\"fields\":[{\"type\":5,\"n\":1.5}]}]}"));
    const struct json *pages;
    const struct json *fields;
    const struct json *field;
    struct str s;
    int64_t n;

    assert_int_equal(json_arr(&box, o, "pages", 9, &pages), ERR_OK);
    assert_int_equal(json_arr(&box, json_at(pages, 2), "fields", 9, &fields),
                     ERR_OK);
    field = json_at(fields, 0);
    assert_int_equal(json_str(&box, field, "type", &s), ERR_INPUT);
    assert_string_equal(box.detail, "pages[2].fields[0].type: text expected, "
                                    "number found");
    assert_int_equal(json_str(&box, field, "name", &s), ERR_INPUT);
    assert_string_equal(box.detail, "pages[2].fields[0]: name is missing");
    assert_int_equal(json_i64(&box, field, "type", 6, 9, &n), ERR_INPUT);
    assert_string_equal(box.detail, "pages[2].fields[0].type: not in 6..9");
    assert_int_equal(json_i64(&box, field, "n", 0, 9, &n), ERR_INPUT);
    assert_string_equal(box.detail, "pages[2].fields[0].n: number expected, "
                                    "fraction found");
    assert_int_equal(json_str(&box, json_at(pages, 0), "x", &s), ERR_INPUT);
    assert_string_equal(box.detail, "pages[0]: object expected, number found");
    assert_int_equal(json_arr(&box, o, "pages", 2, &pages), ERR_INPUT);
    assert_string_equal(box.detail, "pages: more than 2 items");
}

static void items_are_read_by_their_kind_too(void **state)
{
    const struct json *list = read(state, S("[\"a\",true]"));
    struct str s = STR_NONE;
    bool flag = false;

    assert_int_equal(json_as_str(&box, json_at(list, 0), &s), ERR_OK);
    assert_true(str_eq_c(s, "a"));
    assert_int_equal(json_as_flag(&box, json_at(list, 1), &flag), ERR_OK);
    assert_true(flag);
    assert_int_equal(json_as_str(&box, json_at(list, 1), &s), ERR_INPUT);
    assert_string_equal(box.detail, "[1]: text expected, true or false found");
    assert_int_equal(json_as_flag(&box, json_at(list, 0), &flag), ERR_INPUT);
    assert_true(str_eq_c(s, "a") && flag);
}

static void an_item_of_another_kind_is_none(void **state)
{
    const struct json *list = read(state, S("[\"a\",true,7,false,1.5]"));
    int64_t n = 0;

    assert_true(str_eq_c(json_bare_text(json_at(list, 0)), "a"));
    assert_null(json_bare_text(json_at(list, 1)).p);
    assert_null(json_bare_text(json_at(list, 2)).p);
    assert_true(json_bare_number(json_at(list, 2), &n));
    assert_int_equal(n, 7);
    assert_false(json_bare_number(json_at(list, 0), &n));
    assert_false(json_bare_number(json_at(list, 4), &n));
    assert_true(json_bare_flag(json_at(list, 1)));
    assert_false(json_bare_flag(json_at(list, 3)));
    assert_false(json_bare_flag(json_at(list, 2)));
}

static void a_mistyped_key_is_found(void **state)
{
    static const char *const keys[] = {"name", "type", NULL};
    const struct json *list =
        read(state, S("[{\"name\":1,\"type\":2},{\"tpye\":1}]"));

    assert_int_equal(json_only(&box, json_at(list, 0), keys), ERR_OK);
    assert_int_equal(json_only(&box, json_at(list, 1), keys), ERR_INPUT);
    assert_string_equal(box.detail, "[1].tpye: unknown key");
    assert_int_equal(json_only(&box, list, keys), ERR_INPUT);
}

static void members_are_walked_in_the_order_written(void **state)
{
    struct json_walk walk = json_walk(read(state, S("{\"b\":1,\"a\":2}")));
    struct str key;
    const struct json *member;

    assert_true(json_next(&walk, &key, &member));
    assert_true(str_eq_c(key, "b"));
    assert_true(json_next(&walk, &key, &member));
    assert_true(str_eq_c(key, "a"));
    assert_int_equal(json_kind(member), JSON_KIND_NUMBER);
    assert_false(json_next(&walk, &key, &member));
}

static void what_is_made_is_written_with_sorted_keys(void **state)
{
    struct json *o = json_new_object(*state);
    struct json *list = json_new_array(*state);

    json_add_str(list, S("\"đ\"\n"));
    json_add(list, json_new_object(*state));
    json_set(o, "list", list);
    json_set_i64(o, "b", INT64_MIN);
    json_set_flag(o, "c", true);
    json_set_str(o, "a", STR_NONE);
    assert_string_equal(json_text(*state, o).p,
                        "{\"a\":null,\"b\":-9223372036854775808,\"c\":true,"
                        "\"list\":[\"\\\"đ\\\"\\n\",{}]}");
}

static struct json *random_value(struct prop *prop, struct arena *a, int depth)
{
    struct json *object = json_new_object(a);
    struct json *list = json_new_array(a);

    for (size_t i = prop_below(prop, 4); i > 0; i--) {
        const char *key = arena_printf(a, "k%zu", prop_below(prop, 9)).p;

        json_set_i64(object, key, (int64_t)prop_next(prop));
        json_add_str(list, prop_text(prop, a, 8));
        if (depth > 0)
            json_set(object, "deep", random_value(prop, a, depth - 1));
    }
    json_set(object, "list", list);
    return object;
}

static void the_canonical_text_is_read_and_written_the_same(void **state)
{
    struct prop prop = prop_begin("json");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str once =
            json_text(*state, random_value(&prop, *state, round % 4));

        assert_true(str_eq(json_text(*state, read(state, once)), once));
        arena_release(*state, mark);
    }
}

static void damaged_json_never_breaks_the_reader(void **state)
{
    struct prop prop = prop_begin("damaged json");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str text = json_text(*state, random_value(&prop, *state, 2));
        char *p = arena_alloc(*state, text.n);
        const struct json *value;

        memcpy(p, text.p, text.n);
        p[prop_below(&prop, text.n)] = (char)prop_next(&prop);
        text = (struct str){p, prop_below(&prop, text.n + 1)};
        if (json_parse(&box, *state, text, BYTES_MAX, &value) == ERR_OK)
            json_text(*state, value);
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(an_error_tells_the_place_but_not_the_content),
        cmocka_unit_test(size_and_depth_have_a_ceiling),
        cmocka_unit_test(members_are_read_by_their_kind),
        cmocka_unit_test(missing_members_have_a_stand_in_only_where_optional),
        cmocka_unit_test(a_wrong_member_is_named_by_its_whole_path),
        cmocka_unit_test(items_are_read_by_their_kind_too),
        cmocka_unit_test(an_item_of_another_kind_is_none),
        cmocka_unit_test(a_mistyped_key_is_found),
        cmocka_unit_test(members_are_walked_in_the_order_written),
        cmocka_unit_test(what_is_made_is_written_with_sorted_keys),
        cmocka_unit_test(the_canonical_text_is_read_and_written_the_same),
        cmocka_unit_test(damaged_json_never_breaks_the_reader),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
