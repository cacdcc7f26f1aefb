#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/person/id_card.h"
#include "domain/person/id_number.h"
#include "domain/person/person.h"

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
    assert_false(id_number_read(S("08919500000/"), &parts));
    assert_false(id_number_read(S("08919500000:"), &parts));
    assert_false(id_number_read(S("x89195000001"), &parts));
    assert_false(id_number_read(STR_NONE, &parts));
    assert_int_equal(parts.place, 7);
    assert_true(id_number_read(S("123987654321"), &parts));
    assert_int_equal(parts.place, 123);
    assert_int_equal(parts.birth_year, 2387);
    assert_true(id_number_read(S("001010000000"), &parts));
    assert_int_equal(parts.birth_year, 1910);
}

/* The 63 provinces of before 2025, in the order of their codes. */
static void old_provinces_and_countries_are_known_places(void **state)
{
    static const char provinces[] =
        " 1 2 4 6 8 10 11 12 14 15 17 19 20 22 24 25 26 27 30 31 33 34 35 36 37"
        " 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 66 67 68 70 72 74 75"
        " 77 79 80 82 83 84 86 87 89 91 92 93 94 95 96";
    char known[sizeof provinces + 1] = "";
    int n = 0;

    (void)state;
    for (int place = 0; place <= 100 && n < (int)sizeof known; place++)
        if (id_place_known(place))
            n += snprintf(known + n, sizeof known - (size_t)n, " %d", place);
    assert_string_equal(known, provinces);
    assert_true(id_place_known(101));
    assert_true(id_place_known(999));
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

/* Each text is a number of that paper, or looks like one and is none. */
static void expect_all(bool (*ok)(struct str), const char *const *good,
                       const char *const *bad)
{
    for (; *good; good++)
        if (!ok(str_c(*good)))
            fail_msg("refused: %s", *good);
    for (; *bad; bad++)
        if (ok(str_c(*bad)))
            fail_msg("taken: %s", *bad);
}

static void a_card_has_nine_or_twelve_digits(void **state)
{
    static const char *const good[] = {"351234567", "089195000001", NULL};
    static const char *const bad[] = {
        "",          "35123456",  "3512345678",  "35123456x",
        "x51234567", "35123 567", "08919500001", "0891950000011",
        "35123456/", "35123456:", NULL};

    (void)state;
    expect_all(id_card_number_ok, good, bad);
}

static void a_passport_is_a_capital_and_seven_or_eight_digits(void **state)
{
    static const char *const good[] = {"C1234567", "P12345678", "A1234567",
                                       "Z1234567", "C9876543",  NULL};
    static const char *const bad[] = {
        "",         "c1234567", "C123456",  "C123456789", "@1234567",
        "[1234567", "12345678", "CC234567", "C123456x",   NULL};

    (void)state;
    expect_all(passport_number_ok, good, bad);
}

static void a_tax_code_has_ten_digits_and_perhaps_a_branch(void **state)
{
    static const char *const good[] = {"1601234567", "1601234567-001",
                                       "089195000001", NULL};
    static const char *const bad[] = {"",
                                      "160123456",
                                      "16012345678",
                                      "160123456x",
                                      "1601234567-01",
                                      "1601234567-0011",
                                      "1601234567x001",
                                      "160123456x-001",
                                      "x601234567-001",
                                      "1601234567-x01",
                                      "1601234567-00x",
                                      "160123456-0001",
                                      "16012345670001",
                                      "0891950000012",
                                      NULL};

    (void)state;
    expect_all(tax_code_ok, good, bad);
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

static void a_birthday_is_eight_digits_or_has_strokes(void **state)
{
    static const struct {
        const char *text;
        int year, month, day; /* year 0: not readable */
    } row[] = {
        {"05021990", 1990, 2, 5},     {"05/02/1990", 1990, 2, 5},
        {"01011900", 1900, 1, 1},     {"31122029", 2029, 12, 31},
        {"31/12/9999", 9999, 12, 31}, {"01/01/0001", 1, 1, 1},
        {"00011990", 0, 0, 0},        {"32011990", 0, 0, 0},
        {"01001990", 0, 0, 0},        {"01131990", 0, 0, 0},
        {"01010000", 0, 0, 0},        {"29022023", 0, 0, 0},
        {"05-02/1990", 0, 0, 0},      {"05/02-1990", 0, 0, 0},
        {"0502199", 0, 0, 0},         {"050219900", 0, 0, 0},
        {"05/02/199", 0, 0, 0},       {"05/02/19900", 0, 0, 0},
        {"x5021990", 0, 0, 0},        {"05x21990", 0, 0, 0},
        {"0502199x", 0, 0, 0},        {"", 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char text[100];
        struct id_card c;

        snprintf(text, sizeof text, "089205004567||An|%s|Nam|", row[i].text);
        assert_true(id_card_read(str_c(text), &c));
        assert_int_equal(c.birth.year, row[i].year);
        assert_int_equal(c.birth.month, row[i].month);
        assert_int_equal(c.birth.day, row[i].day);
    }
}

static void five_fields_are_enough_for_a_card(void **state)
{
    struct id_card c;

    (void)state;
    assert_true(id_card_read(S("089205004567|An|30112005|Nam|Ấp 1"), &c));
    assert_true(str_eq_c(c.name, "An"));
    assert_true(str_eq_c(c.address, "Ấp 1"));
    assert_false(id_card_read(S("089205004567|An|30112005|Nam"), &c));
    /* Older cards say a number of nine digits, or one of twelve. */
    assert_true(id_card_read(S("089205004567|352000123|An|30112005|Nam"), &c));
    assert_true(str_eq_c(c.name, "An"));
    assert_true(str_empty(c.address));
    assert_true(
        id_card_read(S("089205004567|089205004567|An|30112005|Nam|"), &c));
    assert_true(str_eq_c(c.name, "An"));
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

static void a_name_has_letters_of_any_script_and_few_signs(void **state)
{
    static const char *const good[] = {"Ðỗ Văn A", "a", "O'Neil-Z.",
                                       "Z",        "z", "ố"};
    static const char *const bad[] = {"",      "'-. ",   "An1",  "1An",
                                      "An@",   "An[",    "An`",  "An{",
                                      "An/Tư", "An\tTư", "An_Tư"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(person_name_ok(str_c(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(person_name_ok(str_c(bad[i])));
}

static void an_email_address_has_one_sign_and_a_domain(void **state)
{
    static const char *const good[] = {"lan@example.vn", "a@b.vn", "a~!@b.vn",
                                       "lan.thi+1@mail.example.vn"};
    static const char *const bad[] = {
        "",           "lan",      "@example.vn", "lan@",      "lan@vn",
        "lan@.vn",    "a@b.v",    "a@b.",        "a@b.vn.",   "a..b@c.vn",
        "a@b..vn",    "a@@b.vn",  "a@b@c.vn",    "a b@c.vn",  "a@b.vn ",
        "a\x7F@b.vn", "lần@b.vn", "a@b.vn\n",    "<a@b.vn>",  "a,b@c.vn",
        "a;b@c.vn",   "a:b@c.vn", "\"a\"@b.vn",  "a\\b@c.vn", "(a)@b.vn",
        "[a]@b.vn",   "a@b.vn@",  "@a@b.vn",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_true(email_ok(str_c(good[i])));
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(email_ok(str_c(bad[i])));
}

/* 254: what a mail server takes (RFC 5321). */
static void an_email_address_is_no_longer_than_mail_allows(void **state)
{
    char text[256];

    (void)state;
    memset(text, 'a', sizeof text);
    memcpy(text + 248, "@b.vnn", 6);
    assert_true(email_ok((struct str){text, 254}));
    memcpy(text + 248, "@b.vnnn", 7);
    assert_false(email_ok((struct str){text, 255}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_letters_of_any_script_and_few_signs),
        cmocka_unit_test(an_email_address_has_one_sign_and_a_domain),
        cmocka_unit_test(an_email_address_is_no_longer_than_mail_allows),
        cmocka_unit_test(an_id_number_tells_place_sex_and_year),
        cmocka_unit_test(only_twelve_digits_are_an_id_number),
        cmocka_unit_test(old_provinces_and_countries_are_known_places),
        cmocka_unit_test(what_is_not_known_cannot_disagree),
        cmocka_unit_test(a_card_has_nine_or_twelve_digits),
        cmocka_unit_test(a_passport_is_a_capital_and_seven_or_eight_digits),
        cmocka_unit_test(a_tax_code_has_ten_digits_and_perhaps_a_branch),
        cmocka_unit_test(a_scanned_card_tells_who_it_is),
        cmocka_unit_test(cards_differ_and_readers_add_blanks),
        cmocka_unit_test(a_birthday_is_eight_digits_or_has_strokes),
        cmocka_unit_test(five_fields_are_enough_for_a_card),
        cmocka_unit_test(what_is_no_card_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
