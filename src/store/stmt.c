#include "base/prelude.h"

#include "base/check.h"
#include "base/instant.h"
#include "base/money.h"

#include "store/engine.h"
#include "store/memo.h"
#include "store/stmt.h"

#define FIRST_ROWS 8

struct value value_int(int64_t i)
{
    return (struct value){.kind = VALUE_INT, .i = i};
}

struct value value_bytes(struct str s)
{
    if (!s.p)
        return VALUE_ABSENT;
    return (struct value){.kind = VALUE_BYTES, .s = s};
}

static enum err params_check(struct tx *t, const struct stmt *s,
                             const struct value *in)
{
    for (size_t i = 0; i < s->param_count; i++)
        if (in[i].kind == VALUE_NULL && !s->param[i].nullable)
            return RAISE(&t->cx->err, ERR_INTERNAL, "%s: parameter %zu is NULL",
                         s->name, i + 1);
    return ERR_OK;
}

/* The box says why. */
static enum err fail(struct tx *t, enum err err)
{
    t->failed = err;
    t->cause = t->cx->err;
    return err;
}

static bool cell_is_bytes(enum cell_type type)
{
    return type == CELL_TEXT || type == CELL_BLOB;
}

/* False when the number does not fit the column's C type. */
static bool store_int(const struct column *c, char *to, int64_t i)
{
    int32_t narrow = (int32_t)i;
    bool flag = i != 0;

    switch (c->type) {
    case CELL_I64:
    case CELL_INSTANT:
    case CELL_VND: memcpy(to, &i, sizeof i); return true;
    case CELL_I32:
    case CELL_DAY: memcpy(to, &narrow, sizeof narrow); return narrow == i;
    case CELL_FLAG: memcpy(to, &flag, sizeof flag); return i == flag;
    case CELL_TEXT:
    case CELL_BLOB: return false;
    }
    UNREACHABLE();
}

static bool store_null(const struct column *c, char *row)
{
    struct str none = STR_NONE;

    if (c->nullable && cell_is_bytes(c->type))
        memcpy(row + c->offset, &none, sizeof none);
    return c->nullable;
}

static bool store_cell(struct sink *sink, const struct column *c, char *row,
                       const struct value *cell)
{
    bool has = true;
    struct str copy;

    if (cell->kind == VALUE_NULL)
        return store_null(c, row);
    if (cell->kind == VALUE_BYTES) {
        copy = arena_str(sink->t->cx->arena, cell->s);
        memcpy(row + c->offset, &copy, sizeof copy);
        return cell_is_bytes(c->type);
    }
    if (c->nullable)
        memcpy(row + c->has_offset, &has, sizeof has);
    return store_int(c, row + c->offset, cell->i);
}

/* A zeroed place behind the last row. */
static char *sink_place(struct sink *sink)
{
    size_t bytes = sink->stmt->row_bytes;
    char *bigger;

    if (sink->count == sink->capacity) {
        sink->capacity = sink->capacity ? sink->capacity * 2 : FIRST_ROWS;
        if (sink->capacity > sink->max)
            sink->capacity = sink->max;
        bigger = arena_array(sink->t->cx->arena, bytes, sink->capacity);
        if (sink->count)
            memcpy(bigger, sink->row, sink->count * bytes);
        sink->row = bigger;
    }
    return sink->row + sink->count++ * bytes;
}

enum err sink_take(struct sink *sink, const struct value *cell, bool *ret_go_on)
{
    const struct stmt *s = sink->stmt;
    char *row;

    sink->more = sink->count == sink->max;
    if (!sink->more) {
        row = sink_place(sink);
        for (size_t i = 0; i < s->column_count; i++)
            if (!store_cell(sink, &s->column[i], row, &cell[i]))
                return RAISE(&sink->t->cx->err, ERR_INTERNAL,
                             "%s: column %s holds what its type cannot",
                             s->name, s->column[i].name);
    }
    *ret_go_on = !sink->more;
    return ERR_OK;
}

