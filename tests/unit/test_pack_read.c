/*
 * What an author may write in a pack, value by value, and what they are told
 * of anything else: which words, at which place.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/msg.h"

#include "domain/procedure/pack_read.h"

#define JSON_BYTES_MAX ((size_t)1 << 20)

static struct arena *arena;
static struct findings found;
static struct pack_reader reader;

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

/* The value of "v" in a pack that holds nothing else. */
static struct node value(const char *json)
{
    struct errbox box = {0};
    const struct json *root;
    struct str text =
        arena_printf(arena, "{%s%s}", *json ? "\"v\":" : "", json);

    found = findings_new(arena);
    reader = (struct pack_reader){
        .arena = arena, .scratch = arena, .findings = &found};
    if (json_parse(&box, arena, text, JSON_BYTES_MAX, &root) != ERR_OK)
        fail_msg("no JSON: %s", text.p);
    return node_key(node_root(&reader, S("x.json"), root), "v");
}

static struct node absent(void)
{
    return value("");
}

static void expect_nothing_found(void)
{
    assert_int_equal(found.count, 0);
    assert_int_equal(found.errors, 0);
}

/* One error at that place, with that argument (NULL: none). */
static void expect_error(const char *path, int message, const char *argument)
{
    assert_int_equal(found.count, 1);
    assert_int_equal(found.errors, 1);
    assert_int_equal(found.item[0].level, FINDING_ERROR);
    assert_int_equal(found.item[0].message, message);
    assert_string_equal(found.item[0].file.p, "x.json");
    assert_string_equal(found.item[0].path.p, path);
    if (argument)
        assert_string_equal(found.item[0].argument[0].p, argument);
    else
        assert_null(found.item[0].argument[0].p);
}

static const char *quoted(const char *text)
{
    return arena_printf(arena, "\"%s\"", text).p;
}

static const char *letters(size_t count)
{
    char *text = arena_alloc(arena, count + 1);

    memset(text, 'a', count);
    text[count] = '\0';
    return text;
}

static void two_hundred_findings_are_kept_and_the_rest_counted(void **state)
{
    struct node n = absent();

    (void)state;
    node_warn2(n, MSG_PACK_NOT_TEXT, S("a"), S("b"));
    assert_int_equal(found.errors, 0);
    assert_int_equal(found.item[0].level, FINDING_WARNING);
    assert_string_equal(found.item[0].argument[1].p, "b");
    for (int i = 1; i < 200; i++)
        node_error(n, MSG_PACK_NOT_TEXT);
    assert_int_equal(found.count, 200);
    assert_int_equal(found.lost, 0);
    node_error(n, MSG_PACK_NOT_TEXT);
    node_error(n, MSG_PACK_NOT_TEXT);
    assert_int_equal(found.count, 200);
    assert_int_equal(found.lost, 2);
    assert_int_equal(found.errors, 201);
}

static void a_place_is_named_by_its_path(void **state)
{
    struct node n = value("{\"a\": [7, {\"b\": null}]}");
    struct node list = node_key(n, "a");

    (void)state;
    assert_string_equal(n.path.p, "v");
    assert_string_equal(node_key(node_at(list, 1), "b").path.p, "v.a[1].b");
    assert_true(node_is_null(node_key(node_at(list, 1), "b")));
    assert_true(node_is_whole(node_at(list, 0)));
    assert_true(node_absent(node_at(list, 2)));
    assert_true(node_absent(node_key(list, "b")));
    assert_int_equal(node_count(list), 2);
    assert_int_equal(node_count(n), 1);
    assert_int_equal(node_count(node_at(list, 0)), 0);
    assert_int_equal(node_count(absent()), 0);
    assert_null(node_text(list).p);
    assert_string_equal(node_text(value("\" x\"")).p, " x");
}

static void an_object_has_its_keys_and_no_others(void **state)
{
    (void)state;
    assert_true(read_object(value("{\"code\": 1}"), "code! name"));
    expect_nothing_found();
    assert_true(read_object(value("{\"code\": 1, \"name\": 2}"), "code! name"));
    expect_nothing_found();
    assert_true(read_object(value("{\"name\": 1}"), "code! name"));
    expect_error("v", MSG_PACK_KEY_MISSING, "code");
    assert_true(read_object(value("{\"code\": 1, \"nam\": 1}"), "code! name"));
    expect_error("v", MSG_PACK_KEY_UNKNOWN, "nam");
    assert_true(read_object(value("{\"code\": 1, \"code!\": 1}"), "code!"));
    expect_error("v", MSG_PACK_KEY_UNKNOWN, "code!");
    assert_false(read_object(value("[1]"), "code!"));
    expect_error("v", MSG_PACK_NOT_OBJECT, NULL);
    assert_false(read_object(absent(), "code!"));
    expect_nothing_found();
}

