#include "base/prelude.h"

#include <sqlite3.h>

#include "base/check.h"
#include "base/num.h"

#include "sql.h"

#define STILL_MAX 64

struct checker {
    sqlite3 *db;
    struct str still[STILL_MAX];
    size_t still_count;

    /* What the statement being prepared does with tables. */
    bool reads_still;
    bool reads_other;
    bool writes_still;
    bool writes_other;
};

static struct str base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return str_c(slash ? slash + 1 : path);
}

static void migration_add(struct arena *a, const char *path,
                          struct migrations *ret)
{
    struct str name = base_name(path);
    struct str text = tool_read(a, path);
    struct migration *last = &ret->item[ret->count - (ret->count > 0)];
    int64_t number;

    if (!num_parse(str_sub(name, 0, 4), 0, 9999, &number) ||
        !str_ends(name, S(".sql")) || str_find_char(name, '_', 0) != 4)
        tool_fail(path, 1, "a migration's name is NNNN_name.sql");
    if (str_ends(name, S(".pg.sql"))) {
        if (ret->count == 0 || last->number != number)
            tool_fail(path, 1, "a twin stands right behind its .sql");
        last->pg = text_migration(a, path, text, DIALECT_PG);
        return;
    }
    if (ret->count == LIST_MAX || (ret->count && last->number >= number))
        tool_fail(path, 1, "its number does not rise");
    ret->item[ret->count++] = (struct migration){
        .number = (int)number,
        .name = str_sub(name, 5, name.n - 4),
        .sqlite = text_migration(a, path, text, DIALECT_SQLITE),
        .pg = text_migration(a, path, text, DIALECT_PG),
    };
}

void migrations_read(struct arena *a, char **file, size_t count,
                     struct migrations *ret)
{
    ret->count = 0;
    for (size_t i = 0; i < count; i++)
        migration_add(a, file[i], ret);
}

