#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "prop.h"

#define ROUNDS 3000

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

static void broken_utf8_is_told_from_good(void **state)
{
    static const struct str good[] = {
        S_INIT(""),
        S_INIT("Ủy ban"),
        S_INIT("\0"),
        S_INIT("\xf4\x8f\xbf\xbf"),
        S_INIT("\xed\x9f\xbf"),
    };
    static const struct str broken[] = {
        S_INIT("\xc0\x80"),         /* overlong NUL */
        S_INIT("\xe0\x80\xaf"),     /* overlong '/' */
        S_INIT("\xf0\x80\x80\xaf"), /* overlong '/' */
        S_INIT("\xed\xa0\x80"),     /* surrogate */
        S_INIT("\xf4\x90\x80\x80"), /* past U+10FFFF */
        S_INIT("\xf8\x88\x80\x80\x80"),
        S_INIT("a\x80"),
        S_INIT("\xe1\xbb"),
        S_INIT("\xff"),
        S_INIT("\xc3("),
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(utf8_valid(good[i]));
    for (size_t i = 0; i < COUNT_OF(broken); i++)
        assert_false(utf8_valid(broken[i]));
}

static void every_code_point_comes_back(void **state)
{
    for (int32_t point = 0; point < 0x110000; point++) {
        struct arena_mark mark = arena_mark(*state);
        struct buf b = buf_new(*state, 4);
        struct str rest;
        int32_t back = -1;

        if (point == 0xd800)
            point = 0xe000;
        utf8_add(&b, point);
        rest = buf_str(&b);
        assert_true(utf8_valid(rest));
        assert_true(utf8_next(&rest, &back) && rest.n == 0);
        assert_int_equal(back, point);
        assert_false(utf8_next(&rest, &back));
        arena_release(*state, mark);
    }
}

static void points_and_graphemes_are_counted(void **state)
{
    struct str name = S("Nguyễn Thị Hường");
    struct str family = S("👨‍👩‍👧!");

    (void)state;
    assert_int_equal(utf8_count(name), 16);
    assert_int_equal(utf8_graphemes(S("e\u0302\u0301x")), 2);
    assert_int_equal(utf8_count(family), 6);
    assert_int_equal(utf8_graphemes(family), 2);
    assert_int_equal(utf8_graphemes(STR_NONE), 0);
}

static void a_cut_never_splits_a_character(void **state)
{
    struct str s = S("ae\u0302\u0301x");

    (void)state;
    assert_true(str_eq_c(utf8_cut(s, 0), ""));
    assert_true(str_eq_c(utf8_cut(s, 3), "a"));
    assert_true(str_eq_c(utf8_cut(s, 4), "ae\u0302\u0301"));
    assert_true(str_eq(utf8_cut(s, 99), s));
    assert_true(str_eq_c(utf8_cut_bytes(S("Ủy"), 2), ""));
    assert_true(str_eq_c(utf8_cut_bytes(S("Ủy"), 3), "Ủ"));
}

static void decomposed_names_become_composed(void **state)
{
    struct str nfd = S("Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031b\u0300ng");

    assert_string_equal(utf8_nfc(*state, nfd).p, "Nguyễn Thị Hường");
    assert_string_equal(utf8_nfc(*state, S("đã rõ")).p, "đã rõ");
    assert_string_equal(utf8_nfc(*state, S("\u212b")).p, "Å");
}

static void random_bytes_are_judged_as_they_are_decoded(void **state)
{
    struct prop prop = prop_begin("utf8");

    for (int round = 0; round < ROUNDS * 10; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str s = prop_bytes(&prop, *state, 6);
        bool valid = true;

        for (size_t i = 0; i < s.n;) {
            int32_t point;
            utf8proc_ssize_t used =
                utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
                                 (utf8proc_ssize_t)(s.n - i), &point);

            valid = valid && used > 0;
            i += used > 0 ? (size_t)used : 1;
        }
        assert_int_equal(utf8_valid(s), valid);
        arena_release(*state, mark);
    }
}

static void nfc_twice_is_nfc_once_and_at_most_three_times_as_long(void **state)
{
    struct prop prop = prop_begin("nfc");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str s = prop_text(&prop, *state, 20);
        struct str once = utf8_nfc(*state, s);

        assert_true(utf8_valid(once));
        assert_true(once.n <= s.n * 3);
        assert_true(str_eq(utf8_nfc(*state, once), once));
        arena_release(*state, mark);
    }
}

static void what_is_cut_off_begins_a_new_character(void **state)
{
    struct prop prop = prop_begin("cut");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str s = prop_text(&prop, *state, 20);
        struct str head = utf8_cut(s, prop_below(&prop, 22));
        struct str tail = str_sub(s, head.n, s.n);

        assert_int_equal(utf8_graphemes(head) + utf8_graphemes(tail),
                         utf8_graphemes(s));
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_utf8_is_told_from_good),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(points_and_graphemes_are_counted),
        cmocka_unit_test(a_cut_never_splits_a_character),
        cmocka_unit_test(decomposed_names_become_composed),
        cmocka_unit_test(random_bytes_are_judged_as_they_are_decoded),
        cmocka_unit_test(nfc_twice_is_nfc_once_and_at_most_three_times_as_long),
        cmocka_unit_test(what_is_cut_off_begins_a_new_character),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
