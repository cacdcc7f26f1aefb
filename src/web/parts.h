/*
 * parts.h - what a browser writes in a request line, a form or a cookie,
 * taken apart. Nothing here knows a route or a session.
 *
 * The texts that come out are percent-decoded bytes without NUL; they are not
 * yet normalised: that is the door's business (text_in(), base/utf8.h), except
 * for the path, which is checked whole because routes are matched on it.
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#define PARTS_TARGET_BYTES_MAX ((size_t)4096)
#define PARTS_SEGMENTS_MAX     12
#define PARTS_QUERY_FIELDS_MAX 64
#define PARTS_NAME_BYTES_MAX   128
#define PARTS_COOKIES_MAX      32
#define PARTS_COOKIE_BYTES_MAX ((size_t)4096)

struct pair {
    struct str name;
    struct str value;
};

struct pairs {
    struct pair *at;
    size_t count;
};

/* The path of a request, cut at its slashes: "/thu-tuc/1.001" has two. */
struct path {
    struct str text; /* decoded, "/" or without a slash at the end */
    struct str segment[PARTS_SEGMENTS_MAX];
    size_t count;
    bool slash_at_end; /* the browser wrote one more slash */
};

/*
 * Splits a request target into its path and its raw query (STR_NONE without
 * '?'). ERR_SYNTAX when it is not an absolute path, is longer than
 * PARTS_TARGET_BYTES_MAX, or when the path, decoded, is not UTF-8, holds a
 * control byte, a backslash, an encoded slash, an empty, "." or ".." segment,
 * or more than PARTS_SEGMENTS_MAX segments. The path comes out in NFC.
 */
enum err parts_read_target(struct cx *cx, struct str target, struct path *ret,
                           struct str *ret_query) MUST_CHECK;

/*
 * Reads "a=1&b=x+y" (a query or an urlencoded body). ERR_SYNTAX on a bad
 * escape, a NUL, more than `fields_max` fields or a name that is too long.
 */
enum err parts_read_pairs(struct cx *cx, struct str text, size_t fields_max,
                          struct pairs *ret) MUST_CHECK;

/*
 * Adds the cookies of one Cookie header to `ret`, which must have room for
 * PARTS_COOKIES_MAX. A cookie that is not well formed is left out: browsers
 * keep cookies of other programs on the same host.
 */
void parts_read_cookies(struct arena *a, struct str header, struct pairs *ret);

/* The value of the first pair of that name; STR_NONE without one. */
struct str pairs_get(const struct pairs *p, struct str name);

/*
 * Decodes "%XX", and '+' to a blank when asked. False on a bad escape or when
 * a NUL comes out.
 */
bool parts_unescape(struct arena *a, struct str raw, bool plus_is_blank,
                    struct str *ret);

#endif
