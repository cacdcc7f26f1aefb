#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/chance.h"

#define DRAWS 20000

static void a_seed_draws_the_same_again(void **state)
{
    struct chance a = chance_new(5);
    struct chance b = chance_new(5);
    struct chance other = chance_new(6);

    (void)state;
    for (int i = 0; i < 100; i++) {
        uint64_t drawn = chance_next(&a);

        assert_true(drawn == chance_next(&b));
        assert_false(drawn == chance_next(&other));
    }
}

static void draws_stay_within_their_bounds(void **state)
{
    struct chance c = chance_new(1);
    bool low = false;
    bool high = false;

    (void)state;
    for (int i = 0; i < DRAWS; i++) {
        int64_t n = chance_between(&c, -3, 3);

        assert_true(n >= -3 && n <= 3);
        low |= n == -3;
        high |= n == 3;
        assert_true(chance_below(&c, 7) < 7);
        assert_true(chance_is(&c, 1000));
        assert_false(chance_is(&c, 0));
    }
    assert_true(low && high);
}

static void a_weight_is_drawn_as_often_as_it_weighs(void **state)
{
    static const int weight[] = {1, 0, 3};
    struct chance c = chance_new(1);
    int drawn[3] = {0};

    (void)state;
    for (int i = 0; i < DRAWS; i++)
        drawn[chance_weighted(&c, weight, 3)]++;
    assert_int_equal(drawn[1], 0);
    assert_in_range(drawn[2], DRAWS * 73 / 100, DRAWS * 77 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_draws_the_same_again),
        cmocka_unit_test(draws_stay_within_their_bounds),
        cmocka_unit_test(a_weight_is_drawn_as_often_as_it_weighs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
