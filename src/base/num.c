#include "base/prelude.h"

#include "base/num.h"

bool num_parse(struct str s, int64_t min, int64_t max, int64_t *ret)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    int64_t n = 0;

    if (s.n == (size_t)negative)
        return false;
    for (size_t i = negative; i < s.n; i++) {
        int digit = s.p[i] - '0';

        if (digit < 0 || digit > 9 || __builtin_mul_overflow(n, 10, &n) ||
            __builtin_sub_overflow(n, digit, &n))
            return false;
    }
    /* Counted downwards, because INT64_MIN has no positive twin. */
    if (!negative && __builtin_sub_overflow(0, n, &n))
        return false;
    if (n < min || n > max)
        return false;
    *ret = n;
    return true;
}

static struct str grouped(struct arena *a, int64_t n, char separator)
{
    char digits[24];
    char out[32];
    size_t used = sizeof out;
    int count = snprintf(digits, sizeof digits, "%" PRId64, n);
    int in_group = 0;

    for (int i = count - 1; i >= 0; i--) {
        if (in_group == 3 && digits[i] != '-') {
            out[--used] = separator;
            in_group = 0;
        }
        out[--used] = digits[i];
        in_group++;
    }
    return arena_str(a, (struct str){out + used, sizeof out - used});
}

struct str num_vn(struct arena *a, int64_t n)
{
    return grouped(a, n, '.');
}

struct str num_text(struct arena *a, enum lang lang, int64_t n)
{
    return grouped(a, n, lang == LANG_EN ? ',' : '.');
}
