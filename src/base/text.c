#include "base/prelude.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/msg.h"
#include "base/text.h"
#include "base/utf8.h"

#define POINT_BYTES_MAX 4

/* What we let raw text be longer than the rule: blanks, decomposed letters. */
#define RAW_FACTOR 8

static bool is_line_end(int32_t point)
{
    return point == '\n' || point == 0x2028 || point == 0x2029;
}

static bool is_blank(int32_t point)
{
    return point == '\t' || point == '\r' || point == 0x200b ||
           point == 0xfeff || utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

static bool is_joiner(int32_t point)
{
    return point == 0x200c || point == 0x200d;
}

/* Neither a line end nor a blank: may it stand in a text? */
static bool is_refused(int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);

    if ((point & 0xfffe) == 0xfffe || (point >= 0xfdd0 && point <= 0xfdef))
        return true;
    return category == UTF8PROC_CATEGORY_CC ||
           (category == UTF8PROC_CATEGORY_CF && !is_joiner(point));
}

/* The gap seen since the last letter, written before the next one. */
struct gap {
    bool blank;
    int line_ends;
};

static void close_gap(struct buf *out, struct gap *gap)
{
    if (out->n > 0 && gap->line_ends > 0)
        buf_add_c(out, gap->line_ends > 1 ? "\n\n" : "\n");
    else if (out->n > 0 && gap->blank)
        buf_add_char(out, ' ');
    *gap = (struct gap){0};
}

static bool clean(struct buf *out, struct str raw, bool multiline)
{
    struct gap gap = {0};
    int32_t point;

    while (utf8_next(&raw, &point)) {
        if (is_line_end(point) && multiline) {
            gap.line_ends++;
        } else if (is_line_end(point) || is_blank(point)) {
            gap.blank = true;
        } else if (is_refused(point)) {
            return false;
        } else {
            close_gap(out, &gap);
            utf8_add(out, point);
        }
    }
    return true;
}

static struct str number(struct arena *a, size_t n)
{
    return arena_printf(a, "%zu", n);
}

static enum err refuse_length(struct errbox *box, struct arena *a,
                              struct text_rule rule, size_t points)
{
    if (points > rule.points_max)
        return REFUSE3(box, ERR_INPUT, MSG_TEXT_LONG,
                       number(a, rule.points_max), number(a, points), STR_NONE);
    if (points >= rule.points_min)
        return REFUSE(box, ERR_INPUT, MSG_TEXT_BYTES);
    if (points == 0)
        return REFUSE(box, ERR_INPUT, MSG_TEXT_MISSING);
    return REFUSE1(box, ERR_INPUT, MSG_TEXT_SHORT, number(a, rule.points_min));
}

enum err text_in(struct errbox *box, struct arena *a, struct str raw,
                 struct text_rule rule, struct str *ret)
{
    size_t bytes_max =
        rule.bytes_max ? rule.bytes_max : rule.points_max * POINT_BYTES_MAX;
    struct buf out = buf_new(a, raw.n);
    struct str text;
    size_t points;

    if (!utf8_valid(raw))
        return REFUSE(box, ERR_INPUT, MSG_TEXT_BROKEN);
    if (raw.n / RAW_FACTOR > bytes_max)
        return refuse_length(box, a, rule, utf8_count(raw));
    if (!clean(&out, raw, rule.multiline))
        return REFUSE(box, ERR_INPUT, MSG_TEXT_CONTROL);

    text = utf8_nfc(a, buf_str(&out));
    points = utf8_count(text);
    if (points < rule.points_min || points > rule.points_max ||
        text.n > bytes_max)
        return refuse_length(box, a, rule, points);
    *ret = text;
    return ERR_OK;
}
