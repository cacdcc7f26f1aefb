/* Numbers as people type them, and as they read them again. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

#include "domain/form/form_number.h"

#define NONE INT64_MIN

struct reading {
    const char *typed;
    int64_t n; /* NONE: it is no number */
};

static int64_t number(struct str typed)
{
    int64_t n;

    return number_parse(typed, &n) ? n : NONE;
}

static int64_t thousandths(struct str typed)
{
    int64_t n;

    return decimal_parse(typed, &n) ? n : NONE;
}

static void expect(const struct reading *row, size_t count,
                   int64_t (*read)(struct str typed))
{
    for (size_t i = 0; i < count; i++) {
        int64_t n = read(str_c(row[i].typed));

        if (n != row[i].n)
            fail_msg("“%s” is read as %" PRId64, row[i].typed, n);
    }
}

static void a_whole_number_may_have_points_between_its_thousands(void **state)
{
    static const struct reading row[] = {
        {"0", 0},
        {"9", 9},
        {"-3", -3},
        {"999", 999},
        {"1234", 1234},
        {"1250000", 1250000},
        {"1.250", 1250},
        {"12.500", 12500},
        {"125.000", 125000},
        {"1.250.000", 1250000},
        {"-1.250.000", -1250000},
    };

    (void)state;
    expect(row, COUNT_OF(row), number);
}

/* 1.25 is not taken for 125, nor 1,5 for 15. */
static void anything_else_is_no_whole_number(void **state)
{
    static const struct reading row[] = {
        {"", NONE},         {"-", NONE},        {"--1", NONE},
        {"+1", NONE},       {"x", NONE},        {"1x", NONE},
        {"1 000", NONE},    {"1,5", NONE},      {"1.25", NONE},
        {"1.2500", NONE},   {"1.250.00", NONE}, {"1250.000", NONE},
        {"1.250000", NONE}, {".250", NONE},     {"1..250", NONE},
        {"1.250.", NONE},   {"-.250", NONE},    {"1-250", NONE},
        {"1/5", NONE},      {"1:5", NONE},      {"1.250,000", NONE},
    };

    (void)state;
    expect(row, COUNT_OF(row), number);
    assert_int_equal(number(STR_NONE), NONE);
    /* What stands behind the text is none of it. */
    assert_int_equal(number((struct str){"1.2500", 5}), 1250);
}

static void a_number_has_at_most_fifteen_digits(void **state)
{
    static const struct reading row[] = {
        {"999999999999999", 999999999999999},
        {"999.999.999.999.999", 999999999999999},
        {"-999999999999999", -999999999999999},
        {"1000000000000000", NONE},
        {"-1000000000000000", NONE},
        {"000000000000000000000001", 1},
        {"0000000000000000000000001", NONE},
    };

    (void)state;
    expect(row, COUNT_OF(row), number);
}

static void a_decimal_has_a_comma_and_up_to_three_decimals(void **state)
{
    static const struct reading row[] = {
        {"0", 0},          {"12", 12000},    {"12,5", 12500},
        {"12,50", 12500},  {"12,05", 12050}, {"0,001", 1},
        {"1,999", 1999},   {"1,0", 1000},    {"1.250,125", 1250125},
        {"-12,5", -12500}, {"-0,5", -500},   {"-1.250", -1250000},
        {"12,", NONE},     {",5", NONE},     {"12,1234", NONE},
        {"0,0001", NONE},  {"12,x", NONE},   {"12,-5", NONE},
        {"1,2,3", NONE},   {"1.25,5", NONE}, {"x", NONE},
        {"", NONE},        {"-", NONE},      {"1,2.5", NONE},
    };

    (void)state;
    expect(row, COUNT_OF(row), thousandths);
}

/* Three digits behind a point are thousands, unless nothing stands before. */
static void a_lone_point_may_be_the_decimal_mark(void **state)
{
    static const struct reading row[] = {
        {"12.5", 12500},  {"1.25", 1250},     {"0.125", 125},
        {"-0.125", -125}, {"1.125", 1125000}, {"10.125", 10125000},
        {"0.5", 500},     {"-2.5", -2500},    {"1.1234", NONE},
        {"1.2.3", NONE},  {"1.5x", NONE},     {"1.250.5", NONE},
        {"5.", NONE},     {".5", NONE},       {"1.250.125", 1250125000},
    };

    (void)state;
    expect(row, COUNT_OF(row), thousandths);
}

static void decimals_are_counted_as_they_were_typed(void **state)
{
    (void)state;
    assert_int_equal(decimal_places(S("12")), 0);
    assert_int_equal(decimal_places(S("12,5")), 1);
    assert_int_equal(decimal_places(S("12,50")), 2);
    assert_int_equal(decimal_places(S("1,250")), 3);
    assert_int_equal(decimal_places(S("1.250")), 0);
    assert_int_equal(decimal_places(S("1.25")), 2);
    assert_int_equal(decimal_places(S("1.250,5")), 1);
    assert_int_equal(decimal_places(S(",5")), 1);
    assert_int_equal(decimal_places(S(".25")), 2);
    assert_int_equal(decimal_places(S("")), 0);
}

static void a_decimal_is_shown_without_zeros_at_its_end(void **state)
{
    static const struct {
        int64_t thousandths;
        const char *vi;
        const char *en;
    } row[] = {
        {0, "0", "0"},
        {12000, "12", "12"},
        {-12000, "-12", "-12"},
        {12500, "12,5", "12.5"},
        {-500, "-0,5", "-0.5"},
        {12250, "12,25", "12.25"},
        {12050, "12,05", "12.05"},
        {12005, "12,005", "12.005"},
        {1, "0,001", "0.001"},
        {-1, "-0,001", "-0.001"},
        {12345, "12,345", "12.345"},
        {1250000, "1250", "1250"},
        {1250125, "1250,125", "1250.125"},
    };
    struct arena *a = arena_new(1 << 16);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        assert_string_equal(decimal_text(a, LANG_VI, row[i].thousandths).p,
                            row[i].vi);
        assert_string_equal(decimal_text(a, LANG_EN, row[i].thousandths).p,
                            row[i].en);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_number_may_have_points_between_its_thousands),
        cmocka_unit_test(anything_else_is_no_whole_number),
        cmocka_unit_test(a_number_has_at_most_fifteen_digits),
        cmocka_unit_test(a_decimal_has_a_comma_and_up_to_three_decimals),
        cmocka_unit_test(a_lone_point_may_be_the_decimal_mark),
        cmocka_unit_test(decimals_are_counted_as_they_were_typed),
        cmocka_unit_test(a_decimal_is_shown_without_zeros_at_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
