/*
 * encode.h - bytes as text and back: hex, base64url, and the letters of codes
 * that people read aloud. Decoding is strict: one text for one value.
 */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/* Lower-case hex. */
struct str hex_text(struct arena *a, struct str bytes);
/* Reads lower- or upper-case hex. False on anything else. */
bool hex_bytes(struct arena *a, struct str text, struct str *ret);

/* RFC 4648 section 4, with '=' at the end: for mail. */
struct str base64_text(struct arena *a, struct str bytes);

/* RFC 4648 section 5, without '=' at the end. */
struct str base64url_text(struct arena *a, struct str bytes);
/* False on padding, a foreign letter, or left-over bits that are not zero. */
bool base64url_bytes(struct arena *a, struct str text, struct str *ret);

/*
 * A code is written in 32 digits and capitals, five bits each: those that are
 * not mistaken for another on paper or on the telephone (no I, L, O, U).
 */
#define CODE_LETTERS "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/* A code of `letters` letters, one for the low five bits of each byte. */
struct str code_text(struct arena *a, struct str bytes);

/*
 * What a person typed, as the code they meant: small letters become capitals,
 * O is 0, I and L are 1, blanks and dashes are dropped. False when a letter
 * is foreign or there are not `letters` of them.
 */
bool code_read(struct arena *a, struct str typed, size_t letters,
               struct str *ret);

#endif
