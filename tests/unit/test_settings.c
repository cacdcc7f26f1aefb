#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/instant.h"

#include "cli/settings.h"

static bool read_words(const char *demo, const char *clock)
{
    struct arena *a = arena_new(1 << 20);
    char *argv[] = {(char *)(uintptr_t) "web", (char *)(uintptr_t)demo,
                    (char *)(uintptr_t)clock, NULL};
    int argc = 3;
    struct conf conf;
    bool good = settings_read(a, &argc, argv, &conf);

    arena_free(a);
    return good;
}

static void the_clock_begins_where_the_demo_says(void **state)
{
    struct instant at;
    int64_t off;

    (void)state;
    assert_true(read_words("--demo=yes", "--clock=2026-04-28T08:00"));
    assert_true(instant_parse_iso(S("2026-04-28T08:00"), &at));
    off = instant_read_clock().us - at.us;
    assert_in_range(off, 0, 10 * SECOND_US);
    assert_true(read_words("--demo=yes", "--clock=+3600"));
    assert_true(instant_clock_shift() == HOUR_US);
    assert_true(read_words("--demo=yes", "--clock=-60"));
    assert_true(instant_clock_shift() == -MINUTE_US);
    instant_shift_clock(0);
}

static void the_clock_does_not_move_in_service(void **state)
{
    (void)state;
    assert_false(read_words("--demo=no", "--clock=2026-04-28T08:00"));
    assert_false(read_words("--demo=yes", "--clock=soon"));
    assert_true(instant_clock_shift() == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_begins_where_the_demo_says),
        cmocka_unit_test(the_clock_does_not_move_in_service),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
