/* page_filing.c - the pages of an e-form. */
#include "base/prelude.h"

#include "base/num.h"

#include "domain/form/form_show.h"

#include "web/form_fields.h"
#include "web/form_sections.h"
#include "web/form_sent.h"
#include "web/journey.h"
#include "web/page.h"

static const struct text_rule word_rule = {.points_max = 60};

/* What was typed where another window saved something else. */
struct clash {
    const struct clash_view *item;
    size_t count;
};

static enum err show_page(struct tx *t, struct req *rq, struct reply *rp,
                          const struct journey *j, size_t page,
                          const struct clash *clash)
{
    struct arena *a = rq->cx.arena;
    struct form_faults faults = {0};
    struct form_fields_use use = {
        .arena = a,
        .picks = form_picks,
        .data = t,
    };
    struct form_page_view view;
    struct form_fields fields;
    struct form_view v = journey_view(rq, j, page);
    struct out *body = page_begin(rq);

    if (!str_empty(req_query(rq, "sai", word_rule)))
        faults = form_check(a, &j->filing.filling, page);
    TRY(form_districts(t, &use.districts));
    TRY(form_provinces(t, rq->cx.lang, &use.provinces));
    view = form_view(a, &j->filing.filling, rq->cx.lang, page, &faults);
    fields = form_fields(&use, &view);
    v.title = view.title;
    v.hint = view.hint;
    v.autosave = journey_do(j, S("luu"), j->of.pack->form->page[page].id);
    v.errors = form_fields_errors(a, rq->cx.lang, &faults);
    v.section_count = form_sections(a, &fields, &v.section);
    v.has_refresh = fields.has_refresh || form_has_conditions(&view);
    if (clash) {
        v.has_clash = true;
        v.clash = clash->item;
        v.clash_count = clash->count;
        v.stored_at = journey_at(j, page);
        v.saved = STR_NONE;
    }
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
    return show_page(t, rq, rp, &j, page, NULL);
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

/* What came for the page of the address. */
static enum err read_sent(struct tx *t, struct req *rq, const struct journey *j,
                          struct filing_page *ret)
{
    const struct page_form *form = rq->form;

    *ret = (struct filing_page){
        .draft_id = journey_draft(rq),
        .revision = (int)form->revision,
        .page = journey_page(j, rq),
    };
    if (str_starts(form->act, S("add:")) || str_starts(form->act, S("remove:")))
        ret->action = form->act;
    return form_sent(t, rq, j->of.pack->form, &ret->inputs);
}

/* Saves the page of the address; gives the journey as it then stands. */
static enum err save(struct tx *t, struct req *rq, struct journey *j)
{
    struct filing_page page;

    *j = (struct journey){
        .arena = t->cx->arena,
        .lang = rq->cx.lang,
        .draft = req_capture(rq, "draft"),
    };
    TRY(journey_of(t, rq, &j->of));
    TRY(read_sent(t, rq, j, &page));
    TRY(filing_save(t, &j->of, &page, &j->filing));
    journey_look(j);
    return ERR_OK;
}

enum err commit_filing_page(struct tx *t, struct req *rq)
{
    const struct page_form *form = rq->form;
    struct journey j;
    size_t page;
    enum err err = save(t, rq, &j);

    if (err == ERR_CONFLICT) {
        errbox_clear(&rq->cx.err);
        return ERR_OK; /* nothing was done: both are shown */
    }
    TRY(err);
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

static const struct form_line *line_at(const struct form_section *s,
                                       struct str input)
{
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->line[i].input, input))
            return &s->line[i];
    return NULL;
}

static bool reads_alike(struct str x, struct str y)
{
    return str_empty(x) ? str_empty(y) : str_eq(x, y);
}

/* Each line that reads otherwise now, then those that are asked no more. */
static size_t add_clashes(const struct form_section *stored,
                          const struct form_section *typed,
                          struct clash_view *ret)
{
    size_t count = 0;

    for (size_t i = 0; i < typed->count; i++) {
        const struct form_line *now = &typed->line[i];
        const struct form_line *before = line_at(stored, now->input);
        struct str text = before ? before->text : STR_NONE;

        if (!reads_alike(now->text, text))
            ret[count++] = (struct clash_view){now->label, text, now->text};
    }
    for (size_t i = 0; i < stored->count; i++) {
        const struct form_line *l = &stored->line[i];

        if (!str_empty(l->text) && !line_at(typed, l->input))
            ret[count++] = (struct clash_view){l->label, l->text, STR_NONE};
    }
    return count;
}

static struct clash compare(struct arena *a, enum lang lang,
                            const struct filling *stored,
                            const struct filling *typed, size_t page)
{
    const struct form_section *x = &form_summary(a, stored, lang)[page];
    const struct form_section *y = &form_summary(a, typed, lang)[page];
    struct clash_view *item =
        ARENA_ARRAY(a, struct clash_view, x->count + y->count);

    return (struct clash){item, add_clashes(x, y, item)};
}

/*
 * What is wrong is saved, then shown; so it is only for who was too late. Both
 * are shown, and what was typed stays in the fields: saved again it counts.
 */
enum err render_filing_page(struct tx *t, struct req *rq, struct reply *rp)
{
    struct arena *a = rq->cx.arena;
    struct filing_page sent;
    struct filling stored;
    struct clash clash;
    struct journey j;

    TRY(journey_load(t, rq, &j));
    if (j.filing.draft.dossier_id)
        return journey_gone(t, &j, rp);
    TRY(read_sent(t, rq, &j, &sent));
    if (sent.page == j.of.pack->form->page_count)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such page of the form");
    stored = j.filing.filling;
    j.filing.filling.answers =
        filing_typed(a, j.of.pack->form, stored.answers, &sent);
    clash = compare(a, rq->cx.lang, &stored, &j.filing.filling, sent.page);
    rp->status = err_http_status(ERR_CONFLICT);
    return show_page(t, rq, rp, &j, sent.page, &clash);
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
