/*
 * utf8.h - UTF-8: validity, counting, cutting, NFC.
 *
 * Counts are in code points or in graphemes (what a reader calls a
 * character), never in bytes unless the name says so. Except for utf8_valid()
 * the text has to be valid UTF-8 already: a broken byte is a bug and aborts.
 * Foreign text comes in by text.h.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/prelude.h"
#include "base/str.h"

/* Strict: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool utf8_valid(struct str s);

/*
 * Takes the first code point from *rest. False at the end.
 *
 *     while (utf8_next(&rest, &point)) …
 */
bool utf8_next(struct str *rest, int32_t *ret);

/* Adds one code point to a buffer. */
void utf8_add(struct buf *b, int32_t point);

size_t utf8_count(struct str s);
size_t utf8_graphemes(struct str s);

/*
 * The longest beginning of `s` that holds no more than `points_max` code
 * points, or `bytes_max` bytes, and ends between two graphemes.
 */
struct str utf8_cut(struct str s, size_t points_max);
struct str utf8_cut_bytes(struct str s, size_t bytes_max);

/* The text in NFC; at most three times as many bytes. */
struct str utf8_nfc(struct arena *a, struct str s);

#endif
