#include "base/prelude.h"

#include <setjmp.h>
#include <pthread.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/idem.h"
#include "store/jobs.h"
#include "store/outbox.h"
#include "store/series.h"

#include "fixture/database.h"

#define LEASE_US MINUTE_US

/* Jobs */

static enum err add_job(struct tx *t, void *arg)
{
    const char *kind = arg;

    return job_add(t, str_c(kind), S("{}"), t->cx->now);
}

static enum err add_rejected_job(struct tx *t, void *arg)
{
    TRY(add_job(t, arg));
    return ERR_INPUT;
}

struct claim {
    struct job job;
    bool found;
};

static enum err claim_job(struct tx *t, void *arg)
{
    struct claim *c = arg;

    return job_claim(t, LEASE_US, &c->job, &c->found);
}

static enum err finish_job(struct tx *t, void *arg)
{
    return job_done(t, arg);
}

static enum err fail_job(struct tx *t, void *arg)
{
    return job_fail(t, arg, S("it did not work"));
}

static enum err count_jobs(struct tx *t, void *arg)
{
    return job_count(t, arg);
}

static struct claim claim(struct database *d)
{
    struct claim c = {.found = false};

    must(db_write(d->db, &d->cx, claim_job, &c), &d->cx);
    return c;
}

static void write_ok(struct database *d, tx_fn fn, const void *arg)
{
    must(db_write(d->db, &d->cx, fn, (void *)(uintptr_t)arg), &d->cx);
}

static void a_job_of_a_refused_request_never_was(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, add_rejected_job, (char[]){"pdf"}),
                     ERR_INPUT);
    assert_false(claim(d).found);
}

static void a_job_is_claimed_by_one_and_done_once(void **state)
{
    struct database *d = *state;
    struct claim c;

    write_ok(d, add_job, "pdf");
    c = claim(d);
    assert_true(c.found);
    assert_true(str_eq(c.job.kind, S("pdf")));
    assert_int_equal(c.job.tries, 1);
    assert_false(claim(d).found);
    write_ok(d, finish_job, &c.job);
    assert_int_equal(db_write(d->db, &d->cx, finish_job, &c.job), ERR_CONFLICT);
}

static void a_job_of_a_dead_room_is_claimed_by_another(void **state)
{
    struct database *d = *state;
    struct claim first;
    struct claim second;

    write_ok(d, add_job, "pdf");
    first = claim(d);
    d->cx.now.us += LEASE_US;
    second = claim(d);
    assert_true(second.found);
    assert_int_equal(second.job.tries, 2);
    assert_int_equal(db_write(d->db, &d->cx, finish_job, &first.job),
                     ERR_CONFLICT);
    assert_int_equal(db_write(d->db, &d->cx, fail_job, &first.job),
                     ERR_CONFLICT);
    write_ok(d, finish_job, &second.job);
}

static void a_failed_job_waits_longer_each_time(void **state)
{
    struct database *d = *state;
    struct claim c;

    write_ok(d, add_job, "pdf");
    c = claim(d);
    write_ok(d, fail_job, &c.job);
    d->cx.now.us += 29 * SECOND_US;
    assert_false(claim(d).found);
    d->cx.now.us += SECOND_US;
    c = claim(d);
    assert_true(c.found);
    write_ok(d, fail_job, &c.job);
    d->cx.now.us += 59 * SECOND_US;
    assert_false(claim(d).found);
    d->cx.now.us += SECOND_US;
    assert_true(claim(d).found);
}

static void a_job_that_fails_too_often_is_dead_and_kept(void **state)
{
    struct database *d = *state;
    struct job_counts counts;

    write_ok(d, add_job, "pdf");
    for (int i = 0; i < JOB_TRIES_MAX; i++) {
        struct claim c = claim(d);

        assert_true(c.found);
        write_ok(d, fail_job, &c.job);
        d->cx.now.us += DAY_US;
    }
    assert_false(claim(d).found);
    must(db_read(d->db, &d->cx, count_jobs, &counts), &d->cx);
    assert_int_equal(counts.waiting, 0);
    assert_int_equal(counts.dead, 1);
}

static void a_job_that_kills_its_rooms_is_dead_at_last(void **state)
{
    struct database *d = *state;
    struct job_counts counts;

    write_ok(d, add_job, "poison");
    write_ok(d, add_job, "good");
    for (int i = 0; i < 3 * JOB_TRIES_MAX; i++) {
        struct claim c = claim(d);

        assert_true(c.found);
        if (str_eq(c.job.kind, S("good"))) {
            write_ok(d, add_job, "good");
            write_ok(d, finish_job, &c.job);
        }
        d->cx.now.us += LEASE_US;
    }
    must(db_read(d->db, &d->cx, count_jobs, &counts), &d->cx);
    assert_int_equal(counts.waiting, 1);
    assert_int_equal(counts.dead, 1);
}

