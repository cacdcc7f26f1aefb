/*
 * db.h - the database: opening it, reading, writing.
 *
 * Two engines behind one face. SQLite serves one machine: one thread writes,
 * many requests in one commit. PostgreSQL serves many: a pool of threads
 * writes, one request in one commit. What a transaction may do is in tx.h, how
 * statements are made in docs/how/sql.md.
 *
 * A struct db may be used from all threads at once. It does not survive
 * fork(): every process opens its own.
 *
 * Errors of the engine come out as: ERR_UNIQUE (the row is there already),
 * ERR_BUSY (locked for too long, a statement over its time, the queue is full,
 * still in conflict after the last retry), ERR_DISK_FULL, ERR_UNAVAILABLE (the
 * database is gone or damaged), ERR_INTERNAL (any other constraint; a fault of
 * ours).
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define DB_WRITERS_MAX 8
#define DB_READERS_MAX 64
#define DB_QUEUE_MAX   65536

enum db_role {
    /* The one process that checkpoints SQLite's log: web, migrations. */
    DB_MAIN,
    /* Any other process that writes: work, the command line. */
    DB_SECOND,
};

struct db_conf {
    /*
     * "sqlite:/path/file.db", or what libpq understands:
     * "postgresql://user@host/name", "host=/run/postgresql dbname=motcua".
     */
    struct str url;
    enum db_role role;
    /*
     * Makes the SQLite file when it is not there. Who serves must not: a file
     * that was moved away would have an empty one in its place.
     */
    bool create;
    int writer_count;    /* 0: 4; on SQLite always 1               */
    int reader_count;    /* 0: 4; connections that only read       */
    int queue_max;       /* 0: 4096; writes waiting, then ERR_BUSY */
    int read_timeout_ms; /* 0: 5000; for one statement of a read   */
};

struct db;

/*
 * Connects. ERR_INPUT for a URL that is none, ERR_UNAVAILABLE when the database
 * does not answer or is not there.
 */
enum err db_open(const struct db_conf *conf, struct db **ret,
                 struct errbox *box) MUST_CHECK;

/* Finishes what is queued, then disconnects. NULL is fine. */
void db_close(struct db *db);

/* "sqlite" or "postgresql". */
const char *db_engine_name(const struct db *db);

/*
 * Runs fn on a snapshot, on the calling thread. The database itself refuses
 * every write. Waits for a free connection up to the read time-out, then
 * ERR_BUSY.
 */
enum err db_read(struct db *db, struct cx *cx, tx_fn fn, void *arg) MUST_CHECK;

/*
 * Runs fn in a transaction on a writer's thread and waits until its commit is
 * durable. For jobs, the command line and tests. Never from inside a
 * transaction.
 */
enum err db_write(struct db *db, struct cx *cx, tx_fn fn, void *arg) MUST_CHECK;

/*
 * Called on a writer's thread, once, after the commit is durable or has
 * failed; `result` is fn's or the engine's error, with its words in cx->err.
 * It must not block: it wakes up the one who waits.
 */
typedef void (*db_done_fn)(enum err result, void *user);

/*
 * As db_write(), but does not wait. Until `done` is called cx and arg belong
 * to the store. ERR_BUSY when the queue is full: then done is never called.
 */
enum err db_write_async(struct db *db, struct cx *cx, tx_fn fn, void *arg,
                        db_done_fn done, void *user) MUST_CHECK;

#endif
