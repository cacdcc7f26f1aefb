/*
 * guard.h - the strict look at a request's head, before anything trusts it.
 *
 * The HTTP library reads leniently; two programs in a row that read the same
 * bytes differently let a request be smuggled inside another. So whatever may
 * be read in two ways is refused here: two Content-Length, any
 * Transfer-Encoding (browser forms never send one), names that are not tokens,
 * control bytes, folded lines, a missing, double or foreign Host.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/parts.h"

#define GUARD_HEADERS_MAX      64
#define GUARD_HEADER_BYTES_MAX ((size_t)16 << 10)

/* A request's head as the engine read it; borrowed for the call. */
struct http_head {
    struct str method;
    struct str target; /* as on the wire, with its query */
    const struct pair *header;
    size_t header_count;
    struct str peer; /* "127.0.0.1", "2001:db8::1" */
};

/* What the guard found on its way. */
struct guarded {
    struct str host;    /* "dichvucong.angiang.gov.vn", without the port */
    int64_t body_bytes; /* Content-Length; 0 without one */
};

/*
 * ERR_SYNTAX when the head is not plain. `hosts` are the names this site
 * answers to; "localhost" and the loopback addresses are always good.
 */
enum err guard_head(struct cx *cx, const struct http_head *head,
                    const struct str *hosts, size_t host_count,
                    struct guarded *ret) MUST_CHECK;

/* The value of the header, by its name in any case; STR_NONE without one. */
struct str head_get(const struct http_head *head, struct str name);
/* Of several of that name the last, which the nearest proxy added. */
struct str head_get_last(const struct http_head *head, struct str name);

#endif
