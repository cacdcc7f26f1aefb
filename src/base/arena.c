#include "base/prelude.h"

#include "base/arena.h"
#include "base/check.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#define RED_ZONE       ALIGNMENT
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define RED_ZONE       0
#endif

#define ALIGNMENT   16
#define CHUNK_BYTES ((size_t)16 << 10)

struct chunk {
    struct chunk *older;
    size_t capacity;
    size_t used;
    _Alignas(ALIGNMENT) char bytes[];
};

struct defer {
    struct defer *older;
    void (*fn)(void *);
    void *p;
};

struct arena {
    struct chunk *newest;
    struct defer *defers;
    size_t budget;
    size_t handed_out;
};

struct arena *arena_new(size_t budget_bytes)
{
    struct arena *a = calloc(1, sizeof *a);

    check(a != NULL);
    a->budget = budget_bytes;
    return a;
}

static void run_defers(struct arena *a, const struct defer *until)
{
    while (a->defers != until) {
        struct defer *d = a->defers;

        check(d != NULL);
        a->defers = d->older;
        d->fn(d->p);
    }
}

static void free_newest_chunk(struct arena *a)
{
    struct chunk *c = a->newest;

    a->newest = c->older;
    UNPOISON(c->bytes, c->capacity);
    free(c);
}

static void cut_chunk(struct arena *a, size_t used)
{
    struct chunk *c = a->newest;

    a->handed_out -= c->used - used;
    c->used = used;
    POISON(c->bytes + used, c->capacity - used);
}

void arena_release(struct arena *a, struct arena_mark mark)
{
    run_defers(a, mark.defers);
    while (a->newest != mark.chunk) {
        check(a->newest != NULL);
        a->handed_out -= a->newest->used;
        free_newest_chunk(a);
    }
    if (a->newest)
        cut_chunk(a, mark.used);
}

void arena_reset(struct arena *a)
{
    run_defers(a, NULL);
    while (a->newest && a->newest->older)
        free_newest_chunk(a);
    if (a->newest && a->newest->capacity > CHUNK_BYTES)
        free_newest_chunk(a);
    if (a->newest)
        cut_chunk(a, 0);
    a->handed_out = 0;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    arena_reset(a);
    if (a->newest)
        free_newest_chunk(a);
    free(a);
}

static void add_chunk(struct arena *a, size_t needed)
{
    size_t capacity = needed > CHUNK_BYTES ? needed : CHUNK_BYTES;
    struct chunk *c = malloc(sizeof *c + capacity);

    check(c != NULL);
    *c = (struct chunk){.older = a->newest, .capacity = capacity};
    POISON(c->bytes, capacity);
    a->newest = c;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    size_t rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    size_t needed = rounded + RED_ZONE;
    struct chunk *c = a->newest;
    void *p;

    check(rounded >= bytes && needed <= a->budget - a->handed_out);
    if (!c || c->capacity - c->used < needed) {
        add_chunk(a, needed);
        c = a->newest;
    }
    p = c->bytes + c->used;
    c->used += needed;
    a->handed_out += needed;
    UNPOISON(p, bytes);
    memset(p, 0, bytes);
    return p;
}

void *arena_array(struct arena *a, size_t item_bytes, size_t count)
{
    size_t bytes;

    check(!__builtin_mul_overflow(item_bytes, count, &bytes));
    return arena_alloc(a, bytes);
}

struct str arena_str(struct arena *a, struct str s)
{
    char *copy;

    if (!s.p)
        return STR_NONE;
    copy = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    return (struct str){copy, s.n};
}

const char *arena_cstr(struct arena *a, struct str s)
{
    return s.p ? arena_str(a, s).p : "";
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
    va_list list;
    int n;
    char *text;

    va_start(list, format);
    n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    check(n >= 0);

    text = arena_alloc(a, (size_t)n + 1);
    va_start(list, format);
    vsnprintf(text, (size_t)n + 1, format, list);
    va_end(list);
    return (struct str){text, (size_t)n};
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){
        .chunk = a->newest,
        .used = a->newest ? a->newest->used : 0,
        .defers = a->defers,
    };
}

void arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
    struct defer *d = ARENA_NEW(a, struct defer);

    *d = (struct defer){.older = a->defers, .fn = fn, .p = p};
    a->defers = d;
}

size_t arena_used(const struct arena *a)
{
    return a->handed_out;
}
