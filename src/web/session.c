#include "base/prelude.h"

#include "base/check.h"
#include "base/encode.h"
#include "base/id.h"

#include "store/db.h"

#include "web/cookie.h"
#include "web/session.h"
#include "web/session.sql.h"

/* How old a sign of life may grow before it is written anew. */
#define TOUCH_US MINUTE_US

/* What the cookie holds: eight bytes of id, high byte first, and a secret. */
#define ID_BYTES    8
#define TOKEN_BYTES (ID_BYTES + KEY_BYTES)

static struct str token_text(struct arena *a, int64_t id,
                             const struct key *secret)
{
    char bytes[TOKEN_BYTES];

    for (int i = 0; i < ID_BYTES; i++)
        bytes[i] = (char)((uint64_t)id >> (8 * (ID_BYTES - 1 - i)) & 0xff);
    memcpy(bytes + ID_BYTES, secret->b, KEY_BYTES);
    return base64url_text(a, (struct str){bytes, sizeof bytes});
}

static bool read_token(struct arena *a, struct str text, int64_t *ret_id,
                       struct key *ret_secret)
{
    struct str bytes;
    uint64_t id = 0;

    if (!base64url_bytes(a, text, &bytes) || bytes.n != TOKEN_BYTES)
        return false;
    for (int i = 0; i < ID_BYTES; i++)
        id = id << 8 | (unsigned char)bytes.p[i];
    *ret_id = (int64_t)id;
    memcpy(ret_secret->b, bytes.p + ID_BYTES, KEY_BYTES);
    return true;
}

static struct digest secret_digest(const struct key *secret)
{
    return sha256((struct str){(const char *)secret->b, KEY_BYTES});
}

static bool is_alive(const struct session_find_row *row, struct instant now)
{
    return now.us < row->dies_at.us &&
           now.us - row->seen_at.us < row->idle_s * SECOND_US;
}

/* The session whose secret the cookie holds, dead or alive. */
struct opened_session {
    int64_t id;
    struct key secret;
    struct session_find_row row;
};

static enum err find(struct tx *t, struct str cookie,
                     struct opened_session *ret, bool *ret_found)
{
    struct digest digest;

    *ret_found = false;
    if (!read_token(t->cx->arena, cookie, &ret->id, &ret->secret))
        return ERR_OK;
    TRY(session_find(t, ret->id, &ret->row, ret_found));
    digest = secret_digest(&ret->secret);
    *ret_found =
        *ret_found && crypto_same(digest_str(&digest), ret->row.secret_digest);
    return ERR_OK;
}

enum err session_load(struct tx *t, struct req *rq)
{
    struct opened_session s;
    const struct session_find_row *row = &s.row;
    bool found;

    TRY(find(t, cookie_get(rq, COOKIE_SESSION), &s, &found));
    if (!found || !is_alive(row, t->cx->now))
        return ERR_OK;
    rq->session = ARENA_NEW(t->cx->arena, struct session);
    *rq->session = (struct session){
        .id = s.id,
        .account_id = row->account_id,
        .kind = (enum account_kind)row->kind,
        .created_at = row->created_at,
        .seen_at = row->seen_at,
    };
    rq->actor = ARENA_NEW(t->cx->arena, struct actor);
    *rq->actor = (struct actor){
        .account_id = row->account_id,
        .person_id = row->person_id,
        .kind = (enum account_kind)row->kind,
        .name = row->name,
    };
    if (rq->actor->kind == ACCOUNT_CITIZEN)
        rq->unread = (unsigned)row->unread;
    rq->secret = s.secret;
    rq->has_secret = true;
    return ERR_OK;
}

enum err session_is_open(struct tx *t, struct str cookie, bool *ret)
{
    struct opened_session s;

    return find(t, cookie, &s, ret);
}

static const struct session_limit *limit_of(const struct req *rq,
                                            enum account_kind kind)
{
    const struct app_conf *conf = &rq->app->conf;

    switch (kind) {
    case ACCOUNT_CITIZEN: return &conf->citizen;
    case ACCOUNT_STAFF: return &conf->staff;
    }
    UNREACHABLE();
}

enum err session_open(struct tx *t, struct req *rq, int64_t account_id,
                      enum account_kind kind)
{
    const struct session_limit *limit = limit_of(rq, kind);
    struct instant now = t->cx->now;
    int64_t id = id_new(now);
    struct key secret;
    struct digest digest;

    TRY(session_close(t, rq));
    crypto_random(&secret, sizeof secret);
    digest = secret_digest(&secret);
    TRY(session_insert(t,
                       &(struct session_insert_in){
                           .id = id,
                           .account_id = account_id,
                           .kind = (int32_t)kind,
                           .secret_digest = digest_str(&digest),
                           .created_at = now,
                           .seen_at = now,
                           .idle_s = limit->idle_s,
                           .dies_at = {now.us + limit->absolute_s * SECOND_US},
                       },
                       NULL));
    rq->new_session = token_text(t->cx->arena, id, &secret);
    return ERR_OK;
}

enum err session_close(struct tx *t, struct req *rq)
{
    if (!rq->session)
        return ERR_OK;
    rq->new_session = S("");
    return session_delete(t, rq->session->id, NULL);
}

enum err session_close_others(struct tx *t, struct req *rq, int64_t account_id)
{
    int64_t kept = rq->session ? rq->session->id : 0;

    return session_delete_others(t, account_id, kept, NULL);
}

/* A write that outlives its request, so it owns what it needs. */
struct touch {
    struct cx cx;
    int64_t session_id;
};

static enum err write_touch(struct tx *t, void *p)
{
    const struct touch *touch = p;

    return session_set_seen(t, touch->session_id, t->cx->now, NULL);
}

static void touch_free(struct touch *touch)
{
    arena_free(touch->cx.arena);
    free(touch);
}

/* A sign of life that is lost is followed by another. */
static void touch_done(enum err result, void *p)
{
    (void)result;
    touch_free(p);
}

void session_touch(const struct req *rq)
{
    struct touch *touch;

    if (!rq->session || rq->cx.now.us - rq->session->seen_at.us < TOUCH_US)
        return;
    touch = calloc(1, sizeof *touch);
    check(touch != NULL);
    touch->cx = (struct cx){
        .arena = arena_new(ARENA_REQUEST_BYTES_MAX),
        .now = rq->cx.now,
    };
    touch->session_id = rq->session->id;
    if (db_write_async(rq->app->db, &touch->cx, write_touch, touch, touch_done,
                       touch) != ERR_OK)
        touch_free(touch);
}

enum err session_sweep(struct tx *t, struct instant now, int max,
                       int64_t *ret_count)
{
    return session_delete_dead(t, now, max, ret_count);
}
