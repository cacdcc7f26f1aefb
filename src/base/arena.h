/*
 * arena.h - memory of one request, freed whole.
 *
 * Nothing in a handler is freed by hand. An allocation never fails: an arena
 * has a budget, every input has a ceiling far below it, so going over the
 * budget is a bug and aborts the room (check.h). What is not memory (a file, a
 * library's object) is given back through arena_defer().
 *
 * An arena belongs to one thread at a time. Builds with AddressSanitizer
 * poison what is not handed out, so use after release is reported.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/prelude.h"
#include "base/str.h"

/* What one request may use. */
#define ARENA_REQUEST_BYTES_MAX ((size_t)16 << 20)

struct arena;

/* A place to come back to with arena_release(). */
struct arena_mark {
    void *chunk;
    size_t used;
    void *defers;
};

/* A new arena that may hand out `budget_bytes`; freed by arena_free(). */
struct arena *arena_new(size_t budget_bytes);

/* Runs the deferred calls, newest first, and frees everything. NULL is fine. */
void arena_free(struct arena *a);

/* As arena_free(), but the arena stays, empty, with its first chunk. */
void arena_reset(struct arena *a);

/* `bytes` of zeroed memory, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t bytes);

/* One zeroed T; `count` zeroed T (the product is checked). */
#define ARENA_NEW(a, T)          ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, count) ((T *)arena_array((a), sizeof(T), (count)))
void *arena_array(struct arena *a, size_t item_bytes, size_t count);

/* A NUL-terminated copy; of STR_NONE it is STR_NONE. */
struct str arena_str(struct arena *a, struct str s);
/* The same as a C string; of STR_NONE it is "". */
const char *arena_cstr(struct arena *a, struct str s);
struct str arena_printf(struct arena *a, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* Memory made after the mark is given back, its deferred calls are run. */
struct arena_mark arena_mark(const struct arena *a);
void arena_release(struct arena *a, struct arena_mark mark);

/* Calls fn(p) when the arena is released, reset or freed. */
void arena_defer(struct arena *a, void (*fn)(void *), void *p);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

#endif
