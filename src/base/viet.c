#include "base/prelude.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/utf8.h"
#include "base/viet.h"

/* Code points one code point can decompose into (Unicode: 4, canonically). */
#define PARTS_MAX 8

/* A fold or a key is at most this many times its text. */
#define GROWTH 4

enum { D_STROKE = 0x110, D_STROKE_SMALL = 0x111 };

/* The combining marks of Vietnamese. */
enum mark {
    MARK_GRAVE = 0x300,
    MARK_ACUTE = 0x301,
    MARK_CIRCUMFLEX = 0x302,
    MARK_TILDE = 0x303,
    MARK_BREVE = 0x306,
    MARK_HOOK = 0x309,
    MARK_HORN = 0x31b,
    MARK_DOT = 0x323,
    MARKS_FIRST = 0x300,
    MARKS_LAST = 0x36f
};

static bool is_mark(int32_t point)
{
    return point >= MARKS_FIRST && point <= MARKS_LAST;
}

/* Calls take(to, point) for each code point of the text, decomposed. */
static void decompose(struct str s, void (*take)(void *, int32_t), void *to)
{
    int32_t parts[PARTS_MAX];
    int32_t point;

    while (utf8_next(&s, &point)) {
        utf8proc_ssize_t count = utf8proc_decompose_char(
            point, parts, PARTS_MAX, UTF8PROC_DECOMPOSE, NULL);

        check(count > 0 && count <= PARTS_MAX);
        for (utf8proc_ssize_t i = 0; i < count; i++)
            take(to, parts[i]);
    }
}

static void fold_point(void *to, int32_t point)
{
    struct buf *out = to;

    point = utf8proc_tolower(point);
    if (point == D_STROKE_SMALL)
        point = 'd';
    if (!is_mark(point))
        utf8_add(out, point);
}

static void bare_point(void *to, int32_t point)
{
    if (point == D_STROKE || point == D_STROKE_SMALL)
        point = point == D_STROKE ? 'D' : 'd';
    if (!is_mark(point))
        utf8_add(to, point);
}

struct str viet_bare(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);

    decompose(s, bare_point, &out);
    check(!out.full);
    return buf_str(&out);
}

struct str viet_fold(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);

    decompose(s, fold_point, &out);
    check(!out.full);
    return buf_str(&out);
}

/*
 * A key is letters SEPARATOR tones SEPARATOR capitals.
 *
 *     "Hoà An"  ->  h o a _ a n  |  huyền, none  |  capital, 0, 0, capital
 *
 * What is lowest (no tone, small letter) is left out at the end of its part;
 * the separator is lower still, so the order stays.
 */
enum {
    SEPARATOR = 1,
    LOWEST = 2,
    WEIGHT_BLANK = 2,
    WEIGHT_PUNCTUATION = 3,
    WEIGHT_DIGIT = 4,
    WEIGHT_LETTER = 0x10,
    WEIGHT_PER_LETTER = 4,
    WEIGHT_OTHER = 0x7f
};

struct key_parts {
    struct buf letters;
    struct buf tones;
    struct buf capitals;
    bool in_syllable;
    size_t letter_after; /* place of the letter marks belong to, plus one */
};

static char tone_of(int32_t mark)
{
    switch (mark) {
    case MARK_GRAVE: return LOWEST + 1;
    case MARK_HOOK: return LOWEST + 2;
    case MARK_TILDE: return LOWEST + 3;
    case MARK_ACUTE: return LOWEST + 4;
    case MARK_DOT: return LOWEST + 5;
    default: return LOWEST;
    }
}

/* Where a mark makes another letter: how far behind the plain one it stands. */
static char shape_of(int32_t mark)
{
    switch (mark) {
    case MARK_BREVE: return 1;
    case MARK_CIRCUMFLEX: return 2;
    case MARK_HORN: return 3;
    default: return 0;
    }
}

