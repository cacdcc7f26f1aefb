#include "base/prelude.h"

#include "base/check.h"

#include "web/multipart.h"

#define WINDOW_BYTES ((size_t)8 << 10)

enum place { AT_START, AT_HEAD, AT_DATA, AT_DELIMITER_END, AT_CLOSE };

/*
 * The window is filled, eaten from the front and moved up. It begins as if a
 * line had ended before the body, so that the first boundary reads like every
 * other: CR LF -- boundary.
 */
struct multipart {
    struct cx *cx;
    struct part_sink sink;
    enum place place;
    struct str delimiter;
    char window[WINDOW_BYTES];
    size_t from;
    size_t to;
};

static bool is_boundary_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c != '\0' && strchr("'()+_,-./:=?", c));
}

static bool is_boundary(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_boundary_char(s.p[i]))
            return false;
    return s.n > 0 && s.n <= MULTIPART_BOUNDARY_BYTES_MAX;
}

static struct str strip_quotes(struct str s)
{
    if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
        return str_sub(s, 1, s.n - 1);
    return s;
}

static struct str find_boundary(struct str content_type)
{
    struct str rest = content_type;
    struct str one;

    while (str_next(&rest, ';', &one)) {
        one = str_trim(one);
        if (str_starts(one, S("boundary=")))
            return strip_quotes(str_sub(one, 9, one.n));
    }
    return STR_NONE;
}

enum err multipart_new(struct cx *cx, struct str content_type,
                       struct part_sink sink, struct multipart **ret)
{
    struct str boundary = find_boundary(content_type);
    struct multipart *m;

    if (!is_boundary(boundary))
        return RAISE(&cx->err, ERR_SYNTAX, "multipart without a boundary");
    m = ARENA_NEW(cx->arena, struct multipart);
    m->cx = cx;
    m->sink = sink;
    m->delimiter = arena_printf(cx->arena, "\r\n--%.*s", STR_ARG(boundary));
    m->window[0] = '\r';
    m->window[1] = '\n';
    m->to = 2;
    *ret = m;
    return ERR_OK;
}

static struct str in_window(const struct multipart *m)
{
    return (struct str){m->window + m->from, m->to - m->from};
}

/*
 * Takes `; name="value"` from *rest. Browsers write '"' inside a value as %22
 * and never escape with a backslash.
 */
static bool next_parameter(struct str *rest, struct str *ret_name,
                           struct str *ret_value)
{
    struct str s = str_trim(*rest);
    size_t equals, quote;

    if (!str_starts(s, S(";")))
        return false;
    s = str_trim(str_sub(s, 1, s.n));
    equals = str_find_char(s, '=', 0);
    if (equals + 1 >= s.n || s.p[equals + 1] != '"')
        return false;
    quote = str_find_char(s, '"', equals + 2);
    if (quote == s.n)
        return false;
    *ret_name = str_sub(s, 0, equals);
    *ret_value = str_sub(s, equals + 2, quote);
    *rest = str_sub(s, quote + 1, s.n);
    return true;
}

static bool read_disposition(struct arena *a, struct str value,
                             struct part *part)
{
    struct str rest = str_trim(value);
    struct str name, text;

    if (part->name.p || !str_starts(rest, S("form-data")))
        return false;
    rest = str_sub(rest, strlen("form-data"), rest.n);
    while (next_parameter(&rest, &name, &text)) {
        if (str_eq(name, S("name")) && !part->name.p)
            part->name = arena_str(a, text);
        else if (str_eq(name, S("filename")) && !part->file_name.p)
            part->file_name = arena_str(a, text);
        else
            return false;
    }
    return str_trim(rest).n == 0 && part->name.n > 0;
}

static bool begins_any_case(struct str s, const char *lower)
{
    size_t n = strlen(lower);

    return s.n >= n && strncasecmp(s.p, lower, n) == 0;
}

/* A part may name its type, which nobody believes; nothing else. */
static bool read_line(struct arena *a, struct str line, struct part *part)
{
    if (begins_any_case(line, "content-disposition:"))
        return read_disposition(a, str_sub(line, 20, line.n), part);
    return begins_any_case(line, "content-type:");
}

static enum err read_head(struct multipart *m, struct str head,
                          struct part *ret)
{
    struct part part = {STR_NONE, STR_NONE};

