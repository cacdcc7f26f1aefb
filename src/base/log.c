#include "base/prelude.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/instant.h"
#include "base/log.h"
#include "base/utf8.h"

/* Far above any line's fields; it is taken only as needed. */
#define ARENA_BYTES ((size_t)1 << 20)

static const char *const level_words[LOG_LEVEL_COUNT] = {
    [LOG_DETAIL] = "detail",
    [LOG_NORMAL] = "normal",
    [LOG_TROUBLE] = "trouble",
};

/* Written by log_start() only. */
static struct {
    const char *room;
    enum log_level least;
    int fd;
} begun = {"", LOG_NORMAL, STDERR_FILENO};

void log_start(const char *room, enum log_level least, int fd)
{
    begun.room = room;
    begun.least = least;
    begun.fd = fd;
}

bool log_level_parse(struct str s, enum log_level *ret)
{
    for (enum log_level level = 0; level < LOG_LEVEL_COUNT; level++) {
        if (str_eq_c(s, level_words[level])) {
            *ret = level;
            return true;
        }
    }
    return false;
}

/* A text of the system may be in any encoding: then only ASCII of it stays. */
static void add_quoted(struct buf *b, const char *word)
{
    struct str s = str_c(word ? word : "");
    bool readable = utf8_valid(s);

    buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c < ' ' || c == 0x7f)
            buf_printf(b, "\\u%04x", c);
        else
            buf_add_char(b, c < 0x80 || readable ? (char)c : '?');
    }
    buf_add_char(b, '"');
}

static void add_word(struct buf *b, const char *name, const char *word)
{
    buf_printf(b, ",\"%s\":", name);
    add_quoted(b, word);
}

/* Adds what `part` holds if the line still ends within its ceiling. */
static void add_part(struct buf *line, struct buf *part)
{
    if (!part->full && line->n + part->n + 2 <= LOG_LINE_BYTES_MAX)
        buf_add(line, buf_str(part));
}

static void add_field(struct buf *line, const struct log_field *field)
{
    struct buf part = buf_new(line->arena, LOG_LINE_BYTES_MAX);
    const struct errbox *box = field->box;

    switch (field->kind) {
    case LOG_KIND_END: return;
    case LOG_KIND_NUMBER:
        buf_printf(&part, ",\"%s\":%" PRId64, field->name, field->number);
        break;
    case LOG_KIND_WORD: add_word(&part, field->name, field->word); break;
    case LOG_KIND_BOX:
        add_word(&part, "error", err_name(box->code));
        add_word(&part, "detail", box->detail);
        add_word(&part, "file", box->file);
        buf_printf(&part, ",\"line\":%d", box->line);
        break;
    }
    add_part(line, &part);
}

void log_write(enum log_level level, const struct log_field *fields)
{
    struct arena *a;
    struct buf line;
    struct str out;
    ssize_t written UNUSED;

    if (level < begun.least)
        return;
    a = arena_new(ARENA_BYTES);
    line = buf_new(a, LOG_LINE_BYTES_MAX);
    buf_printf(&line, "{\"time\":\"%s\",\"level\":\"%s\",\"room\":\"%s\"",
               instant_iso(a, instant_read_clock()).p, level_words[level],
               begun.room);
    for (; fields->kind != LOG_KIND_END; fields++)
        add_field(&line, fields);
    buf_add_c(&line, "}\n");
    out = buf_str(&line);
    /* Where the log itself cannot be written there is nobody to tell. */
    written = write(begun.fd, out.p, out.n);
    arena_free(a);
}
