#include "base/prelude.h"

#include "base/check.h"

#include "web/url.h"

#define HOLE S("{}")

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static bool is_climbing(struct str segment)
{
    return str_eq(segment, S(".")) || str_eq(segment, S(".."));
}

void url_add_part(struct buf *b, struct str value)
{
    static const char hex[] = "0123456789ABCDEF";

    if (is_climbing(value)) {
        buf_add_char(b, '-');
        return;
    }
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        char code[3] = {'%', hex[c >> 4], hex[c & 15]};

        if (is_unreserved(value.p[i]))
            buf_add_char(b, value.p[i]);
        else
            buf_add(b, (struct str){code, sizeof code});
    }
}

struct url url_path(struct arena *a, struct str pattern, size_t count,
                    const struct str *values)
{
    size_t bytes = pattern.n;
    size_t used = 0;
    struct buf b;

    /* With a value first, an empty one would make "//" and another site. */
    check(str_starts(pattern, S("/")) && !str_starts(pattern, S("//")) &&
          !str_starts(pattern, S("/{}")));
    for (size_t i = 0; i < count; i++)
        bytes += 3 * values[i].n;
    b = buf_new(a, bytes);
    for (size_t i = str_find(pattern, HOLE); i < pattern.n;
         i = str_find(pattern, HOLE)) {
        check(used < count);
        buf_add(&b, str_sub(pattern, 0, i));
        url_add_part(&b, values[used++]);
        pattern = str_sub(pattern, i + HOLE.n, pattern.n);
    }
    check(used == count);
    buf_add(&b, pattern);
    return (struct url){buf_str(&b)};
}

/* Reserved or unreserved ASCII; no blank, quote, backslash or control. */
static bool is_plain(char c)
{
    return is_unreserved(c) || (c != '\0' && strchr("/?#%&=+:@,;!$*()", c));
}

bool url_local(struct str s, struct url *ret)
{
    struct str path = s;
    struct str segment;

    if (s.n == 0 || s.n > URL_LOCAL_BYTES_MAX || s.p[0] != '/' ||
        str_starts(s, S("//")))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_plain(s.p[i]))
            return false;
        if ((s.p[i] == '?' || s.p[i] == '#') && path.n == s.n)
            path.n = i;
    }
    while (str_next(&path, '/', &segment))
        if (is_climbing(segment))
            return false;
    *ret = (struct url){s};
    return true;
}
