/* page_own.c - "/ho-so": a person's drafts and dossiers. */
#include "base/prelude.h"

#include "base/num.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/dossier_store.h"
#include "domain/org/org_store.h"
#include "domain/paper/draft_store.h"
#include "domain/pack/pack_store.h"

#include "service/demo_tries.h"
#include "service/filing.h"
#include "service/own.h"

#include "web/app.h"
#include "web/page.h"
#include "web/view_dossier.h"
#include "web/when.h"

#define CHIPS 4

static const struct text_rule word_rule = {.points_max = 40};

/* What the chips choose among. */
enum shown { SHOWN_ALL, SHOWN_RUNNING, SHOWN_DRAFTS, SHOWN_ENDED };

/* The page being filled. */
struct listing {
    struct tx *t;
    struct req *rq;
    enum shown shown;
    struct calendar calendar;
    struct my_dossier_view *view;
    size_t count;
};

static enum shown read_shown(struct req *rq)
{
    struct str s = req_query(rq, "loc", word_rule);

    if (str_eq(s, S("dang")))
        return SHOWN_RUNNING;
    if (str_eq(s, S("nhap")))
        return SHOWN_DRAFTS;
    return str_eq(s, S("xong")) ? SHOWN_ENDED : SHOWN_ALL;
}

static struct str say(const struct listing *l, enum msg_id id, struct str x)
{
    return msg_format(l->rq->cx.arena, l->rq->cx.lang, (int)id, 1, &x);
}

static struct str procedure_name(const struct pack *pack, enum lang lang)
{
    return pack->card->name.in[lang];
}

static enum err add_draft(struct listing *l, const struct draft *d)
{
    struct arena *a = l->rq->cx.arena;
    struct str id = arena_printf(a, "%" PRId64, d->id);
    const struct pack *pack;

    TRY(pack_of_version(l->t, d->version_id, &pack));
    l->view[l->count++] = (struct my_dossier_view){
        .kind = MY_DRAFT,
        .at = URL_PATH(a, "/nop-ho-so/{}/{}", d->procedure_code, id),
        .name = procedure_name(pack, l->rq->cx.lang),
        .line = say(l, MSG_OWN_DRAFT_SAVED,
                    when_lately(a, l->rq->cx.lang, d->saved_at, l->rq->cx.now)),
        .act = URL_PATH(a, "/nop-ho-so/{}/{}", d->procedure_code, id),
        .act_words = msg(l->rq->cx.lang, MSG_OWN_GO_ON),
        .act_line =
            say(l, MSG_OWN_KEPT_UNTIL, day_vn(a, instant_day(d->expires_at))),
        .drop = URL_PATH(a, "/nop-ho-so/{}/{}/xoa", d->procedure_code, id),
    };
    return ERR_OK;
}

/* The step that waits; an empty one when none does. */
static enum err waiting(struct listing *l, const struct dossier *d,
                        struct dossier_step *ret)
{
    struct dossier_step none = {.step = S("")};
    enum err e = ERR_NOT_FOUND;

    if (!dossier_is_closed(d->status))
        e = dossier_open_step(l->t, d->id, ret);
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&l->rq->cx.err);
    *ret = none;
    return ERR_OK;
}

static enum err where_it_is(struct listing *l, const struct dossier_step *open,
                            struct str *ret)
{
    struct desk_name desk = {.name = S("")};

    if (open->desk_id)
        TRY(org_desk_name(l->t, open->desk_id, &desk));
    *ret = desk.name;
    return ERR_OK;
}

