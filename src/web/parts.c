#include "base/prelude.h"

#include "base/buf.h"
#include "base/utf8.h"

#include "web/parts.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

/* The byte behind the '%' at `i`; -1 when it is not written right. */
static int escaped_byte(struct str raw, size_t i)
{
    int high, low;

    if (i + 2 >= raw.n)
        return -1;
    high = hex_value(raw.p[i + 1]);
    low = hex_value(raw.p[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool parts_unescape(struct arena *a, struct str raw, bool plus_is_blank,
                    struct str *ret)
{
    char *out = arena_alloc(a, raw.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < raw.n; i++) {
        int byte = (unsigned char)raw.p[i];

        if (byte == '%') {
            byte = escaped_byte(raw, i);
            i += 2;
        } else if (byte == '+' && plus_is_blank) {
            byte = ' ';
        }
        if (byte <= 0)
            return false;
        out[n++] = (char)byte;
    }
    *ret = (struct str){out, n};
    return true;
}

static bool segment_is_plain(struct str s)
{
    if (s.n == 0 || str_eq(s, S(".")) || str_eq(s, S("..")))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 127 || s.p[i] == '/' ||
            s.p[i] == '\\')
            return false;
    return true;
}

static enum err read_segment(struct cx *cx, struct str raw, struct path *path)
{
    struct str decoded;

    if (path->count == PARTS_SEGMENTS_MAX)
        return RAISE(&cx->err, ERR_SYNTAX, "path with too many segments");
    if (!parts_unescape(cx->arena, raw, false, &decoded) ||
        !segment_is_plain(decoded) || !utf8_valid(decoded))
        return RAISE(&cx->err, ERR_SYNTAX, "path segment %zu is malformed",
                     path->count);
    path->segment[path->count++] = utf8_nfc(cx->arena, decoded);
    return ERR_OK;
}

static struct str join_path(struct arena *a, const struct path *path)
{
    struct buf b = buf_new(a, 4 * PARTS_TARGET_BYTES_MAX);

    for (size_t i = 0; i < path->count; i++) {
        buf_add_char(&b, '/');
        buf_add(&b, path->segment[i]);
    }
    return path->count ? buf_str(&b) : S("/");
}

static enum err read_path(struct cx *cx, struct str raw, struct path *path)
{
    struct str rest = str_sub(raw, 1, raw.n);
    struct str segment;

    path->slash_at_end = str_ends(rest, S("/"));
    if (path->slash_at_end)
        rest.n--;
    while (raw.n > 1 && str_next(&rest, '/', &segment))
        TRY(read_segment(cx, segment, path));
    path->text = join_path(cx->arena, path);
    return ERR_OK;
}

enum err parts_read_target(struct cx *cx, struct str target, struct path *ret,
                           struct str *ret_query)
{
    struct path path = {.count = 0};
    size_t mark = str_find_char(target, '?', 0);

    if (target.n > PARTS_TARGET_BYTES_MAX)
        return RAISE(&cx->err, ERR_SYNTAX, "target of %zu bytes", target.n);
    if (target.n == 0 || target.p[0] != '/')
        return RAISE(&cx->err, ERR_SYNTAX, "target is not an absolute path");
    TRY(read_path(cx, str_sub(target, 0, mark), &path));
    *ret_query =
        mark < target.n ? str_sub(target, mark + 1, target.n) : STR_NONE;
    *ret = path;
    return ERR_OK;
}

static size_t count_pairs(struct str text)
{
    size_t count = 1;

    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == '&';
    return count;
}

static bool read_pair(struct arena *a, struct str raw, struct pair *ret)
{
    size_t equals = str_find_char(raw, '=', 0);

    return parts_unescape(a, str_sub(raw, 0, equals), true, &ret->name) &&
           parts_unescape(a, str_sub(raw, equals + 1, raw.n), true,
                          &ret->value) &&
           ret->name.n > 0 && ret->name.n <= PARTS_NAME_BYTES_MAX;
}

enum err parts_read_pairs(struct cx *cx, struct str text, size_t fields_max,
                          struct pairs *ret)
{
    struct pairs pairs = {.count = 0};
    struct str one;

    if (count_pairs(text) > fields_max)
        return RAISE(&cx->err, ERR_SYNTAX, "more than %zu fields", fields_max);
    pairs.at = ARENA_ARRAY(cx->arena, struct pair, count_pairs(text));
    while (str_next(&text, '&', &one)) {
        if (one.n == 0)
            continue;
        if (!read_pair(cx->arena, one, &pairs.at[pairs.count]))
            return RAISE(&cx->err, ERR_SYNTAX, "field %zu is malformed",
                         pairs.count);
        pairs.count++;
    }
    *ret = pairs;
    return ERR_OK;
}

static bool is_cookie_octet(char c)
{
    return c > ' ' && c < 127 && c != '"' && c != ',' && c != ';' && c != '\\';
}

static bool all_cookie_octets(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_cookie_octet(s.p[i]))
            return false;
    return s.n > 0;
}

void parts_read_cookies(struct arena *a, struct str header, struct pairs *ret)
{
    struct str one;

    if (header.n > PARTS_COOKIE_BYTES_MAX)
        return;
    while (ret->count < PARTS_COOKIES_MAX && str_next(&header, ';', &one)) {
        size_t equals;
        struct pair p;

        one = str_trim(one);
        equals = str_find_char(one, '=', 0);
        p.name = str_sub(one, 0, equals);
        p.value = str_sub(one, equals + 1, one.n);
        if (!all_cookie_octets(p.name) || !all_cookie_octets(p.value))
            continue;
        p.name = arena_str(a, p.name);
        p.value = arena_str(a, p.value);
        ret->at[ret->count++] = p;
    }
}

struct str pairs_get(const struct pairs *p, struct str name)
{
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->at[i].name, name))
            return p->at[i].value;
    return STR_NONE;
}