#define JOBS    200
#define THREADS 8

struct crew {
    struct database *d;
    pthread_mutex_t lock;
    int64_t claimed[JOBS];
    size_t count;
};

static void note(struct crew *crew, int64_t id)
{
    pthread_mutex_lock(&crew->lock);
    check(crew->count < JOBS);
    crew->claimed[crew->count++] = id;
    pthread_mutex_unlock(&crew->lock);
}

static void *claim_all(void *arg)
{
    struct crew *crew = arg;
    struct cx cx = database_cx();
    struct claim c = {.found = true};

    while (c.found) {
        check(db_write(crew->d->db, &cx, claim_job, &c) == ERR_OK);
        if (c.found)
            note(crew, c.job.id);
    }
    arena_free(cx.arena);
    return NULL;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static enum err add_many_jobs(struct tx *t, void *arg)
{
    (void)arg;
    for (int i = 0; i < JOBS; i++)
        TRY(job_add(t, S("pdf"), S("{}"), t->cx->now));
    return ERR_OK;
}

static void eight_threads_claim_each_job_once(void **state)
{
    struct database *d = *state;
    struct crew crew = {.d = d, .lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t thread[THREADS];

    write_ok(d, add_many_jobs, NULL);
    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&thread[i], NULL, claim_all, &crew) == 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    assert_int_equal(crew.count, JOBS);
    qsort(crew.claimed, JOBS, sizeof *crew.claimed, by_number);
    for (size_t i = 1; i < JOBS; i++)
        assert_true(crew.claimed[i - 1] < crew.claimed[i]);
}

static enum err add_huge_job(struct tx *t, void *arg)
{
    char *p = arena_alloc(t->cx->arena, JOB_BODY_BYTES_MAX + 1);

    (void)arg;
    memset(p, ' ', JOB_BODY_BYTES_MAX + 1);
    return job_add(t, S("pdf"), (struct str){p, JOB_BODY_BYTES_MAX + 1},
                   t->cx->now);
}

static void a_huge_job_is_refused(void **state)
{
    struct database *d = *state;

    assert_int_equal(db_write(d->db, &d->cx, add_huge_job, NULL),
                     ERR_TOO_LARGE);
}

/* Outbox */

static enum err add_items(struct tx *t, void *arg)
{
    (void)arg;
    for (int i = 0; i < 3; i++)
        TRY(outbox_add(t, S("sms"), i, S("{\"to\":\"1\"}")));
    return outbox_add(t, S("mail"), 9, S("{}"));
}

static enum err take_items(struct tx *t, void *arg)
{
    return outbox_take(t, S("sms"), LEASE_US, OUTBOX_BATCH_MAX, arg);
}

static enum err settle_items(struct tx *t, void *arg)
{
    const struct outbox_batch *b = arg;

    TRY(outbox_done(t, &b->item[0]));
    return outbox_fail(t, &b->item[1], S("the gateway is closed"));
}

static enum err deliver_twice(struct tx *t, void *arg)
{
    const struct outbox_batch *b = arg;

    return outbox_done(t, &b->item[0]);
}

static void a_topic_is_delivered_in_order_and_what_failed_again(void **state)
{
    struct database *d = *state;
    struct outbox_batch first;
    struct outbox_batch next;

    write_ok(d, add_items, NULL);
    write_ok(d, take_items, &first);
    assert_int_equal(first.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(first.item[i].subject_id, i);
    write_ok(d, take_items, &next);
    assert_int_equal(next.count, 0);
    write_ok(d, settle_items, &first);
    assert_int_equal(db_write(d->db, &d->cx, deliver_twice, &first),
                     ERR_CONFLICT);

    d->cx.now.us += 30 * SECOND_US;
    write_ok(d, take_items, &next);
    assert_int_equal(next.count, 1);
    assert_int_equal(next.item[0].subject_id, 1);
    assert_int_equal(next.item[0].tries, 2);
    /* The third was leased for a minute and nothing was heard of it. */
    d->cx.now.us += 30 * SECOND_US;
    write_ok(d, take_items, &next);
    assert_int_equal(next.count, 1);
    assert_int_equal(next.item[0].subject_id, 2);
}

static enum err sweep_outbox(struct tx *t, void *arg)
{
    return outbox_sweep(t, 2, arg);
}

static enum err fail_item(struct tx *t, void *arg)
{
    return outbox_fail(t, arg, S("the gateway is closed"));
}

/* Whom nobody delivers is not kept for ever; what is dead waits for a person.
 */
static void what_nobody_takes_is_dropped_after_a_month(void **state)
{
    struct database *d = *state;
    struct outbox_batch taken;
    int64_t count = -1;

    /* Behind the other tests: ids of a process never go back. */
    d->cx.now.us += 1000 * DAY_US;
    write_ok(d, add_items, NULL);
    for (int i = 0; i < OUTBOX_TRIES_MAX; i++) {
        write_ok(d, take_items, &taken);
        write_ok(d, fail_item, &taken.item[0]);
        d->cx.now.us += DAY_US;
    }
    d->cx.now.us += OUTBOX_KEEP_US - OUTBOX_TRIES_MAX * DAY_US - SECOND_US;
    write_ok(d, sweep_outbox, &count);
    assert_int_equal(count, 0);
    d->cx.now.us += 2 * SECOND_US;
    write_ok(d, add_items, NULL);
    write_ok(d, sweep_outbox, &count);
    assert_int_equal(count, 2);
    write_ok(d, sweep_outbox, &count);
    assert_int_equal(count, 1);
    write_ok(d, sweep_outbox, &count);
    assert_int_equal(count, 0);
}

/* Series */

#define TAKERS     64
#define TAKES      12
#define KEPT_SHARE 3 /* every third is taken back */

struct taker {
    struct database *d;
    int n;
    int take;
    int64_t kept[TAKES];
    size_t count;
};

static enum err take_number(struct tx *t, void *arg)
{
    struct taker *taker = arg;

    TRY(series_next(t, S("H01.21"), S("dossier"), S("260428"),
                    &taker->kept[taker->count]));
    if ((taker->n + taker->take) % KEPT_SHARE == 0)
        return REFUSE(&t->cx->err, ERR_INPUT, 0);
    return ERR_OK;
}

static void *take_numbers(void *arg)
{
    struct taker *taker = arg;
    struct cx cx = database_cx();

    for (taker->take = 0; taker->take < TAKES; taker->take++) {
        enum err err = db_write(taker->d->db, &cx, take_number, taker);

        check(err == ERR_OK || err == ERR_INPUT);
        if (err == ERR_OK)
            taker->count++;
    }
    arena_free(cx.arena);
    return NULL;
}

static void a_series_has_no_gap_under_64_takers_of_whom_some_give_back(
    void **state)
{
    struct database *d = *state;
    static struct taker taker[TAKERS];
    pthread_t thread[TAKERS];
    int64_t all[TAKERS * TAKES];
    size_t count = 0;

    for (int i = 0; i < TAKERS; i++) {
        taker[i] = (struct taker){.d = d, .n = i};
        check(pthread_create(&thread[i], NULL, take_numbers, &taker[i]) == 0);
    }
    for (int i = 0; i < TAKERS; i++) {
        pthread_join(thread[i], NULL);
        for (size_t k = 0; k < taker[i].count; k++)
            all[count++] = taker[i].kept[k];
    }
    assert_int_equal(count, TAKERS * TAKES * (KEPT_SHARE - 1) / KEPT_SHARE);
    qsort(all, count, sizeof *all, by_number);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(all[i], i + 1);
}

static enum err take_two_periods(struct tx *t, void *arg)
{
    int64_t *n = arg;

    TRY(series_next(t, S("A"), S("slip"), S("2026"), &n[0]));
    TRY(series_next(t, S("A"), S("slip"), S("2026"), &n[1]));
    TRY(series_next(t, S("A"), S("slip"), S("2027"), &n[2]));
    return series_next(t, S("B"), S("slip"), S("2026"), &n[3]);
}

static void every_unit_and_period_begins_at_one(void **state)
{
    struct database *d = *state;
    int64_t n[4];

    write_ok(d, take_two_periods, n);
    assert_int_equal(n[0], 1);
    assert_int_equal(n[1], 2);
    assert_int_equal(n[2], 1);
    assert_int_equal(n[3], 1);
}

/* Idempotency */

struct form {
    struct idem idem;
    struct idem_answer answer;
    bool found;
};

static struct form form(const char *key, const char *body)
{
    return (struct form){
        .idem = {str_c(key), S("/nop-ho-so"), 7, sha256(str_c(body))},
        .answer = {303, S("/ho-so/1")},
    };
}

/* As a use case does: look, else work and keep. Works by counting. */
static enum err submit(struct tx *t, void *arg)
{
    struct form *f = arg;
    struct instant expires = {t->cx->now.us + IDEM_KEEP_US};
    int64_t n;

    TRY(idem_find(t, &f->idem, &f->answer, &f->found));
    if (f->found)
        return ERR_OK;
    TRY(series_next(t, S("idem"), S("works"), S(""), &n));
    f->answer = (struct idem_answer){303, S("/ho-so/1")};
    return idem_keep(t, &f->idem, &f->answer, expires);
}

static enum err works(struct tx *t, void *arg)
{
    return series_next(t, S("idem"), S("works"), S(""), arg);
}

static int64_t works_done(struct database *d)
{
    int64_t n = 0;

    write_ok(d, works, &n);
    return n - 1;
}

static void a_second_sending_gets_the_first_answer(void **state)
{
    struct database *d = *state;
    struct form first = form("0123456789abcdef", "body");
    struct form again = first;

    write_ok(d, submit, &first);
    assert_false(first.found);
    again.answer = (struct idem_answer){0};
    write_ok(d, submit, &again);
    assert_true(again.found);
    assert_int_equal(again.answer.status, 303);
    assert_true(str_eq(again.answer.location, S("/ho-so/1")));
    assert_int_equal(works_done(d), 1);
}

static void a_key_used_for_something_else_is_refused(void **state)
{
    struct database *d = *state;
    struct form first = form("0123456789abcdef", "body");
    struct form body = form("0123456789abcdef", "other body");
    struct form actor = first;
    struct form route = first;
    struct form none = form("short", "body");

    actor.idem.actor_id = 8;
    route.idem.route = S("/can-bo");
    write_ok(d, submit, &first);
    assert_int_equal(db_write(d->db, &d->cx, submit, &body), ERR_REPLAYED);
    assert_int_equal(db_write(d->db, &d->cx, submit, &actor), ERR_REPLAYED);
    assert_int_equal(db_write(d->db, &d->cx, submit, &route), ERR_REPLAYED);
    assert_int_equal(db_write(d->db, &d->cx, submit, &none), ERR_INPUT);
}

static enum err sweep(struct tx *t, void *arg)
{
    return idem_sweep(t, 2, arg);
}

static void an_answer_is_forgotten_when_it_expires(void **state)
{
    struct database *d = *state;
    struct form f = form("0123456789abcdef", "body");
    int64_t removed = -1;

    write_ok(d, submit, &f);
    d->cx.now.us += IDEM_KEEP_US - 1;
    write_ok(d, sweep, &removed);
    assert_int_equal(removed, 0);
    d->cx.now.us += 1;
    write_ok(d, sweep, &removed);
    assert_int_equal(removed, 1);
    write_ok(d, submit, &f);
    assert_false(f.found);
}

static void answers_are_forgotten_a_few_at_a_time(void **state)
{
    struct database *d = *state;
    struct form f[] = {form("0123456789abcdef", "a"),
                       form("1123456789abcdef", "b"),
                       form("2123456789abcdef", "c")};
    int64_t removed = -1;

    for (size_t i = 0; i < COUNT_OF(f); i++)
        write_ok(d, submit, &f[i]);
    d->cx.now.us += IDEM_KEEP_US;
    write_ok(d, sweep, &removed);
    assert_int_equal(removed, 2);
    write_ok(d, sweep, &removed);
    assert_int_equal(removed, 1);
}

static void *submit_once(void *arg)
{
    struct database *d = arg;
    struct cx cx = database_cx();
    struct form f = form("0123456789abcdef", "body");

    must(db_write(d->db, &cx, submit, &f), &cx);
    check(str_eq(f.answer.location, S("/ho-so/1")));
    arena_free(cx.arena);
    return NULL;
}

static void a_form_sent_eight_times_at_once_is_done_once(void **state)
{
    struct database *d = *state;
    pthread_t thread[THREADS];

    for (int i = 0; i < THREADS; i++)
        check(pthread_create(&thread[i], NULL, submit_once, d) == 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    assert_int_equal(works_done(d), 1);
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, database_setup, database_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(a_job_of_a_refused_request_never_was),
        TEST(a_job_is_claimed_by_one_and_done_once),
        TEST(a_job_of_a_dead_room_is_claimed_by_another),
        TEST(a_failed_job_waits_longer_each_time),
        TEST(a_job_that_fails_too_often_is_dead_and_kept),
        TEST(a_job_that_kills_its_rooms_is_dead_at_last),
        TEST(eight_threads_claim_each_job_once),
        TEST(a_huge_job_is_refused),
        TEST(a_topic_is_delivered_in_order_and_what_failed_again),
        TEST(what_nobody_takes_is_dropped_after_a_month),
        TEST(a_series_has_no_gap_under_64_takers_of_whom_some_give_back),
        TEST(every_unit_and_period_begins_at_one),
        TEST(a_second_sending_gets_the_first_answer),
        TEST(a_key_used_for_something_else_is_refused),
        TEST(an_answer_is_forgotten_when_it_expires),
        TEST(answers_are_forgotten_a_few_at_a_time),
        TEST(a_form_sent_eight_times_at_once_is_done_once),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
