#include "base/prelude.h"

#include "web/app.h"
#include "web/cookie.h"

#define YEAR_S (365 * 24 * 3600)

struct kind {
    struct str name;
    struct str host_name; /* over TLS */
    int age_s;            /* 0: until the browser is closed */
};

static const struct kind kinds[] = {
    [COOKIE_SESSION] = {S_INIT("motcua"), S_INIT("__Host-motcua"), 0},
    [COOKIE_VISITOR] = {S_INIT("motcua-khach"), S_INIT("__Host-motcua-khach"),
                        0},
    [COOKIE_LANG] = {S_INIT("motcua-lang"), S_INIT("__Host-motcua-lang"),
                     YEAR_S},
};

static struct str name_of(const struct req *rq, enum cookie which)
{
    return rq->app->conf.tls ? kinds[which].host_name : kinds[which].name;
}

struct str cookie_get(const struct req *rq, enum cookie which)
{
    return pairs_get(&rq->cookie, name_of(rq, which));
}

void cookie_set(const struct req *rq, struct reply *rp, enum cookie which,
                struct str value)
{
    int age_s = value.n > 0 ? kinds[which].age_s : -1;
    struct str age = STR_NONE;

    if (age_s != 0)
        age = arena_printf(rp->arena, "; Max-Age=%d", age_s < 0 ? 0 : age_s);
    reply_header(rp, S("Set-Cookie"),
                 arena_printf(rp->arena,
                              "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s",
                              STR_ARG(name_of(rq, which)), STR_ARG(value),
                              rq->app->conf.tls ? "; Secure" : "",
                              STR_ARG(age)));
}
