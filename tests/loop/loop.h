/*
 * loop.h - drives the portal's frame without a socket: a request goes in, its
 * answer comes out, on whichever engine the test was started for. What stands
 * still while a writer or the pool works is waited for here.
 *
 * A struct browser keeps the cookies that it is given, as browsers do.
 */
#ifndef TESTS_LOOP_LOOP_H
#define TESTS_LOOP_LOOP_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/app.h"
#include "web/reply.h"

#include "fixture/database.h"

struct answer {
    int status;
    struct str headers; /* "Name: value\n" each */
    struct str body;
};

/*
 * `headers` is "Name: value\n…"; Host, Content-Length and, with a body, a
 * form's Content-Type are added where they are missing. The answer lives in
 * `a`.
 */
struct answer loop_request(struct arena *a, struct app *app, const char *method,
                           const char *target, const char *headers,
                           struct str body);

/* The first header of that name, written so; STR_NONE without one. */
struct str answer_header(const struct answer *answer, const char *name);

struct browser {
    struct arena *arena;
    struct app *app;
    /* How browser_post() sends; NULL: once, with browser_post_once(). */
    struct answer (*post)(struct browser *b, const char *target,
                          const char *headers, struct str body);
    struct pair cookie[8];
    size_t cookie_count;
};

struct answer browser_get(struct browser *b, const char *target);
struct answer browser_post(struct browser *b, const char *target,
                           const char *headers, struct str body);
struct answer browser_post_once(struct browser *b, const char *target,
                                const char *headers, struct str body);
/* The browser's cookie; STR_NONE without one. */
struct str browser_cookie(const struct browser *b, const char *name);

#endif
