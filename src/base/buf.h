/*
 * buf.h - a growing text or byte buffer with a ceiling given at birth.
 *
 * Its memory is the arena's (old blocks are left there until the arena goes).
 * What would pass the ceiling is dropped whole and `full` is set, for good:
 * the writer goes on and the one who asked looks at `full` once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n;
    size_t capacity;
    size_t ceiling;
    bool full;
};

struct buf buf_new(struct arena *a, size_t ceiling_bytes);
void buf_add(struct buf *b, struct str s);
void buf_add_c(struct buf *b, const char *c);
void buf_add_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* What was written; NUL-terminated; valid until the next write. */
struct str buf_str(struct buf *b);

#endif
