#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "base/viet.h"
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

/* Each line in dictionary order; every word before all that follow it. */
static const char *const dictionary[] = {
    "",    "12",  "An",     "An Bình", "an Giang", "An Giang", "Anh", "ảnh",
    "ãnh", "ánh", "ạnh",    "ăn",      "Ân",       "ba",       "Ba",  "bà",
    "bả",  "bã",  "bá",     "bạ",      "băng",     "bâng",     "cơm", "da",
    "dê",  "đa",  "đà",     "Đỗ",      "e",        "ê",        "giá", "hoa",
    "hòa", "Hòa", "hoả",    "Hòa An",  "hoan",     "i",        "la",  "lăng",
    "lâm", "o",   "ô",      "ơ",       "phường",   "quý",      "ta",  "tá",
    "tạ",  "tám", "tăng",   "tấm",     "tên",      "tu",       "tủ",  "tư",
    "tự",  "uy",  "Ủy ban", "ư",       "xã",       "ý",        "yên",
};

static void a_list_stands_in_dictionary_order(void **state)
{
    for (size_t i = 1; i < COUNT_OF(dictionary); i++) {
        struct str before = viet_sort_key(*state, str_c(dictionary[i - 1]));
        struct str after = viet_sort_key(*state, str_c(dictionary[i]));

        if (str_cmp(before, after) >= 0)
            fail_msg("%s does not come before %s", dictionary[i - 1],
                     dictionary[i]);
    }
}

static void a_search_finds_names_without_their_marks(void **state)
{
    assert_string_equal(viet_fold(*state, S("Đường Nguyễn Huệ")).p,
                        "duong nguyen hue");
    assert_string_equal(viet_fold(*state, S("hòa")).p, "hoa");
    assert_string_equal(viet_fold(*state, S("hoà")).p, "hoa");
    assert_string_equal(viet_fold(*state, S("ẶẮẤỀỢỬỴĐ")).p, "aaaeouyd");
    assert_string_equal(viet_fold(*state, STR_NONE).p, "");
}

static void khmer_keeps_its_vowels(void **state)
{
    assert_string_equal(viet_fold(*state, S("ខ្មែរ")).p, "ខ្មែរ");
}

static void the_place_of_a_tone_does_not_matter_to_order(void **state)
{
    assert_true(str_eq(viet_sort_key(*state, S("hòa thuý")),
                       viet_sort_key(*state, S("hoà thúy"))));
    assert_false(str_eq(viet_sort_key(*state, S("hòa")),
                        viet_sort_key(*state, S("hóa"))));
}

static void capitals_keep_their_marks(void **state)
{
    assert_string_equal(viet_upper(*state, S("ủy ban nhân dân đặc khu")).p,
                        "ỦY BAN NHÂN DÂN ĐẶC KHU");
    assert_string_equal(viet_lower(*state, S("ỦY BAN ĐƯỢC")).p, "ủy ban được");
    assert_string_equal(viet_sentence(*state, S("ông Tư đồng ý")).p,
                        "Ông Tư đồng ý");
    assert_string_equal(viet_sentence(*state, S("")).p, "");
    assert_string_equal(viet_name(*state, S("NGUYỄN THỊ ÁNH-ĐÀO H'MÔNG")).p,
                        "Nguyễn Thị Ánh-Đào H'Mông");
}

static struct str decomposed(struct arena *a, struct str s)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
                     &made, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    struct str nfd;

    assert_true(n >= 0);
    nfd = arena_str(a, (struct str){(const char *)made, (size_t)n});
    free(made);
    return nfd;
}

static void folding_twice_changes_no_code_point(void **state)
{
    for (int32_t point = 0; point < 0x110000; point++) {
        struct arena_mark mark = arena_mark(*state);
        struct buf b = buf_new(*state, 4);
        struct str once;

        if (point == 0xd800)
            point = 0xe000;
        utf8_add(&b, point);
        once = viet_fold(*state, buf_str(&b));
        if (!str_eq(viet_fold(*state, once), once))
            fail_msg("U+%04X folds twice", (unsigned)point);
        viet_sort_key(*state, buf_str(&b));
        viet_upper(*state, buf_str(&b));
        arena_release(*state, mark);
    }
}

static void composed_and_decomposed_text_fold_and_sort_alike(void **state)
{
    struct prop prop = prop_begin("viet");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct str nfc = utf8_nfc(*state, prop_text(&prop, *state, 20));
        struct str nfd = decomposed(*state, nfc);
        struct str fold = viet_fold(*state, nfc);
        struct str key = viet_sort_key(*state, nfc);

        assert_true(str_eq(viet_fold(*state, nfd), fold));
        assert_true(str_eq(viet_sort_key(*state, nfd), key));
        assert_true(str_eq(viet_fold(*state, fold), fold));
        assert_null(key.n ? memchr(key.p, 0, key.n) : NULL);
        arena_release(*state, mark);
    }
}

/* Sorting by key never contradicts the letters without their marks. */
static void words_with_equal_letters_stand_together(void **state)
{
    struct prop prop = prop_begin("together");
    const char *const words[] = {"má", "ma", "mạ", "MẢ", "mà", "Ma"};

    for (int round = 0; round < ROUNDS; round++) {
        struct str one = str_c(words[prop_below(&prop, COUNT_OF(words))]);
        struct str key = viet_sort_key(*state, one);

        assert_true(str_cmp(viet_sort_key(*state, S("lý")), key) < 0);
        assert_true(str_cmp(key, viet_sort_key(*state, S("mac"))) < 0);
        assert_true(str_cmp(key, viet_sort_key(*state, S("măc"))) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_stands_in_dictionary_order),
        cmocka_unit_test(a_search_finds_names_without_their_marks),
        cmocka_unit_test(khmer_keeps_its_vowels),
        cmocka_unit_test(the_place_of_a_tone_does_not_matter_to_order),
        cmocka_unit_test(capitals_keep_their_marks),
        cmocka_unit_test(folding_twice_changes_no_code_point),
        cmocka_unit_test(composed_and_decomposed_text_fold_and_sort_alike),
        cmocka_unit_test(words_with_equal_letters_stand_together),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
