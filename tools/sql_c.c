#include "base/prelude.h"

#include <ctype.h>

#include "base/check.h"

#include "sql.h"

struct str emit_dialect(struct arena *a, const struct query *q,
                        enum dialect dialect)
{
    struct str text = dialect == DIALECT_PG && q->twin.p ? q->twin : q->text;

    if (q->limited)
        text = arena_printf(a, "%.*s\n LIMIT $%zu", STR_ARG(text),
                            q->in_count + 1);
    return dialect == DIALECT_SQLITE ? text_sqlite(a, text) : text;
}

/* Passed as a pointer: a parameter that may be NULL and is no text. */
static const char *pointer(const struct field *f)
{
    return f->nullable && !f->type->bytes ? "*" : "";
}

static void emit_in_struct(struct buf *out, const struct query *q)
{
    buf_printf(out, "struct %.*s_in {\n", STR_ARG(q->name));
    for (size_t i = 0; i < q->in_count; i++) {
        const struct field *f = &q->in[i];

        buf_printf(out, "    %s%s%s%.*s;\n", *pointer(f) ? "const " : "",
                   f->type->c, pointer(f), STR_ARG(f->name));
    }
    buf_printf(out, "};\n\n");
}

static void emit_row_struct(struct buf *out, const struct query *q)
{
    buf_printf(out, "struct %.*s_row {\n", STR_ARG(q->name));
    for (size_t i = 0; i < q->out_count; i++) {
        const struct field *f = &q->out[i];

        buf_printf(out, "    %s%.*s;\n", f->type->c, STR_ARG(f->name));
        if (*pointer(f))
            buf_printf(out, "    bool has_%.*s;\n", STR_ARG(f->name));
    }
    buf_printf(out, "};\n\n");
    if (q->ending == ENDING_MANY)
        buf_printf(out,
                   "struct %.*s_rows {\n"
                   "    struct %.*s_row *row;\n"
                   "    size_t count;\n"
                   "    bool more;\n"
                   "};\n\n",
                   STR_ARG(q->name), STR_ARG(q->name));
}

static void emit_params(struct buf *out, const struct query *q)
{
    if (q->in_count > IN_LINE_MAX) {
        buf_printf(out, ",\n        const struct %.*s_in *in",
                   STR_ARG(q->name));
        return;
    }
    for (size_t i = 0; i < q->in_count; i++) {
        const struct field *f = &q->in[i];

        buf_printf(out, ",\n        %s%s%s%.*s", *pointer(f) ? "const " : "",
                   f->type->c, pointer(f), STR_ARG(f->name));
    }
}

static void emit_tail(struct buf *out, const struct query *q)
{
    switch (q->ending) {
    case ENDING_ONE:
        buf_printf(out, ",\n        struct %.*s_row *ret", STR_ARG(q->name));
        break;
    case ENDING_OPT:
        buf_printf(out, ",\n        struct %.*s_row *ret, bool *ret_found",
                   STR_ARG(q->name));
        break;
    case ENDING_MANY:
        buf_printf(out, ",\n        size_t max, struct %.*s_rows *ret",
                   STR_ARG(q->name));
        break;
    case ENDING_EXEC: buf_printf(out, ",\n        int64_t *ret_changed"); break;
    }
}

static void emit_signature(struct buf *out, const struct query *q)
{
    buf_printf(out, "enum err %.*s(struct tx *t", STR_ARG(q->name));
    emit_params(out, q);
    emit_tail(out, q);
    buf_add_char(out, ')');
}

static void emit_doc(struct buf *out, const struct query *q)
{
    buf_printf(out, "/*\n");
    for (size_t i = 0; i < q->doc_count; i++)
        buf_printf(out, " * %.*s\n", STR_ARG(q->doc[i]));
    buf_printf(out, " */\n");
}

/* "/x/org.sql" is guarded by ORG_SQL_H and included as "org.sql.h". */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void emit_guard(struct buf *out, const char *file)
{
    for (const char *p = base_name(file); *p; p++)
        buf_add_char(out, isalnum((unsigned char)*p)
                              ? (char)toupper((unsigned char)*p)
                              : '_');
    buf_add_c(out, "_H");
}

void emit_header(struct buf *out, const struct module *m)
{
    buf_printf(out, "/* Made by tools/sqlc from %s. */\n#ifndef ",
               base_name(m->file));
    emit_guard(out, m->file);
    buf_printf(out, "\n#define ");
    emit_guard(out, m->file);
    buf_printf(out, "\n\n#include \"base/instant.h\"\n"
                    "#include \"base/money.h\"\n"
                    "#include \"base/prelude.h\"\n"
                    "#include \"base/str.h\"\n"
                    "#include \"store/stmt.h\"\n"
                    "#include \"store/tx.h\"\n\n");
    for (size_t i = 0; i < m->count; i++) {
        const struct query *q = &m->query[i];

        if (q->in_count > IN_LINE_MAX)
            emit_in_struct(out, q);
        if (q->out_count)
            emit_row_struct(out, q);
        emit_doc(out, q);
        emit_signature(out, q);
        buf_printf(out, " MUST_CHECK;\n\n");
    }
    buf_printf(out, "#endif\n");
}

static void emit_param_table(struct buf *out, const struct query *q)
{
    buf_printf(out, "static const struct param %.*s_param[] = {\n",
               STR_ARG(q->name));
    for (size_t i = 0; i < q->in_count; i++)
        buf_printf(out, "    {%s, %s},\n", q->in[i].type->value,
                   q->in[i].nullable ? "true" : "false");
    buf_printf(out, "};\n\n");
}

