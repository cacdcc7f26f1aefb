/*
 * raw_sqlite.c - what SQLite itself could do: the rows of a submission, group
 * after group, with nothing around them. No part of the program.
 *
 *     bench_raw_sqlite FILE.db STATEMENTS GROUP SECONDS
 *         STATEMENTS is a file with a statement a line; ?1 is the number of
 *         the submission. Prints submissions a second, the 99th percentile of
 *         the time of a group in ms, and CPU time a submission in µs.
 */
#include "base/prelude.h"

#include <sqlite3.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/instant.h"
#include "base/io.h"
#include "base/num.h"

#define STATEMENTS_MAX 16
#define GROUPS_MAX     1000000
#define TEXT_BYTES_MAX 65536

struct raw {
    sqlite3 *db;
    sqlite3_stmt *stmt[STATEMENTS_MAX];
    size_t count;
    int64_t n;
    int64_t group_us[GROUPS_MAX];
    size_t groups;
};

static void must(const struct raw *r, int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
        fprintf(stderr, "bench_raw_sqlite: %s\n", sqlite3_errmsg(r->db));
        exit(1);
    }
}

static void say(const struct raw *r, const char *text)
{
    must(r, sqlite3_exec(r->db, text, NULL, NULL, NULL));
}

/* As src/store sets a writer up. */
static void open_file(struct raw *r, const char *path)
{
    must(r, sqlite3_open_v2(path, &r->db,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    say(r, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
           "PRAGMA mmap_size=8589934592; PRAGMA cache_size=-16000;"
           "PRAGMA temp_store=memory; PRAGMA wal_autocheckpoint=4000;");
}

static void prepare_all(struct raw *r, struct arena *a, const char *path)
{
    struct errbox box;
    struct str text, line;

    check(io_read_file(&box, a, path, TEXT_BYTES_MAX, &text) == ERR_OK);
    while (str_next(&text, '\n', &line)) {
        if (str_empty(line))
            continue;
        check(r->count < STATEMENTS_MAX);
        must(r, sqlite3_prepare_v3(r->db, line.p, (int)line.n,
                                   SQLITE_PREPARE_PERSISTENT,
                                   &r->stmt[r->count++], NULL));
    }
}

static void submit(struct raw *r)
{
    r->n++;
    for (size_t i = 0; i < r->count; i++) {
        sqlite3_bind_int64(r->stmt[i], 1, r->n);
        must(r, sqlite3_step(r->stmt[i]));
        sqlite3_reset(r->stmt[i]);
    }
}

static void group(struct raw *r, int64_t size)
{
    int64_t begun_us = monotonic_us();

    say(r, "BEGIN IMMEDIATE");
    for (int64_t i = 0; i < size; i++)
        submit(r);
    say(r, "COMMIT");
    check(r->groups < GROUPS_MAX);
    r->group_us[r->groups++] = monotonic_us() - begun_us;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static double cpu_us(void)
{
    struct rusage used;

    check(getrusage(RUSAGE_SELF, &used) == 0);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static void run(struct raw *r, int64_t size, int64_t seconds)
{
    int64_t begun_us = monotonic_us();
    int64_t first = r->n;
    double used = cpu_us();
    double done, took_s;

    while (monotonic_us() - begun_us < seconds * SECOND_US)
        group(r, size);
    took_s = (double)(monotonic_us() - begun_us) / 1e6;
    done = (double)(r->n - first);
    qsort(r->group_us, r->groups, sizeof *r->group_us, by_size);
    printf("%.0f %.2f %.1f\n", done / took_s,
           (double)r->group_us[r->groups * 99 / 100] / 1000,
           (cpu_us() - used) / done);
}

int main(int argc, char **argv)
{
    static struct raw r;
    struct arena *a = arena_new((size_t)1 << 20);
    int64_t size, seconds;

    if (argc != 5 || !num_parse(str_c(argv[3]), 1, 4096, &size) ||
        !num_parse(str_c(argv[4]), 1, 3600, &seconds))
        return 2;
    open_file(&r, argv[1]);
    prepare_all(&r, a, argv[2]);
    /* Rounds on one file go on where the last one ended. */
    r.n = instant_read_clock().us / 1000 % 1000000000 * 100;
    run(&r, size, seconds);
    for (size_t i = 0; i < r.count; i++)
        sqlite3_finalize(r.stmt[i]);
    sqlite3_close(r.db);
    arena_free(a);
    return 0;
}
