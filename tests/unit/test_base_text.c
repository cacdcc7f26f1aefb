#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"
#include "base/text.h"
#include "prop.h"

#define ROUNDS 5000

static const struct text_rule line = {.points_min = 1, .points_max = 40};
static const struct text_rule lines = {.points_max = 200, .multiline = true};

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

static struct str taken(void **state, struct str raw, struct text_rule rule)
{
    struct str text = STR_NONE;

    assert_int_equal(text_in(&box, *state, raw, rule, &text), ERR_OK);
    return text;
}

/* The message a text is refused with; *ret of text_in() stays as it was. */
static int refused(void **state, struct str raw, struct text_rule rule)
{
    struct str text = S("kept");

    assert_int_equal(text_in(&box, *state, raw, rule, &text), ERR_INPUT);
    assert_true(str_eq_c(text, "kept"));
    return box.message;
}

static void a_decomposed_name_enters_composed(void **state)
{
    assert_string_equal(
        taken(state, S("Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031b\u0300ng"),
              line)
            .p,
        "Nguyễn Thị Hường");
}

static void blanks_of_every_kind_become_one_space(void **state)
{
    assert_string_equal(
        taken(state, S("\ufeff \tLê\u00a0\u200b\u3000 Văn\r\nBa\u2028 "), line)
            .p,
        "Lê Văn Ba");
}

static void lines_are_kept_where_the_field_has_them(void **state)
{
    assert_string_equal(
        taken(state, S("\r\n một \r\n\n\n\n hai \n ba\n\n"), lines).p,
        "một\n\nhai\nba");
    assert_string_equal(taken(state, STR_NONE, lines).p, "");
}

static void joiners_of_khmer_and_emoji_stay(void **state)
{
    assert_string_equal(
        taken(state, S("👨‍👩‍👧 ក\u200cខ"), line).p,
        "👨‍👩‍👧 ក\u200cខ");
}

static void hidden_and_hostile_characters_are_refused(void **state)
{
    static const struct str bad[] = {
        S_INIT("a\0b"),
        S_INIT("a\x1b[31m"),
        S_INIT("a\x7f"),
        S_INIT("a\xc2\x85"),
        S_INIT("pdf\u202eexe"),
        S_INIT("a\u2066b"),
        S_INIT("a\u200fb"),
        S_INIT("a\u00adb"),
        S_INIT("a\xef\xb7\x90"),
        S_INIT("a\xef\xbf\xbe"),
        S_INIT("a\xf0\x9f\xbf\xbf"),
        S_INIT("a\U000e0041"),
    };

    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(refused(state, bad[i], line), MSG_TEXT_CONTROL);
    assert_int_equal(refused(state, S("\xed\xa0\x80"), line), MSG_TEXT_BROKEN);
    assert_int_equal(refused(state, S("a\xc3"), line), MSG_TEXT_BROKEN);
}

static void lengths_outside_the_rule_are_refused_with_their_count(void **state)
{
    struct text_rule rule = {.points_min = 2, .points_max = 4};
    struct str words;

    assert_string_equal(taken(state, S(" đỗ "), rule).p, "đỗ");
    assert_string_equal(taken(state, S("e\u0302\u0301ế  ế"), rule).p, "ếế ế");
    assert_int_equal(refused(state, S(" \t"), rule), MSG_TEXT_MISSING);
    assert_int_equal(refused(state, S("đ"), rule), MSG_TEXT_SHORT);
    assert_int_equal(refused(state, S("đỗ ếế"), rule), MSG_TEXT_LONG);
    words = errbox_words(*state, &box, LANG_VI);
    assert_string_equal(words.p, "Chỉ được tối đa 4 ký tự, đang có 5.");
}

static void bytes_have_their_own_ceiling(void **state)
{
    struct text_rule rule = {.points_max = 4, .bytes_max = 6};

    assert_string_equal(taken(state, S("ếế"), rule).p, "ếế");
    assert_int_equal(refused(state, S("ếếế"), rule), MSG_TEXT_BYTES);
}

static void a_huge_text_is_refused_before_it_is_worked_on(void **state)
{
    size_t n = (size_t)1 << 20;
    char *p = arena_alloc(*state, n);
    size_t used;

    memset(p, 'a', n);
    used = arena_used(*state);
    assert_int_equal(refused(state, (struct str){p, n}, line), MSG_TEXT_LONG);
    assert_true(arena_used(*state) - used < 1024);
}

static void what_came_in_comes_in_again_unchanged(void **state)
{
    struct prop prop = prop_begin("text");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct text_rule rule = {.points_max = 30, .multiline = round % 2};
        struct str text;
        struct str again;

        if (text_in(&box, *state, prop_text(&prop, *state, 20), rule, &text) ==
            ERR_OK) {
            assert_true(utf8_valid(text));
            assert_true(str_eq(utf8_nfc(*state, text), text));
            assert_true(str_eq(str_trim(text), text));
            assert_int_equal(str_find(text, S("  ")), text.n);
            again = taken(state, text, rule);
            assert_true(str_eq(again, text));
        }
        arena_release(*state, mark);
    }
}

static void random_bytes_never_break_the_door(void **state)
{
    struct prop prop = prop_begin("text bytes");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str raw = prop_bytes(&prop, *state, 8);
        struct str text;
        enum err e = text_in(&box, *state, raw, lines, &text);

        assert_true(e == ERR_OK || e == ERR_INPUT);
        assert_true(e == ERR_INPUT || utf8_valid(raw));
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decomposed_name_enters_composed),
        cmocka_unit_test(blanks_of_every_kind_become_one_space),
        cmocka_unit_test(lines_are_kept_where_the_field_has_them),
        cmocka_unit_test(joiners_of_khmer_and_emoji_stay),
        cmocka_unit_test(hidden_and_hostile_characters_are_refused),
        cmocka_unit_test(lengths_outside_the_rule_are_refused_with_their_count),
        cmocka_unit_test(bytes_have_their_own_ceiling),
        cmocka_unit_test(a_huge_text_is_refused_before_it_is_worked_on),
        cmocka_unit_test(what_came_in_comes_in_again_unchanged),
        cmocka_unit_test(random_bytes_never_break_the_door),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
