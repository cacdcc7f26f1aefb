/*
 * page_demo.c - "/gioi-thieu-demo": a tour of ten minutes, and changing to
 * another of the demo's people with one click. In service there is no such
 * page.
 */
#include "base/prelude.h"

#include "base/msg.h"

#include "domain/account/account_store.h"
#include "domain/area/area_store.h"
#include "domain/grant/grant.h"

#include "service/demo_people.h"
#include "service/demo_tries.h"

#include "web/app.h"
#include "web/page.h"
#include "web/page_account.h"
#include "web/session.h"
#include "web/view_public.h"
#include "web/when.h"

/* Who takes the steps of the tour, one after the other. */
#define CITIZEN (-1)
static const int walkers[] = {CITIZEN,     ROLE_RECEPTION, ROLE_PROCESSOR,
                              ROLE_LEADER, ROLE_CLERK,     ROLE_DIRECTOR};

static const struct text_rule login_rule = {.points_min = 1,
                                            .points_max = LOGIN_BYTES_MAX};

static enum err only_demo(struct req *rq)
{
    if (!rq->app->conf.demo)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "this is no demo");
    return ERR_OK;
}

static int rank(const struct demo_account *a)
{
    enum role role;

    return role_parse(a->role, &role) ? (int)role : CITIZEN;
}

/* Citizens, communes, districts, the province; there as a dossier goes. */
static int compare(const void *p, const void *q)
{
    const struct demo_account *a = p;
    const struct demo_account *b = q;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->area.n != b->area.n)
        return a->area.n > b->area.n ? -1 : 1;
    if (!str_eq(a->area, b->area))
        return str_cmp(a->area, b->area);
    if (rank(a) != rank(b))
        return rank(a) < rank(b) ? -1 : 1;
    return str_cmp(a->login, b->login);
}

static struct demo_person_view person(struct req *rq,
                                      const struct demo_account *a)
{
    enum lang lang = rq->cx.lang;
    struct demo_person_view v = {
        .name = a->name,
        .account = a->login,
        .duty = msg(lang, MSG_DEMO_CITIZEN),
        .tries = demo_tries_words(rq->cx.arena, lang, a->role),
        .try_count = DEMO_TRIES,
        .is_me = rq->actor && rq->actor->account_id == a->account_id,
    };
    enum role role;

    if (role_parse(a->role, &role))
        v.duty =
            arena_printf(rq->cx.arena, "%s · %s",
                         msg(lang, (enum msg_id)role_words(role)).p, a->desk.p);
    return v;
}

static enum err area_words(struct tx *t, struct str code, struct str *ret)
{
    struct area area;
    bool found;

    if (str_empty(code))
        return ERR_OK;
    TRY(area_find(t, code, instant_day(t->cx->now), &area, &found));
    *ret = found ? area.name : code;
    return ERR_OK;
}

static bool same_role(const struct demo_account *a,
                      const struct demo_account *b)
{
    return str_eq(a->role, b->role) && str_eq(a->area, b->area);
}

/* Cuts the sorted list where the place changes. */
static enum err groups(struct tx *t, struct req *rq,
                       const struct demo_accounts *all, struct demo_view *v)
{
    struct arena *a = rq->cx.arena;
    struct demo_person_view *p =
        ARENA_ARRAY(a, struct demo_person_view, all->count);
    struct demo_group_view *group =
        ARENA_ARRAY(a, struct demo_group_view, all->count);
    struct demo_group_view *g = NULL;

    for (size_t i = 0; i < all->count; i++) {
        p[i] = person(rq, &all->item[i]);
        if (i > 0 && same_role(&all->item[i], &all->item[i - 1]))
            p[i].try_count = 0;
        if (i == 0 || !str_eq(all->item[i].area, all->item[i - 1].area)) {
            g = &group[v->count++];
            g->person = &p[i];
            TRY(area_words(t, all->item[i].area, &g->name));
        }
        g->count++;
        g->is_open |= p[i].is_me;
    }
    v->group = group;
    return ERR_OK;
}

/* The first of each in the sorted list: all of one commune, but the director.
 */
static void walk(struct req *rq, const struct demo_accounts *all,
                 struct demo_view *v)
{
    struct demo_person_view *p =
        ARENA_ARRAY(rq->cx.arena, struct demo_person_view, COUNT_OF(walkers));

    for (size_t w = 0; w < COUNT_OF(walkers); w++)
        for (size_t i = 0; i < all->count && v->walk_count == w; i++)
            if (rank(&all->item[i]) == walkers[w])
                p[v->walk_count++] = person(rq, &all->item[i]);
    v->walk = p;
}

enum err page_demo(struct tx *t, struct req *rq, struct reply *rp)
{
    struct demo_view v = {0};
    struct demo_accounts all;
    struct out *body;

    TRY(only_demo(rq));
    TRY(demo_people_list(t, &all));
    qsort(all.item, all.count, sizeof *all.item, compare);
    TRY(groups(t, rq, &all, &v));
    walk(rq, &all, &v);
    v.csrf = req_form_tokens(rq).csrf;
    v.clock = when_instant(rq->cx.arena, rq->cx.lang, rq->cx.now);
    body = page_begin(rq);
    tpl_demo(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_DEMO, .nav = CITIZEN_NAV_DEMO},
             body);
    return ERR_OK;
}

enum err prepare_demo_switch(struct req *rq)
{
    struct str *login = ARENA_NEW(rq->cx.arena, struct str);

    TRY(only_demo(rq));
    rq->form = login;
    req_field(rq, "tai_khoan", login_rule, login);
    return req_checked(rq);
}

/* Only people of the demo: whoever opened an account here is left alone. */
enum err commit_demo_switch(struct tx *t, struct req *rq)
{
    const struct str *login = rq->form;
    struct account account;
    bool found;

    TRY(account_by_login(t, *login, &account, &found));
    if (!found || !account.is_demo || account.is_closed)
        return RAISE(&rq->cx.err, ERR_INPUT, "nobody of the demo");
    TRY(session_open(t, rq, account.id, account.kind));
    account_go_on(rq, account.kind);
    return ERR_OK;
}

enum err render_demo_switch(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_demo(t, rq, rp);
}