/* The parameters, and behind them the LIMIT that lets us see `more`. */
static const struct value *with_limit(struct tx *t, const struct stmt *s,
                                      const struct value *in, size_t max)
{
    struct value *all;

    if (!s->limited)
        return in;
    all = ARENA_ARRAY(t->cx->arena, struct value, s->param_count + 1);
    if (s->param_count)
        memcpy(all, in, s->param_count * sizeof *in);
    all[s->param_count] = value_int((int64_t)max + 1);
    return all;
}

static enum err run(struct tx *t, const struct stmt *s, const struct value *in,
                    struct sink *sink, int64_t *ret_changed)
{
    enum err err;

    if (t->failed)
        return RAISE(&t->cx->err, t->failed,
                     "%s: the transaction has failed before", s->name);
    err = params_check(t, s, in);
    if (err == ERR_OK && s->stirs)
        err = memo_stir(t);
    if (err == ERR_OK)
        err = t->engine->run(t, s, with_limit(t, s, in, sink->max), sink,
                             ret_changed);
    return err == ERR_OK ? ERR_OK : fail(t, err);
}

static enum err ask(struct tx *t, const struct stmt *s, const struct value *in,
                    size_t max, struct stmt_rows *ret)
{
    struct sink sink = {.t = t, .stmt = s, .max = max};

    TRY(run(t, s, in, &sink, NULL));
    *ret = (struct stmt_rows){sink.row, sink.count, sink.more};
    return ERR_OK;
}

/* What is remembered need not be asked. */
static enum err recall(struct tx *t, const struct stmt *s,
                       const struct value *in, size_t max,
                       struct stmt_rows *ret)
{
    struct arena *a = t->cx->arena;
    struct memo_question q = {.stmt = s, .in = in, .max = max};

    if (!t->memo || !s->still || t->failed)
        return ask(t, s, in, max, ret);
    q.asked_at_us = monotonic_us();
    TRY(memo_mark(t, &q.mark));
    if (memo_find(t->memo, a, &q, ret))
        return ERR_OK;
    TRY(ask(t, s, in, max, ret));
    memo_keep(t->memo, a, &q, ret);
    return ERR_OK;
}

enum err stmt_opt(struct tx *t, const struct stmt *s, const struct value *in,
                  void *ret_row, bool *ret_found)
{
    struct stmt_rows rows;

    TRY(recall(t, s, in, 1, &rows));
    if (rows.more)
        return fail(t, RAISE(&t->cx->err, ERR_INTERNAL, "%s: more than one row",
                             s->name));
    if (rows.count)
        memcpy(ret_row, rows.row, s->row_bytes);
    *ret_found = rows.count > 0;
    return ERR_OK;
}

enum err stmt_one(struct tx *t, const struct stmt *s, const struct value *in,
                  void *ret_row)
{
    bool found;

    TRY(stmt_opt(t, s, in, ret_row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "%s: no row", s->name);
    return ERR_OK;
}

enum err stmt_many(struct tx *t, const struct stmt *s, const struct value *in,
                   size_t max, struct stmt_rows *ret)
{
    check(max > 0);
    return recall(t, s, in, max, ret);
}

enum err stmt_exec(struct tx *t, const struct stmt *s, const struct value *in,
                   int64_t *ret_changed)
{
    struct sink sink = {.t = t, .stmt = s};

    return run(t, s, in, &sink, ret_changed);
}

void **prepared_slot(struct prepared *p, const struct stmt *s)
{
    size_t at = (size_t)((uintptr_t)s >> 4) % PREPARED_MAX;

    while (p->key[at] && p->key[at] != s)
        at = (at + 1) % PREPARED_MAX;
    if (!p->key[at]) {
        check(++p->count < PREPARED_MAX);
        p->key[at] = s;
    }
    return &p->value[at];
}