static void a_list_has_room_for_so_many(void **state)
{
    (void)state;
    assert_int_equal(read_list(value("[1, 2]"), 2), 2);
    assert_int_equal(read_list(value("[]"), 2), 0);
    assert_int_equal(read_list(absent(), 2), 0);
    expect_nothing_found();
    assert_int_equal(read_list(value("[1, 2, 3]"), 2), 2);
    expect_error("v", MSG_PACK_TOO_MANY, "2");
    assert_int_equal(read_list(value("{}"), 2), 0);
    expect_error("v", MSG_PACK_NOT_LIST, NULL);

    assert_int_equal(read_some(value("[1]"), 2), 1);
    assert_int_equal(read_some(absent(), 2), 0);
    expect_nothing_found();
    assert_int_equal(read_some(value("[]"), 2), 0);
    expect_error("v", MSG_PACK_EMPTY, NULL);
    assert_int_equal(read_some(value("7"), 2), 0);
    expect_error("v", MSG_PACK_NOT_LIST, NULL);
}

static void a_text_is_trimmed_short_and_in_nfc(void **state)
{
    static const struct {
        const char *json;
        int message;
        const char *argument;
    } bad[] = {
        {"\"\"", MSG_PACK_TEXT_BLANK, NULL},
        {"\" \"", MSG_PACK_TEXT_BLANK, NULL},
        {"\" abc\"", MSG_PACK_TEXT_BLANK, NULL},
        {"\"abc \"", MSG_PACK_TEXT_BLANK, NULL},
        {"\"abcdef\"", MSG_PACK_TEXT_LONG, "5"},
        {"\"a\\u0300\"", MSG_PACK_TEXT_NOT_NFC, NULL},
        {"7", MSG_PACK_NOT_TEXT, NULL},
    };

    (void)state;
    assert_string_equal(read_text(value("\"abcde\""), 5).p, "abcde");
    assert_null(read_text(absent(), 5).p);
    expect_nothing_found();
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_null(read_text(value(bad[i].json), 5).p);
        expect_error("v", bad[i].message, bad[i].argument);
    }
}

static void a_name_is_a_small_word_in_ascii(void **state)
{
    const char *const good[] = {"a", "z", "az09_", "n__", letters(40)};
    const char *const bad[] = {"A",  "0a", "_a", "`a", "{a", "aA",       "a-",
                               "a/", "a:", "a`", "a{", "à",  letters(41)};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_string_equal(read_id(value(quoted(good[i]))).p, good[i]);
        expect_nothing_found();
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_null(read_id(value(quoted(bad[i]))).p);
        expect_error("v", MSG_PACK_ID_BAD, bad[i]);
    }
    assert_null(read_id(absent()).p);
    expect_nothing_found();
}

static void a_code_has_capitals_points_and_strokes_too(void **state)
{
    const char *const good[] = {"A",        "Z",      "0",        "9",
                                "1.001193", "Ab-c_9", letters(40)};
    const char *const bad[] = {"@", "[", "a b", "a/b", "a,b", "đ", letters(41)};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_string_equal(read_code(value(quoted(good[i]))).p, good[i]);
        expect_nothing_found();
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_null(read_code(value(quoted(bad[i]))).p);
        expect_error("v", MSG_PACK_CODE_BAD, bad[i]);
    }
    assert_null(read_code(absent()).p);
    expect_nothing_found();
}

static void words_are_vietnamese_and_english(void **state)
{
    struct words w = read_words(value("{\"vi\": \"Một\", \"en\": \"One\"}"));
    struct words_list list = read_words_list(
        value(
            "[{\"vi\": \"a\", \"en\": \"b\"}, {\"vi\": \"c\", \"en\": \"d\"}]"),
        2);

    (void)state;
    assert_string_equal(w.in[LANG_VI].p, "Một");
    assert_string_equal(w.in[LANG_EN].p, "One");
    assert_int_equal(list.count, 2);
    assert_string_equal(list.item[0].in[LANG_VI].p, "a");
    assert_string_equal(list.item[1].in[LANG_EN].p, "d");
    assert_null(read_words(absent()).in[LANG_VI].p);
    assert_null(read_words(value("{\"vi\": \"Một\"}")).in[LANG_EN].p);
    expect_error("v", MSG_PACK_KEY_MISSING, "en");
}

static void each_name_of_a_list_stands_there_once(void **state)
{
    size_t count;
    const struct str *id = read_ids(value("[\"a\", \"b\"]"), 2, &count);

    (void)state;
    expect_nothing_found();
    assert_int_equal(count, 2);
    assert_string_equal(id[1].p, "b");
    read_ids(value("[\"a\", \"b\", \"a\"]"), 3, &count);
    expect_error("v[2]", MSG_PACK_TWICE, "a");
    read_ids(value("[\"a\", \"b\", \"c\"]"), 2, &count);
    assert_int_equal(count, 2);
    expect_error("v", MSG_PACK_TOO_MANY, "2");
}

