#include "base/prelude.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/viet.h"

#include "domain/form/form_number.h"
#include "domain/form/form_typed.h"

#define LETTERS_MAX FORM_LONG_MAX_MAX

static const int32_t BAD_LETTER = 0xFFFD;
#define BAD_LETTER_BYTES 3

static struct text_rule rule(bool multiline)
{
    return (struct text_rule){.points_max = LETTERS_MAX,
                              .multiline = multiline};
}

/* Each letter through the door by itself. */
static struct str mark_bad_letters(struct arena *a, struct str raw,
                                   bool multiline)
{
    struct buf b = buf_new(a, raw.n * BAD_LETTER_BYTES);
    struct str rest = raw;
    int32_t point;

    for (struct str before = rest; utf8_next(&rest, &point); before = rest) {
        struct errbox box;
        struct str letter = {before.p, before.n - rest.n};
        struct str passed;

        if (text_in(&box, a, letter, rule(multiline), &passed) == ERR_OK)
            buf_add(&b, letter);
        else
            utf8_add(&b, BAD_LETTER);
    }
    return buf_str(&b);
}

/* Of bytes that are no UTF-8 only the ASCII letters are certain. */
static struct str mark_bad_bytes(struct arena *a, struct str raw)
{
    struct buf b = buf_new(a, raw.n * BAD_LETTER_BYTES);

    for (size_t i = 0; i < raw.n; i++) {
        if ((unsigned char)raw.p[i] < 0x80)
            buf_add_char(&b, raw.p[i]);
        else
            utf8_add(&b, BAD_LETTER);
    }
    return buf_str(&b);
}

struct str form__text(struct arena *a, struct str raw, bool multiline)
{
    struct errbox box;
    struct str text;

    if (raw.n > FORM_ANSWER_BYTES)
        raw.n = 0;
    if (text_in(&box, a, raw, rule(multiline), &text) == ERR_OK)
        return text;
    if (!utf8_valid(raw))
        raw = mark_bad_bytes(a, raw);
    raw = mark_bad_letters(a, utf8_cut(raw, LETTERS_MAX), multiline);
    if (text_in(&box, a, raw, rule(multiline), &text) == ERR_OK)
        return text;
    return S("\xEF\xBF\xBD");
}

const struct json *form__json_text(struct arena *a, struct str s)
{
    struct json *array;

    if (str_empty(s))
        return NULL;
    array = json_new_array(a);
    json_add_str(array, s);
    return json_at(array, 0);
}

static const struct json *json_number(struct arena *a, int64_t n)
{
    struct json *object = json_new_object(a);

    json_set_i64(object, "n", n);
    return json_member(object, "n");
}

static const struct json *json_true(struct arena *a)
{
    struct json *object = json_new_object(a);

    json_set_flag(object, "t", true);
    return json_member(object, "t");
}

/* Without blanks, points and hyphens, if only digits are left then. */
static struct str digits_only(struct arena *a, struct str typed)
{
    struct buf b = buf_new(a, typed.n);

    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];

        if (c == ' ' || c == '.' || c == '-')
            continue;
        if (c < '0' || c > '9')
            return typed;
        buf_add_char(&b, c);
    }
    return buf_str(&b);
}

/* "+84 296 1234567" and "0296 1234567" are one number. */
static struct str phone(struct arena *a, struct str typed)
{
    if (str_starts(typed, S("+84")))
        return digits_only(
            a, arena_printf(a, "0%.*s", STR_ARG(str_sub(typed, 3, typed.n))));
    return digits_only(a, typed);
}

/* "7:30", "7h30", "07.30" as "07:30"; anything else stays. */
static struct str clock_time(struct arena *a, struct str typed)
{
    int64_t hour;
    int64_t minute;
    size_t at = 0;

