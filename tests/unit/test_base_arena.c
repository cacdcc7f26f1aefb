#include "base/prelude.h"

#include <setjmp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "prop.h"

#define BUDGET ((size_t)1 << 20)

#if defined(__SANITIZE_ADDRESS__)
#define ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASAN 1
#endif
#endif

/* Whether fn dies; what it says on stderr then has `words` in it. */
static bool dies(void (*fn)(struct arena *), const char *words)
{
    char said[4096] = "";
    int ends[2];
    int status;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        fn(arena_new(BUDGET));
        _exit(0);
    }
    close(ends[1]);
    for (size_t n = 0; n < sizeof said - 1;) {
        ssize_t more = read(ends[0], said + n, sizeof said - 1 - n);

        if (more <= 0)
            break;
        n += (size_t)more;
    }
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status != 0 && strstr(said, words);
}

static void take_half_the_budget(struct arena *a)
{
    arena_alloc(a, BUDGET / 2);
}

static void take_more_than_the_budget(struct arena *a)
{
    arena_alloc(a, BUDGET / 2);
    arena_alloc(a, BUDGET / 2);
    arena_alloc(a, 1);
}

static void take_an_array_beyond_counting(struct arena *a)
{
    arena_array(a, SIZE_MAX / 2, 3);
}

static void release_to_another_arenas_mark(struct arena *a)
{
    struct arena *other = arena_new(BUDGET);

    arena_alloc(other, 1);
    arena_release(a, arena_mark(other));
}

static void a_bug_with_memory_ends_the_room(void **state)
{
    (void)state;
    assert_false(dies(take_half_the_budget, ""));
    assert_true(dies(take_more_than_the_budget, "bug: "));
    assert_true(dies(take_an_array_beyond_counting, "bug: "));
    assert_true(dies(release_to_another_arenas_mark, "bug: "));
}

#ifdef ASAN
static void write_after_release(struct arena *a)
{
    struct arena_mark mark;
    volatile char *p;

    arena_alloc(a, 1);
    mark = arena_mark(a);
    p = arena_alloc(a, 8);
    arena_release(a, mark);
    p[0] = 'x';
}

static void read_after_reset(struct arena *a)
{
    volatile char *p = arena_alloc(a, 8);

    arena_reset(a);
    (void)p[0];
}

static void write_behind_the_end(struct arena *a)
{
    volatile char *p = arena_alloc(a, 16);

    arena_alloc(a, 16);
    p[16] = 'x';
}

static void use_after_release_is_reported(void **state)
{
    (void)state;
    assert_true(dies(write_after_release, "use-after-poison"));
    assert_true(dies(read_after_reset, "use-after-poison"));
    assert_true(dies(write_behind_the_end, "use-after-poison"));
}
#endif

static char ran[4];

static void note(void *p)
{
    ran[strlen(ran)] = *(const char *)p;
}

static void deferred_calls_run_newest_first(void **state)
{
    struct arena *a = arena_new(BUDGET);
    char name[] = "123";

    (void)state;
    for (size_t i = 0; i < 3; i++)
        arena_defer(a, note, &name[i]);
    arena_reset(a);
    assert_string_equal(ran, "321");
    arena_free(a);
    arena_free(NULL);
}

static void memory_is_aligned_zeroed_and_nobody_elses(void **state)
{
    struct prop prop = prop_begin("arena");
    struct arena *a = arena_new(BUDGET);

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct arena_mark mark = arena_mark(a);
        size_t used = arena_used(a);
        unsigned char *p[20];
        size_t n[20];

        for (size_t i = 0; i < COUNT_OF(p); i++) {
            n[i] = prop_below(&prop, i % 5 ? 100 : 20000);
            p[i] = arena_alloc(a, n[i]);
            assert_int_equal((uintptr_t)p[i] % 16, 0);
            for (size_t k = 0; k < n[i]; k++)
                assert_int_equal(p[i][k], 0);
            memset(p[i], (int)i + 1, n[i]);
        }
        for (size_t i = 0; i < COUNT_OF(p); i++)
            for (size_t k = 0; k < n[i]; k++)
                assert_int_equal(p[i][k], i + 1);
        arena_release(a, mark);
        assert_int_equal(arena_used(a), used);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bug_with_memory_ends_the_room),
#ifdef ASAN
        cmocka_unit_test(use_after_release_is_reported),
#endif
        cmocka_unit_test(deferred_calls_run_newest_first),
        cmocka_unit_test(memory_is_aligned_zeroed_and_nobody_elses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
