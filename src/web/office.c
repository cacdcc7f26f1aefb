#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"

#include "domain/grant/grant.h"
#include "domain/org/org_store.h"

#include "web/app.h"
#include "web/office.h"

enum office_nav office_nav_of(enum queue q)
{
    static const enum office_nav nav[QUEUE_COUNT] = {
        [QUEUE_RECEIVE] = OFFICE_NAV_RECEIVE,
        [QUEUE_TRANSFER] = OFFICE_NAV_TRANSFER,
        [QUEUE_ASSIGN] = OFFICE_NAV_ASSIGN,
        [QUEUE_PROCESS] = OFFICE_NAV_PROCESS,
        [QUEUE_SIGN] = OFFICE_NAV_SIGN,
        [QUEUE_NUMBER] = OFFICE_NAV_NUMBER,
        [QUEUE_RETURN] = OFFICE_NAV_RETURN,
        [QUEUE_SEND] = OFFICE_NAV_SEND,
        [QUEUE_AWAIT] = OFFICE_NAV_AWAIT,
        [QUEUE_DECIDE] = OFFICE_NAV_DECIDE,
        [QUEUE_RUNNING] = OFFICE_NAV_OPEN,
        [QUEUE_LATE] = OFFICE_NAV_LATE,
    };

    check(q < QUEUE_COUNT);
    return nav[q];
}

struct url office_queue_at(struct arena *a, enum queue q)
{
    return URL_PATH(a, "/can-bo?viec={}", queue_key(q));
}

struct str office_code(const struct dossier *d)
{
    return d->code.p ? d->code : d->submission_code;
}

struct url office_dossier_at(struct arena *a, struct str code)
{
    return URL_PATH(a, "/can-bo/ho-so/{}", code);
}

/* Bytes of the first letter: names are NFC, so a letter is a code point. */
static size_t letter_bytes(struct str s)
{
    size_t n = s.n > 0;

    while (n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n++;
    return n;
}

struct str office_initials(struct arena *a, struct str name)
{
    struct str rest = name;
    struct str word;
    struct str last[2] = {S(""), S("")};

    while (str_next(&rest, ' ', &word))
        if (word.n) {
            last[0] = last[1];
            last[1] = str_sub(word, 0, letter_bytes(word));
        }
    return arena_printf(a, "%.*s%.*s", STR_ARG(last[0]), STR_ARG(last[1]));
}

struct sidebar {
    struct office_link_view mine[QUEUE_COUNT];
    struct office_link_view unit[QUEUE_COUNT];
    struct office_link_view desk[4];
};

static void add_queue(const struct req *rq, struct office_view *v,
                      struct sidebar *bar, enum queue q,
                      const struct queue_count *count)
{
    bool of_unit = q == QUEUE_RUNNING || q == QUEUE_LATE;
    struct office_link_view link = {
        .nav = office_nav_of(q),
        .at = office_queue_at(rq->cx.arena, q),
        .has_count = true,
        .count = (unsigned)count->waiting,
        .is_new = q == QUEUE_RECEIVE,
    };

    if (of_unit)
        bar->unit[v->unit_count++] = link;
    else
        bar->mine[v->mine_count++] = link;
}

static void add_page(const struct req *rq, struct office_view *v,
                     struct sidebar *bar, enum capability c,
                     enum office_nav nav, struct url at)
{
    if (grant_allows(rq->actor, c, NULL, instant_day(rq->cx.now)))
        bar->desk[v->desk_count++] =
            (struct office_link_view){.nav = nav, .at = at};
}

static void add_links(struct req *rq, struct office_view *v,
                      const struct queue_count count[QUEUE_COUNT])
{
    struct arena *a = rq->cx.arena;
    struct sidebar *bar = ARENA_NEW(a, struct sidebar);
    struct str none = S("");

    for (int q = 0; q < QUEUE_COUNT; q++)
        if (queue_is_offered(rq->actor, (enum queue)q, instant_day(rq->cx.now)))
            add_queue(rq, v, bar, (enum queue)q, &count[q]);
    add_page(rq, v, bar, CAP_DOSSIER_RECEIVE, OFFICE_NAV_COUNTER,
             URL_PATH(a, "/can-bo/tiep-nhan{}", none));
    add_page(rq, v, bar, CAP_DOSSIER_RECEIVE, OFFICE_NAV_BOOK,
             URL_PATH(a, "/can-bo/so-theo-doi{}", none));
    add_page(rq, v, bar, CAP_MONITOR_SEE, OFFICE_NAV_BOARD,
             URL_PATH(a, "/giam-sat{}", none));
    add_page(rq, v, bar, CAP_PROCEDURE_EDIT, OFFICE_NAV_ADMIN,
             URL_PATH(a, "/quan-tri/thu-tuc{}", none));
    v->mine = bar->mine;
    v->unit = bar->unit;
    v->desk = bar->desk;
}

/* The first post in force stands for the officer in the frame. */
static enum err add_person(struct tx *t, struct req *rq, struct office_view *v)
{
    const struct actor *who = rq->actor;
    struct desk_name desk;

    v->person = who->name;
    v->initials = office_initials(rq->cx.arena, who->name);
    if (who->count == 0)
        return ERR_OK;
    TRY(org_desk_name(t, who->grant[0].desk_id, &desk));
    v->unit_name = desk.short_name;
    v->duty = msg(rq->cx.lang, (enum msg_id)role_words(who->grant[0].role));
    return ERR_OK;
}

enum err office_end(struct tx *t, struct req *rq, struct reply *rp,
                    const struct office_page *page, struct out *body)
{
    struct out *o = page_begin(rq);
    struct queue_count count[QUEUE_COUNT];
    struct office_view v = {
        .head = {.title = page->title,
                 .has_errors = page->has_errors,
                 .is_private = true},
        .has_nav = page->has_nav,
        .nav = page->nav,
        .search = page->search,
        .saved_at = instant_hm(rq->cx.arena, rq->cx.now),
        .other_language = page_other_language(rq),
        .csrf = req_form_tokens(rq).csrf,
        .is_demo = rq->app->conf.demo,
        .is_edge = page->is_edge,
    };

    TRY(queue_counts_of(t, rq->actor, count));
    add_links(rq, &v, count);
    TRY(add_person(t, rq, &v));
    check(!out_overflowed(body));
    tpl_layout_office(o, &v, out_part_end(body));
    reply_page(rp, o);
    return ERR_OK;
}
