#include "base/prelude.h"

#include "base/encode.h"
#include "base/instant.h"

#include "web/asset.h"
#include "web/cookie.h"
#include "web/csrf.h"
#include "web/exchange.h"
#include "web/metrics.h"
#include "web/session.h"

static enum method read_method(struct req *rq, struct str method)
{
    rq->is_head = str_eq(method, S("HEAD"));
    if (rq->is_head || str_eq(method, S("GET")))
        return METHOD_GET;
    return str_eq(method, S("POST")) ? METHOD_POST : METHOD_OTHER;
}

static bool is_proxy(const struct app *app, struct str peer)
{
    for (size_t i = 0; i < app->conf.proxy_count; i++)
        if (str_eq(peer, app->conf.proxy[i]))
            return true;
    return false;
}

/*
 * The address that the nearest trusted proxy saw; else the peer's own. A proxy
 * adds it to the end of the header, or as another header behind what the
 * person sent.
 */
static struct str person_address(const struct app *app,
                                 const struct http_head *head)
{
    struct str chain = head_get_last(head, S("x-forwarded-for"));
    struct str one, last = STR_NONE;

    if (!is_proxy(app, head->peer))
        return head->peer;
    while (str_next(&chain, ',', &one))
        last = str_trim(one);
    return last.n > 0 ? last : head->peer;
}

static void read_cookies(struct exchange *ex)
{
    struct req *rq = &ex->rq;

    rq->cookie.at = ARENA_ARRAY(rq->cx.arena, struct pair, PARTS_COOKIES_MAX);
    for (size_t i = 0; i < ex->head->header_count; i++)
        if (ex->head->header[i].name.n == 6 &&
            strncasecmp(ex->head->header[i].name.p, "cookie", 6) == 0)
            parts_read_cookies(rq->cx.arena, ex->head->header[i].value,
                               &rq->cookie);
}

static bool is_machine(const struct req *rq, struct str accept)
{
    if (rq->path.count > 0 && str_eq(rq->path.segment[0], S("api")))
        return true;
    return str_find(accept, S("application/json")) < accept.n &&
           str_find(accept, S("text/html")) == accept.n;
}

/* Chosen in the address, else remembered; the browser's wish is not asked. */
static void choose_lang(struct req *rq)
{
    struct str lang = pairs_get(&rq->query, S("lang"));

    if (!lang.p)
        lang = cookie_get(rq, COOKIE_LANG);
    rq->cx.lang = str_eq(lang, S("en")) ? LANG_EN : LANG_VI;
}

/* A visitor's cookie becomes the secret of his forms. */
static void read_visitor(struct req *rq)
{
    struct str text = cookie_get(rq, COOKIE_VISITOR);
    struct str bytes;

    if (!base64url_bytes(rq->cx.arena, text, &bytes) || bytes.n != KEY_BYTES)
        return;
    memcpy(rq->secret.b, bytes.p, KEY_BYTES);
    rq->has_secret = true;
}

static enum err read_head(struct exchange *ex)
{
    const struct app_conf *conf = &ex->app->conf;
    struct req *rq = &ex->rq;

    TRY(guard_head(&rq->cx, ex->head, conf->host, conf->host_count,
                   &ex->guarded));
    TRY(parts_read_target(&rq->cx, ex->head->target, &rq->path,
                          &rq->query_text));
    TRY(parts_read_pairs(&rq->cx, rq->query_text, PARTS_QUERY_FIELDS_MAX,
                         &rq->query));
    read_cookies(ex);
    rq->host = ex->guarded.host;
    rq->peer = person_address(ex->app, ex->head);
    rq->wants_json = is_machine(rq, head_get(ex->head, S("accept")));
    rq->fragment = head_get(ex->head, S("hx-request")).p != NULL;
    choose_lang(rq);
    read_visitor(rq);
    return ERR_OK;
}

/* "/thu-tuc/" is "/thu-tuc", for readers. */
static void move_to_plain(struct exchange *ex)
{
    struct str target = ex->head->target;
    size_t mark = str_find_char(target, '?', 0);

    ex->rp.status = 308;
    reply_header(&ex->rp, S("Location"),
                 arena_printf(ex->rq.cx.arena, "%.*s%.*s",
                              STR_ARG(str_sub(target, 0, mark - 1)),
                              STR_ARG(str_sub(target, mark, target.n))));
}

static void allow_header(struct exchange *ex)
{
    bool get = ex->rq.found.allow & 1U << METHOD_GET;
    bool post = ex->rq.found.allow & 1U << METHOD_POST;

    reply_header(&ex->rp, S("Allow"),
                 get && post ? S("GET, HEAD, POST")
                 : get       ? S("GET, HEAD")
                             : S("POST"));
}

