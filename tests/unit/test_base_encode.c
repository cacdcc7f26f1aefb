#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "base/encode.h"

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void bytes_come_back_from_hex_and_base64url(void **state)
{
    struct str back;

    for (size_t n = 0; n < 70; n++) {
        struct str bytes = crypto_random_str(*state, n);

        assert_true(hex_bytes(*state, hex_text(*state, bytes), &back));
        assert_true(str_eq(back, bytes));
        assert_true(
            base64url_bytes(*state, base64url_text(*state, bytes), &back));
        assert_true(str_eq(back, bytes));
    }
}

static void hex_that_is_not_whole_is_refused(void **state)
{
    struct str back = S("kept");

    assert_string_equal(hex_text(*state, S("\x01\xfe")).p, "01fe");
    assert_true(hex_bytes(*state, S("01FE"), &back));
    back = S("kept");
    assert_false(hex_bytes(*state, S("01f"), &back));
    assert_false(hex_bytes(*state, S("01 fe"), &back));
    assert_false(hex_bytes(*state, S("0g"), &back));
    assert_false(hex_bytes(*state, STR_NONE, &back));
    assert_true(str_eq_c(back, "kept"));
}

static void base64url_has_one_text_for_one_value(void **state)
{
    struct str back = S("kept");

    assert_string_equal(base64url_text(*state, S("\xfb\xff")).p, "-_8");
    assert_false(base64url_bytes(*state, S("-_8="), &back));
    assert_false(base64url_bytes(*state, S("-_9"), &back));
    assert_false(base64url_bytes(*state, S("+/8"), &back));
    assert_false(base64url_bytes(*state, S("A"), &back));
    assert_true(str_eq_c(back, "kept"));
}

static void a_code_is_read_as_people_write_it(void **state)
{
    struct str code;

    assert_true(code_read(*state, S(" 7kq0-1abz "), 8, &code));
    assert_string_equal(code.p, "7KQ01ABZ");
    assert_true(code_read(*state, S("7kqO-LABZ"), 8, &code));
    assert_string_equal(code.p, "7KQ01ABZ");
}

static void a_code_with_foreign_letters_or_length_is_refused(void **state)
{
    struct str code = S("kept");

    assert_false(code_read(*state, S("7KQ01AB"), 8, &code));
    assert_false(code_read(*state, S("7KQ01ABZZ"), 8, &code));
    assert_false(code_read(*state, S("7KQ01ABU"), 8, &code));
    assert_false(code_read(*state, S("7KQ01AB\0"), 8, &code));
    assert_false(code_read(*state, S("7KQ01Ađ"), 8, &code));
    assert_false(code_read(*state, STR_NONE, 8, &code));
    assert_true(str_eq_c(code, "kept"));
}

static void every_code_letter_is_reached_by_its_five_bits(void **state)
{
    char bytes[32];

    for (int i = 0; i < 32; i++)
        bytes[i] = (char)(i | 0xe0);
    assert_string_equal(code_text(*state, (struct str){bytes, sizeof bytes}).p,
                        CODE_LETTERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_from_hex_and_base64url),
        cmocka_unit_test(hex_that_is_not_whole_is_refused),
        cmocka_unit_test(base64url_has_one_text_for_one_value),
        cmocka_unit_test(a_code_is_read_as_people_write_it),
        cmocka_unit_test(a_code_with_foreign_letters_or_length_is_refused),
        cmocka_unit_test(every_code_letter_is_reached_by_its_five_bits),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
