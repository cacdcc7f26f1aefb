#include "base/prelude.h"

#include "base/num.h"

#include "domain/form/form_number.h"

#define NUMBER_BYTES_MAX 24

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_from(struct str s, size_t from)
{
    size_t n = 0;

    while (from + n < s.n && is_digit(s.p[from + n]))
        n++;
    return n;
}

/* True when every point stands before exactly three digits. */
static bool grouped(struct str s)
{
    size_t at = str_starts(s, S("-")) ? 1 : 0;
    size_t run = digits_from(s, at);

    if (run == 0 || (run > 3 && at + run < s.n))
        return false;
    for (at += run; at < s.n; at += 4) {
        if (s.p[at] != '.' || digits_from(s, at + 1) != 3)
            return false;
    }
    return true;
}

bool number_parse(struct str typed, int64_t *ret)
{
    char plain[NUMBER_BYTES_MAX];
    size_t n = 0;

    if (typed.n > NUMBER_BYTES_MAX || !grouped(typed))
        return false;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] != '.')
            plain[n++] = typed.p[i];
    }
    return num_parse((struct str){plain, n}, -FORM_NUMBER_MAX, FORM_NUMBER_MAX,
                     ret);
}

/* Where the decimals begin: behind the comma, or a point that is none of ours.
 */
static size_t decimal_mark(struct str s)
{
    size_t comma = str_find_char(s, ',', 0);
    size_t point = str_find_char(s, '.', 0);
    struct str before = str_sub(s, 0, point);
    bool zero = str_eq(before, S("0")) || str_eq(before, S("-0"));

    if (comma < s.n || point == s.n)
        return comma;
    if (digits_from(s, point + 1) == 3 && !zero)
        return s.n;
    return point;
}

int decimal_places(struct str typed)
{
    size_t mark = decimal_mark(typed);

    return mark < typed.n ? (int)(typed.n - mark - 1) : 0;
}

bool decimal_parse(struct str typed, int64_t *ret_thousandths)
{
    size_t mark = decimal_mark(typed);
    struct str tail = str_sub(typed, mark + 1, typed.n);
    int64_t whole;
    int64_t part = 0;

    if (!number_parse(str_sub(typed, 0, mark), &whole))
        return false;
    if (mark < typed.n && (tail.n > 3 || !num_parse(tail, 0, INT64_MAX, &part)))
        return false;
    for (size_t i = tail.n; i < 3; i++)
        part *= 10;
    *ret_thousandths = whole * 1000 + (typed.p[0] == '-' ? -part : part);
    return true;
}

struct str decimal_text(struct arena *a, enum lang lang, int64_t thousandths)
{
    bool negative = thousandths < 0;
    int64_t size = negative ? -thousandths : thousandths;
    int part = (int)(size % 1000);
    const char *sign = negative ? "-" : "";
    char mark = lang == LANG_EN ? '.' : ',';
    int places = 3;

    if (part == 0)
        return arena_printf(a, "%s%" PRId64, sign, size / 1000);
    for (; part % 10 == 0; part /= 10)
        places--;
    return arena_printf(a, "%s%" PRId64 "%c%0*d", sign, size / 1000, mark,
                        places, part);
}
