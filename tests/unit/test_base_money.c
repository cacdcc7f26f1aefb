#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/money.h"

static void an_amount_is_written_with_its_sign_behind(void **state)
{
    struct arena *a = arena_new(1 << 16);

    (void)state;
    assert_string_equal(vnd_text(a, LANG_VI, (struct vnd){100000}).p,
                        "100.000\xc2\xa0\xc4\x91");
    assert_string_equal(vnd_text(a, LANG_EN, (struct vnd){100000}).p,
                        "100,000\u00a0VND");
    assert_string_equal(vnd_text(a, LANG_VI, (struct vnd){0}).p, "0\u00a0đ");
    assert_string_equal(vnd_text(a, LANG_VI, (struct vnd){-5000}).p,
                        "-5.000\u00a0đ");
    arena_free(a);
}

static void amounts_add_and_multiply(void **state)
{
    struct vnd sum;

    (void)state;
    assert_true(vnd_add((struct vnd){8000}, (struct vnd){-3000}, &sum));
    assert_int_equal(sum.dong, 5000);
    assert_true(vnd_multiply((struct vnd){1500}, 4, &sum));
    assert_int_equal(sum.dong, 6000);
}

static void an_amount_too_large_is_refused(void **state)
{
    struct vnd sum = {7};

    (void)state;
    assert_false(vnd_add((struct vnd){INT64_MAX}, (struct vnd){1}, &sum));
    assert_false(vnd_multiply((struct vnd){INT64_MIN}, -1, &sum));
    assert_false(vnd_multiply((struct vnd){INT64_MAX / 2}, 3, &sum));
    assert_int_equal(sum.dong, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_is_written_with_its_sign_behind),
        cmocka_unit_test(amounts_add_and_multiply),
        cmocka_unit_test(an_amount_too_large_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
