/*
 * embed - compiles a folder of built assets to C (src/web/asset.h).
 *
 *     embed [--complete] OUT.c DEPFILE FOLDER
 *
 * Each asset gets its content's hash into its address, so a stylesheet's
 * url(…) are rewritten first; one that leads nowhere is an error. A folder that
 * is not there gives no assets and a warning, with --complete an error.
 */
#include "base/prelude.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.h"

#include "tool.h"

#define LITERAL_BYTES 64
#define NAMES_MAX     4096

struct item {
    const char *file;
    struct str name;
    struct str path;
    const char *type;
    bool is_text; /* worth compressing */
    struct str content;
};

struct embed {
    struct arena *arena;
    const char *folder;
    struct item *item;
    size_t count;
};

static const struct kind {
    const char *ending;
    const char *type;
    bool is_text;
} kinds[] = {
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".json", "application/json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".webmanifest", "application/manifest+json", true},
    {".ico", "image/x-icon", false},
    {".jpg", "image/jpeg", false},
    {".png", "image/png", false},
    {".wasm", "application/wasm", true},
    {".webp", "image/webp", false},
    {".woff2", "font/woff2", false},
};

static const struct kind *kind_of(const char *file)
{
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_ends(str_c(file), str_c(kinds[i].ending)))
            return &kinds[i];
    tool_fail(file, 0, "embed does not know what an asset of that name is");
}

static bool is_hidden(const char *file)
{
    const char *slash = strrchr(file, '/');

    return (slash ? slash[1] : file[0]) == '.';
}

static void read_items(struct embed *e)
{
    struct tool_paths files = tool_list(e->arena, e->folder, "");

    e->item = ARENA_ARRAY(e->arena, struct item, files.count + 1);
    for (size_t i = 0; i < files.count; i++) {
        const char *file = files.path[i];
        const struct kind *kind;

        if (is_hidden(file))
            continue;
        kind = kind_of(file);
        e->item[e->count++] = (struct item){
            .file = file,
            .name = str_c(file + strlen(e->folder) + 1),
            .type = kind->type,
            .is_text = kind->is_text,
            .content = tool_read(e->arena, file),
        };
    }
}

static bool is_stylesheet(const struct item *it)
{
    return str_ends(it->name, S(".css"));
}

/* /static/NAME.HASH.ENDING */
static void name_path(struct embed *e, struct item *it)
{
    size_t dot = it->name.n;

    while (it->name.p[--dot] != '.')
        ;
    it->path = arena_printf(e->arena, "/static/%.*s.%.*s%.*s",
                            STR_ARG(str_sub(it->name, 0, dot)),
                            STR_ARG(tool_hash(e->arena, it->content)),
                            STR_ARG(str_sub(it->name, dot, it->name.n)));
}

static struct str find_path(const struct embed *e, const struct item *from,
                            struct str name)
{
    for (size_t i = 0; i < e->count; i++)
        if (str_eq(e->item[i].name, name) && e->item[i].path.p)
            return e->item[i].path;
    tool_fail(from->file, 0, "url(%.*s) is not among the assets",
              STR_ARG(name));
}

static bool is_outside(struct str target)
{
    return str_starts(target, S("data:")) || str_starts(target, S("#"));
}

/* Stylesheets lie on top of the folder, so their url(…) are asset names. */
static void rewrite_urls(struct embed *e, struct item *it)
{
    struct buf b = buf_new(e->arena, TOOL_FILE_BYTES_MAX);
    struct str rest = it->content;
    size_t at;

    while ((at = str_find(rest, S("url("))) < rest.n) {
        size_t from = at + strlen("url(");
        size_t end = str_find_char(rest, ')', from);
        struct str target = str_sub(rest, from, end);

        if (target.n >= 2 && strchr("'\"", target.p[0]))
            target = str_sub(target, 1, target.n - 1);
        buf_add(&b, str_sub(rest, 0, from));
        if (is_outside(target)) {
            buf_add(&b, str_sub(rest, from, end));
        } else {
            buf_add_char(&b, '"');
            buf_add(&b, find_path(e, it, target));
            buf_add_char(&b, '"');
        }
        rest = str_sub(rest, end, rest.n);
    }
    buf_add(&b, rest);
    it->content = buf_str(&b);
}

static void name_items(struct embed *e)
{
    for (size_t i = 0; i < e->count; i++)
        if (!is_stylesheet(&e->item[i]))
            name_path(e, &e->item[i]);
    for (size_t i = 0; i < e->count; i++) {
        if (!is_stylesheet(&e->item[i]))
            continue;
        rewrite_urls(e, &e->item[i]);
        name_path(e, &e->item[i]);
    }
}

