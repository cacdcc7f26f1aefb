/*
 * str.h - text as (pointer, bytes). It borrows: it never owns what it points
 * to. `n` counts bytes, not letters. Inside the house text is valid UTF-8 in
 * NFC; the door that makes it so is text_in() in text.h.
 *
 * A str with p == NULL is "absent" (SQL NULL); {"" , 0} is "empty". Every str
 * made by arena.h is followed by a NUL byte, so its p can be handed to a C
 * library; a str cut out of another is not.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/prelude.h"

struct str {
    const char *p;
    size_t n;
};

/* For string literals only. */
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
/* The same where C wants a constant initialiser. */
#define S_INIT(literal)                 \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }
#define STR_NONE ((struct str){NULL, 0})

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

/* A NUL-terminated C string as a str; NULL becomes STR_NONE. */
struct str str_c(const char *c);

/* True for absent and for empty. */
bool str_empty(struct str s);

bool str_eq(struct str a, struct str b);
bool str_eq_c(struct str a, const char *c);
/* Byte order, the shorter first where one begins the other. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Index of the first `c` at or after `from`; s.n when there is none. */
size_t str_find_char(struct str s, char c, size_t from);
/* Index of the first `part`; s.n when there is none. */
size_t str_find(struct str s, struct str part);

/* Bytes [from, to), both clamped to the length. */
struct str str_sub(struct str s, size_t from, size_t to);
/* Without ASCII blanks at both ends. */
struct str str_trim(struct str s);

/*
 * Takes the text before the next `separator` from *rest and moves *rest behind
 * it. False when *rest is used up. "a,,b" gives "a", "", "b".
 */
bool str_next(struct str *rest, char separator, struct str *ret);

#endif