static void emit_column_table(struct buf *out, const struct query *q)
{
    buf_printf(out, "static const struct column %.*s_column[] = {\n",
               STR_ARG(q->name));
    for (size_t i = 0; i < q->out_count; i++) {
        const struct field *f = &q->out[i];

        buf_printf(out,
                   "    {\"%.*s\", %s, %s,\n"
                   "     offsetof(struct %.*s_row, %.*s), ",
                   STR_ARG(f->name), f->type->value,
                   f->nullable ? "true" : "false", STR_ARG(q->name),
                   STR_ARG(f->name));
        if (*pointer(f))
            buf_printf(out, "offsetof(struct %.*s_row, has_%.*s)},\n",
                       STR_ARG(q->name), STR_ARG(f->name));
        else
            buf_printf(out, "0},\n");
    }
    buf_printf(out, "};\n\n");
}

static void emit_literal(struct buf *out, const struct query *q,
                         enum dialect dialect)
{
    buf_add_c(out, "\n    ");
    tool_add_literal(out, emit_dialect(out->arena, q, dialect));
}

static void emit_stmt(struct buf *out, const struct query *q)
{
    buf_printf(out,
               "static const struct stmt %.*s_stmt = {\n"
               "    .name = \"%.*s\",\n"
               "    .sqlite =",
               STR_ARG(q->name), STR_ARG(q->name));
    emit_literal(out, q, DIALECT_SQLITE);
    buf_add_c(out, ",\n    .pg =");
    emit_literal(out, q, DIALECT_PG);
    buf_add_c(out, ",\n");
    if (q->in_count)
        buf_printf(out,
                   "    .param = %.*s_param,\n"
                   "    .param_count = %zu,\n",
                   STR_ARG(q->name), q->in_count);
    if (q->out_count)
        buf_printf(out,
                   "    .column = %.*s_column,\n"
                   "    .column_count = %zu,\n"
                   "    .row_bytes = sizeof(struct %.*s_row),\n",
                   STR_ARG(q->name), q->out_count, STR_ARG(q->name));
    if (q->limited)
        buf_add_c(out, "    .limited = true,\n");
    if (q->still)
        buf_add_c(out, "    .still = true,\n");
    if (q->stirs)
        buf_add_c(out, "    .stirs = true,\n");
    buf_add_c(out, "};\n\n");
}

static void emit_value(struct buf *out, const struct query *q,
                       const struct field *f)
{
    const char *in = q->in_count > IN_LINE_MAX ? "in->" : "";

    if (f->type->bytes)
        buf_printf(out, "        value_bytes(%s%.*s),\n", in, STR_ARG(f->name));
    else if (!f->nullable)
        buf_printf(out, "        value_int(%s%.*s%s),\n", in, STR_ARG(f->name),
                   f->type->part);
    else
        buf_printf(out,
                   "        %s%.*s ? value_int(%s%s%.*s%s%s) : VALUE_ABSENT,\n",
                   in, STR_ARG(f->name), *f->type->part ? "" : "*", in,
                   STR_ARG(f->name), *f->type->part ? "->" : "",
                   *f->type->part ? f->type->part + 1 : "");
}

static void emit_call(struct buf *out, const struct query *q)
{
    const char *in = q->in_count ? "in_value" : "NULL";

    switch (q->ending) {
    case ENDING_ONE:
        buf_printf(out, "    return stmt_one(t, &%.*s_stmt, %s, ret);\n",
                   STR_ARG(q->name), in);
        break;
    case ENDING_OPT:
        buf_printf(out,
                   "    return stmt_opt(t, &%.*s_stmt, %s, ret, ret_found);\n",
                   STR_ARG(q->name), in);
        break;
    case ENDING_MANY:
        buf_printf(out,
                   "    struct stmt_rows rows;\n\n"
                   "    TRY(stmt_many(t, &%.*s_stmt, %s, max, &rows));\n"
                   "    *ret = (struct %.*s_rows){rows.row, rows.count, "
                   "rows.more};\n"
                   "    return ERR_OK;\n",
                   STR_ARG(q->name), in, STR_ARG(q->name));
        break;
    case ENDING_EXEC:
        buf_printf(out,
                   "    return stmt_exec(t, &%.*s_stmt, %s, ret_changed);\n",
                   STR_ARG(q->name), in);
        break;
    }
}

static void emit_function(struct buf *out, const struct query *q)
{
    emit_signature(out, q);
    buf_printf(out, "\n{\n");
    if (q->in_count) {
        buf_printf(out, "    const struct value in_value[] = {\n");
        for (size_t i = 0; i < q->in_count; i++)
            emit_value(out, q, &q->in[i]);
        buf_printf(out, "    };\n%s", q->ending == ENDING_MANY ? "" : "\n");
    }
    emit_call(out, q);
    buf_printf(out, "}\n\n");
}

void emit_source(struct buf *out, const struct module *m)
{
    buf_printf(out,
               "/* Made by tools/sqlc from %s. */\n"
               "#include \"base/prelude.h\"\n\n#include \"%s.h\"\n\n",
               base_name(m->file), base_name(m->file));
    for (size_t i = 0; i < m->count; i++) {
        const struct query *q = &m->query[i];

        if (q->in_count)
            emit_param_table(out, q);
        if (q->out_count)
            emit_column_table(out, q);
        emit_stmt(out, q);
        emit_function(out, q);
    }
}
