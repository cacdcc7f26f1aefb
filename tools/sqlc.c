/*
 * sqlc - the SQL compiler.
 *
 *     sqlc module OUT.h OUT.c MODULE.sql STILL MIGRATION…
 *     sqlc migrations OUT.c MIGRATION…
 *     sqlc registry OUT.c STILL MIGRATION… -- MODULE.sql…
 *
 * The first makes a module's functions, the second what store/migrate.h holds,
 * the third the list of all statements that the tests prepare. STILL names the
 * tables that are remembered, a line each (store/memo.h).
 */
#include "base/prelude.h"

#include "sql.h"

#define OUT_BYTES_MAX ((size_t)16 << 20)

static void check_all(struct arena *a, struct checker *checker,
                      struct module *m)
{
    for (size_t i = 0; i < m->count; i++)
        checker_query(checker, a, &m->query[i]);
}

static void module_mode(struct arena *a, char **arg, size_t count)
{
    struct module *m = ARENA_NEW(a, struct module);
    struct checker *checker = checker_new(a, arg[3], arg + 4, count - 4);
    struct buf header = buf_new(a, OUT_BYTES_MAX);
    struct buf source = buf_new(a, OUT_BYTES_MAX);

    module_parse(a, arg[2], m);
    check_all(a, checker, m);
    checker_free(checker);

    emit_header(&header, m);
    tool_write(a, arg[0], buf_str(&header));
    emit_source(&source, m);
    tool_write(a, arg[1], buf_str(&source));
}

static void add_migration(struct buf *out, const struct migration *m)
{
    buf_printf(out,
               "    {\n"
               "        .number = %d,\n"
               "        .name = \"%.*s\",\n"
               "        .sqlite =\n    ",
               m->number, STR_ARG(m->name));
    tool_add_literal(out, m->sqlite);
    buf_add_c(out, ",\n        .pg =\n    ");
    tool_add_literal(out, m->pg);
    buf_add_c(out, ",\n    },\n");
}

static void migrations_mode(struct arena *a, char **arg, size_t count)
{
    struct migrations *list = ARENA_NEW(a, struct migrations);
    struct buf out = buf_new(a, OUT_BYTES_MAX);

    checker_free(checker_new(a, NULL, arg + 1, count - 1));
    migrations_read(a, arg + 1, count - 1, list);
    buf_add_c(&out, "/* Made by tools/sqlc from db/migrations. */\n"
                    "#include \"base/prelude.h\"\n\n"
                    "#include \"store/migrate.h\"\n\n"
                    "const struct migration migrations[] = {\n");
    for (size_t i = 0; i < list->count; i++)
        add_migration(&out, &list->item[i]);
    buf_add_c(&out, "};\n\n"
                    "const size_t migration_count = COUNT_OF(migrations);\n");
    tool_write(a, arg[0], buf_str(&out));
}

/* A field's type in the order that struct param and struct column have. */
static void add_types(struct buf *out, const struct field *f, size_t count,
                      bool named)
{
    for (size_t i = 0; i < count; i++) {
        buf_add_c(out, "            {");
        if (named)
            buf_printf(out, "\"%.*s\", ", STR_ARG(f[i].name));
        buf_printf(out, "%s, %s%s},\n", f[i].type->value,
                   f[i].nullable ? "true" : "false", named ? ", 0, 0" : "");
    }
    buf_add_c(out, "        },\n");
}

static void add_registered(struct buf *out, const struct query *q)
{
    buf_printf(out, "    {\n        .name = \"%.*s\",\n        .sqlite =\n    ",
               STR_ARG(q->name));
    tool_add_literal(out, emit_dialect(out->arena, q, DIALECT_SQLITE));
    buf_add_c(out, ",\n        .pg =\n    ");
    tool_add_literal(out, emit_dialect(out->arena, q, DIALECT_PG));
    buf_printf(out,
               ",\n"
               "        .limited = %s,\n"
               "        .still = %s,\n"
               "        .stirs = %s,\n"
               "        .param_count = %zu,\n"
               "        .column_count = %zu,\n",
               q->limited ? "true" : "false", q->still ? "true" : "false",
               q->stirs ? "true" : "false", q->in_count, q->out_count);
    if (q->in_count) {
        buf_add_c(out, "        .param = (const struct param[]){\n");
        add_types(out, q->in, q->in_count, false);
    }
    if (q->out_count) {
        buf_add_c(out, "        .column = (const struct column[]){\n");
        add_types(out, q->out, q->out_count, true);
    }
    buf_add_c(out, "    },\n");
}

static void add_module(struct buf *out, struct checker *checker,
                       const char *path)
{
    struct module *m = ARENA_NEW(out->arena, struct module);

    module_parse(out->arena, path, m);
    check_all(out->arena, checker, m);
    for (size_t i = 0; i < m->count; i++)
        add_registered(out, &m->query[i]);
}

static void registry_mode(struct arena *a, char **arg, size_t count)
{
    struct buf out = buf_new(a, OUT_BYTES_MAX);
    struct checker *checker;
    size_t split = 1;

    while (split < count && strcmp(arg[split], "--") != 0)
        split++;
    checker = checker_new(a, arg[1], arg + 2, split - 2);
    buf_add_c(&out, "/* Made by tools/sqlc from every MODULE.sql. */\n"
                    "#include \"base/prelude.h\"\n\n"
                    "#include \"store/registry.h\"\n\n"
                    "const struct stmt registry[] = {\n");
    for (size_t i = split + 1; i < count; i++)
        add_module(&out, checker, arg[i]);
    buf_add_c(&out, "};\n\n"
                    "const size_t registry_count = COUNT_OF(registry);\n");
    checker_free(checker);
    tool_write(a, arg[0], buf_str(&out));
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(TOOL_ARENA_BYTES_MAX);
    const char *mode = argc > 1 ? argv[1] : "";
    size_t count = argc > 2 ? (size_t)argc - 2 : 0;

    if (strcmp(mode, "module") == 0 && count >= 4)
        module_mode(a, argv + 2, count);
    else if (strcmp(mode, "migrations") == 0 && count >= 1)
        migrations_mode(a, argv + 2, count);
    else if (strcmp(mode, "registry") == 0 && count >= 2)
        registry_mode(a, argv + 2, count);
    else
        tool_fail("sqlc", 0, "module, migrations or registry is wanted");
    arena_free(a);
    return 0;
}