static int line_at(struct str text, int first_line, int offset)
{
    int line = first_line;

    for (int i = 0; i < offset && (size_t)i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}

/* Statement by statement, so that an error has its line. */
static void apply(struct checker *c, struct arena *a, const char *file,
                  struct str sql)
{
    const char *start = arena_cstr(a, sql);
    const char *at = start;

    while (*at) {
        sqlite3_stmt *stmt = NULL;
        int line = line_at(sql, 1, (int)(at - start));
        int rc = sqlite3_prepare_v2(c->db, at, -1, &stmt, &at);

        if (rc == SQLITE_OK && stmt)
            rc = sqlite3_step(stmt);
        sqlite3_finalize(stmt);
        if (rc != SQLITE_OK && rc != SQLITE_DONE)
            tool_fail(file, line, "in the statement after this line: %s",
                      sqlite3_errmsg(c->db));
    }
}

static bool is_still(const struct checker *c, const char *table)
{
    for (size_t i = 0; i < c->still_count; i++)
        if (str_eq_c(c->still[i], table))
            return true;
    return false;
}

/* SQLite tells each table that a statement will touch while it prepares it. */
static int note_table(void *user, int action, const char *first,
                      const char *second, const char *schema, const char *inner)
{
    struct checker *c = user;

    (void)second, (void)schema, (void)inner;
    switch (action) {
    case SQLITE_READ:
        *(is_still(c, first) ? &c->reads_still : &c->reads_other) = true;
        break;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        *(is_still(c, first) ? &c->writes_still : &c->writes_other) = true;
        break;
    }
    return SQLITE_OK;
}

static void read_still(struct checker *c, struct arena *a, const char *file)
{
    struct str rest = tool_read(a, file);
    struct str line;

    for (int at = 1; str_next(&rest, '\n', &line); at++) {
        if (str_empty(line) || line.p[0] == '#')
            continue;
        if (c->still_count == STILL_MAX)
            tool_fail(file, at, "more than %d tables", STILL_MAX);
        if (sqlite3_table_column_metadata(c->db, NULL, arena_cstr(a, line),
                                          NULL, NULL, NULL, NULL, NULL,
                                          NULL) != SQLITE_OK)
            tool_fail(file, at, "there is no table \"%.*s\"", STR_ARG(line));
        c->still[c->still_count++] = line;
    }
}

struct checker *checker_new(struct arena *a, const char *still, char **file,
                            size_t count)
{
    struct checker *c = ARENA_NEW(a, struct checker);

    check(sqlite3_open(":memory:", &c->db) == SQLITE_OK);
    for (size_t i = 0; i < count; i++)
        if (!str_ends(str_c(file[i]), S(".pg.sql")))
            apply(c, a, file[i],
                  text_migration(a, file[i], tool_read(a, file[i]),
                                 DIALECT_SQLITE));
    if (still)
        read_still(c, a, still);
    sqlite3_set_authorizer(c->db, note_table, c);
    return c;
}

void checker_free(struct checker *c)
{
    sqlite3_close(c->db);
}

static sqlite3_stmt *prepare(struct checker *c, struct arena *a,
                             const struct query *q)
{
    struct str text = text_sqlite(a, q->text);
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;

    if (sqlite3_prepare_v2(c->db, arena_cstr(a, text), -1, &stmt, &tail) !=
        SQLITE_OK)
        tool_fail(q->file,
                  line_at(text, q->text_line, sqlite3_error_offset(c->db)),
                  "%.*s: %s", STR_ARG(q->name), sqlite3_errmsg(c->db));
    if (!stmt || str_trim(str_c(tail)).n)
        tool_fail(q->file, q->text_line, "%.*s: one statement is wanted",
                  STR_ARG(q->name));
    return stmt;
}

static void check_params(const struct query *q, struct str text)
{
    int max = text_param_max(text);

    for (int i = 1; i <= (int)q->in_count; i++)
        if (!text_has_param(text, i))
            tool_fail(q->file, q->text_line, "%.*s: $%d is not used",
                      STR_ARG(q->name), i);
    if (max > (int)q->in_count)
        tool_fail(q->file, q->text_line, "%.*s: $%d has no line in \"in:\"",
                  STR_ARG(q->name), max);
}

/* What STRICT tables call the column's type. */
static const char *storage(const struct field *f)
{
    if (!f->type->bytes)
        return "INTEGER";
    return strcmp(f->type->name, "text") == 0 ? "TEXT" : "BLOB";
}

static void check_column(const struct query *q, sqlite3_stmt *stmt, int i)
{
    const struct field *f = &q->out[i];
    const char *name = sqlite3_column_name(stmt, i);
    const char *type = sqlite3_column_decltype(stmt, i);

    if (!str_eq_c(f->name, name))
        tool_fail(q->file, q->text_line,
                  "%.*s: column %d is \"%s\", \"out:\" says \"%.*s\" (use AS)",
                  STR_ARG(q->name), i + 1, name, STR_ARG(f->name));
    if (type && strcmp(type, storage(f)) != 0)
        tool_fail(q->file, q->text_line, "%.*s: %s is %s, \"out:\" says %s",
                  STR_ARG(q->name), name, type, f->type->name);
}

static void check_columns(const struct query *q, sqlite3_stmt *stmt)
{
    int count = sqlite3_column_count(stmt);

    if (count != (int)q->out_count)
        tool_fail(q->file, q->text_line, "%.*s: %d columns, \"out:\" has %zu",
                  STR_ARG(q->name), count, q->out_count);
    if ((q->ending == ENDING_EXEC) != (count == 0))
        tool_fail(q->file, q->line, "%.*s: only :exec has no columns",
                  STR_ARG(q->name));
    for (int i = 0; i < count; i++)
        check_column(q, stmt, i);
}

/* A list that only reads gets its LIMIT from us, so it may not have one. */
static void check_limit(struct checker *c, struct arena *a, struct query *q)
{
    struct query limited = *q;
    sqlite3_stmt *stmt = NULL;
    struct str text;

    q->limited = true;
    limited.limited = true;
    text = emit_dialect(a, &limited, DIALECT_SQLITE);
    if (sqlite3_prepare_v2(c->db, arena_cstr(a, text), -1, &stmt, NULL) !=
        SQLITE_OK)
        tool_fail(q->file, q->text_line,
                  "%.*s: a :many that reads gets \"LIMIT max + 1\" from the "
                  "compiler; leave yours out",
                  STR_ARG(q->name));
    sqlite3_finalize(stmt);
}

static void check_words(const struct query *q, struct str text)
{
    const char *what = text_forbidden(text);

    if (what)
        tool_fail(q->file, q->text_line, "%.*s: %s", STR_ARG(q->name), what);
}

void checker_query(struct checker *c, struct arena *a, struct query *q)
{
    sqlite3_stmt *stmt;

    c->reads_still = c->reads_other = false;
    c->writes_still = c->writes_other = false;
    stmt = prepare(c, a, q);
    q->stirs = c->writes_still;
    q->still = c->reads_still && !c->reads_other && !c->writes_still &&
               !c->writes_other;
    check_params(q, q->text);
    check_columns(q, stmt);
    if (q->twin.p)
        check_params(q, q->twin);
    else
        check_words(q, q->text);
    if (q->ending == ENDING_MANY && sqlite3_stmt_readonly(stmt))
        check_limit(c, a, q);
    sqlite3_finalize(stmt);
}
