#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

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

static void a_message_is_read_in_both_languages(void **state)
{
    (void)state;
    assert_string_equal(msg(LANG_VI, MSG_TEXT_MISSING).p, "Chưa điền ô này.");
    assert_string_equal(msg(LANG_EN, MSG_TEXT_MISSING).p,
                        "Fill in this field.");
}

static void a_message_is_filled_with_its_arguments(void **state)
{
    const struct str args[] = {S_INIT("20"), S_INIT("{0}")};

    assert_string_equal(msg_format(*state, LANG_VI, MSG_TEXT_LONG, 2, args).p,
                        "Chỉ được tối đa 20 ký tự, đang có {0}.");
    assert_string_equal(msg_format(*state, LANG_VI, MSG_TEXT_LONG, 1, args).p,
                        "Chỉ được tối đa 20 ký tự, đang có .");
}

static void an_error_has_words_for_the_person(void **state)
{
    struct errbox box;

    assert_int_equal(REFUSE1(&box, ERR_INPUT, MSG_TEXT_SHORT, S("3")),
                     ERR_INPUT);
    assert_string_equal(errbox_words(*state, &box, LANG_EN).p,
                        "At least 3 characters are needed.");
    assert_int_equal(RAISE(&box, ERR_TOO_LARGE, "for the operator"),
                     ERR_TOO_LARGE);
    assert_string_equal(errbox_words(*state, &box, LANG_VI).p,
                        "Nội dung gửi lên quá lớn.");
}

static void english_tells_one_from_many_and_vietnamese_does_not(void **state)
{
    const struct str one = S("1");

    assert_string_equal(msg_format(*state, LANG_EN, MSG_TEXT_SHORT, 1, &one).p,
                        "At least one character is needed.");
    assert_string_equal(msg_format(*state, LANG_VI, MSG_TEXT_SHORT, 1, &one).p,
                        "Cần ít nhất 1 ký tự.");
}

static void every_kind_of_error_has_words(void **state)
{
    for (enum err e = ERR_OK + 1; e < ERR_COUNT; e++) {
        struct errbox box = {.code = e};

        for (enum lang lang = 0; lang < LANG_COUNT; lang++)
            assert_true(errbox_words(*state, &box, lang).n > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_read_in_both_languages),
        cmocka_unit_test(a_message_is_filled_with_its_arguments),
        cmocka_unit_test(an_error_has_words_for_the_person),
        cmocka_unit_test(english_tells_one_from_many_and_vietnamese_does_not),
        cmocka_unit_test(every_kind_of_error_has_words),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
