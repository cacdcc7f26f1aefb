#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/crypto.h"

#include "store/blob.h"

#include "domain/grant/grant_store.h"

#include "web/app.h"

#include "loop/portal.h"

/* How many knocks nobody in a test reaches. */
#define KNOCKS_MAX 100000

static struct blob_store *open_blobs(struct database *d)
{
    struct blob_store *blobs;
    struct arena *a = d->cx.arena;
    const char *key = arena_printf(a, "%s/blob.key", d->folder).p;

    must(blob_key_file_create(key, &d->cx.err), &d->cx);
    must(blob_store_open(arena_printf(a, "%s/blobs", d->folder).p, key, &blobs,
                         &d->cx.err),
         &d->cx);
    return blobs;
}

int portal_setup(void **state)
{
    struct app_conf conf = app_conf_default();
    struct portal *portal = calloc(1, sizeof *portal);

    check(portal != NULL);
    database_setup(state);
    portal->d = *state;
    portal->arena = portal->d->cx.arena;
    conf.account.cost = PASSWORD_COST_LOW;
    for (int i = 0; i < RATE_KIND_COUNT; i++)
        conf.rate[i].burst = KNOCKS_MAX;
    portal->blobs = open_blobs(portal->d);
    portal->app = app_new(&conf, portal->d->db, portal->blobs,
                          actor_load_grants, site_routes, ROUTE_COUNT);
    portal->app->frozen_at = portal->d->cx.now;
    portal->browser = portal_browser(portal);
    *state = portal;
    return 0;
}

int portal_teardown(void **state)
{
    struct portal *portal = *state;
    void *database = portal->d;

    app_free(portal->app);
    blob_store_close(portal->blobs);
    free(portal);
    return database_teardown(&database);
}

struct browser portal_browser(struct portal *portal)
{
    return (struct browser){
        .arena = portal->arena,
        .app = portal->app,
        .post = portal->post,
    };
}

/* The value of the page's first hidden field of that name; absent without. */
static struct str hidden(struct str page, struct str name)
{
    struct str value = S("value=\"");
    size_t at = str_find(page, name);

    if (at == page.n)
        return STR_NONE;
    page = str_sub(page, at + name.n, page.n);
    page = str_sub(page, str_find(page, value) + value.n, page.n);
    return str_sub(page, 0, str_find_char(page, '"', 0));
}

bool portal_holds(struct str page, const char *text, bool wanted)
{
    bool found = str_find(page, str_c(text)) < page.n;

    if (found != wanted)
        print_message("%s “%s” in:\n%.*s\n", wanted ? "no" : "there is", text,
                      STR_ARG(page));
    return found == wanted;
}

struct browser portal_sign_in(struct portal *portal, const char *login)
{
    struct browser b = portal_browser(portal);
    const char *fields =
        arena_printf(portal->arena, "ten=%s&mat_khau=con+meo+ngu+say", login).p;

    assert_int_equal(portal_post(&b, "/dang-nhap", "/dang-nhap", fields).status,
                     303);
    return b;
}

struct str portal_tokens(struct browser *b, const char *target)
{
    struct answer answer = browser_get(b, target);
    struct str csrf = hidden(answer.body, S("name=\"_csrf\""));
    struct str key = hidden(answer.body, S("name=\"_key\""));

    if (!csrf.p)
        fail_msg("%s answers %d without a form", target, answer.status);
    if (!key.p)
        return arena_printf(b->arena, "_csrf=%.*s", STR_ARG(csrf));
    return arena_printf(b->arena, "_csrf=%.*s&_key=%.*s", STR_ARG(csrf),
                        STR_ARG(key));
}

struct answer portal_post(struct browser *b, const char *form_at,
                          const char *target, const char *fields)
{
    struct str tokens = portal_tokens(b, form_at);

    return browser_post(b, target, "",
                        arena_printf(b->arena, "%s&%s", tokens.p, fields));
}

struct answer portal_upload(struct browser *b, const char *form_at,
                            const char *target, const char *name,
                            struct str bytes)
{
    struct buf body = buf_new(b->arena, bytes.n + 4096);
    struct str tokens = portal_tokens(b, form_at);
    struct str one;

    while (str_next(&tokens, '&', &one)) {
        size_t equals = str_find_char(one, '=', 0);

        buf_printf(&body,
                   "--xYz\r\nContent-Disposition: form-data; "
                   "name=\"%.*s\"\r\n\r\n%.*s\r\n",
                   STR_ARG(str_sub(one, 0, equals)),
                   STR_ARG(str_sub(one, equals + 1, one.n)));
    }
    buf_printf(&body,
               "--xYz\r\nContent-Disposition: form-data; name=\"tep\"; "
               "filename=\"%s\"\r\n\r\n",
               name);
    buf_add(&body, bytes);
    buf_add_c(&body, "\r\n--xYz--\r\n");
    return browser_post(b, target,
                        "Content-Type: multipart/form-data; boundary=xYz\n",
                        buf_str(&body));
}