static void a_number_is_whole_and_within_its_bounds(void **state)
{
    (void)state;
    assert_int_equal(read_whole(value("-2"), -2, 5, 9), -2);
    assert_int_equal(read_whole(value("5"), -2, 5, 9), 5);
    assert_int_equal(read_whole(absent(), -2, 5, 9), 9);
    expect_nothing_found();
    assert_int_equal(read_whole(value("-3"), -2, 5, 9), 9);
    expect_error("v", MSG_PACK_NUMBER_RANGE, "-2");
    assert_int_equal(read_whole(value("6"), -2, 5, 9), 9);
    expect_error("v", MSG_PACK_NUMBER_RANGE, "-2");
    assert_string_equal(found.item[0].argument[1].p, "5");
    assert_int_equal(read_whole(value("\"5\""), -2, 5, 9), 9);
    expect_error("v", MSG_PACK_NOT_WHOLE, NULL);
}

static void a_flag_is_true_or_false(void **state)
{
    (void)state;
    assert_true(read_flag(value("true"), false));
    assert_false(read_flag(value("false"), true));
    assert_true(read_flag(absent(), true));
    assert_false(read_flag(absent(), false));
    expect_nothing_found();
    assert_true(read_flag(value("1"), true));
    expect_error("v", MSG_PACK_NOT_FLAG, NULL);
}

static void a_day_may_be_none(void **state)
{
    (void)state;
    assert_int_equal(read_day(value("\"1970-01-02\"")).n, 1);
    assert_int_equal(read_day(value("null")).n, INT32_MIN);
    assert_int_equal(read_day(absent()).n, INT32_MIN);
    expect_nothing_found();
    assert_int_equal(read_day(value("\"2022-02-30\"")).n, INT32_MIN);
    expect_error("v", MSG_PACK_DAY_BAD, "2022-02-30");
    assert_int_equal(read_day(value("7")).n, INT32_MIN);
    expect_error("v", MSG_PACK_NOT_TEXT, NULL);
}

static const char *const channels[] = {"online", "counter", "post"};

static void a_word_is_one_of_those_that_there_are(void **state)
{
    (void)state;
    assert_int_equal(read_name(value("\"online\""), channels, 3, -1), 0);
    assert_int_equal(read_name(value("\"post\""), channels, 3, -1), 2);
    assert_int_equal(read_name(absent(), channels, 3, -1), -1);
    expect_nothing_found();
    assert_int_equal(read_name(value("\"post\""), channels, 2, 7), 7);
    expect_error("v", MSG_PACK_NAME_UNKNOWN, "post");
    assert_string_equal(found.item[0].argument[1].p, "online, counter");
}

static void words_of_a_list_are_bits(void **state)
{
    (void)state;
    assert_int_equal(read_names(value("[\"online\", \"post\"]"), channels, 3),
                     5);
    assert_int_equal(read_names(absent(), channels, 3), 0);
    expect_nothing_found();
    assert_int_equal(read_names(value("[\"online\", \"online\"]"), channels, 3),
                     1);
    expect_error("v[1]", MSG_PACK_TWICE, "online");
    assert_int_equal(read_names(value("[\"post\", \"fax\"]"), channels, 3), 4);
    expect_error("v[1]", MSG_PACK_NAME_UNKNOWN, "fax");
    assert_int_equal(read_names(value("[\"online\", \"fax\"]"), channels, 1),
                     1);
    expect_error("v", MSG_PACK_TOO_MANY, "1");
}

static void what_no_source_gives_says_so(void **state)
{
    struct words why = {0};

    (void)state;
    assert_true(read_unknown(
        value("{\"unknown\": {\"vi\": \"Chưa\", \"en\": \"Not yet\"}}"), &why));
    expect_nothing_found();
    assert_string_equal(why.in[LANG_EN].p, "Not yet");
    assert_false(read_unknown(value("{\"known\": 1}"), &why));
    assert_false(read_unknown(value("3"), &why));
    assert_false(read_unknown(absent(), &why));
    expect_nothing_found();
    assert_true(read_unknown(value("{\"unknown\": {\"vi\": \"a\", "
                                   "\"en\": \"b\"}, \"since\": 1}"),
                             &why));
    expect_error("v", MSG_PACK_KEY_UNKNOWN, "since");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hundred_findings_are_kept_and_the_rest_counted),
        cmocka_unit_test(a_place_is_named_by_its_path),
        cmocka_unit_test(an_object_has_its_keys_and_no_others),
        cmocka_unit_test(a_list_has_room_for_so_many),
        cmocka_unit_test(a_text_is_trimmed_short_and_in_nfc),
        cmocka_unit_test(a_name_is_a_small_word_in_ascii),
        cmocka_unit_test(a_code_has_capitals_points_and_strokes_too),
        cmocka_unit_test(words_are_vietnamese_and_english),
        cmocka_unit_test(each_name_of_a_list_stands_there_once),
        cmocka_unit_test(a_number_is_whole_and_within_its_bounds),
        cmocka_unit_test(a_flag_is_true_or_false),
        cmocka_unit_test(a_day_may_be_none),
        cmocka_unit_test(a_word_is_one_of_those_that_there_are),
        cmocka_unit_test(words_of_a_list_are_bits),
        cmocka_unit_test(what_no_source_gives_says_so),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
