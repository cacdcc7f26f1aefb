#include "base/prelude.h"

#include "base/crypto.h"
#include "base/id.h"
#include "base/msg.h"

#include "domain/account/account.sql.h"
#include "domain/account/account_store.h"

enum err account_create(struct tx *t, struct account *a, bool has_consented)
{
    int64_t changed;
    int64_t id = id_new(t->cx->now);

    TRY(account_insert(t,
                       &(struct account_insert_in){
                           .id = id,
                           .person_id = a->person_id,
                           .kind = (int32_t)a->kind,
                           .login = a->login,
                           .password_hash = a->password_hash,
                           .lang = (int32_t)a->lang,
                           .demo = a->is_demo,
                           .now = t->cx->now,
                           .consented_at = has_consented ? &t->cx->now : NULL,
                       },
                       &changed));
    if (changed == 0)
        return REFUSE(&t->cx->err, ERR_UNIQUE, MSG_ACCOUNT_LOGIN_TAKEN);
    a->id = id;
    return ERR_OK;
}

enum err account_load(struct tx *t, int64_t id, struct account *ret)
{
    struct account_row_row r;
    bool found;

    TRY(account_row(t, id, &r, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such account");
    *ret = (struct account){
        .id = r.id,
        .person_id = r.person_id,
        .kind = (enum account_kind)r.kind,
        .login = r.login,
        .password_hash = r.password_hash,
        .lang = (enum lang)r.lang,
        .is_demo = r.demo,
        .is_closed = r.has_closed_at,
    };
    return ERR_OK;
}

enum err account_by_login(struct tx *t, struct str login, struct account *ret,
                          bool *ret_found)
{
    struct account_id_of_login_row r;
    bool found;

    TRY(account_id_of_login(t, login, &r, &found));
    if (found)
        TRY(account_load(t, r.id, ret));
    *ret_found = found;
    return ERR_OK;
}

enum err account_password_put(struct tx *t, int64_t id, struct str hash,
                              bool is_new)
{
    return account_set_password(t, id, hash, is_new ? &t->cx->now : NULL, NULL);
}

enum err account_close(struct tx *t, int64_t id)
{
    return account_set_closed(t, id, &t->cx->now, NULL);
}

enum err account_reopen(struct tx *t, int64_t id)
{
    return account_set_closed(t, id, NULL, NULL);
}

enum err account_list(struct tx *t, enum account_kind kind, struct str after,
                      struct account_lines *ret)
{
    struct account_list_rows_rows rows;
    struct account_line *line;

    TRY(account_list_rows(t, (int32_t)kind, after, ACCOUNTS_PAGE_MAX, &rows));
    line = ARENA_ARRAY(t->cx->arena, struct account_line, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct account_list_rows_row *r = &rows.row[i];

        line[i] = (struct account_line){r->id, r->login, r->name, r->demo,
                                        r->has_closed_at};
    }
    *ret = (struct account_lines){line, rows.count, rows.more};
    return ERR_OK;
}

/* What people type as a login may be a password typed into the wrong field. */
static struct digest login_digest(struct str login)
{
    return sha256(login);
}

enum err login_tries_begin(struct tx *t, struct str login,
                           struct login_tries *ret)
{
    struct digest digest = login_digest(login);
    struct login_try_begin_row r;

    TRY(login_try_begin(t, digest_str(&digest), t->cx->now, &r));
    *ret = (struct login_tries){r.failed, r.locked_until};
    return ERR_OK;
}

enum err login_tries_put(struct tx *t, struct str login,
                         const struct login_tries *tries)
{
    struct digest digest = login_digest(login);

    return login_try_set(t, digest_str(&digest), tries->failed,
                         tries->locked_until, NULL);
}

enum err login_tries_sweep(struct tx *t, struct instant before, int max,
                           int64_t *ret_count)
{
    return login_try_sweep(t, before, max, ret_count);
}
