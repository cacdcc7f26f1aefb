/* page_login.c - coming in, going out, another password. */
#include "base/prelude.h"

#include "base/msg.h"

#include "service/account.h"
#include "service/sign_in.h"

#include "web/app.h"
#include "web/page.h"
#include "web/page_account.h"
#include "web/session.h"
#include "web/view_account.h"

struct login_form {
    struct str name;
    struct str password;
    struct password_check check;
};

static const struct text_rule name_rule = {.points_max = 120};

struct url account_next(const struct pairs *from)
{
    struct url next;

    return url_local(pairs_get(from, S("tiep")), &next) ? next : URL_NONE;
}

void account_go_on(struct req *rq, enum account_kind kind)
{
    struct url next = account_next(&rq->field);

    if (next.text.p)
        req_done(rq, next);
    else if (kind == ACCOUNT_STAFF)
        req_done(rq, URL_PATH(rq->cx.arena, "/can-bo{}", S("")));
    else
        req_done(rq, URL_PATH(rq->cx.arena, "/ho-so{}", S("")));
}

static void show_login(struct req *rq, struct reply *rp, struct login_view *v)
{
    struct out *body = page_begin(rq);

    v->csrf = req_form_tokens(rq).csrf;
    v->is_demo = rq->app->conf.demo;
    tpl_login(body, v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_LOGIN,
                            .has_errors = v->error.n > 0,
                            .is_private = true},
             body);
}

enum err page_login(struct tx *t, struct req *rq, struct reply *rp)
{
    struct login_view v = {.next = account_next(&rq->query).text};

    (void)t;
    if (v.next.p)
        v.reason = msg(rq->cx.lang, MSG_LOGIN_TO_GO_ON);
    show_login(rq, rp, &v);
    return ERR_OK;
}

enum err prepare_login(struct req *rq)
{
    struct login_form *form = ARENA_NEW(rq->cx.arena, struct login_form);

    rq->form = form;
    req_field(rq, "ten", name_rule, &form->name);
    req_secret(rq, "mat_khau", PASSWORD_BYTES_MAX, &form->password);
    TRY(req_checked(rq));
    if (form->name.n == 0 || form->password.n == 0)
        return REFUSE(&rq->cx.err, ERR_INPUT, MSG_LOGIN_BOTH);
    return password_compare(&rq->cx, rq->app->db, &rq->app->conf.account,
                            form->name, form->password, &form->check);
}

enum err commit_login(struct tx *t, struct req *rq)
{
    struct login_form *form = rq->form;
    const struct account *account = &form->check.account;

    TRY(password_settle(t, &rq->app->conf.account, &form->check));
    if (form->check.answer != SIGN_IN_RIGHT)
        return ERR_OK;
    TRY(session_open(t, rq, account->id, account->kind));
    account_go_on(rq, account->kind);
    return ERR_OK;
}

static struct str number_text(struct req *rq, int n)
{
    return arena_printf(rq->cx.arena, "%d", n);
}

static void show_locked(struct req *rq, struct reply *rp,
                        const struct password_check *check)
{
    const struct province_view *province = &rq->app->conf.province;
    struct out *body = page_begin(rq);
    struct locked_view v = {
        .until = instant_hm(rq->cx.arena, check->locked_until),
        .tries = (unsigned)rq->app->conf.account.tries_max,
        .phone = province->phone,
        .phone_link = province->phone_link,
    };

    rp->status = err_http_status(ERR_TOO_MANY);
    tpl_locked(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_LOCKED,
                            .has_errors = true,
                            .is_private = true},
             body);
}

/* What is said to a password that opened nothing. */
static struct str refusal_words(struct req *rq,
                                const struct password_check *check)
{
    struct str left = number_text(rq, check->tries_left);

    if (check->answer == SIGN_IN_CLOSED)
        return msg(rq->cx.lang, MSG_LOGIN_CLOSED);
    return msg_format(rq->cx.arena, rq->cx.lang, MSG_LOGIN_WRONG, 1, &left);
}

enum err render_login(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct login_form *form = rq->form;
    bool was_refused = rq->refused.code != ERR_OK;
    struct login_view v = {
        .next = account_next(&rq->field).text,
        .name = form->name,
    };

    (void)t;
    if (!was_refused && form->check.answer == SIGN_IN_LOCKED) {
        show_locked(rq, rp, &form->check);
        return ERR_OK;
    }
    rp->status = err_http_status(ERR_INPUT);
    v.error = was_refused
                  ? errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang)
                  : refusal_words(rq, &form->check);
    show_login(rq, rp, &v);
    return ERR_OK;
}

