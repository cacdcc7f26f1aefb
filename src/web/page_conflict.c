/* page_conflict.c - somebody else was quicker (409). */
#include "base/prelude.h"

#include "base/msg.h"

#include "domain/org/org_store.h"

#include "web/office.h"
#include "web/office_words.h"
#include "web/page_conflict.h"
#include "web/when.h"

#define FACTS_MAX 5

/* The facts of the page while they are gathered. */
struct telling {
    const struct opened *o;
    struct fact_view fact[FACTS_MAX];
    size_t count;
};

static void add(struct telling *w, enum msg_id label, struct str value)
{
    if (!str_empty(value))
        w->fact[w->count++] =
            (struct fact_view){.label = msg(w->o->lang, label), .value = value};
}

static const struct dossier_step *step_seen(const struct opened *o, int n)
{
    for (size_t k = 0; k < o->i.step_count; k++)
        if (o->i.step[k].n == n)
            return &o->i.step[k];
    return NULL;
}

/* What became of the step that the officer saw. */
static enum err tell_seen(struct telling *w, const struct dossier_step *s)
{
    const struct opened *o = w->o;
    struct str who;

    TRY(inspect_name(o->t, s->account_id, &who));
    if (!s->closed_at.us) {
        add(w, MSG_CONFLICT_HOLDER, who);
        return ERR_OK;
    }
    add(w, MSG_CONFLICT_DONE, opened_step_name(o, s));
    add(w, MSG_CONFLICT_BY, who);
    add(w, MSG_CONFLICT_AT,
        when_lately(o->arena, o->lang, s->closed_at, o->rq->cx.now));
    return ERR_OK;
}

static enum err tell_now(struct telling *w)
{
    const struct opened *o = w->o;
    struct desk_name desk;

    if (!o->i.open) {
        add(w, MSG_CONFLICT_NOW, msg(o->lang, MSG_OFFICE_CLOSED));
        return ERR_OK;
    }
    TRY(org_desk_name(o->t, o->i.open->desk_id, &desk));
    add(w, MSG_CONFLICT_NOW,
        arena_printf(o->arena, "%s · %s", opened_step_name(o, o->i.open).p,
                     desk.short_name.p));
    return ERR_OK;
}

/* The queue that the officer came from. */
static enum queue queue_of(const struct dossier_step *s)
{
    for (int q = 0; s && q < QUEUE_RUNNING; q++)
        if (queue_holds((enum queue)q, s->work))
            return (enum queue)q;
    return QUEUE_RUNNING;
}

enum err conflict_show(struct opened *o, struct reply *rp, int step_n,
                       struct str typed)
{
    struct req *rq = o->rq;
    struct out *body = page_begin(rq);
    const struct dossier_step *seen = step_seen(o, step_n);
    enum queue q = queue_of(seen);
    struct telling w = {.o = o};
    struct office_conflict_view v = {
        .code = dossier_shown_code(o->arena, &o->i.d),
        .name = o->i.pack->card->name.in[o->lang],
        .title = msg(o->lang, MSG_CONFLICT_TITLE),
        .note = {.kind = NOTE_WARNING,
                 .title = errbox_words(o->arena, &rq->refused, o->lang),
                 .words = msg(o->lang, MSG_CONFLICT_NOTE)},
        .typed = typed,
        .open = office_dossier_at(o->arena, o->code),
        .queue = office_queue_at(o->arena, q),
        .queue_words = msg(o->lang, office_queue_words(q)),
    };

    if (seen)
        TRY(tell_seen(&w, seen));
    TRY(tell_now(&w));
    v.facts = (struct facts_view){w.fact, w.count, false};
    tpl_office_conflict(body, &v);
    return office_end(o->t, rq, rp, &(struct office_page){.title = v.title},
                      body);
}
