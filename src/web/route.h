/*
 * route.h - the table of routes and how an address finds its row.
 *
 * A route is a row of routes.def; its functions are declared here by the same
 * row, so a row without its functions does not link. Permission is the row's
 * capability; what a person may see of one dossier is the service's business.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

#include "web/rate.h"
#include "web/parts.h"

struct reply;
struct req;

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };

/* How a route differs from the others. */
enum route_flag {
    /* Its read may take long: it runs on the pool on every engine. */
    ROUTE_SLOW = 1,
    /* It takes files: multipart, up to body_bytes_max. Not for CAP_PUBLIC. */
    ROUTE_FILES = 2,
    /* Its prepare step blocks (a password hash): it runs on the pool. */
    ROUTE_HEAVY = 4,
    /* Doing it twice does no harm: its form needs no idempotency key. */
    ROUTE_REPEATABLE = 8,
    /* Answered to the machine itself only. */
    ROUTE_LOOPBACK = 16,
    /* A GET that reads nothing: no session, its page gets a NULL tx. */
    ROUTE_NO_STORE = 32,
    /* A POST whose render tells that somebody else was quicker: with 409. */
    ROUTE_TELLS_CONFLICT = 64,
};

/* An ordinary form: fields, no files. */
#define FORM_BYTES ((size_t)256 << 10)

typedef enum err (*page_fn)(struct tx *t, struct req *rq, struct reply *rp);
typedef enum err (*prepare_fn)(struct req *rq);
typedef enum err (*commit_fn)(struct tx *t, struct req *rq);

struct route {
    const char *name;
    const char *pattern;
    enum method method;
    enum capability capability;
    enum rate_kind rate;
    unsigned flags; /* of enum route_flag */
    size_t body_bytes_max;
    page_fn page; /* of a GET */
    prepare_fn prepare;
    commit_fn look;   /* of a POST that has much to read first; else NULL */
    commit_fn commit; /* of a GET: what is recorded before it is shown */
    page_fn render;
};

enum route_id {
#define GET(name, ...)      ROUTE_GET_##name,
#define RECORDED(name, ...) ROUTE_GET_##name,
#define POST(name, ...)     ROUTE_POST_##name,
#define LOOKED(name, ...)   ROUTE_POST_##name,
#include "web/routes.def"
    ROUTE_COUNT
};

#define GET(name, ...) \
    enum err page_##name(struct tx *, struct req *, struct reply *) MUST_CHECK;
#define RECORDED(name, ...)                                       \
    enum err record_##name(struct tx *, struct req *) MUST_CHECK; \
    enum err page_##name(struct tx *, struct req *, struct reply *) MUST_CHECK;
#define POST(name, ...)                                               \
    enum err prepare_##name(struct req *) MUST_CHECK;                 \
    enum err commit_##name(struct tx *, struct req *) MUST_CHECK;     \
    enum err render_##name(struct tx *, struct req *, struct reply *) \
        MUST_CHECK;
#define LOOKED(name, ...)                                       \
    enum err look_##name(struct tx *, struct req *) MUST_CHECK; \
    POST(name, )
#include "web/routes.def"

extern const struct route site_routes[ROUTE_COUNT];

/* A table made ready for matching. */
struct router;

/*
 * Sorts `count` routes (borrowed, for good) so that a written segment wins
 * over a capture. A malformed pattern or two rows for one address are bugs and
 * abort.
 */
struct router *router_new(struct arena *a, const struct route *route,
                          size_t count);

/* The row's place in the table given to router_new(). */
size_t router_index(const struct router *r, const struct route *route);

struct found_route {
    const struct route *route; /* NULL: see `allow` */
    struct str capture_name[PARTS_SEGMENTS_MAX];
    struct str capture[PARTS_SEGMENTS_MAX];
    size_t capture_count;
    unsigned allow; /* bits 1 << METHOD_GET, 1 << METHOD_POST */
};

/*
 * The route of an address. Without one `allow` tells the methods that the
 * address would take; 0 when nothing lives there.
 */
void router_find(const struct router *r, enum method method,
                 const struct path *path, struct found_route *ret);

#endif
