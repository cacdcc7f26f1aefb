#include "base/prelude.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/log.h"

#include "room/room.h"
#include "room/supervisor.h"

#define ARGUMENTS_MAX 64

/* Who lived as long as this did not die of how it was started. */
#define HEALTHY_US     (10 * SECOND_US)
#define FIRST_WAIT_MS  100
#define MILLISECOND_US 1000
#define FOREVER_MS     3600000

struct child {
    const char *room;
    pid_t pid; /* 0: not running */
    int64_t started_us;
    int64_t start_at_us; /* when it is not running */
    int64_t wait_ms;
};

struct house {
    struct child child[SUPERVISOR_CHILDREN_MAX];
    size_t count;
    char *const *arguments;
    pid_t self;
    int exit_status;
};

static void end_signals(sigset_t *ret)
{
    sigemptyset(ret);
    sigaddset(ret, SIGTERM);
    sigaddset(ret, SIGINT);
}

void room_block_signals(void)
{
    sigset_t set;

    end_signals(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    /* A file that may not grow any more is write()'s error, as a full disk. */
    signal(SIGXFSZ, SIG_IGN);
}

static int wait_for(const sigset_t *set, int64_t wait_ms)
{
    struct timespec wait = {
        .tv_sec = wait_ms / 1000,
        .tv_nsec = wait_ms % 1000 * 1000000,
    };

    return sigtimedwait(set, NULL, &wait);
}

bool room_wait_signal(int64_t wait_ms)
{
    sigset_t set;

    end_signals(&set);
    return wait_for(&set, wait_ms) > 0;
}

/* In the child: becomes the room. */
NORETURN static void become(const struct house *house, const char *room)
{
    char *argv[ARGUMENTS_MAX + 3] = {(char *)(uintptr_t) "motcua",
                                     (char *)(uintptr_t)room};
    sigset_t none;

    for (size_t i = 0; house->arguments[i]; i++) {
        check(i < ARGUMENTS_MAX);
        argv[i + 2] = house->arguments[i];
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() == house->self)
        execv("/proc/self/exe", argv);
    _exit(ROOM_FAILED);
}

static void start(struct house *house, struct child *child)
{
    pid_t pid = fork();

    if (pid == 0)
        become(house, child->room);
    if (pid < 0) {
        child->start_at_us = monotonic_us() + SECOND_US;
        return;
    }
    child->pid = pid;
    child->started_us = monotonic_us();
    log_event(LOG_NORMAL, "room_started", LOG_WORD("started", child->room),
              LOG_NUMBER("pid", pid));
}

/* Starts who is due; gives the milliseconds until the next one is. */
static int64_t start_due(struct house *house)
{
    int64_t now_us = monotonic_us();
    int64_t next_ms = FOREVER_MS;

    for (size_t i = 0; i < house->count; i++) {
        struct child *child = &house->child[i];
        int64_t left_ms = (child->start_at_us - now_us) / MILLISECOND_US;

        if (child->pid == 0 && child->start_at_us <= now_us)
            start(house, child);
        else if (child->pid == 0 && left_ms + 1 < next_ms)
            next_ms = left_ms + 1;
    }
    return next_ms;
}

static void plan_restart(struct child *child)
{
    int64_t now_us = monotonic_us();

    if (now_us - child->started_us >= HEALTHY_US)
        child->wait_ms = 0;
    child->start_at_us = now_us + child->wait_ms * MILLISECOND_US;
    child->wait_ms = child->wait_ms ? 2 * child->wait_ms : FIRST_WAIT_MS;
    if (child->wait_ms > SUPERVISOR_WAIT_MS_MAX)
        child->wait_ms = SUPERVISOR_WAIT_MS_MAX;
}

/* False when the child says that starting it again is no use. */
static bool note_death(struct house *house, pid_t pid, int status)
{
    for (size_t i = 0; i < house->count; i++) {
        struct child *child = &house->child[i];

        if (child->pid != pid)
            continue;
        child->pid = 0;
        plan_restart(child);
        log_event(
            LOG_TROUBLE, "room_ended", LOG_WORD("ended", child->room),
            LOG_NUMBER("exit", WIFEXITED(status) ? WEXITSTATUS(status) : -1),
            LOG_NUMBER("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0));
    }
    return !WIFEXITED(status) || WEXITSTATUS(status) != ROOM_STARTED_WRONGLY;
}

static bool reap(struct house *house)
{
    bool go_on = true;
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        if (!note_death(house, pid, status)) {
            house->exit_status = ROOM_STARTED_WRONGLY;
            go_on = false;
        }
    return go_on;
}

static void tell_all(const struct house *house, int signal_number)
{
    for (size_t i = 0; i < house->count; i++)
        if (house->child[i].pid > 0)
            kill(house->child[i].pid, signal_number);
}

static bool anybody_left(const struct house *house)
{
    for (size_t i = 0; i < house->count; i++)
        if (house->child[i].pid > 0)
            return true;
    return false;
}

static void end_all(struct house *house, const sigset_t *set)
{
    int64_t until_us = monotonic_us() + SUPERVISOR_STOP_MS * MILLISECOND_US;

    tell_all(house, SIGTERM);
    while (anybody_left(house)) {
        if (monotonic_us() >= until_us)
            tell_all(house, SIGKILL);
        wait_for(set, 100);
        reap(house);
    }
}

int supervise(const char *const *rooms, char *const *arguments)
{
    struct house house = {.arguments = arguments, .self = getpid()};
    bool go_on = true;
    sigset_t set;

    for (; rooms[house.count]; house.count++) {
        check(house.count < SUPERVISOR_CHILDREN_MAX);
        house.child[house.count].room = rooms[house.count];
    }
    end_signals(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    while (go_on) {
        int got = wait_for(&set, start_due(&house));

        go_on = reap(&house) && got != SIGTERM && got != SIGINT;
    }
    end_all(&house, &set);
    return house.exit_status;
}
