/*
 * A hundred people file at once while rooms, the whole house, and on
 * PostgreSQL the server are killed. They do what a browser's user does: send
 * the same form again until it is answered. Then every form that was answered
 * is a dossier, whole and once.
 */
#include "base/prelude.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/io.h"
#include "base/num.h"

#include "fault/client.h"
#include "fault/house.h"
#include "fault/whole.h"

#include "prop.h"

#define PEOPLE        100
#define DRAFTS        1500
#define PAPERS        3
#define PAUSE_US      10000
#define ANSWER_WAIT_S 15
#define TIME_US       (50 * SECOND_US)
#define LATE_US_MAX   30000

enum victim {
    KILL_WEB,
    KILL_WORK,
    KILL_SUPERVISOR,
    KILL_HOUSE,
    KILL_BACKEND, /* a process of the PostgreSQL server: all restart */
    KILL_SERVER,
};

static const enum victim on_sqlite[] = {
    KILL_WEB, KILL_HOUSE,      KILL_WEB, KILL_WORK,  KILL_WEB,
    KILL_WEB, KILL_SUPERVISOR, KILL_WEB, KILL_HOUSE,
};
static const enum victim on_pg[] = {
    KILL_WEB, KILL_BACKEND, KILL_HOUSE,      KILL_SERVER, KILL_WORK,
    KILL_WEB, KILL_BACKEND, KILL_SUPERVISOR, KILL_SERVER, KILL_WEB,
};

/* One form, and the address that its answer named. */
struct form {
    struct ready_draft draft;
    struct str request;
    struct str location; /* STR_NONE: not acknowledged */
};

struct town {
    struct house house;
    struct form form[DRAFTS];
    atomic_size_t next;
    atomic_size_t acknowledged;
    atomic_size_t unanswered; /* sendings that brought no answer, or a 5xx */
    atomic_int odd_status;    /* an answer that is neither; 0: none        */
    int64_t until_us;
};

static void make_form(struct arena *a, struct form *f)
{
    struct str path =
        arena_printf(a, "/nop-ho-so/1.001193/%" PRId64 "/xem-lai", f->draft.id);
    struct str body =
        arena_printf(a, "_csrf=%.*s&_key=%.*s&revision=1&cam_doan=1",
                     STR_ARG(f->draft.csrf), STR_ARG(f->draft.key));

    f->request = client_form(a, path.p, f->draft.cookie, body);
}

/* STR_NONE when it has to be sent again. */
static struct str try_once(struct town *town, struct client *c, struct arena *a,
                           const struct form *f)
{
    struct client_answer answer;

    if (!client_send(c, a, f->request, &answer) || answer.status >= 500) {
        atomic_fetch_add(&town->unanswered, 1);
        return STR_NONE;
    }
    if (answer.status != 303)
        atomic_store(&town->odd_status, answer.status);
    return client_header(&answer, "Location");
}

/* Copies the address: it outlives the thread's arena. */
static void file(struct town *town, struct client *c, struct arena *a,
                 struct form *f)
{
    struct str location = STR_NONE;

    while (!location.p && !atomic_load(&town->odd_status) &&
           monotonic_us() < town->until_us) {
        arena_reset(a);
        location = try_once(town, c, a, f);
        if (!location.p)
            usleep(PAUSE_US);
    }
    if (!location.p)
        return;
    f->location = (struct str){strndup(location.p, location.n), location.n};
    check(f->location.p != NULL);
    atomic_fetch_add(&town->acknowledged, 1);
}

static void *person(void *arg)
{
    struct town *town = arg;
    struct arena *a = arena_new(2 * CLIENT_ANSWER_BYTES_MAX);
    struct client c = client_new(town->house.port, ANSWER_WAIT_S);
    size_t i;

    while ((i = atomic_fetch_add(&town->next, 1)) < DRAFTS)
        file(town, &c, a, &town->form[i]);
    client_close(&c);
    arena_free(a);
    return NULL;
}

/* The server's own number is the first line of the file. */
static pid_t server_pid(struct arena *a)
{
    struct str text, line;
    struct errbox box;
    int64_t pid;

    check(io_read_file(
              &box, a,
              arena_printf(a, "%s/data/postmaster.pid", getenv("PG_FOLDER")).p,
              4096, &text) == ERR_OK);
    check(str_next(&text, '\n', &line) && num_parse(line, 1, INT32_MAX, &pid));
    return (pid_t)pid;
}

/* The first that serves a connection of ours; the server then ends them all. */
static void kill_backend(void)
{
    struct arena *a = arena_new((size_t)4 << 20);
    struct str pids = process_children(a, server_pid(a));
    struct str word, title;
    int64_t pid;

    while (str_next(&pids, ' ', &word)) {
        if (!num_parse(word, 1, INT32_MAX, &pid))
            continue;
        title = process_file(a, (pid_t)pid, "cmdline");
        if (str_find(title, S("[local]")) == title.n)
            continue;
        kill((pid_t)pid, SIGKILL);
        break;
    }
    arena_free(a);
}

