#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/person/id_card.h"
#include "domain/person/id_number.h"

static void an_id_number_tells_place_sex_and_year(void **state)
{
    struct id_parts parts;

    (void)state;
    assert_true(id_number_read(S("089195000001"), &parts));
    assert_int_equal(parts.place, 89);
    assert_int_equal(parts.sex, SEX_FEMALE);
    assert_int_equal(parts.birth_year, 1995);
    assert_true(id_number_read(S("091226123456"), &parts));
    assert_int_equal(parts.sex, SEX_MALE);
    assert_int_equal(parts.birth_year, 2026);
    assert_true(id_number_read(S("001999000000"), &parts));
    assert_int_equal(parts.sex, SEX_FEMALE);
    assert_int_equal(parts.birth_year, 2399);
}

static void only_twelve_digits_are_an_id_number(void **state)
{
    struct id_parts parts = {.place = 7};

    (void)state;
    assert_false(id_number_read(S("08919500001"), &parts));
    assert_false(id_number_read(S("0891950000011"), &parts));
    assert_false(id_number_read(S("08919500000a"), &parts));
    assert_false(id_number_read(S("089 95000001"), &parts));
    assert_false(id_number_read(STR_NONE, &parts));
    assert_int_equal(parts.place, 7);
}

static void old_provinces_and_countries_are_known_places(void **state)
{
    int known = 0;

    (void)state;
    assert_true(id_place_known(89));
    assert_true(id_place_known(91));
    assert_true(id_place_known(101));
    assert_false(id_place_known(0));
    assert_false(id_place_known(3));
    assert_false(id_place_known(97));
    assert_false(id_place_known(100));
    for (int place = 0; place <= 100; place++)
        known += id_place_known(place);
    assert_int_equal(known, 63);
}

static void what_is_not_known_cannot_disagree(void **state)
{
    struct id_parts parts = {89, SEX_FEMALE, 1995};

    (void)state;
    assert_true(id_agrees_with_sex(parts, SEX_FEMALE));
    assert_true(id_agrees_with_sex(parts, SEX_UNKNOWN));
    assert_false(id_agrees_with_sex(parts, SEX_MALE));
    assert_true(id_agrees_with_year(parts, 1995));
    assert_true(id_agrees_with_year(parts, 0));
    assert_false(id_agrees_with_year(parts, 1996));
}

static void papers_have_their_own_numbers(void **state)
{
    (void)state;
    assert_true(id_card_number_ok(S("351234567")));
    assert_true(id_card_number_ok(S("089195000001")));
    assert_false(id_card_number_ok(S("3512345678")));
    assert_false(id_card_number_ok(S("35123456x")));
    assert_true(passport_number_ok(S("C1234567")));
    assert_true(passport_number_ok(S("P12345678")));
    assert_false(passport_number_ok(S("c1234567")));
    assert_false(passport_number_ok(S("C123456")));
    assert_false(passport_number_ok(S("C123456789")));
    assert_true(tax_code_ok(S("1601234567")));
    assert_true(tax_code_ok(S("1601234567-001")));
    assert_true(tax_code_ok(S("089195000001")));
    assert_false(tax_code_ok(S("1601234567-01")));
    assert_false(tax_code_ok(S("16012345678")));
    assert_false(tax_code_ok(S("1601234567x001")));
}

static void a_scanned_card_tells_who_it_is(void **state)
{
    struct id_card c;

    (void)state;
    assert_true(id_card_read(
        S("089190000123|352000123|Nguyễn Thị An|05021990|Nữ|Tổ 3, Bình Khánh, "
          "Long Xuyên, An Giang|15042021"),
        &c));
    assert_true(str_eq_c(c.number, "089190000123"));
    assert_true(str_eq_c(c.name, "Nguyễn Thị An"));
    assert_int_equal(c.birth.day, 5);
    assert_int_equal(c.birth.month, 2);
    assert_int_equal(c.birth.year, 1990);
    assert_int_equal(c.sex, SEX_FEMALE);
    assert_true(str_eq_c(c.address, "Tổ 3, Bình Khánh, Long Xuyên, An Giang"));
}

static void cards_differ_and_readers_add_blanks(void **state)
{
    struct id_card c;

    (void)state;
    assert_true(id_card_read(
        S(" 089205004567|| Trần Văn Bé |30/11/2005|Nam|Ấp Vĩnh Lợi\r\n"), &c));
    assert_true(str_eq_c(c.name, "Trần Văn Bé"));
    assert_int_equal(c.birth.month, 11);
    assert_true(str_eq_c(c.address, "Ấp Vĩnh Lợi"));
    /* Without the old number, and with what newer cards append. */
    assert_true(id_card_read(
        S("089205004567|Trần Văn Bé|30112005|Nam|Ấp 1|02082022|x|y|z"), &c));
    assert_true(str_eq_c(c.name, "Trần Văn Bé"));
    assert_int_equal(c.sex, SEX_MALE);
    /* A day that is none is left out, the rest stays. */
    assert_true(
        id_card_read(S("089205004567||Trần Văn Bé|31022005|?|Ấp 1|"), &c));
    assert_int_equal(c.birth.year, 0);
    assert_int_equal(c.sex, SEX_UNKNOWN);
}

static void what_is_no_card_is_refused(void **state)
{
    struct id_card c;

    (void)state;
    assert_false(id_card_read(S(""), &c));
    assert_false(id_card_read(S("089190000123"), &c));
    assert_false(id_card_read(S("089190000123||Nguyễn Thị An|05021990"), &c));
    assert_false(
        id_card_read(S("0891900001234||Nguyễn Thị An|05021990|Nữ|Ấp 1"), &c));
    assert_false(id_card_read(S("089190000123|||05021990|Nữ|Ấp 1"), &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_number_tells_place_sex_and_year),
        cmocka_unit_test(only_twelve_digits_are_an_id_number),
        cmocka_unit_test(old_provinces_and_countries_are_known_places),
        cmocka_unit_test(what_is_not_known_cannot_disagree),
        cmocka_unit_test(papers_have_their_own_numbers),
        cmocka_unit_test(a_scanned_card_tells_who_it_is),
        cmocka_unit_test(cards_differ_and_readers_add_blanks),
        cmocka_unit_test(what_is_no_card_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
