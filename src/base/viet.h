/*
 * viet.h - Vietnamese letters: what a search finds, how a list is ordered,
 * capitals. Both engines then compare plain bytes and agree; neither knows
 * any language.
 *
 * Takes valid UTF-8, composed or decomposed: the answers are the same.
 */
#ifndef BASE_VIET_H
#define BASE_VIET_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/*
 * For columns x_fold: small letters, no Vietnamese or Latin marks, đ as d.
 * "Hòa" and "Hoà" both become "hoa". Folding twice changes nothing. Marks of
 * other scripts (Khmer vowels) stay.
 */
struct str viet_fold(struct arena *a, struct str s);

/*
 * For columns x_sort: bytes whose order (memcmp, the shorter first) is that
 * of a Vietnamese dictionary. Letters decide first: a ă â b c d đ e ê f g h i
 * j k l m n o ô ơ p q r s t u ư v w x y z, blanks before punctuation before
 * digits before letters before other scripts. Where they are equal, the tone
 * of each syllable: none, huyền, hỏi, ngã, sắc, nặng. Last, small letters
 * before capitals. Not text: may hold bytes 1..0xFF, never 0.
 *
 * Where a tone is written inside its syllable makes no difference, so
 * different texts may have one key: order by something else after it.
 */
struct str viet_sort_key(struct arena *a, struct str s);

/* "Hòa Bình" as "Hoa Binh": as folded, but capitals stay. */
struct str viet_bare(struct arena *a, struct str s);

/* "ỦY BAN NHÂN DÂN"; "ủy ban nhân dân". */
struct str viet_upper(struct arena *a, struct str s);
struct str viet_lower(struct arena *a, struct str s);
/* The first letter of the text as a capital, the rest as it is. */
struct str viet_sentence(struct arena *a, struct str s);
/* "NGUYỄN VĂN AN" as "Nguyễn Văn An". */
struct str viet_name(struct arena *a, struct str s);

#endif
