/*
 * sign_in.h - is it really them: comparing a password, counting wrong ones.
 *
 * Two steps, as a request has them (web/req.h). password_compare() takes tens
 * of milliseconds and runs outside any transaction; it takes as long for a
 * login that nobody has. password_settle() decides in the writer's
 * transaction, where guesses sent at the same moment are counted one by one,
 * and answers ERR_OK also when the password was wrong: a count that is taken
 * back is none.
 */
#ifndef SERVICE_SIGN_IN_H
#define SERVICE_SIGN_IN_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/db.h"
#include "store/tx.h"

#include "domain/account/account_store.h"

enum sign_in {
    SIGN_IN_RIGHT,
    SIGN_IN_WRONG,
    SIGN_IN_LOCKED, /* whatever the password was                     */
    SIGN_IN_CLOSED, /* the password was right; the account is closed, or
                       the demo's where there is no demo */
};

struct password_check {
    struct str login; /* as it is kept */

    /* password_compare()'s, for password_settle(). */
    struct str seen_hash;
    bool is_same;
    struct str fresh_hash; /* to be kept instead, or STR_NONE */

    /* password_settle()'s. */
    enum sign_in answer;
    struct account account; /* when it is right */
    int tries_left;
    struct instant locked_until;
};

/* A new password's hash; on the pool. ERR_UNAVAILABLE: no memory now. */
enum err password_make(struct cx *cx, const struct account_policy *policy,
                       struct str password, struct str *ret) MUST_CHECK;

/* Reads the hash of who has the login, and compares. */
enum err password_compare(struct cx *cx, struct db *db,
                          const struct account_policy *policy,
                          struct str typed_login, struct str password,
                          struct password_check *ret) MUST_CHECK;

enum err password_settle(struct tx *t, const struct account_policy *policy,
                         struct password_check *check) MUST_CHECK;

/* Nobody waits any longer for the end of a login's lock: an operator's word. */
enum err sign_in_unlock(struct tx *t, struct str login) MUST_CHECK;

#endif
