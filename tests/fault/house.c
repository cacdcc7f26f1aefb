#include "base/prelude.h"

#include <setjmp.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/io.h"
#include "base/num.h"

#include "fault/client.h"
#include "fault/house.h"

#define WORDS_MAX   16
#define START_US    (20 * SECOND_US)
#define DRAFT_BYTES 512

#define PROC_BYTES_MAX ((size_t)64 << 10)

static const char *wanted(const char *name)
{
    const char *value = getenv(name);

    if (!value)
        fail_msg("%s is not set", name);
    return value;
}

static pid_t spawn(const char *const *argv, const char *out, const char *log)
{
    int flags = O_WRONLY | O_CREAT | O_APPEND;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    pid_t pid;

    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
    if (log)
        posix_spawn_file_actions_addopen(&files, 2, log, flags, 0600);
    if (out)
        posix_spawn_file_actions_addopen(&files, 1, out, flags, 0600);
    if (posix_spawn(&pid, argv[0], &files, &how, (char *const *)(uintptr_t)argv,
                    environ) != 0)
        fail_msg("%s does not start", argv[0]);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

void house_run(const char *const *argv, const char *out)
{
    pid_t pid = spawn(argv, out, NULL);
    int status;

    check(waitpid(pid, &status, 0) == pid);
    if (status != 0)
        fail_msg("%s %s: status %d", argv[0], argv[1], status);
}

/* program word --database=… and so on, ended by NULL. */
static const char *const *command(const struct house *h, const char *program,
                                  const char *word)
{
    struct arena *a = h->d->cx.arena;
    const char **argv = ARENA_ARRAY(a, const char *, WORDS_MAX);
    const char *folder = h->d->folder;
    size_t n = 0;

    argv[n++] = wanted(program);
    argv[n++] = word;
    argv[n++] = arena_printf(a, "--database=%s", h->d->url).p;
    argv[n++] = arena_printf(a, "--data_folder=%s", wanted("DATA_FOLDER")).p;
    argv[n++] = arena_printf(a, "--blob_folder=%s/blobs", folder).p;
    argv[n++] = arena_printf(a, "--blob_key_file=%s/blob.key", folder).p;
    argv[n++] = arena_printf(a, "--port=%d", h->port).p;
    return argv;
}

/* Below the ports that the system gives out by itself. */
struct house house_found(struct database *d)
{
    struct house h = {.d = d, .port = 20000 + getpid() % 10000};

    prctl(PR_SET_CHILD_SUBREAPER, 1);
    house_run(command(&h, "MOTCUA", "init"), "/dev/null");
    return h;
}

static struct ready_draft read_draft(struct str line)
{
    struct ready_draft d;
    struct str id;

    if (!str_next(&line, ' ', &d.cookie) || !str_next(&line, ' ', &id) ||
        !str_next(&line, ' ', &d.csrf) || !str_next(&line, ' ', &d.key) ||
        !num_parse(id, 1, INT64_MAX, &d.id))
        fail_msg("bench_fill: %.*s", STR_ARG(line));
    return d;
}

struct ready_draft *house_drafts(const struct house *h, size_t count)
{
    struct arena *a = h->d->cx.arena;
    struct ready_draft *draft = ARENA_ARRAY(a, struct ready_draft, count);
    const char *out = arena_printf(a, "%s/drafts", h->d->folder).p;
    struct str text, line;

    house_run(
        command(h, "BENCH_FILL", arena_printf(a, "--drafts=%zu", count).p),
        out);
    must(io_read_file(&h->d->cx.err, a, out, count * DRAFT_BYTES, &text),
         &h->d->cx);
    for (size_t i = 0; i < count; i++) {
        check(str_next(&text, '\n', &line));
        draft[i] = read_draft(line);
    }
    return draft;
}

void house_start(struct house *h)
{
    struct arena *a = h->d->cx.arena;

    check(h->serve == 0);
    h->serve = spawn(command(h, "MOTCUA", "serve"), NULL,
                     arena_printf(a, "%s/log", h->d->folder).p);
}

static bool answers(const struct house *h)
{
    struct arena *a = arena_new(2 * CLIENT_ANSWER_BYTES_MAX);
    struct client c = client_new(h->port, 2);
    struct client_answer answer;
    bool good = client_send(&c, a, client_get(a, "/healthz", S("")), &answer) &&
                answer.status == 200;

    client_close(&c);
    arena_free(a);
    return good;
}

void house_await(const struct house *h)
{
    int64_t until_us = monotonic_us() + START_US;

    while (!answers(h)) {
        if (monotonic_us() > until_us)
            fail_msg("no answer, see %s/log", h->d->folder);
        usleep(20000);
    }
}

/* Until nobody of the house is left: the rooms are ours once it is gone. */
static void await_end(struct house *h)
{
    while (waitpid(-h->serve, NULL, 0) > 0 || errno == EINTR)
        ;
    h->serve = 0;
}

void house_stop(struct house *h)
{
    int status;

    kill(h->serve, SIGTERM);
    check(waitpid(h->serve, &status, 0) == h->serve);
    if (status != 0)
        fail_msg("the house ended with status %d", status);
    await_end(h);
}

void house_kill_supervisor(struct house *h)
{
    kill(h->serve, SIGKILL);
    await_end(h);
}

void house_kill(struct house *h)
{
    kill(-h->serve, SIGKILL);
    await_end(h);
}

/* Such files have no size. */
struct str process_file(struct arena *a, pid_t pid, const char *name)
{
    char *p = arena_alloc(a, PROC_BYTES_MAX + 1);
    FILE *file = fopen(arena_printf(a, "/proc/%d/%s", pid, name).p, "re");
    size_t n = file ? fread(p, 1, PROC_BYTES_MAX, file) : 0;

    if (file)
        fclose(file);
    p[n] = '\0';
    return (struct str){p, n};
}

struct str process_children(struct arena *a, pid_t pid)
{
    return process_file(a, pid, arena_printf(a, "task/%d/children", pid).p);
}

/* "motcua\0web\0--database=…" */
static bool is_room(struct arena *a, pid_t pid, const char *room)
{
    struct str words = process_file(a, pid, "cmdline");

    return words.n > strlen(room) + 8 && strcmp(words.p, "motcua") == 0 &&
           strcmp(words.p + 7, room) == 0;
}

pid_t house_room(const struct house *h, const char *room)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct str pids = process_children(a, h->serve);
    struct str word;
    int64_t pid, found = 0;

    while (str_next(&pids, ' ', &word))
        if (num_parse(word, 1, INT32_MAX, &pid) && is_room(a, (pid_t)pid, room))
            found = pid;
    arena_free(a);
    return (pid_t)found;
}

void house_kill_room(const struct house *h, const char *room)
{
    pid_t pid = house_room(h, room);

    if (pid > 0)
        kill(pid, SIGKILL);
}
