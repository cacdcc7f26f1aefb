#include "base/prelude.h"

#include <ctype.h>

#include "base/num.h"

#include "sql.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static size_t word_end(struct str s, size_t at)
{
    while (at < s.n && is_word(s.p[at]))
        at++;
    return at;
}

/* Behind the closing quote; a doubled quote stands for itself. */
static size_t quoted_end(struct str s, char quote)
{
    size_t at = 1;

    while (at < s.n) {
        if (s.p[at] != quote)
            at++;
        else if (at + 1 < s.n && s.p[at + 1] == quote)
            at += 2;
        else
            return at + 1;
    }
    return s.n;
}

static size_t space_end(struct str s)
{
    size_t at = 0;

    for (;;) {
        if (at < s.n && isspace((unsigned char)s.p[at]))
            at++;
        else if (at + 1 < s.n && s.p[at] == '-' && s.p[at + 1] == '-')
            at = str_find_char(s, '\n', at);
        else
            return at;
    }
}

static size_t token_end(struct str s, enum token_kind *ret_kind)
{
    size_t end = space_end(s);
    char c = s.p[0];

    *ret_kind = TOKEN_SPACE;
    if (end > 0)
        return end;
    if (c == '\'') {
        *ret_kind = TOKEN_STRING;
        return quoted_end(s, c);
    }
    *ret_kind = TOKEN_WORD;
    if (c == '"')
        return quoted_end(s, c);
    if (is_word(c)) {
        if (isdigit((unsigned char)c))
            *ret_kind = TOKEN_NUMBER;
        return word_end(s, 0);
    }
    *ret_kind = c == '$' ? TOKEN_PARAM : c == '@' ? TOKEN_MACRO : TOKEN_SIGN;
    return c == '$' || c == '@' ? word_end(s, 1) : 1;
}

bool token_next(struct str *rest, struct token *ret)
{
    size_t end;

    if (rest->n == 0)
        return false;
    end = token_end(*rest, &ret->kind);
    ret->text = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->n);
    return true;
}

bool token_is(struct token t, const char *word)
{
    return t.text.n == strlen(word) &&
           strncasecmp(t.text.p, word, t.text.n) == 0;
}

struct str text_sqlite(struct arena *a, struct str sql)
{
    struct buf b = buf_new(a, TOOL_FILE_BYTES_MAX);
    struct token t;

    while (token_next(&sql, &t)) {
        if (t.kind != TOKEN_PARAM) {
            buf_add(&b, t.text);
            continue;
        }
        buf_add_char(&b, '?');
        buf_add(&b, str_sub(t.text, 1, t.text.n));
    }
    return buf_str(&b);
}

static int param_number(struct token t)
{
    int64_t n = 0;

    if (t.kind != TOKEN_PARAM ||
        !num_parse(str_sub(t.text, 1, t.text.n), 1, FIELDS_MAX, &n))
        return 0;
    return (int)n;
}

int text_param_max(struct str sql)
{
    struct token t;
    int max = 0;

    while (token_next(&sql, &t))
        if (param_number(t) > max)
            max = param_number(t);
    return max;
}

bool text_has_param(struct str sql, int n)
{
    struct token t;

    while (token_next(&sql, &t))
        if (param_number(t) == n)
            return true;
    return false;
}

static const struct {
    const char *word;
    const char *instead;
} forbidden[] = {
    {"LIKE", "LIKE: compare x_fold with a range"},
    {"ILIKE", "ILIKE: compare x_fold with a range"},
    {"GLOB", "GLOB: compare x_fold with a range"},
    {"SKIP", "SKIP LOCKED: write a twin"},
    {"true", "true: a flag is 1"},
    {"false", "false: a flag is 0"},
    {"rowid", "rowid: use the table's key"},
    {"oid", "oid: use the table's key"},
    {"ctid", "ctid: use the table's key"},
    {"now", "now(): pass the instant in"},
    {"current_timestamp", "current_timestamp: pass the instant in"},
    {"random", "random(): pass the value in"},
    {"array", "arrays: write a twin"},
    {"any", "ANY: write a twin"},
    {"autoincrement", "AUTOINCREMENT: keys are made in C"},
    {"serial", "serial: keys are made in C"},
    {"bigserial", "bigserial: keys are made in C"},
};

static const char *forbidden_word(struct token t)
{
    for (size_t i = 0; i < COUNT_OF(forbidden); i++)
        if (t.kind == TOKEN_WORD && token_is(t, forbidden[i].word))
            return forbidden[i].instead;
    return NULL;
}

static const char *forbidden_signs(struct token before, struct token t)
{
    if (token_is(before, "FOR") && token_is(t, "UPDATE"))
        return "FOR UPDATE: write a twin";
    if (token_is(before, ":") && token_is(t, ":"))
        return "::type: write CAST(… AS …)";
    if (token_is(before, "-") && token_is(t, ">"))
        return "JSON operators: read the column and parse it in C";
    return NULL;
}

