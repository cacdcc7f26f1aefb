#include "base/prelude.h"

#include "base/msg.h"

#include "domain/org/org_store.h"

#include "service/sign_in.h"
#include "service/staff.h"

static enum err add_account(struct tx *t, int64_t person_id,
                            const struct staff_account *s, int64_t *ret)
{
    struct account a = {
        .person_id = person_id,
        .kind = ACCOUNT_STAFF,
        .login = s->login,
        .password_hash = s->password_hash,
        .lang = LANG_VI,
    };
    enum err err = account_create(t, &a, false);

    if (err == ERR_UNIQUE)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_STAFF_LOGIN_TAKEN);
    TRY(err);
    *ret = a.id;
    return ERR_OK;
}

enum err staff_add(struct tx *t, const struct staff_account *s,
                   int64_t *ret_account_id)
{
    struct person p = {
        .kind = PERSON_NATURAL,
        .name = s->name,
        .birth_date = S(""),
        .phone = S(""),
        .email = S(""),
        .ethnic = S(""),
        .address = S("{}"),
    };

    if (!staff_login_ok(s->login))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_STAFF_LOGIN_WRONG);
    TRY(person_create(t, &p));
    return add_account(t, p.id, s, ret_account_id);
}

static enum err find(struct tx *t, struct str login, struct account *ret)
{
    bool found;

    TRY(account_by_login(t, login, ret, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no account %.*s",
                     STR_ARG(login));
    return ERR_OK;
}

enum err staff_desk(struct tx *t, struct str key, struct day on, int64_t *ret)
{
    enum err err = org_point_id(t, key, on, ret);

    if (err == ERR_NOT_FOUND) {
        errbox_clear(&t->cx->err);
        err = org_agency_id(t, key, on, ret);
    }
    if (err == ERR_NOT_FOUND)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no desk %.*s", STR_ARG(key));
    return err;
}

static enum err read_role(struct tx *t, struct str key, enum role *ret)
{
    if (!role_parse(key, ret))
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no role %.*s", STR_ARG(key));
    return ERR_OK;
}

enum err staff_grant(struct tx *t, struct str login,
                     const struct staff_post *post, int64_t by)
{
    struct grant g = {.from = post->from, .to = post->to};
    struct account account;

    TRY(find(t, login, &account));
    if (account.kind != ACCOUNT_STAFF)
        return RAISE(&t->cx->err, ERR_INPUT, "%.*s is a citizen's account",
                     STR_ARG(login));
    TRY(read_role(t, post->role, &g.role));
    TRY(staff_desk(t, post->desk, instant_day(t->cx->now), &g.desk_id));
    return grant_add(t, account.id, &g, by);
}

enum err staff_end(struct tx *t, struct str login,
                   const struct staff_post *post, int64_t by)
{
    const struct held_grant *held;
    struct account account;
    enum role role;
    int64_t desk_id;
    size_t count;
    bool ended = false;

    TRY(find(t, login, &account));
    TRY(read_role(t, post->role, &role));
    TRY(staff_desk(t, post->desk, instant_day(t->cx->now), &desk_id));
    TRY(grants_load(t, account.id, &held, &count));
    for (size_t i = 0; i < count; i++) {
        const struct grant *g = &held[i].grant;

        if (g->role != role || g->desk_id != desk_id || g->to.n <= post->to.n)
            continue;
        TRY(grant_end(t, held[i].id, post->to, by));
        ended = true;
    }
    if (!ended)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such grant in force");
    return ERR_OK;
}

enum err staff_password(struct tx *t, struct str login, struct str hash)
{
    struct account account;

    TRY(find(t, login, &account));
    TRY(sign_in_unlock(t, account.login));
    return account_password_put(t, account.id, hash, true);
}

enum err staff_close(struct tx *t, struct str login)
{
    struct account account;

    TRY(find(t, login, &account));
    return account_close(t, account.id);
}

enum err staff_open(struct tx *t, struct str login)
{
    struct account account;

    TRY(find(t, login, &account));
    TRY(sign_in_unlock(t, account.login));
    return account_reopen(t, account.id);
}
