#include "base/prelude.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/log.h"
#include "base/msg.h"

#include "web/cookie.h"
#include "web/error_page.h"
#include "web/exchange.h"
#include "web/session.h"

/* Short enough to be read out on the telephone. */
#define REFERENCE_LETTERS 8

#define CSP_BUT_FRAMES                                            \
    "default-src 'none'; script-src 'self'; style-src 'self'; "   \
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; " \
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; "

/*
 * No frames, but for one page that shows a PDF beside what is decided of it
 * (docs/adr/0004). A file that may be framed runs nothing and loads nothing.
 */
static const struct str csp_plain =
    S_INIT(CSP_BUT_FRAMES "frame-ancestors 'none'");
static const struct str csp_framing =
    S_INIT(CSP_BUT_FRAMES "frame-src 'self'; frame-ancestors 'none'");
static const struct str csp_framed =
    S_INIT("default-src 'none'; base-uri 'none'; form-action 'none'; "
           "frame-ancestors 'self'");

/* Fences of the browser, for what a page of ours might let through. */
static const struct pair always[] = {
    {S_INIT("X-Content-Type-Options"), S_INIT("nosniff")},
    {S_INIT("Referrer-Policy"), S_INIT("same-origin")},
    {S_INIT("Cross-Origin-Opener-Policy"), S_INIT("same-origin")},
    {S_INIT("Cross-Origin-Resource-Policy"), S_INIT("same-origin")},
    {S_INIT("Permissions-Policy"),
     S_INIT("camera=(self), geolocation=(), microphone=()")},
};

static void log_error(const struct exchange *ex, int status,
                      struct str reference)
{
    const struct route *route = ex->rq.route;

    log_event(status >= 500 ? LOG_TROUBLE : LOG_NORMAL, "request_refused",
              LOG_WORD("reference", reference.p), LOG_NUMBER("status", status),
              LOG_WORD("route", route ? route->pattern : "none"),
              LOG_BOX(&ex->rq.cx.err));
}

static struct str error_json(struct exchange *ex, struct str words,
                             struct str reference)
{
    struct arena *a = ex->rq.cx.arena;
    struct json *o = json_new_object(a);

    json_set_str(o, "error", str_c(err_name(ex->rq.cx.err.code)));
    json_set_str(o, "message", words);
    json_set_str(o, "reference", reference);
    return json_text(a, o);
}

/* A reader who is not logged in goes to the login and comes back. */
static bool goes_to_login(const struct exchange *ex, enum err code)
{
    return code == ERR_UNAUTHENTICATED && ex->rq.route->method == METHOD_GET &&
           !ex->rq.wants_json && !ex->rq.fragment;
}

static void keep_header(const struct reply *old, struct reply *rp,
                        struct str name)
{
    struct str value = reply_get(old, name);

    if (value.p)
        reply_header(rp, name, value);
}

void answer_error(struct exchange *ex, enum err code)
{
    struct req *rq = &ex->rq;
    struct reply *rp = &ex->rp;
    struct reply old = *rp;
    struct str reference, words;

    reply_init(rp, rq->cx.arena);
    if (goes_to_login(ex, code)) {
        reply_see_other(
            rp, URL_PATH(rq->cx.arena, "/dang-nhap?tiep={}", ex->head->target));
        return;
    }
    reference = crypto_random_code(rq->cx.arena, REFERENCE_LETTERS);
    rp->status = err_http_status(code);
    log_error(ex, rp->status, reference);
    words = errbox_words(rq->cx.arena, &rq->cx.err, rq->cx.lang);
    keep_header(&old, rp, S("Allow"));
    keep_header(&old, rp, S("Refresh"));
    if (ex->wait_ms > 0)
        reply_header(
            rp, S("Retry-After"),
            arena_printf(rq->cx.arena, "%" PRId64, (ex->wait_ms + 999) / 1000));
    if (rq->wants_json)
        reply_text(rp, S("application/json"), error_json(ex, words, reference));
    else
        error_page(rq, rp, words, reference);
}

static void set_cookies(struct exchange *ex)
{
    struct req *rq = &ex->rq;
    struct str lang = pairs_get(&rq->query, S("lang"));

    if (rq->new_session.p)
        cookie_set(rq, &ex->rp, COOKIE_SESSION, rq->new_session);
    if (rq->new_visitor.p)
        cookie_set(rq, &ex->rp, COOKIE_VISITOR, rq->new_visitor);
    if (str_eq(lang, S("en")) || str_eq(lang, S("vi")))
        cookie_set(rq, &ex->rp, COOKIE_LANG, lang);
}

/*
 * What may be kept by others: a page that is the same for everybody, and only
 * while nobody is logged in and nothing is set.
 */
static struct str cache_words(const struct exchange *ex)
{
    enum cache cache = ex->rp.cache;

    if (cache == CACHE_FOREVER)
        return S("public, max-age=31536000, immutable");
    if (cache == CACHE_PUBLIC && !ex->rq.session &&
        !reply_get(&ex->rp, S("Set-Cookie")).p)
        return S("public, max-age=60");
    return S("no-store, private");
}

static void fence_frames(struct reply *rp)
{
    struct str csp = rp->is_framed    ? csp_framed
                     : rp->frames_own ? csp_framing
                                      : csp_plain;

    reply_header(rp, S("Content-Security-Policy"), csp);
    reply_header(rp, S("X-Frame-Options"),
                 rp->is_framed ? S("SAMEORIGIN") : S("DENY"));
}

void answer_finish(struct exchange *ex)
{
    struct reply *rp = &ex->rp;

    set_cookies(ex);
    fence_frames(rp);
    for (size_t i = 0; i < COUNT_OF(always); i++)
        reply_header(rp, always[i].name, always[i].value);
    if (ex->app->conf.tls)
        reply_header(rp, S("Strict-Transport-Security"),
                     S("max-age=63072000; includeSubDomains"));
    reply_header(rp, S("Cache-Control"), cache_words(ex));
    if (rp->cache != CACHE_FOREVER)
        reply_header(rp, S("Vary"), S("Cookie, HX-Request"));
    if (rp->type.p)
        reply_header(rp, S("Content-Type"), rp->type);
}
