/*
 * memo.h - what was read of the still tables, remembered. Inside src/store
 * only.
 *
 * Some tables change a few times a year: areas, agencies, reception points,
 * the calendar, the catalogue (db/still.txt). Nearly every request asks them
 * the same things. A statement that reads nothing but such tables
 * (stmt->still, which tools/sqlc found out) is asked once; the next reader gets
 * a copy of the rows.
 *
 * What is told is what the reader's own snapshot holds, never older: the table
 * memo_mark has a number, every transaction that writes a still table puts one
 * there that nobody had before (stmt->stirs), and rows are told only to a
 * snapshot with the number under which they were read. So a reader asks for one
 * row, once, in place of ten. Whoever changes a still table with a tool of the
 * database is seen within MEMO_AGE_MAX_US.
 *
 * Only readings remember: theirs is one snapshot from the first statement to
 * the last. What a transaction that writes asks goes to the database.
 *
 * A memo belongs to a struct db; all threads may use it at once.
 */
#ifndef STORE_MEMO_H
#define STORE_MEMO_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/stmt.h"
#include "store/tx.h"

#define MEMO_SLOTS_MAX  4096
#define MEMO_BYTES_MAX  ((size_t)16 << 20) /* then all is forgotten        */
#define MEMO_ANSWER_MAX ((size_t)64 << 10) /* a larger one is not kept     */
#define MEMO_AGE_MAX_US MINUTE_US

struct memo;

struct memo *memo_new(void);
/* NULL is fine. */
void memo_free(struct memo *m);

/* What was asked, of which state of the tables. */
struct memo_question {
    const struct stmt *stmt;
    const struct value *in; /* stmt->param_count of them */
    size_t max;             /* rows wanted */
    int64_t mark;
    int64_t asked_at_us; /* monotonic */
};

/*
 * The rows that were read in answer to the same question, copied into the
 * arena; false when they are not known.
 */
bool memo_find(struct memo *m, struct arena *a, const struct memo_question *q,
               struct stmt_rows *ret);

/* Remembers the answer, in a copy. */
void memo_keep(struct memo *m, struct arena *a, const struct memo_question *q,
               const struct stmt_rows *rows);

/* The mark in the snapshot of this transaction, asked for once. */
enum err memo_mark(struct tx *t, int64_t *ret) MUST_CHECK;

/* Before a still table is written: once in a transaction. */
enum err memo_stir(struct tx *t) MUST_CHECK;

#endif
