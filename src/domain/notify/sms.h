/*
 * sms.h - the alphabets of short messages: what a text costs in parts, and a
 * text without marks.
 *
 * A message whose every letter is in the GSM alphabet holds 160 septets, or
 * 153 a part when it is longer; a letter of the extension table takes two.
 * Any other letter, as each with a Vietnamese mark, makes all of it UCS-2: 70
 * units, or 67 a part; what lies beyond the first plane takes two. A letter is
 * never cut in two by the end of a part. Pure.
 *
 * Source: 3GPP TS 23.038 (6.2.1, extension 6.2.1.1), TS 23.040 (9.2.3.24.1,
 * concatenated messages).
 */
#ifndef DOMAIN_NOTIFY_SMS_H
#define DOMAIN_NOTIFY_SMS_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/* Ours are never longer. */
#define SMS_PARTS_MAX 3

struct sms_size {
    bool is_gsm; /* else UCS-2            */
    int units;   /* septets, or UCS-2 units */
    int parts;   /* 0 for an empty text   */
};

struct sms_size sms_size(struct str text);

/*
 * The text in GSM letters alone: Vietnamese without its marks, quotation marks
 * and dashes as plain ones, what has no likeness as "?".
 */
struct str sms_bare(struct arena *a, struct str text);

#endif
