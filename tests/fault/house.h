/*
 * house.h - the real program on a test's database: made, started, killed and
 * ended as an operator (or a power failure) would. Its rooms are in a process
 * group of their own, and fall to us when their supervisor dies.
 *
 * MOTCUA and BENCH_FILL name the programs, DATA_FOLDER the province's data.
 */
#ifndef TESTS_FAULT_HOUSE_H
#define TESTS_FAULT_HOUSE_H

#include "base/prelude.h"
#include "base/str.h"

#include "fixture/database.h"

struct house {
    struct database *d;
    int port;
    pid_t serve; /* 0: it does not run */
};

/* A citizen with a session and a draft that is ready to be filed. */
struct ready_draft {
    struct str cookie;
    int64_t id;
    struct str csrf;
    struct str key;
};

/* `motcua init` on the database of the test, which it has closed. */
struct house house_found(struct database *d);

/* Makes `count` drafts; nobody serves the database meanwhile. */
struct ready_draft *house_drafts(const struct house *h, size_t count);

/* Starts it; does not wait. */
void house_start(struct house *h);
/* Waits until it answers; fails the test after 20 s. */
void house_await(const struct house *h);
/* Tells it to end and waits. */
void house_stop(struct house *h);

/* 0 when the room does not run now. */
pid_t house_room(const struct house *h, const char *room);
/* Kills one room, if it runs; its supervisor starts it again. */
void house_kill_room(const struct house *h, const char *room);
/* Kills the supervisor only; the rooms end by themselves, and are awaited. */
void house_kill_supervisor(struct house *h);
/* All at once, as if the machine had been switched off. */
void house_kill(struct house *h);

/* A file of /proc/PID; empty when the process is gone. */
struct str process_file(struct arena *a, pid_t pid, const char *name);
/* The numbers of its children with blanks between. */
struct str process_children(struct arena *a, pid_t pid);

/* The process and its arguments, to its end; fails the test unless it is 0. */
void house_run(const char *const *argv, const char *out);

#endif