/* "gzip, br;q=0.9": names only; a weight of 0 is nobody's wish. */
static bool takes_encoding(const struct exchange *ex, struct str name)
{
    struct str rest = head_get(ex->head, S("accept-encoding"));
    struct str one;

    while (str_next(&rest, ',', &one)) {
        one = str_sub(one, 0, str_find_char(one, ';', 0));
        if (str_eq(str_trim(one), name))
            return true;
    }
    return false;
}

static void answer_asset(struct exchange *ex, const struct asset *asset)
{
    struct reply *rp = &ex->rp;

    rp->cache = CACHE_FOREVER;
    reply_text(rp, asset->type, asset->plain);
    reply_header(rp, S("Vary"), S("Accept-Encoding"));
    if (asset->brotli.p && takes_encoding(ex, S("br"))) {
        rp->body = asset->brotli;
        reply_header(rp, S("Content-Encoding"), S("br"));
    } else if (asset->gzip.p && takes_encoding(ex, S("gzip"))) {
        rp->body = asset->gzip;
        reply_header(rp, S("Content-Encoding"), S("gzip"));
    }
}

static enum err find_route(struct exchange *ex, bool *ret_done)
{
    struct req *rq = &ex->rq;
    enum method method = read_method(rq, ex->head->method);
    const struct asset *asset = asset_find(rq->path.text);

    if (asset && method == METHOD_GET && ex->guarded.body_bytes == 0) {
        answer_asset(ex, asset);
        *ret_done = true;
        return ERR_OK;
    }
    router_find(ex->app->router, method, &rq->path, &rq->found);
    rq->route = rq->found.route;
    if (!rq->route && rq->found.allow != 0) {
        allow_header(ex);
        return RAISE(&rq->cx.err, ERR_METHOD, "method");
    }
    if (!rq->route || (rq->path.slash_at_end && method != METHOD_GET))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no route");
    *ret_done = rq->path.slash_at_end;
    if (*ret_done)
        move_to_plain(ex);
    if (method == METHOD_GET && ex->guarded.body_bytes > 0)
        return RAISE(&rq->cx.err, ERR_SYNTAX, "GET with a body");
    return ERR_OK;
}

/*
 * Somebody on this machine, and no proxy on it that passes others on: one that
 * nobody named in the settings says so by its header all the same.
 */
static bool is_local(const struct exchange *ex)
{
    struct str peer = ex->head->peer;

    return (str_eq(peer, S("127.0.0.1")) || str_eq(peer, S("::1"))) &&
           !head_get(ex->head, S("x-forwarded-for")).p;
}

static enum err take_knock(struct exchange *ex, struct str who)
{
    if (ex->rq.route->rate == RATE_NONE)
        return ERR_OK;
    ex->wait_ms =
        rate_take(ex->app->rate, ex->rq.route->rate, who, monotonic_us());
    if (ex->wait_ms > 0)
        return RAISE(&ex->rq.cx.err, ERR_TOO_MANY, "rate of %s",
                     ex->rq.route->name);
    return ERR_OK;
}

enum err admit_head(struct exchange *ex, bool *ret_done)
{
    struct req *rq = &ex->rq;

    TRY(read_head(ex));
    TRY(find_route(ex, ret_done));
    if (*ret_done)
        return ERR_OK;
    if (rq->route->flags & ROUTE_LOOPBACK && !is_local(ex))
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "not from loopback");
    if (rq->route->method == METHOD_POST)
        TRY(csrf_check_origin(&rq->cx, ex->head, ex->app->conf.tls));
    return take_knock(ex, rate_subscriber(rq->cx.arena, rq->peer));
}

static enum err take_account_knock(struct exchange *ex)
{
    struct str who;

    if (!ex->rq.session)
        return ERR_OK;
    who = arena_printf(ex->rq.cx.arena, "account %" PRId64,
                       ex->rq.session->account_id);
    return take_knock(ex, who);
}

enum err admit_person(struct tx *t, struct exchange *ex)
{
    struct req *rq = &ex->rq;
    enum capability needed = rq->route->capability;

    TRY(session_load(t, rq));
    if (rq->actor)
        TRY(ex->app->load_grants(t, rq->actor));
    if (!grant_allows(rq->actor, needed, NULL, instant_day(rq->cx.now)))
        return RAISE(&rq->cx.err,
                     rq->actor ? ERR_FORBIDDEN : ERR_UNAUTHENTICATED,
                     "%s needs %s", rq->route->name, capability_name(needed));
    return take_account_knock(ex);
}
