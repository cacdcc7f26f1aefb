/*
 * What the work room sweeps away, and when: everything here was left by the
 * portal's own pages, and nothing but a round of the room removes it.
 */
#include "base/prelude.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/check.h"

#include "store/blob.h"

#include "room/work.h"

#include "fixture/province.h"
#include "loop/citizen.h"
#include "loop/loop.sql.h"

static int files_found;

/* Files bear the machine's date: they get that of the test. */
static int date_file(const char *path, const struct stat *status, int type,
                     struct FTW *place)
{
    struct cx cx = database_cx();
    struct timespec at = {.tv_sec = cx.now.us / SECOND_US};

    (void)status;
    (void)place;
    if (type == FTW_F) {
        files_found++;
        check(utimensat(AT_FDCWD, path, (struct timespec[]){at, at}, 0) == 0);
    }
    arena_free(cx.arena);
    return 0;
}

static int count_file(const char *path, const struct stat *status, int type,
                      struct FTW *place)
{
    (void)path;
    (void)status;
    (void)place;
    files_found += type == FTW_F;
    return 0;
}

typedef int (*walk_fn)(const char *path, const struct stat *status, int type,
                       struct FTW *place);

static int walk_files(struct portal *portal, walk_fn look)
{
    struct str folder =
        arena_printf(portal->arena, "%s/blobs", portal->d->folder);

    files_found = 0;
    check(nftw(folder.p, look, 16, FTW_PHYS) == 0);
    return files_found;
}

/* A file that came, but whose request never got to its commit. */
static void leave_a_file(struct portal *portal)
{
    struct cx *cx = &portal->d->cx;
    struct blob_writer *w;
    struct blob_ref ref;

    must(blob_begin(portal->blobs, cx, S("nobody's"), 100, &w), cx);
    must(blob_write(w, S("%PDF-")), cx);
    must(blob_finish(w, &ref), cx);
}

/* A session, an answer to a form, a draft with a paper, a wrong password. */
static void leave_everything(void **state)
{
    struct portal *portal = *state;
    struct citizen *c = citizen_ready(state);
    struct browser other = portal_browser(portal);

    assert_non_null(c);
    assert_int_equal(portal_post(&other, "/dang-nhap", "/dang-nhap",
                                 "ten=0900000001&mat_khau=sai+mat+khau")
                         .status,
                     422);
    leave_a_file(portal);
    assert_int_equal(walk_files(portal, date_file), 2);
}

static enum err count_rows(struct tx *t, void *arg)
{
    return loop_left(t, arg);
}

static struct loop_left_row left(struct portal *portal)
{
    struct loop_left_row row;
    struct cx *cx = &portal->d->cx;

    must(db_read(portal->d->db, cx, count_rows, &row), cx);
    return row;
}

/* Rounds of the room until every part of the blob folder has been swept. */
static void work_at(struct portal *portal, int64_t later_us)
{
    struct cx cx = database_cx();
    const struct notify_conf notify = {0};
    struct work w = {.notify = &notify,
                     .db = portal->d->db,
                     .cx = &cx,
                     .blobs = portal->blobs};

    cx.now.us += later_us;
    for (int i = 0; i < BLOB_PARTS; i++) {
        must(work_round(&w), &cx);
        assert_true(w.next_sweep_us > 0);
        w.next_sweep_us = 0;
    }
    arena_free(cx.arena);
}

static void what_may_be_needed_yet_stays(void **state)
{
    struct portal *portal = *state;
    struct loop_left_row before, after;

    leave_everything(state);
    before = left(portal);
    assert_int_equal(before.sessions, 1);
    assert_true(before.answers > 0);
    assert_int_equal(before.drafts, 1);
    assert_int_equal(before.papers, 1);
    assert_int_equal(before.blobs, 1);
    assert_int_equal(before.tries, 1);
    work_at(portal, MINUTE_US);
    after = left(portal);
    assert_memory_equal(&before, &after, sizeof before);
    assert_int_equal(walk_files(portal, count_file), 2);
}

static void a_day_takes_answers_tries_and_files_of_nobody(void **state)
{
    struct portal *portal = *state;
    struct loop_left_row row;

    leave_everything(state);
    work_at(portal, DAY_US + MINUTE_US);
    row = left(portal);
    assert_int_equal(row.answers, 0);
    assert_int_equal(row.tries, 0);
    assert_int_equal(row.sessions, 0);
    assert_int_equal(row.drafts, 1);
    assert_int_equal(row.papers, 1);
    assert_int_equal(row.blobs, 1);
    assert_int_equal(walk_files(portal, count_file), 1);
}

static void ninety_days_take_the_draft_with_its_papers(void **state)
{
    struct portal *portal = *state;
    struct loop_left_row row;

    leave_everything(state);
    work_at(portal, 89 * DAY_US);
    assert_int_equal(left(portal).drafts, 1);
    work_at(portal, 91 * DAY_US);
    row = left(portal);
    assert_int_equal(row.drafts, 0);
    assert_int_equal(row.papers, 0);
    assert_int_equal(row.blobs, 0);
    assert_int_equal(walk_files(portal, count_file), 0);
}

/* The folder is swept a part a round, the rest each ten minutes. */
static void a_round_sweeps_only_when_it_is_time(void **state)
{
    struct portal *portal = *state;
    struct cx cx = database_cx();
    const struct notify_conf notify = {0};
    struct work w = {.notify = &notify,
                     .db = portal->d->db,
                     .cx = &cx,
                     .blobs = portal->blobs};
    int64_t next_us;

    must(work_round(&w), &cx);
    next_us = w.next_sweep_us;
    assert_true(next_us > 0);
    must(work_round(&w), &cx);
    assert_int_equal(w.next_sweep_us, next_us);
    assert_int_equal(w.blob_part, 1);
    arena_free(cx.arena);
}

static int found_province(void **state)
{
    struct portal *portal;

    portal_setup(state);
    portal = *state;
    province_found(portal->d);
    province_publish(portal->d);
    return 0;
}

#define TEST(name) \
    cmocka_unit_test_setup_teardown(name, found_province, portal_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(what_may_be_needed_yet_stays),
        TEST(a_day_takes_answers_tries_and_files_of_nobody),
        TEST(ninety_days_take_the_draft_with_its_papers),
        TEST(a_round_sweeps_only_when_it_is_time),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
