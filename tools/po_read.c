#include "base/prelude.h"

#include "po.h"

/* A file of tokens: words and string literals. */
struct scan {
    struct arena *arena;
    const char *path;
    struct str text;
    size_t at;
    int line;
};

static struct scan scan_file(struct arena *a, const char *path)
{
    return (struct scan){a, path, tool_read(a, path), 0, 1};
}

static char peek(const struct scan *s)
{
    return s->at < s->text.n ? s->text.p[s->at] : '\0';
}

static bool sees(const struct scan *s, struct str token)
{
    return str_starts(str_sub(s->text, s->at, s->text.n), token);
}

static void skip(struct scan *s, size_t bytes)
{
    for (; bytes > 0 && s->at < s->text.n; bytes--)
        if (s->text.p[s->at++] == '\n')
            s->line++;
}

static void skip_past(struct scan *s, struct str token)
{
    struct str rest = str_sub(s->text, s->at, s->text.n);

    skip(s, str_find(rest, token) + token.n);
}

static void skip_blanks(struct scan *s)
{
    for (;;) {
        if (peek(s) != '\0' && strchr(" \t\r\n", peek(s)))
            skip(s, 1);
        else if (sees(s, S("/*")))
            skip_past(s, S("*/"));
        else
            return;
    }
}

static struct str take_word(struct scan *s)
{
    size_t from = s->at;

    while (peek(s) == '_' || (peek(s) >= '0' && peek(s) <= '9') ||
           (peek(s) >= 'A' && peek(s) <= 'Z') ||
           (peek(s) >= 'a' && peek(s) <= 'z'))
        skip(s, 1);
    if (s->at == from)
        tool_fail(s->path, s->line, "a name is missing");
    return str_sub(s->text, from, s->at);
}

static void want(struct scan *s, char c)
{
    skip_blanks(s);
    if (peek(s) != c)
        tool_fail(s->path, s->line, "'%c' is missing", c);
    skip(s, 1);
    skip_blanks(s);
}

static char take_escape(struct scan *s)
{
    char c;

    skip(s, 1);
    c = peek(s);
    skip(s, 1);
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case '"':
    case '\\': return c;
    default: tool_fail(s->path, s->line, "the escape \\%c is not known", c);
    }
}

/* Adjacent string literals, joined, as in C and in gettext's files. */
static struct str take_literals(struct scan *s)
{
    struct buf b = buf_new(s->arena, s->text.n);

    if (peek(s) != '"')
        tool_fail(s->path, s->line, "a text in quotes is missing");
    while (peek(s) == '"') {
        skip(s, 1);
        while (peek(s) != '"') {
            if (peek(s) == '\0' || peek(s) == '\n')
                tool_fail(s->path, s->line, "the text is not ended by '\"'");
            if (peek(s) == '\\') {
                buf_add_char(&b, take_escape(s));
            } else {
                buf_add_char(&b, peek(s));
                skip(s, 1);
            }
        }
        skip(s, 1);
        skip_blanks(s);
    }
    return buf_str(&b);
}

static void add_source(struct po_sources *all, struct po_source source)
{
    if (all->count == PO_ENTRIES_MAX)
        tool_fail(source.place.path, source.place.line, "more than %d texts",
                  PO_ENTRIES_MAX);
    all->item[all->count++] = source;
}

void po_read_def(struct arena *a, const char *path, struct po_sources *all)
{
    struct scan s = scan_file(a, path);

    for (skip_blanks(&s); peek(&s); skip_blanks(&s)) {
        struct po_source source = {.place = {path, s.line}};
        struct str macro = take_word(&s);
        bool is_error = str_eq(macro, S("ERR"));

        if (!is_error && !str_eq(macro, S("M")))
            tool_fail(path, s.line, "neither M( nor ERR(");
        want(&s, '(');
        source.name = take_word(&s);
        want(&s, ',');
        if (is_error) {
            source.name = arena_printf(a, "ERR_%.*s", STR_ARG(source.name));
            take_word(&s);
            want(&s, ',');
        }
        source.vi = take_literals(&s);
        want(&s, ')');
        add_source(all, source);
    }
}

void po_read_words(struct arena *a, const char *path, struct po_sources *all)
{
    struct str rest = tool_read(a, path);
    struct str words;
    int line = 1;

    while (str_next(&rest, '\n', &words)) {
        if (!str_empty(words))
            add_source(all,
                       (struct po_source){.vi = words, .place = {path, line}});
        line++;
    }
}

/* Comments; one that says "fuzzy" or "obsolete" is refused. */
static void skip_comments(struct scan *s)
{
    for (skip_blanks(s); peek(s) == '#'; skip_blanks(s)) {
        size_t end = str_find_char(s->text, '\n', s->at);
        struct str comment = str_sub(s->text, s->at, end);

        if (str_starts(comment, S("#~")))
            tool_fail(s->path, s->line, "an obsolete entry; remove it");
        if (str_starts(comment, S("#,")) &&
            str_find(comment, S("fuzzy")) < comment.n)
            tool_fail(s->path, s->line, "a fuzzy entry; check it");
        skip(s, end - s->at);
    }
}

static void want_keyword(struct scan *s, struct str keyword)
{
    if (!sees(s, keyword))
        tool_fail(s->path, s->line, "'%.*s' is missing", STR_ARG(keyword));
    skip(s, keyword.n);
    skip_blanks(s);
}

/* msgstr, or msgid_plural with its two forms. */
static struct str take_translation(struct scan *s, struct str vi)
{
    struct str one;
    struct str many;

    if (!sees(s, S("msgid_plural"))) {
        want_keyword(s, S("msgstr"));
        return take_literals(s);
    }
    want_keyword(s, S("msgid_plural"));
    if (!str_eq(take_literals(s), vi))
        tool_fail(s->path, s->line,
                  "msgid_plural is the msgid again: Vietnamese has one form");
    want_keyword(s, S("msgstr[0]"));
    one = take_literals(s);
    want_keyword(s, S("msgstr[1]"));
    many = take_literals(s);
    if (str_empty(one) || str_empty(many))
        return STR_NONE;
    return arena_printf(s->arena, "%s" PO_FORM_SEPARATOR "%s", one.p, many.p);
}

void po_read_entries(struct arena *a, const char *path, struct po_entries *all)
{
    struct scan s = scan_file(a, path);

    for (skip_comments(&s); peek(&s); skip_comments(&s)) {
        struct po_entry entry = {.place = {path, s.line}};

        want_keyword(&s, S("msgid"));
        entry.vi = take_literals(&s);
        entry.en = take_translation(&s, entry.vi);
        /* The entry of the empty text is the header of the file. */
        if (str_empty(entry.vi) || str_empty(entry.en))
            continue;
        if (all->count == PO_ENTRIES_MAX)
            tool_fail(path, s.line, "more than %d texts", PO_ENTRIES_MAX);
        all->item[all->count++] = entry;
    }
}
