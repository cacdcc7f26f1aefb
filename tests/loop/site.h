/*
 * site.h - a small site for tests of the frame: an app with a few routes and
 * two accounts, 1 a citizen's and 2 an officer's.
 *
 *     GET  /            the same for everybody
 *     GET  /form        its tokens: "CSRF KEY"
 *     GET  /who         a citizen's page: the account's id
 *     GET  /staff       an officer's page
 *     GET  /item/{code} "CODE QUERY", of ?q=
 *     GET  /fail        the error whose name is in ?as=
 *     GET  /few         three times, then it is too often
 *     POST /login       opens a session for the account in `id`
 *     POST /logout
 *     POST /note        writes `text` (up to 10 letters), goes to /who
 *     POST /plain       writes `text`, answers without going anywhere
 *     POST /files       takes files; answers what it got, a line each
 *     GET  /file        the last of them
 */
#ifndef TESTS_LOOP_SITE_H
#define TESTS_LOOP_SITE_H

#include "base/prelude.h"

#include "loop/loop.h"

/* What /files takes. */
#define SITE_FILES_BYTES ((size_t)300 << 10)

struct site {
    struct database *d;
    struct app *app;
    struct arena *arena;
    struct blob_store *blobs;
    struct browser browser;
};

int site_setup(void **state);
int site_teardown(void **state);

/* How often /note or /plain wrote that text. */
int64_t site_count(struct site *site, const char *text);

/* The tokens of a new form: "_csrf=…&_key=…". */
struct str site_form(struct site *site, struct browser *b);

/* Another browser on the same site. */
struct browser site_browser(struct site *site);

/* Logs the browser in as the account. */
void site_login(struct site *site, struct browser *b, int64_t account_id);

/* Waits until the writer noted a sign of life of this moment. */
void site_await_touch(struct site *site);

/* While it is held no commit of /note ends. */
void site_hold_writer(bool hold);

#endif