    while (at < typed.n && typed.p[at] >= '0' && typed.p[at] <= '9')
        at++;
    if (at == 0 || at > 2 || at + 3 != typed.n ||
        !strchr(":hH.", typed.p[at]) ||
        !num_parse(str_sub(typed, 0, at), 0, 23, &hour) ||
        !num_parse(str_sub(typed, at + 1, typed.n), 0, 59, &minute))
        return typed;
    return arena_printf(a, "%02d:%02d", (int)hour, (int)minute);
}

static const struct json *number(struct arena *a, struct str typed)
{
    int64_t n;

    if (number_parse(typed, &n))
        return json_number(a, n);
    return form__json_text(a, typed);
}

static const struct json *decimal(struct arena *a, struct str typed)
{
    int64_t n;

    if (decimal_parse(typed, &n))
        return form__json_text(a, decimal_text(a, LANG_VI, n));
    return form__json_text(a, typed);
}

/* A whole date in one input, as machines send it. */
static const struct json *whole_date(struct arena *a, struct str typed)
{
    struct day d;

    if (day_parse_vn(typed, &d))
        return form__json_text(a, day_iso(a, d));
    return form__json_text(a, typed);
}

const struct json *form__typed(struct arena *a, const struct field *f,
                               struct str raw)
{
    struct str text = form__text(a, raw, f->type == TYPE_LONG);

    if (text.n == 0)
        return NULL;
    switch (f->type) {
    case TYPE_TEXT:
        return form__json_text(a, f->upper ? viet_upper(a, text) : text);
    case TYPE_NUMBER:
    case TYPE_MONEY: return number(a, text);
    case TYPE_DECIMAL: return decimal(a, text);
    case TYPE_DATE: return whole_date(a, text);
    case TYPE_TIME: return form__json_text(a, clock_time(a, text));
    case TYPE_ID_NUMBER: return form__json_text(a, digits_only(a, text));
    case TYPE_PHONE: return form__json_text(a, phone(a, text));
    case TYPE_DECLARATION: return json_true(a);
    case TYPE_LONG:
    case TYPE_CHOICE:
    case TYPE_AREA:
    case TYPE_EMAIL: return form__json_text(a, text);
    case TYPE_MANY:
    case TYPE_ADDRESS:
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_FILE:
    case TYPE_COMPUTED:
    case TYPE_COUNT: break;
    }
    return NULL;
}

static bool date_part(struct str typed, int64_t max, int64_t *ret)
{
    *ret = 0;
    return typed.n == 0 || (typed.n <= 4 && num_parse(typed, 1, max, ret));
}

/* The stored words of a date, or STR_NONE when it is none. */
static struct str stored_date(struct arena *a, bool partial, struct str day,
                              struct str month, struct str year)
{
    int64_t d;
    int64_t m;
    int64_t y;
    struct day there;

    if (year.n != 4 || !date_part(day, 31, &d) || !date_part(month, 12, &m) ||
        !date_part(year, 9999, &y) || (m == 0 && d > 0) || (!partial && d == 0))
        return STR_NONE;
    if (m == 0)
        return arena_printf(a, "%04d", (int)y);
    if (d == 0)
        return arena_printf(a, "%04d-%02d", (int)y, (int)m);
    if (!day_from_civil((struct civil){(int)y, (int)m, (int)d}, &there))
        return STR_NONE;
    return day_iso(a, there);
}

const struct json *form__typed_date(struct arena *a, const struct field *f,
                                    struct str day, struct str month,
                                    struct str year)
{
    struct str stored;
    struct json *typed;

    day = form__text(a, day, false);
    month = form__text(a, month, false);
    year = form__text(a, year, false);
    if (day.n + month.n + year.n == 0)
        return NULL;
    stored = stored_date(a, f->partial, day, month, year);
    if (stored.p)
        return form__json_text(a, stored);
    typed = json_new_object(a);
    json_set_str(typed, "day", day);
    json_set_str(typed, "month", month);
    json_set_str(typed, "year", year);
    return typed;
}
