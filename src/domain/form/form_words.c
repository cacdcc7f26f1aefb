#include "base/prelude.h"

#include "base/buf.h"

#include "domain/form/form_words.h"

#define WORDS_BYTES_MAX 400

static const char *const DIGIT[] = {
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
};

static void add_word(struct buf *b, const char *word)
{
    if (b->n > 0)
        buf_add_char(b, ' ');
    buf_add_c(b, word);
}

static void add_unit(struct buf *b, int tens, int unit)
{
    if (unit == 1 && tens > 1)
        add_word(b, "mốt");
    else if (unit == 4 && tens > 1)
        add_word(b, "tư");
    else if (unit == 5 && tens > 0)
        add_word(b, "lăm");
    else if (unit > 0)
        add_word(b, DIGIT[unit]);
}

/* 0..999; `behind` says that a bigger group stands before it. */
static void add_group(struct buf *b, int n, bool behind)
{
    int hundreds = n / 100;
    int tens = n / 10 % 10;
    int unit = n % 10;

    if (hundreds > 0 || behind) {
        add_word(b, DIGIT[hundreds]);
        add_word(b, "trăm");
    }
    if (tens == 0) {
        if (unit > 0 && (hundreds > 0 || behind))
            add_word(b, "lẻ");
    } else if (tens == 1) {
        add_word(b, "mười");
    } else {
        add_word(b, DIGIT[tens]);
        add_word(b, "mươi");
    }
    add_unit(b, tens, unit);
}

static void add_below_billion(struct buf *b, int n, bool behind)
{
    static const struct {
        int size;
        const char *name;
    } group[] = {{1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};

    for (size_t i = 0; i < COUNT_OF(group); i++) {
        int part = n / group[i].size % 1000;

        if (part == 0)
            continue;
        add_group(b, part, behind);
        if (group[i].name)
            add_word(b, group[i].name);
        behind = true;
    }
}

static void add_number(struct buf *b, uint64_t n)
{
    uint64_t billions = n / 1000000000;

    if (billions > 0) {
        add_number(b, billions);
        add_word(b, "tỷ");
    }
    add_below_billion(b, (int)(n % 1000000000), billions > 0);
}

struct str number_words(struct arena *a, int64_t n)
{
    struct buf b = buf_new(a, WORDS_BYTES_MAX);
    bool negative = n < 0;

    if (n == 0)
        return arena_str(a, str_c(DIGIT[0]));
    if (negative)
        add_word(&b, "âm");
    add_number(&b, negative ? 0 - (uint64_t)n : (uint64_t)n);
    return buf_str(&b);
}

struct str money_words(struct arena *a, struct vnd amount)
{
    return arena_printf(a, "%s đồng", number_words(a, amount.dong).p);
}

static struct str month_words(struct arena *a, int month)
{
    return month == 4 ? S("tư") : number_words(a, month);
}

struct str date_words_partial(struct arena *a, struct civil c)
{
    struct str year = number_words(a, c.year);

    if (c.year == 0)
        return STR_NONE;
    if (c.month == 0)
        return arena_printf(a, "Năm %s", year.p);
    if (c.day == 0)
        return arena_printf(a, "Tháng %s năm %s", month_words(a, c.month).p,
                            year.p);
    return arena_printf(a, "Ngày %s tháng %s năm %s", number_words(a, c.day).p,
                        month_words(a, c.month).p, year.p);
}

struct str date_words(struct arena *a, struct day d)
{
    return date_words_partial(a, day_civil(d));
}
