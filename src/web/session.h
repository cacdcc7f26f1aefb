/*
 * session.h - who is at the other end of a browser's cookie.
 *
 * The cookie holds the session's id and a secret of 256 random bits; the
 * database holds only the digest of the secret, so a stolen copy of it opens
 * nothing. The session tells whose it is and no more: what the account may do
 * is asked anew in every request.
 *
 * A session dies when it is idle for too long, when it is too old, and when it
 * is closed. Its last sign of life is written at most once a minute, by the
 * writer, without the request waiting.
 */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H

#include "base/crypto.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

#include "web/app.h"
#include "web/req.h"

/* More than a cookie of ours has. */
#define SESSION_COOKIE_MAX 80

struct session {
    int64_t id;
    int64_t account_id;
    enum account_kind kind;
    struct instant created_at;
    struct instant seen_at;
};

/*
 * Fills rq->session, rq->secret and rq->actor, without grants, from the cookie;
 * leaves them alone when there is no cookie or its session is dead. Reads only.
 */
enum err session_load(struct tx *t, struct req *rq) MUST_CHECK;

/*
 * For a login's commit: opens a session, which the answer's cookie will carry.
 * The session that was there before is closed: nobody brings one along.
 */
enum err session_open(struct tx *t, struct req *rq, int64_t account_id,
                      enum account_kind kind) MUST_CHECK;

/* Whether what a cookie holds opens a session that is there. */
enum err session_is_open(struct tx *t, struct str cookie, bool *ret) MUST_CHECK;

/* For a logout's commit: closes rq->session, if there is one. */
enum err session_close(struct tx *t, struct req *rq) MUST_CHECK;

/* After a new password: closes every session of the account but rq's own. */
enum err session_close_others(struct tx *t, struct req *rq,
                              int64_t account_id) MUST_CHECK;

/* Hands the sign of life to the writer when the last one is old. */
void session_touch(const struct req *rq);

/*
 * For the work room: forgets up to `max` sessions that died before `now`.
 */
enum err session_sweep(struct tx *t, struct instant now, int max,
                       int64_t *ret_count) MUST_CHECK;

#endif
