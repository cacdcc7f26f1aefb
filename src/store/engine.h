/*
 * engine.h - what the store asks of an engine. Inside src/store only.
 *
 * A connection is used by one thread at a time. An engine turns every error of
 * its library into an enum err; ERR_RETRY means that the transaction is gone,
 * through no fault of its function, and may be run again.
 */
#ifndef STORE_ENGINE_H
#define STORE_ENGINE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/db.h"
#include "store/stmt.h"
#include "store/tx.h"

enum conn_use { CONN_READ, CONN_WRITE };

/* Where the rows of a statement go. */
struct sink {
    struct tx *t;
    const struct stmt *stmt;
    char *row; /* an arena array of stmt->row_bytes each */
    size_t capacity;
    size_t count;
    size_t max;
    bool more; /* there was a row after the last that was wanted */
};

/*
 * Takes a row of column_count cells, copying what they point to. *ret_go_on is
 * false when no more rows are wanted.
 */
enum err sink_take(struct sink *sink, const struct value *cell,
                   bool *ret_go_on) MUST_CHECK;

struct engine {
    const char *name;
    int writer_count_max;
    int batch_max; /* how many requests share a commit */

    enum err (*connect)(const struct db_conf *conf, enum conn_use use,
                        struct conn **ret, struct errbox *box);
    void (*disconnect)(struct conn *c);

    enum err (*begin)(struct conn *c, struct errbox *box);
    enum err (*commit)(struct conn *c, struct errbox *box);
    void (*rollback)(struct conn *c);

    /*
     * A savepoint inside a batch. After undo() in_transaction() says whether
     * the batch is still there. Only where batch_max > 1.
     */
    enum err (*save)(struct conn *c, struct errbox *box);
    enum err (*release)(struct conn *c, struct errbox *box);
    void (*undo)(struct conn *c);
    bool (*in_transaction)(const struct conn *c);

    /* What run() does first; asks nothing of a statement that is prepared. */
    enum err (*prepare)(struct tx *t, const struct stmt *s);
    /*
     * `in` has param_count values, one more when the statement is limited.
     * Without columns and with ret_changed NULL it may be sent and not waited
     * for: how it went is then told by a later run(), or by commit().
     */
    enum err (*run)(struct tx *t, const struct stmt *s, const struct value *in,
                    struct sink *sink, int64_t *ret_changed);
    /* Several statements without parameters: a migration. */
    enum err (*script)(struct tx *t, const char *text);
};

extern const struct engine engine_sqlite;
extern const struct engine engine_pg;

/* Statements prepared on a connection, found by their address. */
#define PREPARED_MAX 2048

struct prepared {
    const struct stmt *key[PREPARED_MAX];
    void *value[PREPARED_MAX];
    size_t count;
};

/* The place for a statement's value; NULL stands there when it is new. */
void **prepared_slot(struct prepared *p, const struct stmt *s);

#endif