/* Of several marks of a kind the highest counts: their order is no matter. */
static void add_mark(struct key_parts *key, int32_t mark)
{
    char *letter = &key->letters.p[key->letter_after - 1];
    char *tone = &key->tones.p[key->tones.n - 1];
    int shape = (*letter - WEIGHT_LETTER) % WEIGHT_PER_LETTER;

    if (shape_of(mark) > shape)
        *letter = (char)(*letter - shape + shape_of(mark));
    if (tone_of(mark) > *tone)
        *tone = tone_of(mark);
}

static void add_letter(struct key_parts *key, int32_t small, bool capital)
{
    bool stroke = small == D_STROKE_SMALL;
    int index = stroke ? 'd' - 'a' : small - 'a';

    buf_add_char(&key->letters,
                 (char)(WEIGHT_LETTER + index * WEIGHT_PER_LETTER + stroke));
    buf_add_char(&key->capitals, (char)(LOWEST + capital));
    if (!key->in_syllable)
        buf_add_char(&key->tones, LOWEST);
    key->in_syllable = true;
    key->letter_after = key->letters.n;
}

static bool is_foreign_mark(int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);

    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

static void add_other(struct key_parts *key, int32_t point)
{
    /* A mark of another script may stand before those of the letter. */
    if (!is_foreign_mark(point)) {
        key->in_syllable = false;
        key->letter_after = 0;
    }
    if (utf8proc_category(point) == UTF8PROC_CATEGORY_ZS || point < ' ') {
        buf_add_char(&key->letters, WEIGHT_BLANK);
        return;
    }
    if (point >= '0' && point <= '9')
        buf_add_char(&key->letters, WEIGHT_DIGIT);
    else
        buf_add_char(&key->letters,
                     point < 0x80 ? WEIGHT_PUNCTUATION : WEIGHT_OTHER);
    utf8_add(&key->letters, point);
}

static void key_point(void *to, int32_t point)
{
    struct key_parts *key = to;
    int32_t small = utf8proc_tolower(point);

    if (is_mark(point)) {
        if (key->letter_after > 0)
            add_mark(key, point);
    } else if ((small >= 'a' && small <= 'z') || small == D_STROKE_SMALL) {
        add_letter(key, small, small != point);
    } else {
        add_other(key, small);
    }
}

static struct str without_lowest_at_end(struct buf *part)
{
    size_t n = part->n;

    while (n > 0 && part->p[n - 1] == LOWEST)
        n--;
    return str_sub(buf_str(part), 0, n);
}

struct str viet_sort_key(struct arena *a, struct str s)
{
    size_t ceiling = s.n * GROWTH + 2;
    struct key_parts key = {
        .letters = buf_new(a, ceiling),
        .tones = buf_new(a, ceiling),
        .capitals = buf_new(a, ceiling),
    };

    decompose(s, key_point, &key);
    buf_add_char(&key.letters, SEPARATOR);
    buf_add(&key.letters, without_lowest_at_end(&key.tones));
    buf_add_char(&key.letters, SEPARATOR);
    buf_add(&key.letters, without_lowest_at_end(&key.capitals));
    check(!key.letters.full && !key.tones.full && !key.capitals.full);
    return buf_str(&key.letters);
}

struct str viet_upper(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);
    int32_t point;

    while (utf8_next(&s, &point))
        utf8_add(&out, utf8proc_toupper(point));
    return buf_str(&out);
}

struct str viet_lower(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);
    int32_t point;

    while (utf8_next(&s, &point))
        utf8_add(&out, utf8proc_tolower(point));
    return buf_str(&out);
}

struct str viet_sentence(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);
    int32_t point;

    if (utf8_next(&s, &point))
        utf8_add(&out, utf8proc_toupper(point));
    buf_add(&out, s);
    return buf_str(&out);
}

static bool is_letter(int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);

    return is_mark(point) || (category >= UTF8PROC_CATEGORY_LU &&
                              category <= UTF8PROC_CATEGORY_LO);
}

struct str viet_name(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, s.n * GROWTH);
    bool inside = false;
    int32_t point;

    while (utf8_next(&s, &point)) {
        utf8_add(&out,
                 inside ? utf8proc_tolower(point) : utf8proc_toupper(point));
        inside = is_letter(point);
    }
    return buf_str(&out);
}
