/*
 * words.h - a text for people that is data, not message: both languages lie in
 * it. What the program itself says is in the message catalogue (msg.h).
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

struct words {
    struct str in[LANG_COUNT];
};

struct words_list {
    const struct words *item;
    size_t count;
};

/* True when there are no words in any language. */
static inline bool words_none(struct words w)
{
    return str_empty(w.in[LANG_VI]) && str_empty(w.in[LANG_EN]);
}

#endif