/* True inside the parentheses of CAST(… ). */
struct casts {
    bool open[64];
    size_t depth;
};

static void casts_follow(struct casts *c, struct token before, struct token t)
{
    bool inside = c->depth > 0 && c->open[c->depth - 1];

    if (token_is(t, "(") && c->depth < COUNT_OF(c->open))
        c->open[c->depth++] = inside || token_is(before, "CAST");
    else if (token_is(t, ")") && c->depth > 0)
        c->depth--;
}

const char *text_forbidden(struct str sql)
{
    struct casts casts = {.depth = 0};
    struct token before = {TOKEN_SPACE, S("")};
    struct token t;

    while (token_next(&sql, &t)) {
        const char *what = forbidden_word(t);

        if (t.kind == TOKEN_SPACE || t.kind == TOKEN_STRING)
            continue;
        if (!what)
            what = forbidden_signs(before, t);
        if (what)
            return what;
        if (token_is(t, "sum") && !(casts.depth && casts.open[casts.depth - 1]))
            return "sum(): write CAST(sum(…) AS BIGINT)";
        casts_follow(&casts, before, t);
        before = t;
    }
    return NULL;
}

static const struct {
    const char *name;
    const char *word[2]; /* by enum dialect */
} macros[] = {
    {"@id", {"INTEGER", "BIGINT"}},
    {"@i64", {"INTEGER", "BIGINT"}},
    {"@i32", {"INTEGER", "INTEGER"}},
    {"@text", {"TEXT", "TEXT COLLATE \"C\""}},
    {"@blob", {"BLOB", "BYTEA"}},
    {"@json", {"TEXT", "TEXT"}},
    {"@flag", {"INTEGER", "INTEGER"}},
    {"@by_key", {"WITHOUT ROWID", ""}},
};

static const char *macro_word(const char *file, int line, struct token t,
                              enum dialect dialect)
{
    for (size_t i = 0; i < COUNT_OF(macros); i++)
        if (str_eq_c(t.text, macros[i].name))
            return macros[i].word[dialect];
    tool_fail(file, line, "unknown token %.*s", STR_ARG(t.text));
}

/* What is remembered of the statement that is being expanded. */
struct expansion {
    struct token word; /* the last one: a column's name before its @flag */
    int word_index;
    bool creates_table;
    bool by_key;
};

static void follow_word(struct expansion *e, struct token t)
{
    if (e->word_index == 1 && token_is(e->word, "CREATE") &&
        token_is(t, "TABLE"))
        e->creates_table = true;
    e->word = t;
    e->word_index++;
}

static void expand_macro(struct buf *b, struct expansion *e, const char *file,
                         int line, struct token t, enum dialect dialect)
{
    buf_add_c(b, macro_word(file, line, t, dialect));
    if (str_eq_c(t.text, "@flag"))
        buf_printf(b, " CHECK (%.*s IN (0, 1))", STR_ARG(e->word.text));
    if (str_eq_c(t.text, "@by_key"))
        e->by_key = true;
}

/*
 * A trigger's body holds statements too, but only a table's own statement
 * becomes STRICT and it begins with CREATE TABLE.
 */
static void end_statement(struct buf *b, struct expansion *e,
                          enum dialect dialect)
{
    if (dialect == DIALECT_SQLITE && e->creates_table)
        buf_add_c(b, e->by_key ? ", STRICT" : " STRICT");
    *e = (struct expansion){.word_index = 0};
}

static int count_lines(struct str s)
{
    int n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n';
    return n;
}

/*
 * Comments are left out, so that a better one does not change the checksum of
 * a migration; its lines stay, so that errors have theirs.
 */
static void add_space(struct buf *b, struct str space)
{
    if (str_find(space, S("--")) == space.n) {
        buf_add(b, space);
        return;
    }
    for (int n = count_lines(space); n > 0; n--)
        buf_add_char(b, '\n');
}

struct str text_migration(struct arena *a, const char *file, struct str sql,
                          enum dialect dialect)
{
    struct buf b = buf_new(a, TOOL_FILE_BYTES_MAX);
    struct expansion e = {.word_index = 0};
    struct token t;
    int line = 1;

    while (token_next(&sql, &t)) {
        if (t.kind == TOKEN_WORD)
            follow_word(&e, t);
        if (token_is(t, ";"))
            end_statement(&b, &e, dialect);
        if (t.kind == TOKEN_MACRO)
            expand_macro(&b, &e, file, line, t, dialect);
        else if (t.kind == TOKEN_SPACE)
            add_space(&b, t.text);
        else
            buf_add(&b, t.text);
        line += count_lines(t.text);
    }
    return buf_str(&b);
}
