#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"

#define FIRST_BYTES 256

struct buf buf_new(struct arena *a, size_t ceiling_bytes)
{
    return (struct buf){.arena = a, .ceiling = ceiling_bytes};
}

/* Room for `more` bytes and a NUL; false, and full, past the ceiling. */
static bool reserve(struct buf *b, size_t more)
{
    size_t capacity = b->capacity ? b->capacity : FIRST_BYTES;
    char *p;

    if (b->full || more > b->ceiling - b->n) {
        b->full = true;
        return false;
    }
    if (b->n + more < b->capacity)
        return true;
    while (capacity <= b->n + more)
        capacity *= 2;
    p = arena_alloc(b->arena, capacity);
    if (b->n)
        memcpy(p, b->p, b->n);
    b->p = p;
    b->capacity = capacity;
    return true;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0 || !reserve(b, s.n))
        return;
    memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_add_c(struct buf *b, const char *c)
{
    buf_add(b, str_c(c));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add(b, (struct str){&c, 1});
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list list;
    int n;

    va_start(list, format);
    n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    check(n >= 0);
    if (!reserve(b, (size_t)n))
        return;

    va_start(list, format);
    vsnprintf(b->p + b->n, (size_t)n + 1, format, list);
    va_end(list);
    b->n += (size_t)n;
}

struct str buf_str(struct buf *b)
{
    if (!b->p)
        return S("");
    b->p[b->n] = '\0';
    return (struct str){b->p, b->n};
}
