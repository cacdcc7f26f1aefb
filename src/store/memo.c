#include "base/prelude.h"

#include <pthread.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/crypto.h"

#include "store/memo.h"

#include "store/memo.sql.h"

/* The rows, what their texts point to, and the question, in that order. */
struct answer {
    const struct stmt *stmt;
    size_t max;
    int64_t mark;
    int64_t kept_at_us;
    size_t count;
    bool more;
    size_t question_bytes;
    size_t rows_bytes; /* with the texts */
    _Alignas(max_align_t) char data[];
};

struct memo {
    pthread_mutex_t lock;
    struct answer *slot[MEMO_SLOTS_MAX]; /* by the question's hash */
    size_t bytes;
};

struct memo *memo_new(void)
{
    struct memo *m = calloc(1, sizeof *m);

    check(m != NULL);
    pthread_mutex_init(&m->lock, NULL);
    return m;
}

static size_t bytes_of(const struct answer *a)
{
    return a ? sizeof *a + a->rows_bytes + a->question_bytes : 0;
}

static void put(struct memo *m, size_t at, struct answer *a)
{
    m->bytes += bytes_of(a) - bytes_of(m->slot[at]);
    free(m->slot[at]);
    m->slot[at] = a;
}

static void forget_all(struct memo *m)
{
    for (size_t i = 0; i < MEMO_SLOTS_MAX; i++)
        put(m, i, NULL);
}