/* STR_NONE when it would not be smaller. */
static struct str gzip(struct arena *a, struct str content)
{
    z_stream z = {0};
    struct str packed = {arena_alloc(a, content.n + 1), 0};
    int rc;

    check(deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9,
                       Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = (Bytef *)(uintptr_t)content.p;
    z.avail_in = (uInt)content.n;
    z.next_out = (Bytef *)(uintptr_t)packed.p;
    z.avail_out = (uInt)content.n;
    rc = deflate(&z, Z_FINISH);
    packed.n = z.total_out;
    deflateEnd(&z);
    return rc == Z_STREAM_END ? packed : STR_NONE;
}

static struct str brotli(struct arena *a, struct str content)
{
    uint8_t *bytes = arena_alloc(a, content.n + 1);
    size_t n = content.n;

    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS,
                               BROTLI_MODE_TEXT, content.n,
                               (const uint8_t *)content.p, &n, bytes))
        return STR_NONE;
    return (struct str){(const char *)bytes, n};
}

static void add_byte(struct buf *b, unsigned char c)
{
    if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '?')
        buf_add_char(b, (char)c);
    else
        buf_printf(b, "\\%03o", c);
}

static void add_bytes(struct buf *b, const char *field, struct str bytes)
{
    if (!bytes.p)
        return;
    buf_printf(b, "     .%s = {\"", field);
    for (size_t i = 0; i < bytes.n; i++) {
        if (i % LITERAL_BYTES == 0 && i > 0)
            buf_add_c(b, "\"\n      \"");
        add_byte(b, (unsigned char)bytes.p[i]);
    }
    buf_printf(b, "\", %zu},\n", bytes.n);
}

static void add_item(struct buf *b, const struct embed *e,
                     const struct item *it)
{
    buf_add_c(b, "    {\n");
    add_bytes(b, "name", it->name);
    add_bytes(b, "path", it->path);
    add_bytes(b, "type", str_c(it->type));
    add_bytes(b, "plain", it->content);
    if (it->is_text) {
        add_bytes(b, "gzip", gzip(e->arena, it->content));
        add_bytes(b, "brotli", brotli(e->arena, it->content));
    }
    buf_add_c(b, "    },\n");
}

static void write_code(const struct embed *e, const char *path)
{
    struct buf b = buf_new(e->arena, 4 * TOOL_FILE_BYTES_MAX);

    buf_printf(&b, "/* Made by tools/embed from %s. */\n", e->folder);
    buf_add_c(&b, "#include \"base/prelude.h\"\n\n"
                  "#include \"web/asset.h\"\n\n"
                  "const struct asset assets[] = {\n");
    for (size_t i = 0; i < e->count; i++)
        add_item(&b, e, &e->item[i]);
    buf_add_c(&b, "    {.path = {NULL, 0}},\n};\n");
    if (b.full)
        tool_fail(e->folder, 0, "holds too much");
    tool_write(e->arena, path, buf_str(&b));
}

static void write_depfile(const struct embed *e, const char *path,
                          const char *target)
{
    struct buf b = buf_new(e->arena, NAMES_MAX * e->count + NAMES_MAX);

    buf_printf(&b, "%s: %s", target, e->folder);
    for (size_t i = 0; i < e->count; i++)
        buf_printf(&b, " %s", e->item[i].file);
    buf_add_c(&b, "\n");
    tool_write(e->arena, path, buf_str(&b));
}

int main(int argc, char **argv)
{
    bool is_complete = argc > 1 && strcmp(argv[1], "--complete") == 0;
    char **argument = argv + (is_complete ? 2 : 1);
    struct embed e = {.arena = arena_new(TOOL_ARENA_BYTES_MAX)};

    if (argc - is_complete != 4) {
        fputs("usage: embed [--complete] OUT.c DEPFILE FOLDER\n", stderr);
        return 2;
    }
    e.folder = argument[2];
    read_items(&e);
    if (e.count == 0 && is_complete)
        tool_fail(e.folder, 0, "holds no assets; script/build makes them");
    if (e.count == 0)
        tool_complain(e.folder, 0,
                      "warning: no assets; script/build makes "
                      "them");
    name_items(&e);
    write_code(&e, argument[0]);
    write_depfile(&e, argument[1], argument[0]);
    arena_free(e.arena);
    return 0;
}
