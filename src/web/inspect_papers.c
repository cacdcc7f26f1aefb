#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/dossier/dossier.sql.h"

#include "service/handling.h"
#include "service/permit.h"
#include "service/verdict.h"

#include "web/inspect_papers.h"

static const struct text_rule word_rule = {.points_max = 60};

struct inspect_papers inspect_papers(const struct opened *o)
{
    size_t max = o->papers.count + o->handed.count;
    struct inspect_paper *at = ARENA_ARRAY(o->arena, struct inspect_paper, max);
    size_t n = 0;

    for (size_t k = 0; k < o->papers.count; k++) {
        const struct paper *p = &o->papers.at[k];

        at[n++] = (struct inspect_paper){
            .file = p,
            .handed = handed_find(&o->handed, p->component),
            .component = p->component,
            .key = arena_printf(o->arena, "%" PRId64, p->id),
        };
    }
    for (size_t k = 0; k < o->handed.count; k++) {
        const struct handed_paper *h = &o->handed.at[k];

        if (!paper_count(&o->papers, h->component))
            at[n++] = (struct inspect_paper){
                .handed = h, .component = h->component, .key = h->component};
    }
    return (struct inspect_papers){at, n};
}

size_t inspect_paper_index(const struct inspect_papers *papers, struct str key)
{
    for (size_t k = 0; k < papers->count; k++)
        if (str_eq(papers->at[k].key, key))
            return k;
    return papers->count;
}

static const struct paper_verdict *verdict_of(const struct opened *o,
                                              const struct inspect_paper *p)
{
    return verdict_find(&o->verdicts, p->component, p->file ? p->file->id : 0);
}

static bool is_result(const struct inspect_paper *p)
{
    return str_eq(p->component, S(RESULT_COMPONENT));
}

size_t inspect_paper_next(const struct opened *o,
                          const struct inspect_papers *papers, size_t from)
{
    for (size_t k = 1; k < papers->count; k++) {
        size_t i = (from + k) % papers->count;

        if (!is_result(&papers->at[i]) && !verdict_of(o, &papers->at[i]))
            return i;
    }
    return from;
}

/* The component's name; that of a result, or of the file. */
static struct str title_of(const struct opened *o,
                           const struct inspect_paper *p)
{
    const struct procedure_component *c =
        procedure_component(o->i.pack->card, p->component);

    if (c)
        return c->name.in[o->lang];
    if (is_result(p))
        return msg(o->lang, MSG_OFFICE_RESULT_FILE);
    return p->file ? p->file->name : p->component;
}

/* "giay.pdf · 640 KB", "Bản chính 1 · bản sao 0". */
static struct str facts_of(const struct opened *o,
                           const struct inspect_paper *p)
{
    if (p->file)
        return arena_printf(o->arena, "%.*s · %s", STR_ARG(p->file->name),
                            paper_size(o->arena, o->lang, p->file->bytes).p);
    return msg_format(o->arena, o->lang, MSG_OFFICE_PIECES, 2,
                      (const struct str[]){
                          num_vn(o->arena, p->handed->originals),
                          num_vn(o->arena, p->handed->copies),
                      });
}

static bool was_seen(const struct papers_seen_rows *seen,
                     const struct inspect_paper *p)
{
    for (size_t k = 0; p->file && k < seen->count; k++)
        if (seen->row[k].id == p->file->id)
            return true;
    return false;
}

/* The paper asked for; else the first not looked at yet. */
static size_t chosen(const struct opened *o,
                     const struct inspect_papers *papers,
                     const struct papers_seen_rows *seen)
{
    struct str asked = req_query(o->rq, "giay", word_rule);
    size_t at = inspect_paper_index(papers, asked);

    if (at < papers->count)
        return at;
    for (size_t k = 0; k < papers->count; k++)
        if (papers->at[k].file && !was_seen(seen, &papers->at[k]))
            return k;
    return 0;
}

