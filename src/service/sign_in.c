#include "base/prelude.h"

#include "service/sign_in.h"

enum err password_make(struct cx *cx, const struct account_policy *policy,
                       struct str password, struct str *ret)
{
    return password_hash(&cx->err, cx->arena, policy->cost,
                         password_read(cx->arena, password), ret);
}

struct lookup {
    struct str login;
    struct account account;
    bool found;
};

static enum err look_up(struct tx *t, void *p)
{
    struct lookup *l = p;

    return account_by_login(t, l->login, &l->account, &l->found);
}

/* As long as the comparison would have taken. */
static enum err waste_time(struct cx *cx, const struct account_policy *policy,
                           struct str password)
{
    struct str hash;

    return password_make(cx, policy, password, &hash);
}

enum err password_compare(struct cx *cx, struct db *db,
                          const struct account_policy *policy,
                          struct str typed_login, struct str password,
                          struct password_check *ret)
{
    struct lookup l = {.login = login_read(cx->arena, typed_login)};
    struct password_check check = {.login = l.login};

    TRY(db_read(db, cx, look_up, &l));
    if (!l.found) {
        TRY(waste_time(cx, policy, password));
        *ret = check;
        return ERR_OK;
    }
    check.seen_hash = l.account.password_hash;
    TRY(password_verify(&cx->err, cx->arena, check.seen_hash,
                        password_read(cx->arena, password), &check.is_same));
    if (check.is_same &&
        password_needs_rehash(cx->arena, policy->cost, check.seen_hash))
        TRY(password_make(cx, policy, password, &check.fresh_hash));
    *ret = check;
    return ERR_OK;
}

static enum err settle_right(struct tx *t, const struct account_policy *policy,
                             struct password_check *check,
                             const struct account *account)
{
    const struct login_tries none = {0};
    bool is_shut = account->is_closed || (account->is_demo && !policy->demo);

    TRY(login_tries_put(t, check->login, &none));
    if (check->fresh_hash.p)
        TRY(account_password_put(t, account->id, check->fresh_hash, false));
    check->answer = is_shut ? SIGN_IN_CLOSED : SIGN_IN_RIGHT;
    check->account = *account;
    return ERR_OK;
}

static enum err settle_wrong(struct tx *t, const struct account_policy *policy,
                             struct password_check *check,
                             const struct login_tries *tries)
{
    struct login_tries after = login_tries_failed(tries, policy, t->cx->now);

    check->answer =
        login_is_locked(&after, t->cx->now) ? SIGN_IN_LOCKED : SIGN_IN_WRONG;
    check->tries_left = login_tries_left(&after, policy);
    check->locked_until = after.locked_until;
    return login_tries_put(t, check->login, &after);
}

enum err password_settle(struct tx *t, const struct account_policy *policy,
                         struct password_check *check)
{
    struct login_tries tries;
    struct account account;
    bool found;

    TRY(login_tries_begin(t, check->login, &tries));
    if (login_is_locked(&tries, t->cx->now)) {
        check->answer = SIGN_IN_LOCKED;
        check->locked_until = tries.locked_until;
        return ERR_OK;
    }
    TRY(account_by_login(t, check->login, &account, &found));
    /* A password that was changed meanwhile is another one. */
    if (check->is_same && found &&
        str_eq(account.password_hash, check->seen_hash))
        return settle_right(t, policy, check, &account);
    return settle_wrong(t, policy, check, &tries);
}

enum err sign_in_unlock(struct tx *t, struct str login)
{
    const struct login_tries none = {0};
    struct login_tries before;

    TRY(login_tries_begin(t, login, &before));
    return login_tries_put(t, login, &none);
}
