#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/instant.h"

#include "web/rate.h"

static const struct rate_limit limits[RATE_KIND_COUNT] = {
    [RATE_LOOKUP] = {.burst = 3, .refill_ms = 1000},
    [RATE_LOGIN] = {.burst = 1, .refill_ms = 1000},
    [RATE_REGISTER] = {.burst = 1, .refill_ms = 1000},
    [RATE_UPLOAD] = {.burst = 1, .refill_ms = 1000},
};

static struct arena *arena;
static struct rate *rate;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(ARENA_REQUEST_BYTES_MAX);
    rate = rate_new(arena, limits);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int64_t knock(const char *who, int64_t at_us)
{
    return rate_take(rate, RATE_LOOKUP, str_c(who), at_us);
}

static void a_burst_passes_and_the_next_waits(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(knock("10.0.0.1", SECOND_US), 0);
    assert_int_equal(knock("10.0.0.1", SECOND_US), 1000);
    assert_int_equal(knock("10.0.0.1", SECOND_US + 400000), 600);
}

static void one_more_passes_after_each_refill(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(knock("10.0.0.1", SECOND_US), 0);
    assert_int_equal(knock("10.0.0.1", 2 * SECOND_US), 0);
    assert_true(knock("10.0.0.1", 2 * SECOND_US) > 0);
}

static void waiting_long_gives_no_more_than_a_burst(void **state)
{
    (void)state;
    assert_int_equal(knock("10.0.0.1", SECOND_US), 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(knock("10.0.0.1", 999 * SECOND_US), 0);
    assert_true(knock("10.0.0.1", 999 * SECOND_US) > 0);
}

static void others_and_other_kinds_are_not_held_up(void **state)
{
    (void)state;
    assert_int_equal(rate_take(rate, RATE_LOGIN, S("a"), SECOND_US), 0);
    assert_true(rate_take(rate, RATE_LOGIN, S("a"), SECOND_US) > 0);
    assert_int_equal(rate_take(rate, RATE_LOGIN, S("b"), SECOND_US), 0);
    assert_int_equal(rate_take(rate, RATE_UPLOAD, S("a"), SECOND_US), 0);
}

static void a_flood_of_others_keeps_who_is_waiting(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(knock("10.0.0.1", SECOND_US), 0);
    for (int i = 0; i < 20000; i++)
        assert_int_equal(knock(arena_printf(arena, "flood %d", i).p, SECOND_US),
                         0);
    assert_true(knock("10.0.0.1", SECOND_US) > 0);
}

static void one_subscriber_of_ipv6_is_one_who(void **state)
{
    struct str a = rate_subscriber(arena, S("2001:db8:1:2::7"));
    struct str b = rate_subscriber(arena, S("2001:db8:1:2:9::1"));
    struct str c = rate_subscriber(arena, S("2001:db8:1:3::7"));

    (void)state;
    assert_true(str_eq(a, b));
    assert_false(str_eq(a, c));
    assert_true(str_eq(rate_subscriber(arena, S("10.0.0.1")), S("10.0.0.1")));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_burst_passes_and_the_next_waits),
        TEST(one_more_passes_after_each_refill),
        TEST(waiting_long_gives_no_more_than_a_burst),
        TEST(others_and_other_kinds_are_not_held_up),
        TEST(a_flood_of_others_keeps_who_is_waiting),
        TEST(one_subscriber_of_ipv6_is_one_who),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