static void tell_state(const struct opened *o, const struct inspect_paper *p,
                       bool seen, struct office_paper_view *v)
{
    const struct paper_verdict *found = verdict_of(o, p);

    if (found)
        v->state = found->fits ? PAPER_FITS : PAPER_WANTING;
    else if (!p->file)
        v->state = PAPER_ON_PAPER;
    else
        v->state = seen ? PAPER_SEEN : PAPER_UNREAD;
}

static void tell_preview(const struct opened *o, const struct inspect_paper *p,
                         struct office_dossier_view *v)
{
    v->preview_name = title_of(o, p);
    if (!p->file)
        return;
    v->preview_file =
        URL_PATH(o->arena, "/can-bo/ho-so/{}/giay/{}", o->code, p->key);
    if (str_starts(p->file->mime, S("image/")))
        v->preview_image = v->preview_file;
    else if (str_eq(p->file->mime, S("application/pdf")))
        v->preview_pdf = v->preview_file;
}

/* Verdicts are given by whoever may do the step, on what the person filed. */
static void tell_verdict(const struct opened *o, const struct inspect_paper *p,
                         struct office_dossier_view *v)
{
    const struct dossier_step *open = o->i.open;

    if (!open || !o->i.is_mine || !verdict_is_for((int)open->work) ||
        is_result(p))
        return;
    v->verdict = URL_PATH(o->arena, "/can-bo/ho-so/{}/buoc/{}/giay/{}", o->code,
                          arena_printf(o->arena, "%d", open->n), p->key);
}

static bool is_shown_only(const struct opened *o, const struct inspect_paper *p)
{
    const struct procedure_component *c =
        procedure_component(o->i.pack->card, p->component);

    return c && c->show_only;
}

/* Who receives at the dossier's point scans what lies there. */
static enum err tell_scan(const struct opened *o, const struct inspect_paper *p,
                          struct office_dossier_view *v)
{
    const struct dossier *d = &o->i.d;
    const struct permit where = {d->point_id, d->field, d->procedure_code};
    enum err e;

    if (p->file || dossier_is_closed(d->status) || is_shown_only(o, p))
        return ERR_OK;
    e = permit_capability(o->t, o->rq->actor, CAP_DOSSIER_RECEIVE, &where);
    if (e == ERR_OK)
        v->scan = URL_PATH(o->arena, "/can-bo/ho-so/{}/quet/{}", o->code,
                           p->component);
    else
        errbox_clear(&o->t->cx->err);
    return e == ERR_FORBIDDEN ? ERR_OK : e;
}

static enum err tell_open(const struct opened *o, const struct inspect_paper *p,
                          struct office_dossier_view *v)
{
    tell_preview(o, p, v);
    tell_verdict(o, p, v);
    return tell_scan(o, p, v);
}

enum err inspect_tell_papers(const struct opened *o,
                             struct office_dossier_view *v)
{
    struct inspect_papers papers = inspect_papers(o);
    struct office_paper_view *paper =
        ARENA_ARRAY(o->arena, struct office_paper_view, papers.count);
    struct papers_seen_rows seen;

    TRY(papers_seen(o->t, o->i.d.id, o->rq->actor->account_id, PAPERS_MAX,
                    &seen));
    v->paper = paper;
    v->paper_count = papers.count;
    v->open_paper = chosen(o, &papers, &seen);
    for (size_t k = 0; k < papers.count; k++) {
        const struct inspect_paper *p = &papers.at[k];

        paper[k] = (struct office_paper_view){
            .at =
                URL_PATH(o->arena, "/can-bo/ho-so/{}?giay={}", o->code, p->key),
            .name = title_of(o, p),
            .facts = facts_of(o, p),
            .is_open = k == v->open_paper,
        };
        tell_state(o, p, was_seen(&seen, p), &paper[k]);
    }
    if (papers.count)
        TRY(tell_open(o, &papers.at[v->open_paper], v));
    return ERR_OK;
}
