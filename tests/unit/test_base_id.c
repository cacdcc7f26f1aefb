#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/id.h"

#define THREADS    4
#define PER_THREAD 5000

static const struct instant noon = {1770958800000000};

static void ids_grow_when_the_clock_stands_still_or_goes_back(void **state)
{
    int64_t last = id_new(noon);

    (void)state;
    for (int i = 0; i < 100000; i++) {
        struct instant now = {noon.us - (i % 7) * HOUR_US};
        int64_t id = id_new(now);

        assert_true(id > last);
        last = id;
    }
}

static void an_id_carries_its_millisecond(void **state)
{
    struct instant later = {noon.us + 365 * DAY_US};
    int64_t id = id_new(later);

    (void)state;
    assert_true(id > 0);
    assert_true(id >> 21 == later.us / 1000);
    assert_true(id_from(later) <= id);
    assert_true(id_from((struct instant){later.us + 1000}) > id);
}

static void *make_ids(void *p)
{
    int64_t *ids = p;

    for (int i = 0; i < PER_THREAD; i++)
        ids[i] = id_new(noon);
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static void threads_never_get_the_same_id(void **state)
{
    static int64_t ids[THREADS * PER_THREAD];
    pthread_t thread[THREADS];

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, make_ids,
                                        ids + (ptrdiff_t)i * PER_THREAD),
                         0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    qsort(ids, COUNT_OF(ids), sizeof ids[0], by_value);
    for (size_t i = 1; i < COUNT_OF(ids); i++)
        assert_true(ids[i] > ids[i - 1]);
}

/* 32 ids each: that all steps are alike by chance is once in 2^192. */
static void a_forked_child_draws_other_numbers(void **state)
{
    int64_t mine[32];
    int64_t theirs[32];
    int pipe_ends[2];
    pid_t child;

    (void)state;
    id_new(noon);
    assert_int_equal(pipe(pipe_ends), 0);
    child = fork();
    assert_true(child >= 0);
    for (size_t i = 0; i < COUNT_OF(mine); i++)
        mine[i] = id_new(noon);
    if (child == 0)
        _exit(write(pipe_ends[1], mine, sizeof mine) != sizeof mine);
    assert_int_equal(read(pipe_ends[0], theirs, sizeof theirs), sizeof theirs);
    assert_memory_not_equal(mine, theirs, sizeof mine);
    waitpid(child, NULL, 0);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_grow_when_the_clock_stands_still_or_goes_back),
        cmocka_unit_test(an_id_carries_its_millisecond),
        cmocka_unit_test(threads_never_get_the_same_id),
        cmocka_unit_test(a_forked_child_draws_other_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
