#include "base/prelude.h"

#include <ftw.h>

#include "base/check.h"

#include "tool.h"

PRINTF_LIKE(3, 0)
static void complain(const char *path, int line, const char *format,
                     va_list list) PRINTF_LIKE(3, 0);
static void complain(const char *path, int line, const char *format,
                     va_list list)
{
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
}

void tool_complain(const char *path, int line, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    complain(path, line, format, list);
    va_end(list);
}

void tool_fail(const char *path, int line, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    complain(path, line, format, list);
    va_end(list);
    exit(1);
}

/* False when there is no such file. */
static bool read_whole(struct arena *a, const char *path, struct str *ret)
{
    FILE *f = fopen(path, "rb");
    struct buf b = buf_new(a, TOOL_FILE_BYTES_MAX);
    char piece[64 << 10];
    size_t n;

    if (!f)
        return false;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, (struct str){piece, n});
    if (ferror(f) || b.full)
        tool_fail(path, 0, "cannot be read, or is larger than %zu bytes",
                  TOOL_FILE_BYTES_MAX);
    fclose(f);
    *ret = buf_str(&b);
    return true;
}

struct str tool_read(struct arena *a, const char *path)
{
    struct str content;

    if (!read_whole(a, path, &content))
        tool_fail(path, 0, "%s", strerror(errno));
    return content;
}

void tool_write(struct arena *a, const char *path, struct str content)
{
    struct str old;
    FILE *f;

    if (read_whole(a, path, &old) && str_eq(old, content))
        return;
    f = fopen(path, "wb");
    if (!f || fwrite(content.p, 1, content.n, f) != content.n || fclose(f))
        tool_fail(path, 0, "%s", strerror(errno));
}

struct str tool_hash(struct arena *a, struct str content)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < content.n; i++)
        hash = (hash ^ (unsigned char)content.p[i]) * UINT64_C(0x100000001b3);
    return arena_printf(a, "%016" PRIx64, hash);
}

static void add_octal(struct buf *b, unsigned char c)
{
    char code[4] = {'\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)),
                    (char)('0' + (c & 7))};

    buf_add(b, (struct str){code, sizeof code});
}

/* Three octal digits always, since a digit may follow. */
static void add_literal_char(struct buf *b, char c)
{
    if (c == '\n')
        buf_add_c(b, "\\n");
    else if (c == '"' || c == '\\') {
        buf_add_char(b, '\\');
        buf_add_char(b, c);
    } else if ((unsigned char)c < 0x20 || c == 0x7f)
        add_octal(b, (unsigned char)c);
    else
        buf_add_char(b, c);
}

void tool_add_literal(struct buf *b, struct str s)
{
    buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        /* Two of them could begin a trigraph. */
        if (s.p[i] == '?' && i > 0 && s.p[i - 1] == '?')
            buf_add_char(b, '\\');
        add_literal_char(b, s.p[i]);
        if (s.p[i] == '\n' && i + 1 < s.n)
            buf_add_c(b, "\"\n    \"");
    }
    buf_add_char(b, '"');
}

/* nftw() hands no argument to its callback, so the list stands here. */
static struct {
    struct arena *arena;
    const char *suffix;
    const char **path;
    size_t count;
    size_t capacity;
} walk;

static void keep(const char *path)
{
    if (walk.count == walk.capacity) {
        size_t capacity = walk.capacity ? 2 * walk.capacity : 64;
        const char **grown = ARENA_ARRAY(walk.arena, const char *, capacity);

        if (walk.count)
            memcpy(grown, walk.path, walk.count * sizeof *grown);
        walk.path = grown;
        walk.capacity = capacity;
    }
    walk.path[walk.count++] = arena_cstr(walk.arena, str_c(path));
}

static int visit(const char *path, const struct stat *status, int type,
                 struct FTW *place)
{
    (void)status;
    (void)place;
    if (type == FTW_F && str_ends(str_c(path), str_c(walk.suffix)))
        keep(path);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct tool_paths tool_list(struct arena *a, const char *folder,
                            const char *suffix)
{
    walk.arena = a;
    walk.suffix = suffix;
    walk.path = NULL;
    walk.count = walk.capacity = 0;
    if (nftw(folder, visit, 16, FTW_PHYS) != 0 && errno != ENOENT)
        tool_fail(folder, 0, "%s", strerror(errno));
    if (walk.count)
        qsort(walk.path, walk.count, sizeof *walk.path, by_name);
    return (struct tool_paths){walk.path, walk.count};
}
