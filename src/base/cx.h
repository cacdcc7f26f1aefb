/*
 * cx.h - the context of one request, job or command, handed down to whatever
 * works for it. Borrowed by everybody, owned by the room that began it.
 */
#ifndef BASE_CX_H
#define BASE_CX_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/instant.h"

enum lang { LANG_VI, LANG_EN, LANG_COUNT };

struct cx {
    struct arena *arena; /* everything made for this request      */
    struct errbox err;   /* what went wrong, if something did      */
    struct instant now;  /* the clock, read once; may be virtual   */
    enum lang lang;      /* what the person reads                  */
};

#endif
