/*
 * portal.h - the portal's own pages, driven as loop.h drives them: the table
 * of routes that runs in service, over an empty database. Passwords cost
 * little here, and nobody is too quick for the portal.
 */
#ifndef TESTS_LOOP_PORTAL_H
#define TESTS_LOOP_PORTAL_H

#include "base/prelude.h"

#include "loop/loop.h"

struct portal {
    struct database *d;
    struct app *app;
    struct blob_store *blobs;
    struct arena *arena;
    struct browser browser;
    /* Of every browser that portal_browser() gives; see loop.h. */
    struct answer (*post)(struct browser *b, const char *target,
                          const char *headers, struct str body);
};

int portal_setup(void **state);
int portal_teardown(void **state);

/* Another browser at the same portal. */
struct browser portal_browser(struct portal *portal);

/* The browser of an officer of fixture/office.h, signed in. */
struct browser portal_sign_in(struct portal *portal, const char *login);

/* On failure the page is printed. */
#define assert_holds(page, text) \
    assert_true(portal_holds((page).body, (text), true))
#define assert_lacks(page, text) \
    assert_true(portal_holds((page).body, (text), false))
bool portal_holds(struct str page, const char *text, bool wanted);

/*
 * The tokens of the page at `target`, as a browser would send them:
 * "_csrf=…" and, where the page has one, "&_key=…".
 */
struct str portal_tokens(struct browser *b, const char *target);

/* Loads `form_at` and posts "TOKENS&fields" to `target`. */
struct answer portal_post(struct browser *b, const char *form_at,
                          const char *target, const char *fields);

/* The same with a file in the field "tep". */
struct answer portal_upload(struct browser *b, const char *form_at,
                            const char *target, const char *name,
                            struct str bytes);

#endif