void memo_free(struct memo *m)
{
    if (!m)
        return;
    forget_all(m);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* What the parameters are as bytes. */
static size_t question_bytes(const struct memo_question *q)
{
    size_t n = 0;

    for (size_t i = 0; i < q->stmt->param_count; i++)
        n += 1 + sizeof(int64_t) + q->in[i].s.n;
    return n;
}

/* Equal when the parameters are; STR_NONE when it is too long to be kept. */
static struct str question_text(struct arena *a, const struct memo_question *q)
{
    size_t bytes = question_bytes(q);
    struct buf b;

    if (bytes > MEMO_ANSWER_MAX)
        return STR_NONE;
    b = buf_new(a, bytes + 1);
    for (size_t i = 0; i < q->stmt->param_count; i++) {
        const struct value *v = &q->in[i];
        int64_t n = v->kind == VALUE_BYTES ? (int64_t)v->s.n : v->i;

        buf_add_char(&b, (char)v->kind);
        buf_add(&b, (struct str){(const char *)&n, sizeof n});
        buf_add(&b, v->s);
    }
    return buf_str(&b);
}

/* FNV-1a. Where two questions share a slot, the one asked last is known. */
static size_t slot_of(const struct memo_question *q, struct str text)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ (uintptr_t)q->stmt ^ q->max;

    for (size_t i = 0; i < text.n; i++)
        h = (h ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
    return (size_t)(h ^ h >> 32) % MEMO_SLOTS_MAX;
}

static bool answers(const struct answer *a, const struct memo_question *q,
                    struct str text)
{
    struct str asked;

    if (!a || a->stmt != q->stmt || a->max != q->max || a->mark != q->mark ||
        q->asked_at_us - a->kept_at_us >= MEMO_AGE_MAX_US)
        return false;
    asked = (struct str){a->data + a->rows_bytes, a->question_bytes};
    return str_eq(asked, text);
}

static bool is_bytes(const struct column *c)
{
    return c->type == CELL_TEXT || c->type == CELL_BLOB;
}

/* What has bytes of its own: each such column of each row. */
struct texts {
    const struct stmt *stmt;
    char *rows;
    size_t count;
    size_t next; /* row * columns + column */
};

/* A copy of the next one, and where it stands; false after the last. */
static bool next_text(struct texts *t, struct str *ret, char **ret_at)
{
    size_t columns = t->stmt->column_count;

    while (t->next < t->count * columns) {
        const struct column *c = &t->stmt->column[t->next % columns];
        char *row = t->rows + t->next / columns * t->stmt->row_bytes;

        t->next++;
        if (!is_bytes(c))
            continue;
        *ret_at = row + c->offset;
        memcpy(ret, *ret_at, sizeof *ret);
        if (ret->p)
            return true;
    }
    return false;
}

/* A copy of the rows, in the arena, that points into itself. */
static void tell(struct arena *arena, const struct answer *a,
                 struct stmt_rows *ret)
{
    char *copy = arena_alloc(arena, a->rows_bytes);
    struct texts texts = {.stmt = a->stmt, .rows = copy, .count = a->count};
    struct str text;
    char *at;

    memcpy(copy, a->data, a->rows_bytes);
    while (next_text(&texts, &text, &at)) {
        text.p = copy + (text.p - a->data);
        memcpy(at, &text, sizeof text);
    }
    *ret = (struct stmt_rows){copy, a->count, a->more};
}

bool memo_find(struct memo *m, struct arena *a, const struct memo_question *q,
               struct stmt_rows *ret)
{
    struct str text = question_text(a, q);
    const struct answer *answer;
    bool found;

    if (!text.p)
        return false;
    pthread_mutex_lock(&m->lock);
    answer = m->slot[slot_of(q, text)];
    found = answers(answer, q, text);
    if (found)
        tell(a, answer, ret);
    pthread_mutex_unlock(&m->lock);
    return found;
}

/* The rows and their texts, each with the NUL behind it. */
static size_t rows_bytes(const struct stmt *s, const struct stmt_rows *rows)
{
    struct texts texts = {.stmt = s, .rows = rows->row, .count = rows->count};
    size_t bytes = rows->count * s->row_bytes;
    struct str text;
    char *at;

    while (next_text(&texts, &text, &at))
        bytes += text.n + 1;
    return bytes;
}

static void copy_rows(struct answer *a, const struct stmt_rows *rows)
{
    struct texts texts = {.stmt = a->stmt, .rows = a->data, .count = a->count};
    char *free_at = a->data + a->count * a->stmt->row_bytes;
    struct str text;
    char *at;

    if (a->count)
        memcpy(a->data, rows->row, a->count * a->stmt->row_bytes);
    while (next_text(&texts, &text, &at)) {
        memcpy(free_at, text.p, text.n);
        free_at[text.n] = '\0';
        text.p = free_at;
        memcpy(at, &text, sizeof text);
        free_at += text.n + 1;
    }
}

static struct answer *answer_new(const struct memo_question *q, struct str text,
                                 const struct stmt_rows *rows, size_t bytes)
{
    struct answer *a = malloc(sizeof *a + bytes + text.n);

    check(a != NULL);
    *a = (struct answer){
        .stmt = q->stmt,
        .max = q->max,
        .mark = q->mark,
        .kept_at_us = q->asked_at_us,
        .count = rows->count,
        .more = rows->more,
        .question_bytes = text.n,
        .rows_bytes = bytes,
    };
    copy_rows(a, rows);
    memcpy(a->data + bytes, text.p, text.n);
    return a;
}

void memo_keep(struct memo *m, struct arena *a, const struct memo_question *q,
               const struct stmt_rows *rows)
{
    struct str text = question_text(a, q);
    size_t bytes = rows_bytes(q->stmt, rows);
    struct answer *answer;

    if (!text.p || bytes > MEMO_ANSWER_MAX)
        return;
    answer = answer_new(q, text, rows, bytes);
    pthread_mutex_lock(&m->lock);
    if (m->bytes + bytes_of(answer) > MEMO_BYTES_MAX)
        forget_all(m);
    put(m, slot_of(q, text), answer);
    pthread_mutex_unlock(&m->lock);
}

enum err memo_mark(struct tx *t, int64_t *ret)
{
    struct memo_mark_get_row row;

    if (!t->has_mark) {
        TRY(memo_mark_get(t, &row));
        t->mark = row.mark;
        t->has_mark = true;
    }
    *ret = t->mark;
    return ERR_OK;
}

enum err memo_stir(struct tx *t)
{
    int64_t mark;

    if (t->has_stirred)
        return ERR_OK;
    t->has_stirred = true;
    crypto_random(&mark, sizeof mark);
    return memo_mark_set(t, mark, NULL);
}
