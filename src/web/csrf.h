/*
 * csrf.h - a form counts only when it came from our own page in the same
 * browser.
 *
 * Three fences: the session cookie is SameSite=Lax; the browser's own word
 * (Sec-Fetch-Site, Origin) must name this site; and the form must carry a
 * token that only a page made for this browser's secret can hold. The secret
 * is that of the session, or of a visitor cookie before login, so that nobody
 * can be logged in as somebody else by force.
 */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "base/crypto.h"
#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"

#include "web/guard.h"

/* A new token, different each time it is written into a page. */
struct str csrf_token(struct arena *a, const struct key *secret);

/* Was the token made from this secret? */
bool csrf_token_good(struct arena *a, const struct key *secret,
                     struct str token);

/*
 * ERR_FORGED when the browser says that the request began at another site.
 * A browser too old to say passes: the token still has to be good.
 */
enum err csrf_check_origin(struct cx *cx, const struct http_head *head,
                           bool tls) MUST_CHECK;

#endif
