#include "base/prelude.h"

#include <ctype.h>

#include "base/check.h"

#include "sql.h"

static const struct sql_type types[] = {
    {"i64", "CELL_I64", "int64_t ", "", false},
    {"i32", "CELL_I32", "int32_t ", "", false},
    {"flag", "CELL_FLAG", "bool ", "", false},
    {"text", "CELL_TEXT", "struct str ", "", true},
    {"blob", "CELL_BLOB", "struct str ", "", true},
    {"day", "CELL_DAY", "struct day ", ".n", false},
    {"instant", "CELL_INSTANT", "struct instant ", ".us", false},
    {"vnd", "CELL_VND", "struct vnd ", ".dong", false},
};

/* Reads a file line by line. */
struct reader {
    struct arena *arena;
    const char *file;
    struct str rest;
    int line;
    struct str now;
    bool end;
};

static void advance(struct reader *r)
{
    r->end = !str_next(&r->rest, '\n', &r->now);
    r->line++;
}

/* Takes the text behind "-- WORD"; false for any other line. */
static bool comment(const struct reader *r, const char *word, struct str *ret)
{
    struct str s = r->now;

    if (r->end || !str_starts(s, S("--")))
        return false;
    s = str_trim(str_sub(s, 2, s.n));
    if (!str_starts(s, str_c(word)))
        return false;
    *ret = str_trim(str_sub(s, strlen(word), s.n));
    return true;
}

static const struct sql_type *type_find(const struct reader *r, struct str s)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq_c(s, types[i].name))
            return &types[i];
    tool_fail(r->file, r->line, "unknown type \"%.*s\"", STR_ARG(s));
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!islower((unsigned char)s.p[i]) && s.p[i] != '_' &&
            !(i > 0 && isdigit((unsigned char)s.p[i])))
            return false;
    return s.n > 0;
}

static void field_parse(const struct reader *r, struct str s, struct field *f,
                        size_t *count)
{
    size_t gap = str_find_char(s, ' ', 0);
    struct str type = str_trim(str_sub(s, gap, s.n));

    if (*count == FIELDS_MAX)
        tool_fail(r->file, r->line, "more than %d fields", FIELDS_MAX);
    f = &f[(*count)++];
    f->name = str_sub(s, 0, gap);
    if (!is_name(f->name))
        tool_fail(r->file, r->line, "\"%.*s\" is not \"name type\"",
                  STR_ARG(s));
    f->nullable = str_ends(type, S("?"));
    f->type = type_find(r, str_sub(type, 0, type.n - f->nullable));
}

/* A list goes on in the next comment line while it ends with a comma. */
static void fields_parse(struct reader *r, struct str list, struct field *f,
                         size_t *count)
{
    struct str item;
    bool more;

    do {
        more = str_ends(list, S(","));
        if (more)
            list = str_sub(list, 0, list.n - 1);
        while (str_next(&list, ',', &item))
            field_parse(r, str_trim(item), f, count);
        advance(r);
        if (more && !comment(r, "", &list))
            tool_fail(r->file, r->line, "the list ends with a comma");
    } while (more);
}

static void name_parse(const struct reader *r, struct str s, struct query *q)
{
    static const char *const endings[] = {":one", ":opt", ":many", ":exec"};
    size_t gap = str_find_char(s, ' ', 0);
    struct str ending = str_trim(str_sub(s, gap, s.n));

    q->name = str_sub(s, 0, gap);
    if (!is_name(q->name))
        tool_fail(r->file, r->line, "a name is made of a-z, 0-9 and _");
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (str_eq_c(ending, endings[i])) {
            q->ending = (enum ending)i;
            return;
        }
    }
    tool_fail(r->file, r->line, "after the name: :one, :opt, :many or :exec");
}

static void head_parse(struct reader *r, struct query *q)
{
    struct str s;

    while (comment(r, "", &s)) {
        if (comment(r, "in:", &s)) {
            fields_parse(r, s, q->in, &q->in_count);
        } else if (comment(r, "out:", &s)) {
            fields_parse(r, s, q->out, &q->out_count);
        } else {
            if (q->doc_count == DOC_MAX)
                tool_fail(r->file, r->line, "more than %d lines", DOC_MAX);
            q->doc[q->doc_count++] = s;
            advance(r);
        }
    }
}

static bool ends_statement(struct str line)
{
    return str_ends(str_trim(line), S(";"));
}

/* The last line is cut before its ';'. */
static struct str text_line(struct str line, bool last)
{
    size_t end = line.n;

    while (last && line.p[--end] != ';')
        ;
    return str_sub(line, 0, end);
}

/* The text up to its ';', which is left out. Comments become empty lines. */
static struct str body_parse(struct reader *r)
{
    struct buf b = buf_new(r->arena, TOOL_FILE_BYTES_MAX);
    struct str ignored;
    int line = r->line;

    for (;;) {
        bool last = ends_statement(r->now);

        if (r->end || comment(r, "name:", &ignored))
            tool_fail(r->file, line, "the statement does not end with ';'");
        if (!comment(r, "", &ignored))
            buf_add(&b, text_line(r->now, last));
        advance(r);
        if (last)
            return buf_str(&b);
        buf_add_char(&b, '\n');
    }
}

/* Comments that belong to no statement, up to one that does. */
static void skip_between(struct reader *r)
{
    struct str s;

    while (!r->end && !comment(r, "name:", &s) &&
           !comment(r, "postgresql:", &s) &&
           (str_trim(r->now).n == 0 || comment(r, "", &s)))
        advance(r);
}

static void query_parse(struct reader *r, struct query *q)
{
    struct str s;

    if (!comment(r, "name:", &s))
        tool_fail(r->file, r->line, "expected \"-- name: NAME :ENDING\"");
    *q = (struct query){.file = r->file, .line = r->line};
    name_parse(r, s, q);
    advance(r);
    head_parse(r, q);
    if (q->doc_count == 0)
        tool_fail(r->file, q->line, "say in a comment what the statement does");
    q->text_line = r->line;
    q->text = body_parse(r);
    skip_between(r);
    if (comment(r, "postgresql:", &s)) {
        advance(r);
        q->twin = body_parse(r);
    }
    skip_between(r);
}

static void check_names(const struct module *m)
{
    for (size_t i = 0; i < m->count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_eq(m->query[i].name, m->query[j].name))
                tool_fail(m->file, m->query[i].line, "%.*s is there already",
                          STR_ARG(m->query[i].name));
}

void module_parse(struct arena *a, const char *file, struct module *ret)
{
    struct reader r = {.arena = a, .file = file, .rest = tool_read(a, file)};

    ret->file = file;
    ret->count = 0;
    advance(&r);
    skip_between(&r);
    while (!r.end) {
        if (ret->count == QUERIES_MAX)
            tool_fail(file, r.line, "more than %d statements", QUERIES_MAX);
        query_parse(&r, &ret->query[ret->count++]);
    }
    check_names(ret);
}
