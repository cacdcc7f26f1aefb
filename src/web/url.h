/*
 * url.h - an address that is safe to stand in a page or in a Location header.
 *
 * A struct url is made by the functions below only, so a whole URL in a
 * template (href="{{ v->next }}") can never be "javascript:…" or lead to
 * another site. Its text is ASCII, percent-encoded, and still has to be
 * escaped for HTML, which the template does.
 */
#ifndef WEB_URL_H
#define WEB_URL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/prelude.h"
#include "base/str.h"

struct url {
    struct str text;
};

/* No address; its text is absent. */
#define URL_NONE ((struct url){STR_NONE})

/* The longest local address that url_local() takes back from a browser. */
#define URL_LOCAL_BYTES_MAX 1024

/*
 * URL_PATH(arena, "/ho-so/{}?trang={}", code, page): each {} becomes the next
 * struct str, encoded so that it stays one path segment or one query value.
 * The pattern is a literal of ours; it begins with '/' and constant text, and
 * has as many {} as there are values (checked).
 */
#define URL_PATH(arena, pattern, ...)                                        \
    url_path((arena), S(pattern),                                            \
             sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str), \
             (const struct str[]){__VA_ARGS__})
struct url url_path(struct arena *a, struct str pattern, size_t count,
                    const struct str *values);

/*
 * An address that came back from a browser, such as where to go after login.
 * True when it is an absolute path of this site in printable ASCII; "//host",
 * "/\host", a scheme, "." and ".." segments are refused.
 */
bool url_local(struct str s, struct url *ret);

/*
 * Percent-encodes all but RFC 3986's unreserved characters. A value that is
 * just "." or ".." would climb in a path however it is encoded: it becomes
 * "-", which names nothing.
 */
void url_add_part(struct buf *b, struct str value);

#endif
