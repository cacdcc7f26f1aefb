/*
 * demo.h - fills a province with a living day: some thousand dossiers of its
 * last working weeks, filed, received, handled and returned through the real
 * use cases under a clock that is set back and ends now.
 *
 * Takes many transactions, so it is for the command line and for tests, not
 * for a request. The province, its procedures and the demo's officers are in
 * the database before. A plan is drawn first (demo_plan.h); then each call of
 * demo_go_on() does a piece of it in one transaction.
 */
#ifndef SERVICE_DEMO_H
#define SERVICE_DEMO_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/blob.h"
#include "store/db.h"

#define DEMO_COUNT      3000
#define DEMO_COUNT_MAX  20000
#define DEMO_SEED       89
#define DEMO_DAYS       60
#define DEMO_APPLICANTS 200

/* For the plan and all that it stands on; and for one piece of it. */
#define DEMO_ARENA_BYTES       ((size_t)256 << 20)
#define DEMO_PIECE_ARENA_BYTES ((size_t)32 << 20)

#define DEMO_TASKS_MAX      100
#define DEMO_FILE_BYTES_MAX ((size_t)1 << 20)

struct demo_files {
    struct str names;   /* data/demo/names.csv   */
    struct str places;  /* data/demo/places.csv  */
    struct str mix;     /* data/demo/mix.csv     */
    struct str reasons; /* data/demo/reasons.csv */
    /* The text of data/demo/answers/CODE.json. */
    enum err (*answers)(void *data, struct str code, struct str *ret);
    void *data;
};

struct demo_order {
    const struct demo_files *files;
    struct blob_store *blobs;
    struct str site; /* "http://127.0.0.1:8080", for receipts */
    size_t count;    /* of dossiers */
    uint64_t seed;
};

struct demo;

/*
 * Begins in the arena of `cx`, which lives as long as the demo; cx->now is
 * when it ends. ERR_CONFLICT: there are dossiers already, which the demo does
 * not touch. ERR_INPUT: a file that cannot be read.
 */
enum err demo_begin(struct db *db, struct cx *cx,
                    const struct demo_order *order,
                    struct demo **ret) MUST_CHECK;

/* Does the next piece; *ret_more is false when it was the last. */
enum err demo_go_on(struct demo *d, bool *ret_more) MUST_CHECK;

struct demo_progress {
    size_t done; /* acts */
    size_t total;
    size_t dossiers;
};
struct demo_progress demo_progress(const struct demo *d);

#endif
