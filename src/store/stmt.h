/*
 * stmt.h - what the functions made by tools/sqlc stand on. Nobody else calls
 * it: write a statement in MODULE.sql (docs/how/sql.md) and use its function.
 */
#ifndef STORE_STMT_H
#define STORE_STMT_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define STMT_PARAMS_MAX  48
#define STMT_COLUMNS_MAX 64

enum cell_type {
    CELL_I64,
    CELL_I32,
    CELL_FLAG,
    CELL_TEXT,
    CELL_BLOB,
    CELL_DAY,
    CELL_INSTANT,
    CELL_VND,
};

struct param {
    enum cell_type type;
    bool nullable;
};

/* Where in its row a column goes. */
struct column {
    const char *name;
    enum cell_type type;
    bool nullable;
    size_t offset;
    size_t has_offset; /* of its bool has_NAME, when nullable and no text */
};

struct stmt {
    const char *name;
    const char *sqlite; /* parameters are ?1, ?2 … */
    const char *pg;     /* parameters are $1, $2 … */
    const struct param *param;
    size_t param_count;
    const struct column *column;
    size_t column_count;
    size_t row_bytes;
    /* Its text ends in LIMIT and one parameter more than it declares. */
    bool limited;
    /* It reads nothing but still tables; it writes one (store/memo.h). */
    bool still;
    bool stirs;
};

/* A parameter on its way in, a cell on its way out. */
enum value_kind { VALUE_NULL, VALUE_INT, VALUE_BYTES };

struct value {
    enum value_kind kind;
    int64_t i;
    struct str s;
};

struct value value_int(int64_t i);
struct value value_bytes(struct str s);
#define VALUE_ABSENT ((struct value){.kind = VALUE_NULL})

struct stmt_rows {
    void *row;
    size_t count;
    bool more;
};

enum err stmt_one(struct tx *t, const struct stmt *s, const struct value *in,
                  void *ret_row) MUST_CHECK;
enum err stmt_opt(struct tx *t, const struct stmt *s, const struct value *in,
                  void *ret_row, bool *ret_found) MUST_CHECK;
enum err stmt_many(struct tx *t, const struct stmt *s, const struct value *in,
                   size_t max, struct stmt_rows *ret) MUST_CHECK;
enum err stmt_exec(struct tx *t, const struct stmt *s, const struct value *in,
                   int64_t *ret_changed) MUST_CHECK;

#endif
