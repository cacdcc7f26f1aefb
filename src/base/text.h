/*
 * text.h - the one door through which people's text enters the house. Behind
 * it text is valid UTF-8 in NFC, and nobody checks that again.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/*
 * What a field takes. A text without words (0 code points) passes where
 * points_min is 0. bytes_max 0 means "as points_max allows".
 */
struct text_rule {
    size_t points_min;
    size_t points_max;
    size_t bytes_max;
    bool multiline;
};

/*
 * The door. Gives `raw` back as valid UTF-8 in NFC, trimmed, every run of
 * blanks (tabs, no-break and zero-width ones too) made one space; with
 * `multiline` line ends are kept as '\n', at most one empty line in a row.
 * STR_NONE comes in as "".
 *
 * Refused with ERR_INPUT and words for the field: broken UTF-8, control and
 * formatting characters (direction overrides among them, but not the joiners
 * that Khmer and emoji need), noncharacters, and lengths outside the rule.
 */
enum err text_in(struct errbox *box, struct arena *a, struct str raw,
                 struct text_rule rule, struct str *ret) MUST_CHECK;

#endif
