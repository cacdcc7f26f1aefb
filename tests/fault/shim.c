#include "base/prelude.h"

#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cx.h"
#include "base/check.h"

#include "store/engine.h"

#include "fault/shim.h"

/* The linker puts these in the place of the engines (--wrap). */
extern const struct engine __real_engine_sqlite;
extern const struct engine __real_engine_pg;

static atomic_int armed = FAULT_COUNT;
static atomic_int steps_left;
static atomic_bool fired;

const char *fault_name(enum fault fault)
{
    static const char *const name[FAULT_COUNT] = {"refused", "killed", "lost",
                                                  "disk"};

    check(fault < FAULT_COUNT);
    return name[fault];
}

void fault_arm(enum fault fault, int n)
{
    atomic_store(&fired, false);
    atomic_store(&steps_left, n);
    atomic_store(&armed, fault);
}

bool fault_disarm(void)
{
    atomic_store(&armed, FAULT_COUNT);
    return atomic_load(&fired);
}

/* Takes one step; is it the one that the fault meets? */
static bool strikes(enum fault fault)
{
    if (atomic_load(&armed) != (int)fault ||
        atomic_fetch_sub(&steps_left, 1) != 1)
        return false;
    atomic_store(&fired, true);
    return true;
}

/*
 * A connection takes its transaction with it. PostgreSQL itself is made to end
 * the process that serves it.
 */
static void cut(const struct engine *e, struct conn *c)
{
    struct cx cx = {.now = {0}};
    struct tx t = {.cx = &cx, .conn = c, .engine = e};

    if (e == &__real_engine_pg)
        (void)!e->script(&t, "SELECT pg_terminate_backend(pg_backend_pid())");
    else
        e->rollback(c);
}

/* Before a step. PostgreSQL's own answer says that it is gone. */
static enum err before(const struct engine *e, struct conn *c,
                       struct errbox *box)
{
    if (strikes(FAULT_REFUSED))
        return RAISE(box, ERR_DISK_FULL, "a fault of the test");
    if (!strikes(FAULT_KILLED))
        return ERR_OK;
    cut(e, c);
    if (e == &__real_engine_pg)
        return ERR_OK;
    return RAISE(box, ERR_RETRY, "a fault of the test");
}

static enum err begin(const struct engine *e, struct conn *c,
                      struct errbox *box)
{
    TRY(before(e, c, box));
    return e->begin(c, box);
}

static enum err commit(const struct engine *e, struct conn *c,
                       struct errbox *box)
{
    TRY(before(e, c, box));
    TRY(e->commit(c, box));
    if (!strikes(FAULT_LOST))
        return ERR_OK;
    cut(e, c);
    return RAISE(box, ERR_RETRY, "a fault of the test");
}

static enum err run(const struct engine *e, struct tx *t, const struct stmt *s,
                    const struct value *in, struct sink *sink,
                    int64_t *ret_changed)
{
    TRY(before(e, t->conn, &t->cx->err));
    return e->run(t, s, in, sink, ret_changed);
}

#define COUNTED(name)                                                     \
    static enum err name##_begin(struct conn *c, struct errbox *box)      \
    {                                                                     \
        return begin(&__real_engine_##name, c, box);                      \
    }                                                                     \
    static enum err name##_commit(struct conn *c, struct errbox *box)     \
    {                                                                     \
        return commit(&__real_engine_##name, c, box);                     \
    }                                                                     \
    static enum err name##_run(struct tx *t, const struct stmt *s,        \
                               const struct value *in, struct sink *sink, \
                               int64_t *ret_changed)                      \
    {                                                                     \
        return run(&__real_engine_##name, t, s, in, sink, ret_changed);   \
    }

COUNTED(sqlite)
COUNTED(pg)

struct engine __wrap_engine_sqlite, __wrap_engine_pg;

/* Before main(): what an engine can do is known to the linker only. */
__attribute__((constructor)) static void stand_in(void)
{
    __wrap_engine_sqlite = __real_engine_sqlite;
    __wrap_engine_sqlite.begin = sqlite_begin;
    __wrap_engine_sqlite.commit = sqlite_commit;
    __wrap_engine_sqlite.run = sqlite_run;
    __wrap_engine_pg = __real_engine_pg;
    __wrap_engine_pg.begin = pg_begin;
    __wrap_engine_pg.commit = pg_commit;
    __wrap_engine_pg.run = pg_run;
}

/* What is told to a person or a log is no file. */
static bool fails(int fd, int error)
{
    if (fd <= STDERR_FILENO || !strikes(FAULT_DISK))
        return false;
    errno = error;
    return true;
}

#define STAND_IN(name) __asm__(#name)

ssize_t shim_write(int fd, const void *p, size_t n) STAND_IN(write);
ssize_t shim_pwrite(int fd, const void *p, size_t n, off_t at)
    STAND_IN(pwrite64);
int shim_fsync(int fd) STAND_IN(fsync);
int shim_fdatasync(int fd) STAND_IN(fdatasync);
int shim_renameat(int from, const char *old, int to, const char *new)
    STAND_IN(renameat);

ssize_t shim_write(int fd, const void *p, size_t n)
{
    return fails(fd, ENOSPC) ? -1 : syscall(SYS_write, fd, p, n);
}

ssize_t shim_pwrite(int fd, const void *p, size_t n, off_t at)
{
    return fails(fd, ENOSPC) ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

int shim_fsync(int fd)
{
    return fails(fd, EIO) ? -1 : (int)syscall(SYS_fsync, fd);
}

int shim_fdatasync(int fd)
{
    return fails(fd, EIO) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int shim_renameat(int from, const char *old, int to, const char *new)
{
    return fails(to, EIO) ? -1 : (int)syscall(SYS_renameat, from, old, to, new);
}
