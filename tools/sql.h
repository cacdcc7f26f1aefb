/*
 * sql.h - what the parts of sqlc share. sqlc turns MODULE.sql into typed C
 * functions; what it reads is described in docs/how/sql.md.
 *
 *     sql_text.c      splits SQL into tokens, rewrites them for an engine
 *     sql_parse.c     MODULE.sql into struct query
 *     sql_check.c     migrations and queries against an SQLite in memory
 *     sql_c.c         struct query into C
 *     sqlc.c          the modes
 */
#ifndef TOOLS_SQL_H
#define TOOLS_SQL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/prelude.h"
#include "base/str.h"

#include "tool.h"

#define FIELDS_MAX  48
#define DOC_MAX     16
#define QUERIES_MAX 256
#define LIST_MAX    512
#define IN_LINE_MAX 4 /* more parameters go in a struct */

/* sql_text.c */

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_PARAM, /* $1   */
    TOKEN_MACRO, /* @id  */
    TOKEN_SPACE, /* blanks and comments */
    TOKEN_SIGN,
};

struct token {
    enum token_kind kind;
    struct str text;
};

/* Takes the next token from the front of *rest; false at the end. */
bool token_next(struct str *rest, struct token *ret);
bool token_is(struct token t, const char *word);

enum dialect { DIALECT_SQLITE, DIALECT_PG };

/* The same length, with ?1 for $1, so that error offsets stay true. */
struct str text_sqlite(struct arena *a, struct str sql);
/* The highest $n; 0 without any. */
int text_param_max(struct str sql);
bool text_has_param(struct str sql, int n);
/* What the two engines read differently; NULL when there is nothing. */
const char *text_forbidden(struct str sql);
/* A migration with its @tokens expanded; fails on an unknown one. */
struct str text_migration(struct arena *a, const char *file, struct str sql,
                          enum dialect dialect);

/* sql_parse.c */

enum ending { ENDING_ONE, ENDING_OPT, ENDING_MANY, ENDING_EXEC };

struct sql_type {
    const char *name;  /* in MODULE.sql        */
    const char *value; /* TYPE_… in stmt.h     */
    const char *c;     /* in C                 */
    const char *part;  /* its member, or ""    */
    bool bytes;        /* text and blob        */
};

struct field {
    struct str name;
    const struct sql_type *type;
    bool nullable;
};

struct query {
    const char *file;
    int line;
    struct str name;
    enum ending ending;
    struct str doc[DOC_MAX];
    size_t doc_count;
    struct field in[FIELDS_MAX];
    size_t in_count;
    struct field out[FIELDS_MAX];
    size_t out_count;
    struct str text;
    int text_line;
    struct str twin; /* STR_NONE: the text serves both */
    bool limited;    /* set by sql_check.c: it gets LIMIT max + 1 */
    bool still;      /* too: it reads nothing but still tables    */
    bool stirs;      /* too: it writes one of them                */
};

struct module {
    const char *file;
    struct query query[QUERIES_MAX];
    size_t count;
};

void module_parse(struct arena *a, const char *file, struct module *ret);

/* sql_check.c */

struct migration {
    int number;
    struct str name;
    struct str sqlite;
    struct str pg;
};

struct migrations {
    struct migration item[LIST_MAX];
    size_t count;
};

/* Reads NNNN_name.sql and NNNN_name.pg.sql; numbers must rise. */
void migrations_read(struct arena *a, char **file, size_t count,
                     struct migrations *ret);

struct checker;
/*
 * An empty database with all migrations applied. `still` is the file that names
 * the still tables, each of which must be there; NULL: none.
 */
struct checker *checker_new(struct arena *a, const char *still, char **file,
                            size_t count);
void checker_free(struct checker *checker);
/*
 * Prepares the query, compares names, types and counts, sets `limited`,
 * `still` and `stirs`.
 */
void checker_query(struct checker *checker, struct arena *a, struct query *q);

/* sql_c.c */

void emit_header(struct buf *out, const struct module *m);
void emit_source(struct buf *out, const struct module *m);
/* The statement as an engine gets it. */
struct str emit_dialect(struct arena *a, const struct query *q,
                        enum dialect dialect);

#endif
