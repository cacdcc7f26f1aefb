#include "base/prelude.h"

#include <setjmp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/engine.h"

#include "fixture/database.h"
#include "store/probe.sql.h"

/* A request that is written without waiting, and its answer. */
struct slip {
    struct cx cx;
    int n;
    enum err then; /* what it answers after writing its row  */
    bool collides; /* writes the row of slip 0 instead       */
    bool damages;  /* takes the whole batch with it          */
    int runs;
    enum err result;
};

/* Counts answers down. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open;
    int waiting; /* for the gate to open */
    int left;
};

static struct gate gate = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .changed = PTHREAD_COND_INITIALIZER,
};

static void gate_close(int left)
{
    gate.open = false;
    gate.waiting = 0;
    gate.left = left;
}

static void gate_open(void)
{
    pthread_mutex_lock(&gate.lock);
    gate.open = true;
    pthread_cond_broadcast(&gate.changed);
    pthread_mutex_unlock(&gate.lock);
}

static void gate_await(int *count, int until)
{
    pthread_mutex_lock(&gate.lock);
    while (*count != until)
        pthread_cond_wait(&gate.changed, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
}

/* Holds its writer until the gate opens, so that others queue behind it. */
static enum err wait_at_gate(struct tx *t, void *arg)
{
    (void)t;
    (void)arg;
    pthread_mutex_lock(&gate.lock);
    gate.waiting++;
    pthread_cond_broadcast(&gate.changed);
    while (!gate.open)
        pthread_cond_wait(&gate.changed, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
    return ERR_OK;
}

static void count_down(enum err result, void *user)
{
    struct slip *s = user;

    s->result = result;
    pthread_mutex_lock(&gate.lock);
    gate.left--;
    pthread_cond_broadcast(&gate.changed);
    pthread_mutex_unlock(&gate.lock);
}

static enum err write_slip(struct tx *t, void *arg)
{
    struct slip *s = arg;
    int n = s->collides ? 0 : s->n;

    s->runs++;
    TRY(probe_put(t, S("slip"), arena_printf(t->cx->arena, "%d", n), n, NULL));
    if (s->damages && s->runs == 1)
        return t->engine->script(t, "ROLLBACK");
    if (s->then)
        return REFUSE(&t->cx->err, s->then, 0);
    return ERR_OK;
}

static enum err list_slips(struct tx *t, void *arg)
{
    return probe_list(t, S("slip"), 1000, arg);
}

static size_t count_slips(struct database *d)
{
    struct probe_list_rows rows;

    must(db_read(d->db, &d->cx, list_slips, &rows), &d->cx);
    return rows.count;
}

/* All in one queue, behind writers that wait, then let go at once. */
static void write_together(struct database *d, struct slip *s, int count)
{
    static struct slip holder[DB_WRITERS_MAX];
    int holders = database_is_sqlite() ? 1 : 4;

    gate_close(holders + count);
    for (int i = 0; i < holders; i++) {
        holder[i].cx = database_cx();
        must(db_write_async(d->db, &holder[i].cx, wait_at_gate, NULL,
                            count_down, &holder[i]),
             &holder[i].cx);
    }
    gate_await(&gate.waiting, holders);
    for (int i = 0; i < count; i++) {
        s[i].cx = database_cx();
        must(db_write_async(d->db, &s[i].cx, write_slip, &s[i], count_down,
                            &s[i]),
             &s[i].cx);
    }
    gate_open();
    gate_await(&gate.left, 0);
    for (int i = 0; i < holders; i++)
        arena_free(holder[i].cx.arena);
}

static void slips_free(struct slip *s, int count)
{
    for (int i = 0; i < count; i++)
        arena_free(s[i].cx.arena);
}

#define SLIPS 40

static void one_that_fails_in_a_batch_does_not_hurt_the_others(void **state)
{
    struct database *d = *state;
    struct slip s[SLIPS] = {0};

    for (int i = 0; i < SLIPS; i++)
        s[i].n = i;
    s[7].then = ERR_INPUT;
    s[20].collides = true;
    write_together(d, s, SLIPS);
    for (int i = 0; i < SLIPS; i++)
        if (i != 0 && i != 7 && i != 20)
            assert_int_equal(s[i].result, ERR_OK);
    assert_int_equal(s[7].result, ERR_INPUT);
    /* On PostgreSQL either of the two may come first. */
    assert_true((s[0].result == ERR_OK && s[20].result == ERR_UNIQUE) ||
                (s[0].result == ERR_UNIQUE && s[20].result == ERR_OK));
    assert_int_equal(count_slips(d), SLIPS - 2);
    slips_free(s, SLIPS);
}

/*
 * What SQLite does by itself when the disk is full: the transaction is gone in
 * the middle of the batch.
 */
static void a_batch_that_is_gone_is_done_again_one_by_one(void **state)
{
    struct database *d = *state;
    struct slip s[SLIPS] = {0};

    if (!database_is_sqlite())
        return;
    for (int i = 0; i < SLIPS; i++)
        s[i].n = i;
    s[9].damages = true;
    s[30].then = ERR_INPUT;
    write_together(d, s, SLIPS);
    for (int i = 0; i < SLIPS; i++)
        assert_int_equal(s[i].result, i == 30 ? ERR_INPUT : ERR_OK);
    assert_int_equal(s[0].runs, 2);
    assert_int_equal(s[9].runs, 2);
    assert_int_equal(s[10].runs, 1);
    assert_int_equal(count_slips(d), SLIPS - 1);
    slips_free(s, SLIPS);
}

static void a_full_queue_refuses_and_does_not_call_back(void **state)
{
    struct database *d = *state;
    struct db_conf conf = {.writer_count = 1, .queue_max = 2};
    struct db *db = database_open(d, conf);
    struct slip s[4] = {0};

    gate_close(3);
    for (int i = 0; i < 4; i++) {
        s[i].n = i;
        s[i].cx = database_cx();
    }
    must(db_write_async(db, &s[0].cx, wait_at_gate, NULL, count_down, &s[0]),
         &s[0].cx);
    gate_await(&gate.waiting, 1);
    for (int i = 1; i < 3; i++)
        must(db_write_async(db, &s[i].cx, write_slip, &s[i], count_down, &s[i]),
             &s[i].cx);
    assert_int_equal(
        db_write_async(db, &s[3].cx, write_slip, &s[3], count_down, &s[3]),
        ERR_BUSY);
    gate_open();
    gate_await(&gate.left, 0);
    db_close(db);
    assert_int_equal(s[3].runs, 0);
    assert_int_equal(count_slips(d), 2);
    slips_free(s, 4);
}

static void closing_finishes_what_is_queued(void **state)
{
    struct database *d = *state;
    struct db *db = database_open(d, (struct db_conf){.writer_count = 1});
    struct slip s[SLIPS] = {0};

    gate_close(SLIPS);
    for (int i = 0; i < SLIPS; i++) {
        s[i].n = i;
        s[i].cx = database_cx();
        must(db_write_async(db, &s[i].cx, write_slip, &s[i], count_down, &s[i]),
             &s[i].cx);
    }
    db_close(db);
    assert_int_equal(gate.left, 0);
    assert_int_equal(count_slips(d), SLIPS);
    slips_free(s, SLIPS);
}

/* Asks to be run again until its third run. */
static enum err third_time(struct tx *t, void *arg)
{
    struct slip *s = arg;

    arena_alloc(t->cx->arena, (size_t)30 << 20);
    TRY(write_slip(t, arg));
    return s->runs < 3 ? RAISE(&t->cx->err, ERR_RETRY, "not yet") : ERR_OK;
}

static void a_transaction_is_run_again_in_a_clean_arena(void **state)
{
    struct database *d = *state;
    struct slip s = {.n = 1};

    must(db_write(d->db, &d->cx, third_time, &s), &d->cx);
    assert_int_equal(s.runs, 3);
    assert_int_equal(count_slips(d), 1);
}

static enum err never(struct tx *t, void *arg)
{
    int *runs = arg;

    (*runs)++;
    return RAISE(&t->cx->err, ERR_RETRY, "never");
}

static void a_transaction_is_not_run_again_for_ever(void **state)
{
    struct database *d = *state;
    int runs = 0;

    assert_int_equal(db_write(d->db, &d->cx, never, &runs), ERR_BUSY);
    assert_int_equal(d->cx.err.code, ERR_BUSY);
    assert_in_range(runs, 3, 20);
}

/* Two rows, locked in opposite orders: PostgreSQL finds a deadlock. */
struct pair {
    const char *first;
    const char *second;
    int runs;
};

static enum err lock_both(struct tx *t, void *arg)
{
    struct pair *p = arg;
    int64_t changed;

    p->runs++;
    TRY(probe_change(t, str_c(p->first), p->runs, &changed));
    usleep(p->runs == 1 ? 100000 : 0);
    return probe_change(t, str_c(p->second), p->runs, NULL);
}

static enum err put_pair(struct tx *t, void *arg)
{
    (void)arg;
    TRY(probe_put(t, S("left"), S(""), 0, NULL));
    return probe_put(t, S("right"), S(""), 0, NULL);
}

static void a_deadlock_ends_with_both_done(void **state)
{
    struct database *d = *state;
    struct pair pair[2] = {{"left", "right", 0}, {"right", "left", 0}};
    struct slip s[2] = {0};

    must(db_write(d->db, &d->cx, put_pair, NULL), &d->cx);
    gate_close(2);
    for (int i = 0; i < 2; i++) {
        s[i].cx = database_cx();
        must(db_write_async(d->db, &s[i].cx, lock_both, &pair[i], count_down,
                            &s[i]),
             &s[i].cx);
    }
    gate_await(&gate.left, 0);
    assert_int_equal(s[0].result, ERR_OK);
    assert_int_equal(s[1].result, ERR_OK);
    if (!database_is_sqlite())
        assert_int_equal(pair[0].runs + pair[1].runs, 3);
    slips_free(s, 2);
}

static enum err cut_connection(struct tx *t, void *arg)
{
    struct slip *s = arg;

    TRY(write_slip(t, arg));
    if (s->runs == 1)
        (void)!t->engine->script(
            t, "SELECT pg_terminate_backend(pg_backend_pid())");
    return probe_put(t, S("slip"), S("after"), 1, NULL);
}

static void a_lost_connection_is_made_again(void **state)
{
    struct database *d = *state;
    struct slip s = {.n = 1};

    if (database_is_sqlite())
        return;
    must(db_write(d->db, &d->cx, cut_connection, &s), &d->cx);
    assert_int_equal(s.runs, 2);
    assert_int_equal(count_slips(d), 2);
}

static enum err cut_all(struct tx *t, void *arg)
{
    (void)arg;
    return t->engine->script(
        t, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
           "WHERE application_name = 'motcua' AND pid <> pg_backend_pid() "
           "AND query LIKE '%default_transaction%'");
}

static void readers_whose_connections_died_idle_read_on(void **state)
{
    struct database *d = *state;

    if (database_is_sqlite())
        return;
    must(db_write(d->db, &d->cx, cut_all, NULL), &d->cx);
    for (int i = 0; i < 8; i++)
        assert_int_equal(count_slips(d), 0);
}

static enum err small_disk(struct tx *t, void *arg)
{
    (void)arg;
    return t->engine->script(t, "PRAGMA max_page_count = 1");
}

static enum err large_disk(struct tx *t, void *arg)
{
    (void)arg;
    return t->engine->script(t, "PRAGMA max_page_count = 1000000");
}

static enum err fill(struct tx *t, void *arg)
{
    (void)arg;
    for (int i = 0; i < 3000; i++)
        TRY(probe_put(t, S("fill"), arena_printf(t->cx->arena, "%d", i), i,
                      NULL));
    return ERR_OK;
}

static void a_full_disk_is_told_and_survived(void **state)
{
    struct database *d = *state;
    struct slip s = {.n = 1};

    if (!database_is_sqlite())
        return;
    must(db_write(d->db, &d->cx, small_disk, NULL), &d->cx);
    assert_int_equal(db_write(d->db, &d->cx, fill, NULL), ERR_DISK_FULL);
    must(db_write(d->db, &d->cx, large_disk, NULL), &d->cx);
    must(db_write(d->db, &d->cx, write_slip, &s), &d->cx);
    assert_int_equal(count_slips(d), 1);
}

/*
 * The group writer under full load, and another process' writer. Each answer
 * puts the next request into the queue, so that it never runs dry and batches
 * are full.
 */
#define OUTSTANDING 600

struct load {
    struct database *d;
    struct cx cx;
    struct arena_mark mark;
    int n;
    int written;
    bool *stop;
};

static enum err write_load(struct tx *t, void *arg)
{
    struct load *l = arg;

    return probe_put(t, S("load"),
                     arena_printf(t->cx->arena, "%d-%d", l->n, l->written),
                     l->written, NULL);
}

static void write_next(enum err result, void *user)
{
    struct load *l = user;
    bool stop;

    check(result == ERR_OK);
    l->written++;
    arena_release(l->cx.arena, l->mark);
    pthread_mutex_lock(&gate.lock);
    stop = *l->stop;
    gate.left -= stop;
    pthread_cond_broadcast(&gate.changed);
    pthread_mutex_unlock(&gate.lock);
    if (!stop)
        check(db_write_async(l->d->db, &l->cx, write_load, l, write_next, l) ==
              ERR_OK);
}

static int64_t longest_wait(struct database *d, struct db *second)
{
    int64_t worst_us = 0;

    for (int i = 0; i < 50; i++) {
        struct slip s = {.n = i};
        int64_t began_us = monotonic_us();
        int64_t took_us;

        must(db_write(second, &d->cx, write_slip, &s), &d->cx);
        took_us = monotonic_us() - began_us;
        worst_us = took_us > worst_us ? took_us : worst_us;
    }
    return worst_us;
}

static void a_second_writer_is_served_within_a_second_under_load(void **state)
{
    struct database *d = *state;
    struct db *second = database_open(d, (struct db_conf){.role = DB_SECOND});
    static struct load load[OUTSTANDING];
    bool stop = false;
    int64_t worst_us;

    gate_close(OUTSTANDING);
    for (int i = 0; i < OUTSTANDING; i++) {
        load[i] = (struct load){.d = d, .cx = database_cx(), .n = i};
        load[i].stop = &stop;
        load[i].mark = arena_mark(load[i].cx.arena);
        must(db_write_async(d->db, &load[i].cx, write_load, &load[i],
                            write_next, &load[i]),
             &load[i].cx);
    }
    worst_us = longest_wait(d, second);
    pthread_mutex_lock(&gate.lock);
    stop = true;
    pthread_mutex_unlock(&gate.lock);
    gate_await(&gate.left, 0);
    for (int i = 0; i < OUTSTANDING; i++)
        arena_free(load[i].cx.arena);
    db_close(second);
    print_message("the longest wait was %" PRId64 " us\n", worst_us);
    assert_true(worst_us < SECOND_US);
}

/* A child writes and says on a pipe what is acknowledged, until it is killed.
 */
static void write_until_killed(const struct database *d, int out)
{
    struct db *db = database_open(d, (struct db_conf){.role = DB_MAIN});
    struct cx cx = database_cx();
    struct arena_mark mark = arena_mark(cx.arena);

    for (int n = 0;; n++) {
        struct slip s = {.n = n};

        must(db_write(db, &cx, write_slip, &s), &cx);
        check(write(out, &n, sizeof n) == sizeof n);
        arena_release(cx.arena, mark);
    }
}

static int kill_in_the_middle(const struct database *d)
{
    int fd[2];
    int n = -1;
    pid_t child;

    check(pipe(fd) == 0);
    child = fork();
    check(child >= 0);
    if (child == 0)
        write_until_killed(d, fd[1]);
    close(fd[1]);
    while (n < 100)
        check(read(fd[0], &n, sizeof n) == sizeof n);
    kill(child, SIGKILL);
    while (read(fd[0], &n, sizeof n) == sizeof n)
        ;
    close(fd[0]);
    waitpid(child, NULL, 0);
    return n;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    struct database *d = *state;
    struct probe_list_rows rows;
    size_t acknowledged;

    /* Nothing of ours may be open in the child. */
    db_close(d->db);
    acknowledged = (size_t)kill_in_the_middle(d) + 1;
    d->db = database_open(d, (struct db_conf){.role = DB_MAIN});
    must(db_read(d->db, &d->cx, list_slips, &rows), &d->cx);
    assert_in_range(rows.count, acknowledged, acknowledged + 1);
    for (size_t i = 0; i < rows.count; i++)
        assert_int_equal(rows.row[i].next, i);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_acknowledged_survives_kill_9),
        TEST(one_that_fails_in_a_batch_does_not_hurt_the_others),
        TEST(a_batch_that_is_gone_is_done_again_one_by_one),
        TEST(a_full_queue_refuses_and_does_not_call_back),
        TEST(closing_finishes_what_is_queued),
        TEST(a_transaction_is_run_again_in_a_clean_arena),
        TEST(a_transaction_is_not_run_again_for_ever),
        TEST(a_deadlock_ends_with_both_done),
        TEST(a_lost_connection_is_made_again),
        TEST(readers_whose_connections_died_idle_read_on),
        TEST(a_full_disk_is_told_and_survived),
        TEST(a_second_writer_is_served_within_a_second_under_load),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
