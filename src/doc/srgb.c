#include "base/prelude.h"

#include <math.h>

#include "base/buf.h"
#include "base/check.h"

#include "doc/srgb.h"

#define PROFILE_BYTES_MAX 4096
#define HEADER_BYTES      128
#define TAG_ENTRY_BYTES   12
#define CURVE_POINTS      512

/* A tag's bytes stand where the table says; equal ones stand once. */
struct tag {
    const char *name;
    struct str data;
};

static void add_u16(struct buf *b, unsigned n)
{
    buf_add_char(b, (char)(n >> 8));
    buf_add_char(b, (char)n);
}

static void add_u32(struct buf *b, uint32_t n)
{
    add_u16(b, n >> 16);
    add_u16(b, n & 0xffff);
}

static void add_zeros(struct buf *b, size_t count)
{
    while (count--)
        buf_add_char(b, 0);
}

/* s15Fixed16Number. */
static void add_fixed(struct buf *b, double n)
{
    add_u32(b, (uint32_t)lround(n * 65536));
}

static struct str xyz(struct arena *a, double x, double y, double z)
{
    struct buf b = buf_new(a, PROFILE_BYTES_MAX);

    buf_add_c(&b, "XYZ ");
    add_u32(&b, 0);
    add_fixed(&b, x);
    add_fixed(&b, y);
    add_fixed(&b, z);
    return buf_str(&b);
}

static struct str copyright(struct arena *a)
{
    struct buf b = buf_new(a, PROFILE_BYTES_MAX);

    buf_add_c(&b, "text");
    add_u32(&b, 0);
    buf_add(&b, S("No copyright, use freely\0"));
    add_zeros(&b, 3);
    return buf_str(&b);
}

static struct str description(struct arena *a)
{
    const struct str name = S("sRGB IEC61966-2.1\0");
    struct buf b = buf_new(a, PROFILE_BYTES_MAX);

    buf_add_c(&b, "desc");
    add_u32(&b, 0);
    add_u32(&b, (uint32_t)name.n);
    buf_add(&b, name);
    /* No name in Unicode, none for the script manager. */
    add_zeros(&b, 4 + 4 + 2 + 1 + 67);
    while (b.n % 4)
        buf_add_char(&b, 0);
    return buf_str(&b);
}

static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static struct str curve(struct arena *a)
{
    struct buf b = buf_new(a, PROFILE_BYTES_MAX);

    buf_add_c(&b, "curv");
    add_u32(&b, 0);
    add_u32(&b, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++)
        add_u16(&b, (unsigned)lround(linear((double)i / (CURVE_POINTS - 1)) *
                                     65535));
    return buf_str(&b);
}

static void add_header(struct buf *b, size_t bytes)
{
    add_u32(b, (uint32_t)bytes);
    add_u32(b, 0);
    add_u32(b, 0x02100000); /* version 2.1 */
    buf_add_c(b, "mntrRGB XYZ ");
    add_u16(b, 1999); /* the day of the standard: no clock has a part in it */
    add_u16(b, 10);
    add_u16(b, 1);
    add_zeros(b, 6);
    buf_add_c(b, "acsp");
    add_zeros(b, 28);
    add_fixed(b, 0.9642); /* D50, in which profiles are connected */
    add_fixed(b, 1.0);
    add_fixed(b, 0.8249);
    add_zeros(b, HEADER_BYTES - b->n);
}

/* Where the data of tag `i` begin: three curves are one. */
static size_t offset_of(const struct tag *tag, size_t count, size_t i)
{
    size_t at = HEADER_BYTES + 4 + count * TAG_ENTRY_BYTES;

    for (size_t k = 0; k < count && tag[k].data.p != tag[i].data.p; k++)
        if (k == 0 || tag[k].data.p != tag[k - 1].data.p)
            at += tag[k].data.n;
    return at;
}

struct str srgb_profile(struct arena *a)
{
    const struct str gamma = curve(a);
    const struct tag tag[] = {
        {"cprt", copyright(a)},
        {"desc", description(a)},
        {"wtpt", xyz(a, 0.95045, 1.0, 1.08905)},
        {"rXYZ", xyz(a, 0.43607, 0.22249, 0.01392)},
        {"gXYZ", xyz(a, 0.38515, 0.71687, 0.09708)},
        {"bXYZ", xyz(a, 0.14307, 0.06061, 0.71410)},
        {"rTRC", gamma},
        {"gTRC", gamma},
        {"bTRC", gamma},
    };
    const size_t last = COUNT_OF(tag) - 1;
    struct buf b = buf_new(a, PROFILE_BYTES_MAX);

    add_header(&b, offset_of(tag, COUNT_OF(tag), last) + tag[last].data.n);
    add_u32(&b, COUNT_OF(tag));
    for (size_t i = 0; i < COUNT_OF(tag); i++) {
        buf_add_c(&b, tag[i].name);
        add_u32(&b, (uint32_t)offset_of(tag, COUNT_OF(tag), i));
        add_u32(&b, (uint32_t)tag[i].data.n);
    }
    for (size_t i = 0; i < COUNT_OF(tag); i++)
        if (i == 0 || tag[i].data.p != tag[i - 1].data.p)
            buf_add(&b, tag[i].data);
    check(!b.full);
    return buf_str(&b);
}
