#include "base/prelude.h"

#include <utf8proc.h>

#include "base/check.h"
#include "base/utf8.h"

#define POINT_BYTES_MAX 4

/* Bytes of the first code point, 0 when they are broken. Needs s.n > 0. */
static size_t read_point(struct str s, int32_t *ret)
{
    utf8proc_ssize_t used;

    if ((unsigned char)s.p[0] < 0x80) {
        *ret = (unsigned char)s.p[0];
        return 1;
    }
    used = utf8proc_iterate((const utf8proc_uint8_t *)s.p,
                            (utf8proc_ssize_t)s.n, ret);
    return used > 0 ? (size_t)used : 0;
}

bool utf8_valid(struct str s)
{
    int32_t point;

    for (size_t i = 0; i < s.n;) {
        size_t used = read_point(str_sub(s, i, s.n), &point);

        if (used == 0)
            return false;
        i += used;
    }
    return true;
}

bool utf8_next(struct str *rest, int32_t *ret)
{
    int32_t point;
    size_t used;

    if (rest->n == 0)
        return false;
    used = read_point(*rest, &point);
    check(used > 0);
    *rest = str_sub(*rest, used, rest->n);
    *ret = point;
    return true;
}

void utf8_add(struct buf *b, int32_t point)
{
    utf8proc_uint8_t bytes[POINT_BYTES_MAX];
    utf8proc_ssize_t n = utf8proc_encode_char(point, bytes);

    check(n > 0);
    buf_add(b, (struct str){(const char *)bytes, (size_t)n});
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    int32_t point;

    while (utf8_next(&s, &point))
        count++;
    return count;
}

/* Takes one grapheme from *rest, and counts its code points. */
static bool next_grapheme(struct str *rest, size_t *ret_points)
{
    utf8proc_int32_t state = 0;
    int32_t point;
    int32_t after;
    struct str ahead = *rest;
    size_t points = 1;

    if (!utf8_next(&ahead, &point))
        return false;
    for (*rest = ahead; utf8_next(&ahead, &after); *rest = ahead) {
        if (utf8proc_grapheme_break_stateful(point, after, &state))
            break;
        point = after;
        points++;
    }
    *ret_points = points;
    return true;
}

size_t utf8_graphemes(struct str s)
{
    size_t count = 0;
    size_t points;

    while (next_grapheme(&s, &points))
        count++;
    return count;
}

static struct str cut(struct str s, size_t points_max, size_t bytes_max)
{
    struct str rest = s;
    size_t kept = 0;
    size_t points = 0;
    size_t more;

    while (next_grapheme(&rest, &more)) {
        points += more;
        if (points > points_max || s.n - rest.n > bytes_max)
            break;
        kept = s.n - rest.n;
    }
    return str_sub(s, 0, kept);
}

struct str utf8_cut(struct str s, size_t points_max)
{
    return cut(s, points_max, s.n);
}

struct str utf8_cut_bytes(struct str s, size_t bytes_max)
{
    return cut(s, SIZE_MAX, bytes_max);
}

/* Nothing below U+0300, hence no byte from 0xCC on, changes under NFC. */
static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xcc)
            return false;
    return true;
}

struct str utf8_nfc(struct arena *a, struct str s)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t n;
    struct str text;

    if (is_plain(s))
        return arena_str(a, s);
    n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
                     &made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    check(n >= 0);
    text = arena_str(a, (struct str){(const char *)made, (size_t)n});
    free(made);
    return text;
}
