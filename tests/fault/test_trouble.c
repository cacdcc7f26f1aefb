/*
 * What the portal stands on goes away under it: each time people are told,
 * with a number to quote, and it goes on by itself once things are back.
 */
#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"

#include "domain/paper/draft_store.h"

#include "fault/place.h"

#define RESTING   "Cổng đang tạm nghỉ"
#define CROWDED   "Đang có nhiều người dùng"
#define DISK_FULL "Nơi lưu giữ của cổng đã đầy"
#define A_PDF     "%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"

/* Somebody else's transaction that does not end. */
struct holder {
    struct database *d;
    int64_t draft_id;
    atomic_bool holds;
    atomic_bool let_go;
};

static enum err hold(struct tx *t, void *arg)
{
    struct holder *h = arg;
    struct draft draft;

    TRY(draft_load_locked(t, h->draft_id, &draft));
    atomic_store(&h->holds, true);
    while (!atomic_load(&h->let_go))
        usleep(1000);
    return ERR_OK;
}

static void *holder_main(void *arg)
{
    struct holder *h = arg;
    struct cx cx = database_cx();
    struct db *db = database_open(h->d, (struct db_conf){.role = DB_SECOND});

    must(db_write(db, &cx, hold, h), &cx);
    db_close(db);
    arena_free(cx.arena);
    return NULL;
}

static void a_locked_database_is_told_and_waited_for(void **state)
{
    struct place *p = *state;
    struct holder h = {.d = p->d, .draft_id = p->draft[0].id};
    struct str filing = place_filing(p, &p->draft[0], "");
    pthread_t thread;

    check(pthread_create(&thread, NULL, holder_main, &h) == 0);
    while (!atomic_load(&h.holds))
        usleep(1000);
    place_expect(p, client_get(p->d->cx.arena, "/thu-tuc", S("")), 200, "");
    place_expect_trouble(p, filing, 503, CROWDED);
    atomic_store(&h.let_go, true);
    pthread_join(thread, NULL);
    place_files_after_all(p, &p->draft[0]);
}

/*
 * A limit on the size of its files stands in for a disk without room: it needs
 * no disk of our own, and can be lifted. Log lines stay below it.
 */
static void limit_files(struct place *p, rlim_t bytes)
{
    struct rlimit limit = {bytes, RLIM_INFINITY};
    pid_t web = house_room(&p->house, "web");

    check(web > 0);
    check(prlimit(web, RLIMIT_FSIZE, &limit, NULL) == 0);
}

static void a_full_disk_is_told_and_nothing_is_lost(void **state)
{
    struct place *p = *state;
    struct str filing = place_filing(p, &p->draft[0], "");

    if (database_is_sqlite()) {
        limit_files(p, 4096);
        place_expect_trouble(p, filing, 507, DISK_FULL);
        place_expect(p, client_get(p->d->cx.arena, "/thu-tuc", S("")), 200, "");
        place_expect_trouble(p, filing, 507, DISK_FULL);
    }
    limit_files(p, 16);
    place_expect(p, place_upload(p, &p->draft[1], S(A_PDF)), 507, DISK_FULL);
    limit_files(p, RLIM_INFINITY);
    place_files_after_all(p, &p->draft[0]);
}

static void without_the_folder_of_files_the_rest_goes_on(void **state)
{
    struct place *p = *state;
    struct str upload = place_upload(p, &p->draft[1], S(A_PDF));
    const char *blobs =
        arena_printf(p->d->cx.arena, "%s/blobs", p->d->folder).p;
    const char *away = arena_printf(p->d->cx.arena, "%s/away", p->d->folder).p;

    check(rename(blobs, away) == 0);
    place_expect_trouble(p, upload, 503, RESTING);
    check(rename(away, blobs) == 0);
    assert_int_equal(place_send(p, upload).status, 303);
    place_files_after_all(p, &p->draft[0]);
}

static void sqlite_file_goes_and_comes(struct place *p)
{
    const char *file =
        arena_printf(p->d->cx.arena, "%s/test.db", p->d->folder).p;
    const char *away = arena_printf(p->d->cx.arena, "%s/away", p->d->folder).p;

    house_kill(&p->house);
    check(rename(file, away) == 0);
    house_start(&p->house);
    usleep(500000);
    assert_int_equal(access(file, F_OK), -1);
    check(rename(away, file) == 0);
    house_await(&p->house);
}

static void server_goes_and_comes(struct place *p)
{
    const char *const kill[] = {getenv("PG_SCRIPT"), "kill",
                                getenv("PG_FOLDER"), NULL};
    const char *const start[] = {getenv("PG_SCRIPT"), "start",
                                 getenv("PG_FOLDER"), NULL};

    house_run(kill, "/dev/null");
    place_expect_trouble(p, place_filing(p, &p->draft[0], ""), 503, RESTING);
    house_run(start, "/dev/null");
}

static void a_database_that_is_gone_is_told_and_found_again(void **state)
{
    struct place *p = *state;

    if (database_is_sqlite())
        sqlite_file_goes_and_comes(p);
    else
        server_goes_and_comes(p);
    place_files_after_all(p, &p->draft[0]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        PLACE_TEST(a_locked_database_is_told_and_waited_for),
        PLACE_TEST(a_full_disk_is_told_and_nothing_is_lost),
        PLACE_TEST(without_the_folder_of_files_the_rest_goes_on),
        PLACE_TEST(a_database_that_is_gone_is_told_and_found_again),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