static void kill_server(void)
{
    static const char *const words[] = {"kill", "start"};

    for (size_t i = 0; i < COUNT_OF(words); i++) {
        const char *const argv[] = {getenv("PG_SCRIPT"), words[i],
                                    getenv("PG_FOLDER"), NULL};

        house_run(argv, "/dev/null");
    }
}

static void strike(struct town *town, enum victim victim)
{
    struct house *h = &town->house;

    switch (victim) {
    case KILL_WEB: house_kill_room(h, "web"); break;
    case KILL_WORK: house_kill_room(h, "work"); break;
    case KILL_SUPERVISOR:
        house_kill_supervisor(h);
        house_start(h);
        break;
    case KILL_HOUSE:
        house_kill(h);
        house_start(h);
        break;
    case KILL_BACKEND: kill_backend(); break;
    case KILL_SERVER: kill_server(); break;
    }
}

static void shuffle(struct prop *prop, enum victim *victim, size_t count)
{
    for (size_t i = count - 1; i > 0; i--) {
        size_t n = prop_below(prop, i + 1);
        enum victim kept = victim[i];

        victim[i] = victim[n];
        victim[n] = kept;
    }
}

/* Spread over the filing, each at a moment of its own. */
static void strike_all(struct town *town, enum victim *victim, size_t count)
{
    struct prop prop = prop_begin("kill");

    shuffle(&prop, victim, count);
    for (size_t i = 0; i < count; i++) {
        size_t at = DRAFTS * i / count + prop_below(&prop, DRAFTS / count / 2);

        while (atomic_load(&town->acknowledged) < at &&
               !atomic_load(&town->odd_status) &&
               monotonic_us() < town->until_us)
            usleep(200);
        usleep((useconds_t)prop_below(&prop, LATE_US_MAX));
        strike(town, victim[i]);
    }
}

static void file_all(struct town *town)
{
    enum victim victim[16];
    size_t count = database_is_sqlite() ? COUNT_OF(on_sqlite) : COUNT_OF(on_pg);
    pthread_t thread[PEOPLE];

    memcpy(victim, database_is_sqlite() ? on_sqlite : on_pg,
           count * sizeof *victim);
    town->until_us = monotonic_us() + TIME_US;
    for (size_t i = 0; i < PEOPLE; i++)
        check(pthread_create(&thread[i], NULL, person, town) == 0);
    strike_all(town, victim, count);
    for (size_t i = 0; i < PEOPLE; i++)
        pthread_join(thread[i], NULL);
    printf("# %zu sendings were not answered\n",
           (size_t)atomic_load(&town->unanswered));
    assert_int_equal(town->odd_status, 0);
    assert_int_equal(town->acknowledged, DRAFTS);
}

/* A form that was answered is answered the same, however often it comes. */
static void send_again(struct town *town)
{
    struct arena *a = arena_new(2 * CLIENT_ANSWER_BYTES_MAX);
    struct client c = client_new(town->house.port, ANSWER_WAIT_S);

    for (size_t i = 0; i < DRAFTS; i++) {
        arena_reset(a);
        assert_true(str_eq(try_once(town, &c, a, &town->form[i]),
                           town->form[i].location));
    }
    client_close(&c);
    arena_free(a);
}

static void check_form(struct database *d, const struct form *f)
{
    struct arena_mark mark = arena_mark(d->cx.arena);
    struct str code = whole_dossier(d, f->draft.id, PAPERS);

    assert_true(
        str_eq(f->location,
               arena_printf(d->cx.arena, "/ho-so/%.*s/da-nop", STR_ARG(code))));
    arena_release(d->cx.arena, mark);
}

static void everything_acknowledged_survives_every_death(void **state)
{
    struct database *d = *state;
    struct town *town = calloc(1, sizeof *town);
    struct ready_draft *draft;

    check(town != NULL);
    db_close(d->db);
    d->db = NULL;
    town->house = house_found(d);
    draft = house_drafts(&town->house, DRAFTS);
    for (size_t i = 0; i < DRAFTS; i++) {
        town->form[i].draft = draft[i];
        make_form(d->cx.arena, &town->form[i]);
    }
    house_start(&town->house);
    house_await(&town->house);
    file_all(town);
    house_await(&town->house);
    send_again(town);
    house_stop(&town->house);

    d->db = database_open(d, (struct db_conf){.role = DB_MAIN});
    whole_census(d, DRAFTS, 0, PAPERS);
    for (size_t i = 0; i < DRAFTS; i++) {
        check_form(d, &town->form[i]);
        free((char *)(uintptr_t)town->form[i].location.p);
    }
    free(town);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            everything_acknowledged_survives_every_death, database_setup,
            database_teardown),
    };

    database_choose(argc, argv);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
