#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include "domain/form/form_words.h"

static void numbers_are_read_as_people_say_them(void **state)
{
    static const struct {
        int64_t n;
        const char *words;
    } reading[] = {
        {0, "không"},
        {5, "năm"},
        {10, "mười"},
        {11, "mười một"},
        {14, "mười bốn"},
        {15, "mười lăm"},
        {20, "hai mươi"},
        {21, "hai mươi mốt"},
        {24, "hai mươi tư"},
        {55, "năm mươi lăm"},
        {100, "một trăm"},
        {105, "một trăm lẻ năm"},
        {198, "một trăm chín mươi tám"},
        {999, "chín trăm chín mươi chín"},
        {115, "một trăm mười lăm"},
        {1000, "một nghìn"},
        {1005, "một nghìn không trăm lẻ năm"},
        {2026, "hai nghìn không trăm hai mươi sáu"},
        {100000, "một trăm nghìn"},
        {999999, "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"},
        {1000000, "một triệu"},
        {999999999,
         "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín "
         "trăm chín mươi chín"},
        {1000001, "một triệu không trăm lẻ một"},
        {1250000, "một triệu hai trăm năm mươi nghìn"},
        {3000000000, "ba tỷ"},
        {1000000005, "một tỷ không trăm lẻ năm"},
        {-3, "âm ba"},
    };
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(reading); i++)
        assert_string_equal(number_words(a, reading[i].n).p, reading[i].words);
    assert_true(number_words(a, INT64_MIN).n > 0);
    assert_true(number_words(a, INT64_MAX).n > 0);
    arena_free(a);
}

static void a_date_is_written_out_as_far_as_it_is_known(void **state)
{
    struct arena *a = arena_new(1 << 16);
    struct day d;

    (void)state;
    assert_true(day_parse_iso(S("2026-04-24"), &d));
    assert_string_equal(
        date_words(a, d).p,
        "Ngày hai mươi tư tháng tư năm hai nghìn không trăm hai mươi sáu");
    assert_string_equal(date_words_partial(a, (struct civil){1956, 2, 0}).p,
                        "Tháng hai năm một nghìn chín trăm năm mươi sáu");
    assert_string_equal(date_words_partial(a, (struct civil){1956, 0, 0}).p,
                        "Năm một nghìn chín trăm năm mươi sáu");
    assert_null(date_words_partial(a, (struct civil){0, 0, 0}).p);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_people_say_them),
        cmocka_unit_test(a_date_is_written_out_as_far_as_it_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
