#include "base/prelude.h"

#include "base/num.h"

#include "domain/person/id_card.h"

/* Of the seven; nobody asks for the day of issue. */
#define FIELDS_READ 6
#define FIELDS_MIN  5

/* 0, which no date has, where there is no number. */
static int number(struct str s, size_t from, size_t to)
{
    int64_t n;

    return num_parse(str_sub(s, from, to), 0, INT_MAX, &n) ? (int)n : 0;
}

/* "05021990" or "05/02/1990". */
static struct civil date_of(struct str s)
{
    bool strokes = s.n == 10 && s.p[2] == '/' && s.p[5] == '/';
    size_t gap = strokes ? 1 : 0;
    const struct civil c = {
        .year = number(s, 4 + 2 * gap, s.n),
        .month = number(s, 2 + gap, 4 + gap),
        .day = number(s, 0, 2),
    };
    struct day day;

    if ((!strokes && s.n != 8) || !day_from_civil(c, &day))
        return (struct civil){0};
    return c;
}

static enum sex sex_of(struct str s)
{
    if (str_eq(s, S("Nam")))
        return SEX_MALE;
    return str_eq(s, S("Nữ")) ? SEX_FEMALE : SEX_UNKNOWN;
}

static size_t split(struct str s, struct str field[FIELDS_READ])
{
    size_t count = 0;

    while (count < FIELDS_READ && str_next(&s, '|', &field[count])) {
        field[count] = str_trim(field[count]);
        count++;
    }
    return count;
}

/* Some cards leave the old number out altogether, bar and all. */
static bool has_old_number(struct str s)
{
    struct id_parts ignored;

    return str_empty(s) || id_card_number_ok(s) || id_number_read(s, &ignored);
}

bool id_card_read(struct str scanned, struct id_card *ret)
{
    struct str field[FIELDS_READ] = {{0}};
    size_t count = split(scanned, field);
    struct id_parts ignored;
    size_t at;

    if (count < FIELDS_MIN || !id_number_read(field[0], &ignored))
        return false;
    at = has_old_number(field[1]) ? 2 : 1;
    *ret = (struct id_card){
        .number = field[0],
        .name = field[at],
        .birth = date_of(field[at + 1]),
        .sex = sex_of(field[at + 2]),
        .address = field[at + 3],
    };
    return !str_empty(ret->name);
}
