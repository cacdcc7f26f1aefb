#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/utf8.h"
#include "base/viet.h"

#include "domain/notify/sms.h"

/* Longer than any letter that sms_bare() writes for one. */
#define GROWTH 4

#define ASCII_LAST       0x7e
#define FIRST_PLANE_LAST 0xffff

/* How much one part holds: alone, and as one of several. */
struct part_room {
    int alone;
    int joined;
};

static const struct part_room gsm_room = {160, 153};
static const struct part_room ucs2_room = {70, 67};

/* ASCII letters that the basic table lacks; the extension has some of them. */
static const char not_basic[] = "`[\\]^{|}~";
static const char extended[] = "[\\]^{|}~";
#define EURO 0x20ac

/* What the basic table has beyond ASCII. */
static const int32_t foreign[] = {
    0xa1,  0xa3,  0xa4,  0xa5,  0xa7,  0xbf,  0xc4,  0xc5,  0xc6,  0xc7,
    0xc9,  0xd1,  0xd6,  0xd8,  0xdc,  0xdf,  0xe0,  0xe4,  0xe5,  0xe6,
    0xe8,  0xe9,  0xec,  0xf1,  0xf2,  0xf6,  0xf8,  0xf9,  0xfc,  0x393,
    0x394, 0x398, 0x39b, 0x39e, 0x3a0, 0x3a3, 0x3a6, 0x3a8, 0x3a9,
};

static bool is_foreign(int32_t point)
{
    for (size_t i = 0; i < COUNT_OF(foreign); i++)
        if (foreign[i] == point)
            return true;
    return false;
}

/* Septets of a letter; 0: the GSM alphabet has none for it. */
static int septets(int32_t point)
{
    if (point == EURO ||
        (point > ' ' && point <= ASCII_LAST && strchr(extended, (int)point)))
        return 2;
    if (point == '\n' || point == '\r')
        return 1;
    if (point >= ' ' && point <= ASCII_LAST)
        return strchr(not_basic, (int)point) ? 0 : 1;
    return is_foreign(point) ? 1 : 0;
}

static int ucs2_units(int32_t point)
{
    return point > FIRST_PLANE_LAST ? 2 : 1;
}

static bool is_gsm(struct str text)
{
    int32_t point;

    while (utf8_next(&text, &point))
        if (septets(point) == 0)
            return false;
    return true;
}

static int count_units(struct str text, int (*width)(int32_t))
{
    int32_t point;
    int units = 0;

    while (utf8_next(&text, &point))
        units += width(point);
    return units;
}

/* A letter that does not fit goes into the next part as a whole. */
static int count_parts(struct str text, int (*width)(int32_t), int room)
{
    int32_t point;
    int parts = 1;
    int used = 0;

    while (utf8_next(&text, &point)) {
        if (used + width(point) > room) {
            parts++;
            used = 0;
        }
        used += width(point);
    }
    return parts;
}

struct sms_size sms_size(struct str text)
{
    bool gsm = is_gsm(text);
    const struct part_room *room = gsm ? &gsm_room : &ucs2_room;
    int (*width)(int32_t) = gsm ? septets : ucs2_units;
    struct sms_size size = {.is_gsm = gsm, .units = count_units(text, width)};

    if (size.units > 0)
        size.parts = size.units <= room->alone
                         ? 1
                         : count_parts(text, width, room->joined);
    return size;
}

/* Signs that have a plain likeness. */
static const struct {
    int32_t point;
    const char *plain;
} likeness[] = {
    {0xa0, " "},     {0xb7, "-"},    {0x2010, "-"},  {0x2011, "-"},
    {0x2012, "-"},   {0x2013, "-"},  {0x2014, "-"},  {0x2018, "'"},
    {0x2019, "'"},   {0x201c, "\""}, {0x201d, "\""}, {0x2022, "-"},
    {0x2026, "..."}, {'`', "'"},
};

static const char *plain_of(int32_t point)
{
    for (size_t i = 0; i < COUNT_OF(likeness); i++)
        if (likeness[i].point == point)
            return likeness[i].plain;
    return "?";
}

struct str sms_bare(struct arena *a, struct str text)
{
    struct str rest = viet_bare(a, text);
    struct buf out = buf_new(a, rest.n * GROWTH);
    int32_t point;

    while (utf8_next(&rest, &point)) {
        if (septets(point) > 0)
            utf8_add(&out, point);
        else
            buf_add_c(&out, plain_of(point));
    }
    check(!out.full);
    return buf_str(&out);
}
