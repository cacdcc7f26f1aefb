/* page_filing.c - the pages of an e-form. */
#include "base/prelude.h"

#include "base/num.h"

#include "web/form_fields.h"
#include "web/form_sections.h"
#include "web/form_sent.h"
#include "web/journey.h"
#include "web/page.h"

static const struct text_rule word_rule = {.points_max = 60};

static enum err show_page(struct tx *t, struct req *rq, struct reply *rp,
                          const struct journey *j, size_t page)
{
    struct arena *a = rq->cx.arena;
    struct form_faults faults = {0};
    struct form_fields_use use = {
        .arena = a,
        .countries = form_countries(a, rq->cx.lang),
    };
    struct form_page_view view;
    struct form_fields fields;
    struct form_view v = journey_view(rq, j, page);
    struct out *body = page_begin(rq);

    if (!str_empty(req_query(rq, "sai", word_rule)))
        faults = form_check(a, &j->filing.filling, page);
    TRY(form_districts(t, &use.districts));
    view = form_view(a, &j->filing.filling, rq->cx.lang, page, &faults);
    fields = form_fields(&use, &view);
    v.title = view.title;
    v.hint = view.hint;
    v.autosave = journey_do(j, S("luu"), j->of.pack->form->page[page].id);
    v.errors = form_fields_errors(a, rq->cx.lang, &faults);
    v.section_count = form_sections(a, &fields, &v.section);
    v.has_refresh = fields.has_refresh || form_has_conditions(&view);
    tpl_form(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title_text = v.title,
                 .nav = CITIZEN_NAV_MINE,
                 .has_errors = v.errors.count > 0,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

/* Somebody comes back: where they were. */
enum err page_filing_resume(struct tx *t, struct req *rq, struct reply *rp)
{
    struct journey j;

    TRY(journey_load(t, rq, &j));
    if (j.filing.draft.dossier_id)
        return journey_gone(t, &j, rp);
    reply_see_other(rp, journey_resume(&j));
    return ERR_OK;
}

enum err page_filing_page(struct tx *t, struct req *rq, struct reply *rp)
{
    struct journey j;
    size_t page;

    TRY(journey_load(t, rq, &j));
    if (j.filing.draft.dossier_id)
        return journey_gone(t, &j, rp);
    page = journey_page(&j, rq);
    if (page == j.of.pack->form->page_count)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such page of the form");
    return show_page(t, rq, rp, &j, page);
}

struct page_form {
    int64_t revision;
    struct str act; /* of the button */
    struct str saved;
    int saved_revision;
};

enum err prepare_filing_page(struct req *rq)
{
    struct page_form *form = ARENA_NEW(rq->cx.arena, struct page_form);
    struct str revision;

    rq->form = form;
    req_field(rq, "revision", word_rule, &revision);
    req_field(rq, "_do", word_rule, &form->act);
    if (!num_parse(revision, 1, INT32_MAX, &form->revision))
        return RAISE(&rq->cx.err, ERR_SYNTAX, "a page without its revision");
    return ERR_OK;
}

/* Saves the page of the address; gives the journey as it then stands. */
static enum err save(struct tx *t, struct req *rq, struct journey *j)
{
    const struct page_form *form = rq->form;
    struct filing_page page = {
        .draft_id = journey_draft(rq),
        .revision = (int)form->revision,
    };

    *j = (struct journey){
        .arena = t->cx->arena,
        .lang = rq->cx.lang,
        .draft = req_capture(rq, "draft"),
    };
    TRY(journey_of(t, rq, &j->of));
    page.page = journey_page(j, rq);
    if (str_starts(form->act, S("add:")) || str_starts(form->act, S("remove:")))
        page.action = form->act;
    TRY(form_sent(t, rq, j->of.pack->form, &page.inputs));
    TRY(filing_save(t, &j->of, &page, &j->filing));
    journey_look(j);
    return ERR_OK;
}

enum err commit_filing_page(struct tx *t, struct req *rq)
{
    const struct page_form *form = rq->form;
    struct journey j;
    size_t page;

    TRY(save(t, rq, &j));
    page = journey_page(&j, rq);
    if (str_eq(form->act, S("later")))
        req_done(rq, URL_PATH(j.arena, "/ho-so?luu={}", j.draft));
    else if (!str_eq(form->act, S("next")))
        req_done(rq, journey_at(&j, page));
    else if (form_check(j.arena, &j.filing.filling, page).errors > 0)
        req_done(rq, journey_wrong_at(&j, page));
    else
        req_done(rq, journey_at(&j, journey_next(&j, page)));
    return ERR_OK;
}

/* Never refused with ERR_INPUT: what is wrong is saved, then shown. */
enum err render_filing_page(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_filing_page(t, rq, rp);
}

/* What the script saves while somebody writes. */
enum err prepare_filing_autosave(struct req *rq)
{
    return prepare_filing_page(rq);
}

enum err commit_filing_autosave(struct tx *t, struct req *rq)
{
    struct page_form *form = rq->form;
    struct journey j;

    TRY(save(t, rq, &j));
    form->saved = journey_saved(&j, rq->cx.now);
    form->saved_revision = j.filing.draft.revision;
    return ERR_OK;
}

enum err render_filing_autosave(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct page_form *form = rq->form;

    (void)t;
    reply_header(rp, S("Draft-Revision"),
                 arena_printf(rq->cx.arena, "%d", form->saved_revision));
    reply_text(rp, S("text/plain; charset=utf-8"), form->saved);
    return ERR_OK;
}