    while (head.n > 0) {
        size_t end = str_find(head, S("\r\n"));

        if (!read_line(m->cx->arena, str_sub(head, 0, end), &part))
            return RAISE(&m->cx->err, ERR_SYNTAX, "malformed head of a part");
        head = str_sub(head, end + 2, head.n);
    }
    if (!part.name.p)
        return RAISE(&m->cx->err, ERR_SYNTAX, "part without a name");
    *ret = part;
    return ERR_OK;
}

/* Each eat_ function says through *ret_more whether the window can go on. */

static enum err eat_start(struct multipart *m, bool *ret_more)
{
    struct str w = in_window(m);

    *ret_more = w.n >= m->delimiter.n;
    if (!str_eq(str_sub(w, 0, m->delimiter.n), str_sub(m->delimiter, 0, w.n)))
        return RAISE(&m->cx->err, ERR_SYNTAX, "body begins without boundary");
    if (*ret_more) {
        m->from += m->delimiter.n;
        m->place = AT_DELIMITER_END;
    }
    return ERR_OK;
}

static enum err eat_delimiter_end(struct multipart *m, bool *ret_more)
{
    struct str w = in_window(m);

    *ret_more = w.n >= 2;
    if (!*ret_more)
        return ERR_OK;
    m->from += 2;
    if (str_starts(w, S("\r\n")))
        m->place = AT_HEAD;
    else if (str_starts(w, S("--")))
        m->place = AT_CLOSE;
    else
        return RAISE(&m->cx->err, ERR_SYNTAX, "malformed boundary line");
    return ERR_OK;
}

static enum err eat_head(struct multipart *m, bool *ret_more)
{
    struct str w = in_window(m);
    size_t end = str_find(w, S("\r\n\r\n"));
    struct part part;

    *ret_more = end < w.n;
    if (end > MULTIPART_HEADER_BYTES_MAX)
        return RAISE(&m->cx->err, ERR_SYNTAX, "head of a part is too long");
    if (!*ret_more)
        return ERR_OK;
    TRY(read_head(m, str_sub(w, 0, end), &part));
    m->from += end + 4;
    m->place = AT_DATA;
    return m->sink.begin(m->sink.p, &part);
}

static enum err eat_data(struct multipart *m, bool *ret_more)
{
    struct str w = in_window(m);
    size_t end = str_find(w, m->delimiter);
    size_t keep = m->delimiter.n - 1;

    *ret_more = end < w.n;
    if (!*ret_more)
        end = w.n > keep ? w.n - keep : 0;
    m->from += end;
    if (end > 0)
        TRY(m->sink.data(m->sink.p, str_sub(w, 0, end)));
    if (!*ret_more)
        return ERR_OK;
    m->from += m->delimiter.n;
    m->place = AT_DELIMITER_END;
    return m->sink.end(m->sink.p);
}

static enum err eat_close(struct multipart *m, bool *ret_more)
{
    struct str w = in_window(m);

    *ret_more = false;
    if (str_trim(w).n > 0)
        return RAISE(&m->cx->err, ERR_SYNTAX, "text behind the last boundary");
    m->from = m->to;
    return ERR_OK;
}

static enum err eat(struct multipart *m, bool *ret_more)
{
    switch (m->place) {
    case AT_START: return eat_start(m, ret_more);
    case AT_HEAD: return eat_head(m, ret_more);
    case AT_DATA: return eat_data(m, ret_more);
    case AT_DELIMITER_END: return eat_delimiter_end(m, ret_more);
    case AT_CLOSE: return eat_close(m, ret_more);
    }
    UNREACHABLE();
}

static void move_up(struct multipart *m)
{
    memmove(m->window, m->window + m->from, m->to - m->from);
    m->to -= m->from;
    m->from = 0;
}

enum err multipart_feed(struct multipart *m, struct str bytes)
{
    while (bytes.n > 0) {
        size_t room = WINDOW_BYTES - m->to;
        size_t n = bytes.n < room ? bytes.n : room;
        bool more = true;

        check(room > 0);
        memcpy(m->window + m->to, bytes.p, n);
        m->to += n;
        bytes = str_sub(bytes, n, bytes.n);
        while (more)
            TRY(eat(m, &more));
        move_up(m);
    }
    return ERR_OK;
}

enum err multipart_end(struct multipart *m)
{
    if (m->place != AT_CLOSE)
        return RAISE(&m->cx->err, ERR_SYNTAX, "multipart body is cut off");
    return ERR_OK;
}
