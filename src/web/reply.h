/*
 * reply.h - the answer to one request. A page fills it; the frame adds what
 * every answer carries (security headers, cookies) and the engine sends it.
 */
#ifndef WEB_REPLY_H
#define WEB_REPLY_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/parts.h"
#include "web/url.h"

#define REPLY_HEADERS_MAX 32

/* Who may keep the answer. */
enum cache {
    CACHE_NEVER,   /* somebody's own: no-store; what a reply starts as   */
    CACHE_PUBLIC,  /* the same for everybody who is not logged in: 1 min */
    CACHE_FOREVER, /* named after its content                            */
};

/*
 * A body that comes in pieces. `read` fills `bytes` (up to `room`) and gives
 * how many; 0 is the end, -1 breaks the connection off. It is called on an
 * HTTP thread and may read a file, not wait for a network.
 */
struct reply_source {
    ssize_t (*read)(void *p, char *bytes, size_t room);
    void *p;
    int64_t bytes; /* all of them */
};

struct reply {
    struct arena *arena;
    int status;
    struct str type;
    struct str body;
    struct reply_source source; /* used when source.read is set */
    enum cache cache;
    bool frames_own; /* the page shows files of ours in a frame       */
    bool is_framed;  /* this is a file that a page of ours may frame  */
    struct pair header[REPLY_HEADERS_MAX];
    size_t header_count;
};

/* An empty 200, for nobody's cache. */
void reply_init(struct reply *rp, struct arena *a);

/* The page that a template wrote. The page must not have overflowed. */
void reply_page(struct reply *rp, struct out *o);
void reply_text(struct reply *rp, struct str type, struct str body);
void reply_stream(struct reply *rp, struct str type,
                  struct reply_source source);
/* 303: the answer to a form is a page that can be loaded again. */
void reply_see_other(struct reply *rp, struct url at);

/* Borrows both. A control byte in a value is a bug. */
void reply_header(struct reply *rp, struct str name, struct str value);

/* The reply's header of that name (written so); STR_NONE without one. */
struct str reply_get(const struct reply *rp, struct str name);

#endif
