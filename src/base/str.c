#include "base/prelude.h"

#include "base/str.h"

struct str str_c(const char *c)
{
    return c ? (struct str){c, strlen(c)} : STR_NONE;
}

bool str_empty(struct str s)
{
    return s.n == 0;
}

bool str_eq(struct str a, struct str b)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): n means p */
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_c(struct str a, const char *c)
{
    return str_eq(a, str_c(c));
}

int str_cmp(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n;
    int order = shorter ? memcmp(a.p, b.p, shorter) : 0;

    if (order != 0 || a.n == b.n)
        return order;
    return a.n < b.n ? -1 : 1;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

size_t str_find_char(struct str s, char c, size_t from)
{
    const char *hit = NULL;

    if (from < s.n)
        hit = memchr(s.p + from, c, s.n - from);
    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t str_find(struct str s, struct str part)
{
    const char *hit = NULL;

    if (part.n == 0)
        return 0;
    if (s.n >= part.n)
        hit = memmem(s.p, s.n, part.p, part.n);
    return hit ? (size_t)(hit - s.p) : s.n;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
    if (!s.p)
        return STR_NONE;
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct str){s.p + from, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    size_t from = 0;
    size_t to = s.n;

    while (from < to && is_blank(s.p[from]))
        from++;
    while (to > from && is_blank(s.p[to - 1]))
        to--;
    return str_sub(s, from, to);
}

bool str_next(struct str *rest, char separator, struct str *ret)
{
    size_t end;

    if (!rest->p)
        return false;
    end = str_find_char(*rest, separator, 0);
    *ret = str_sub(*rest, 0, end);
    *rest = end < rest->n ? str_sub(*rest, end + 1, rest->n) : STR_NONE;
    return true;
}