static struct url home_page(void)
{
    struct url url = URL_NONE;

    url_local(S("/"), &url);
    return url;
}

enum err prepare_logout(struct req *rq)
{
    (void)rq;
    return ERR_OK;
}

enum err commit_logout(struct tx *t, struct req *rq)
{
    req_done(rq, home_page());
    return session_close(t, rq);
}

/* Logging out always ends elsewhere. */
enum err render_logout(struct tx *t, struct req *rq, struct reply *rp)
{
    (void)t;
    (void)rq;
    reply_see_other(rp, home_page());
    return ERR_OK;
}

struct password_form {
    struct str old;
    struct str new;
    struct str new_hash;
    struct password_check check;
};

struct own {
    int64_t account_id;
    struct account account;
    struct person person;
};

static enum err load_own(struct tx *t, void *p)
{
    struct own *own = p;

    TRY(account_load(t, own->account_id, &own->account));
    return person_load(t, own->account.person_id, &own->person);
}

bool account_note_flaw(struct req *rq, struct str password, struct str login,
                       struct str name)
{
    const struct account_policy *policy = &rq->app->conf.account;
    struct str least = number_text(rq, policy->password_letters_min);
    enum err refused = ERR_OK;

    switch (password_look(rq->cx.arena, policy, password, login, name)) {
    case PASSWORD_GOOD: return false;
    case PASSWORD_SHORT:
        refused = REFUSE1(&rq->cx.err, ERR_INPUT, MSG_PASSWORD_SHORT, least);
        break;
    case PASSWORD_LONG:
        refused = REFUSE(&rq->cx.err, ERR_INPUT, MSG_PASSWORD_LONG);
        break;
    case PASSWORD_IS_SELF:
        refused = REFUSE(&rq->cx.err, ERR_INPUT, MSG_PASSWORD_IS_SELF);
        break;
    case PASSWORD_COMMON:
        refused = REFUSE(&rq->cx.err, ERR_INPUT, MSG_PASSWORD_COMMON);
        break;
    }
    (void)refused;
    req_note(rq, "mat_khau");
    return true;
}

enum err prepare_password(struct req *rq)
{
    struct password_form *form = ARENA_NEW(rq->cx.arena, struct password_form);
    struct own own = {.account_id = rq->actor->account_id};

    rq->form = form;
    req_secret(rq, "mat_khau_cu", PASSWORD_BYTES_MAX, &form->old);
    req_secret(rq, "mat_khau", PASSWORD_BYTES_MAX + 1, &form->new);
    TRY(db_read(rq->app->db, &rq->cx, load_own, &own));
    account_note_flaw(rq, form->new, own.account.login, own.person.name);
    TRY(req_checked(rq));
    TRY(password_compare(&rq->cx, rq->app->db, &rq->app->conf.account,
                         own.account.login, form->old, &form->check));
    return password_make(&rq->cx, &rq->app->conf.account, form->new,
                         &form->new_hash);
}

enum err commit_password(struct tx *t, struct req *rq)
{
    struct password_form *form = rq->form;

    TRY(password_settle(t, &rq->app->conf.account, &form->check));
    if (form->check.answer != SIGN_IN_RIGHT)
        return ERR_OK;
    TRY(account_password_put(t, form->check.account.id, form->new_hash, true));
    TRY(session_close_others(t, rq, form->check.account.id));
    req_done(rq, URL_PATH(rq->cx.arena, "/tai-khoan?xong={}", S("mat-khau")));
    return ERR_OK;
}

static struct str old_password_words(struct req *rq,
                                     const struct password_check *check)
{
    struct str left = number_text(rq, check->tries_left);

    return msg_format(rq->cx.arena, rq->cx.lang, MSG_PASSWORD_OLD_WRONG, 1,
                      &left);
}

enum err render_password(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct password_form *form = rq->form;
    bool was_refused = rq->refused.code != ERR_OK;
    struct account_faults faults = {STR_NONE, STR_NONE};

    if (!was_refused && form->check.answer == SIGN_IN_LOCKED) {
        show_locked(rq, rp, &form->check);
        return ERR_OK;
    }
    rp->status = err_http_status(ERR_INPUT);
    if (was_refused)
        faults.new_password = account_note_words(rq, "mat_khau");
    else
        faults.old_password = old_password_words(rq, &form->check);
    return account_show(t, rq, rp, &faults);
}