/* The sentence to the citizen: who does what by when. */
static enum err line_of(struct listing *l, const struct dossier *d,
                        const struct dossier_step *open, struct str *ret)
{
    struct arena *a = l->rq->cx.arena;
    enum lang lang = l->rq->cx.lang;
    struct str desk;

    TRY(where_it_is(l, open, &desk));
    switch (d->status) {
    case STATUS_NEW:
        *ret = say(l, MSG_OWN_NEW, when_instant(a, lang, d->answer_due_at));
        return ERR_OK;
    case STATUS_ACCEPTED:
    case STATUS_PROCESSING: *ret = say(l, MSG_OWN_AT, desk); return ERR_OK;
    case STATUS_REFUSED: *ret = msg(lang, MSG_OWN_REFUSED); return ERR_OK;
    case STATUS_DONE: *ret = msg(lang, MSG_OWN_DONE); return ERR_OK;
    case STATUS_RETURNED:
        *ret = say(l, MSG_OWN_RETURNED,
                   when_day(a, lang, instant_day(d->returned_at)));
        return ERR_OK;
    case STATUS_SUPPLEMENT: *ret = msg(lang, MSG_OWN_SUPPLEMENT); return ERR_OK;
    case STATUS_FINANCE: *ret = msg(lang, MSG_OWN_FINANCE); return ERR_OK;
    case STATUS_WITHDRAWAL: *ret = msg(lang, MSG_OWN_WITHDRAWAL); return ERR_OK;
    case STATUS_STOPPED: *ret = msg(lang, MSG_OWN_STOPPED); return ERR_OK;
    case STATUS_NONE: break;
    }
    *ret = STR_NONE;
    return ERR_OK;
}

static enum my_kind kind_of(const struct dossier *d,
                            const struct dossier_step *open)
{
    if (open->work == WORK_AWAIT)
        return MY_TURN;
    return d->ended_at.us ? MY_DONE : MY_RUNNING;
}

static struct dossier_progress progress_of(const struct dossier *d,
                                           const struct pack *pack,
                                           const struct dossier_step *open)
{
    int done;
    int total;

    flow_stage(pack->flow, open->step, &done, &total);
    return dossier_progress(d->status, done, total);
}

static enum err add_dossier(struct listing *l, const struct dossier *d)
{
    struct arena *a = l->rq->cx.arena;
    struct due_clock clock = {.calendar = &l->calendar, .now = l->rq->cx.now};
    struct my_dossier_view *v = &l->view[l->count++];
    struct dossier_progress progress;
    struct dossier_step open;
    struct work_week week;
    const struct pack *pack;

    TRY(pack_of_version(l->t, d->version_id, &pack));
    TRY(work_week_load(l->t, d->point_id, instant_day(l->rq->cx.now), &week));
    TRY(waiting(l, d, &open));
    progress = progress_of(d, pack, &open);
    clock.week = &week;
    *v = (struct my_dossier_view){
        .kind = kind_of(d, &open),
        .at =
            URL_PATH(a, "/ho-so/{}", d->code.p ? d->code : d->submission_code),
        .name = procedure_name(pack, l->rq->cx.lang),
        .code = dossier_shown_code(a, d),
        .status = (int)d->status,
        .due = when_due(a, l->rq->cx.lang, d, &clock),
    };
    if (!dossier_is_closed(d->status)) {
        v->done = (unsigned)progress.done;
        v->total = (unsigned)progress.total;
    }
    return line_of(l, d, &open, &v->line);
}

static enum err add_dossiers(struct listing *l, const struct own_dossiers *own)
{
    for (size_t i = 0; i < own->count; i++)
        TRY(add_dossier(l, &own->at[i]));
    return ERR_OK;
}

static enum err add_drafts(struct listing *l, const struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        TRY(add_draft(l, &drafts->at[i]));
    return ERR_OK;
}

static struct chip_view chip(const struct listing *l, enum shown what,
                             enum msg_id words, struct str value, size_t count)
{
    return (struct chip_view){
        .words = msg(l->rq->cx.lang, words),
        .at = URL_PATH(l->rq->cx.arena, "/ho-so?loc={}", value),
        .count = (unsigned)count,
        .is_chosen = l->shown == what,
    };
}

static void add_chips(const struct listing *l, const struct own_counts *own,
                      size_t drafts, struct my_dossiers_view *v)
{
    struct chip_view *c = ARENA_ARRAY(l->rq->cx.arena, struct chip_view, CHIPS);
    size_t running = (size_t)own->running;
    size_t ended = (size_t)own->ended;

    c[0] =
        chip(l, SHOWN_ALL, MSG_OWN_ALL, S("tat-ca"), running + ended + drafts);
    c[1] = chip(l, SHOWN_RUNNING, MSG_OWN_RUNNING, S("dang"), running);
    c[2] = chip(l, SHOWN_DRAFTS, MSG_OWN_DRAFTS, S("nhap"), drafts);
    c[3] = chip(l, SHOWN_ENDED, MSG_OWN_ENDED, S("xong"), ended);
    v->chip = c;
    v->chip_count = running + ended + drafts > 0 ? CHIPS : 0;
}

