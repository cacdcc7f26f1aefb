/*
 * cookie.h - the three cookies of the portal. Their names begin with __Host-
 * where browsers come over TLS, so that no neighbouring host can plant them.
 */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/reply.h"
#include "web/req.h"

enum cookie {
    COOKIE_SESSION, /* who is logged in; ends with the browser           */
    COOKIE_VISITOR, /* a secret before login, for forms (csrf.h)         */
    COOKIE_LANG,    /* "vi" or "en", for a year: chosen, never guessed   */
};

/* STR_NONE when the browser sent none. */
struct str cookie_get(const struct req *rq, enum cookie which);

/* Sets it; "" takes it away. */
void cookie_set(const struct req *rq, struct reply *rp, enum cookie which,
                struct str value);

#endif
