#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "base/str.h"
#include "base/instant.h"

static void days_and_civil_dates_agree_from_1900_to_2100(void **state)
{
    struct day first;
    struct day last;
    struct day back;

    (void)state;
    assert_true(day_from_civil((struct civil){1900, 1, 1}, &first));
    assert_true(day_from_civil((struct civil){2100, 12, 31}, &last));
    assert_int_equal(last.n - first.n + 1, 201 * 365 + 49);
    for (struct day d = first; d.n <= last.n; d.n++) {
        assert_true(day_from_civil(day_civil(d), &back));
        assert_int_equal(back.n, d.n);
    }
}

static void a_day_that_does_not_exist_is_refused(void **state)
{
    struct day d;

    (void)state;
    assert_false(day_parse_iso(S("2026-02-29"), &d));
    assert_true(day_parse_iso(S("2024-02-29"), &d));
    assert_false(day_parse_vn(S("31/4/2026"), &d));
    assert_false(day_parse_vn(S("1/1/26"), &d));
    assert_false(day_parse_iso(S("2026-2-9"), &d));
}

static void midnight_in_viet_nam_is_17_hours_utc(void **state)
{
    struct arena *a = arena_new(1 << 16);
    struct instant t;

    (void)state;
    assert_true(instant_parse_iso(S("2026-02-12T17:00:00Z"), &t));
    assert_string_equal(instant_iso(a, t).p, "2026-02-13T00:00:00+07:00");
    assert_int_equal(day_weekday(instant_day(t)), FRIDAY);
    assert_true(instant_parse_iso(S("2026-02-13T16:20"), &t));
    assert_int_equal(instant_minute_of_day(t), 16 * 60 + 20);
    arena_free(a);
}

static void numbers_outside_their_range_are_refused(void **state)
{
    int64_t n = 7;

    (void)state;
    assert_true(num_parse(S("-9223372036854775808"), INT64_MIN, INT64_MAX, &n));
    assert_true(n == INT64_MIN);
    n = 7;
    assert_false(num_parse(S("9223372036854775808"), INT64_MIN, INT64_MAX, &n));
    assert_false(num_parse(S(""), 0, 9, &n));
    assert_false(num_parse(S("-"), -9, 9, &n));
    assert_false(num_parse(S("1 "), 0, 9, &n));
    assert_false(num_parse(S("10"), 0, 9, &n));
    assert_int_equal(n, 7);
}

static void money_is_grouped_as_vietnamese_writes_it(void **state)
{
    struct arena *a = arena_new(1 << 16);

    (void)state;
    assert_string_equal(num_vn(a, 1234567).p, "1.234.567");
    assert_string_equal(num_vn(a, -123456).p, "-123.456");
    assert_string_equal(num_text(a, LANG_VI, 1234567).p, "1.234.567");
    assert_string_equal(num_text(a, LANG_EN, 1234567).p, "1,234,567");
    assert_string_equal(num_vn(a, 999).p, "999");
    assert_string_equal(num_vn(a, 0).p, "0");
    arena_free(a);
}

static void count_up(void *p)
{
    int *n = p;

    (*n)++;
}

static void released_memory_runs_its_deferred_calls(void **state)
{
    struct arena *a = arena_new(1 << 20);
    int ran = 0;
    struct arena_mark mark;

    (void)state;
    arena_defer(a, count_up, &ran);
    mark = arena_mark(a);
    arena_defer(a, count_up, &ran);
    arena_alloc(a, 100000);
    arena_release(a, mark);
    assert_int_equal(ran, 1);
    arena_free(a);
    assert_int_equal(ran, 2);
}

static void a_full_buffer_keeps_what_fitted(void **state)
{
    struct arena *a = arena_new(1 << 16);
    struct buf b = buf_new(a, 5);

    (void)state;
    buf_add_c(&b, "hello");
    assert_false(b.full);
    buf_add_char(&b, '!');
    buf_printf(&b, "%d", 1);
    assert_true(b.full);
    assert_string_equal(buf_str(&b).p, "hello");
    arena_free(a);
}

static void a_list_is_walked_item_by_item(void **state)
{
    struct str rest = S("a,,b");
    struct str item;

    (void)state;
    assert_true(str_next(&rest, ',', &item) && str_eq_c(item, "a"));
    assert_true(str_next(&rest, ',', &item) && str_eq_c(item, ""));
    assert_true(str_next(&rest, ',', &item) && str_eq_c(item, "b"));
    assert_false(str_next(&rest, ',', &item));
}

static void an_error_carries_its_place_and_words(void **state)
{
    struct errbox box = {0};

    (void)state;
    assert_int_equal(RAISE(&box, ERR_RANGE, "%d is not in 1..%d", 9, 5),
                     ERR_RANGE);
    assert_string_equal(box.detail, "9 is not in 1..5");
    assert_int_equal(err_http_status(box.code), 422);
    assert_string_equal(err_name(box.code), "RANGE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_civil_dates_agree_from_1900_to_2100),
        cmocka_unit_test(a_day_that_does_not_exist_is_refused),
        cmocka_unit_test(midnight_in_viet_nam_is_17_hours_utc),
        cmocka_unit_test(numbers_outside_their_range_are_refused),
        cmocka_unit_test(money_is_grouped_as_vietnamese_writes_it),
        cmocka_unit_test(released_memory_runs_its_deferred_calls),
        cmocka_unit_test(a_full_buffer_keeps_what_fitted),
        cmocka_unit_test(a_list_is_walked_item_by_item),
        cmocka_unit_test(an_error_carries_its_place_and_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