static void add_pager(const struct listing *l, const struct own_dossiers *ended,
                      int64_t after, struct my_dossiers_view *v)
{
    struct arena *a = l->rq->cx.arena;

    if (after)
        v->pager.first = URL_PATH(a, "/ho-so?loc={}", S("xong"));
    if (ended->has_more)
        v->pager.next = URL_PATH(
            a, "/ho-so?loc={}&sau={}", S("xong"),
            arena_printf(a, "%" PRId64, ended->at[ended->count - 1].id));
}

/* Whose turn it is comes first; what has ended, last. */
static enum err fill(struct listing *l, struct my_dossiers_view *v)
{
    const struct actor *who = l->rq->actor;
    struct own_dossiers running = {0};
    struct own_dossiers ended = {0};
    struct own_counts counts;
    struct drafts drafts;
    int64_t after = 0;

    num_parse(req_query(l->rq, "sau", word_rule), 1, INT64_MAX, &after);
    TRY(own_count(l->t, who, &counts));
    TRY(drafts_of_account(l->t, who->account_id, &drafts));
    add_chips(l, &counts, drafts.count, v);
    if (l->shown == SHOWN_ALL || l->shown == SHOWN_RUNNING)
        TRY(own_running(l->t, who, &running));
    if (l->shown == SHOWN_ALL || l->shown == SHOWN_ENDED)
        TRY(own_ended(l->t, who, after, &ended));
    if (l->shown == SHOWN_RUNNING || l->shown == SHOWN_ENDED)
        drafts.count = 0;
    l->view = ARENA_ARRAY(l->rq->cx.arena, struct my_dossier_view,
                          running.count + ended.count + drafts.count);
    TRY(add_dossiers(l, &running));
    TRY(add_drafts(l, &drafts));
    TRY(add_dossiers(l, &ended));
    add_pager(l, &ended, after, v);
    v->dossier = l->view;
    v->count = l->count;
    return ERR_OK;
}

enum err page_own_list(struct tx *t, struct req *rq, struct reply *rp)
{
    struct listing l = {.t = t, .rq = rq, .shown = read_shown(rq)};
    struct my_dossiers_view v = {.csrf = req_form_tokens(rq).csrf,
                                 .unread = rq->unread};
    struct out *body = page_begin(rq);

    TRY(calendar_load(t, &l.calendar));
    TRY(fill(&l, &v));
    v.greeting = say(&l, MSG_OWN_GREETING, rq->actor->name);
    if (!str_empty(req_query(rq, "luu", word_rule)))
        v.note = (struct note_view){
            .kind = NOTE_OK,
            .words = msg(rq->cx.lang, MSG_OWN_DRAFT_KEPT),
        };
    if (rq->app->conf.demo)
        v.tries = (struct note_view){
            .kind = NOTE_INFO,
            .title = msg(rq->cx.lang, MSG_TRY_TITLE),
            .line = demo_tries_words(rq->cx.arena, rq->cx.lang, S("")),
            .line_count = DEMO_TRIES,
        };
    tpl_my_dossiers(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title = MSG_OWN_TITLE,
                 .nav = CITIZEN_NAV_MINE,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

enum err prepare_own_drop(struct req *rq)
{
    (void)rq;
    return ERR_OK;
}

enum err commit_own_drop(struct tx *t, struct req *rq)
{
    int64_t id = 0;

    num_parse(req_capture(rq, "draft"), 1, INT64_MAX, &id);
    TRY(filing_drop(t, rq->actor, id));
    req_done(rq, url_path(rq->cx.arena, S("/ho-so"), 0, NULL));
    return ERR_OK;
}

enum err render_own_drop(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_own_list(t, rq, rp);
}
