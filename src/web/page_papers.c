/* page_papers.c - the step where papers are attached to a draft. */
#include "base/prelude.h"

#include "base/num.h"

#include "store/blob.h"

#include "domain/form/form_view.h"
#include "domain/paper/paper.h"

#include "web/app.h"
#include "web/download.h"
#include "web/journey.h"
#include "web/page.h"
#include "web/sent_file.h"
#include "web/when.h"

static const struct text_rule word_rule = {.points_max = 60};

static struct str file_facts(const struct req *rq, const struct paper *p)
{
    struct arena *a = rq->cx.arena;

    return arena_printf(a, "%s · %s", paper_size(a, rq->cx.lang, p->bytes).p,
                        when_lately(a, rq->cx.lang, p->added_at, rq->cx.now).p);
}

static struct str paper_id(struct arena *a, const struct paper *p)
{
    return arena_printf(a, "%" PRId64, p->id);
}

static void add_files(const struct req *rq, const struct journey *j,
                      struct paper_view *v)
{
    const struct papers *papers = &j->filing.papers;
    struct file_view *file =
        ARENA_ARRAY(rq->cx.arena, struct file_view, papers->count);
    struct str *remove = ARENA_ARRAY(rq->cx.arena, struct str, papers->count);
    size_t n = 0;

    for (size_t i = 0; i < papers->count; i++) {
        const struct paper *p = &papers->at[i];

        if (!str_eq(p->component, v->id))
            continue;
        remove[n] = paper_id(rq->cx.arena, p);
        file[n++] = (struct file_view){
            .name = p->name,
            .facts = file_facts(rq, p),
            .open = journey_do(j, S("tep"), paper_id(rq->cx.arena, p)),
        };
    }
    v->file = file;
    v->remove = remove;
    v->file_count = n;
}

static struct paper_view paper_of(const struct req *rq, const struct journey *j,
                                  const struct paper_need *need)
{
    const struct procedure_component *c = need->component;
    enum lang lang = rq->cx.lang;
    struct str limit = paper_size(rq->cx.arena, lang, PAPER_BYTES_MAX);
    struct paper_view v = {
        .id = c->code,
        .name = c->name.in[lang],
        .hint = c->hint.in[lang],
        .limit = msg_format(rq->cx.arena, lang, MSG_PAPERS_LIMIT, 1, &limit),
        .limit_bytes = PAPER_BYTES_MAX,
        .accept = S(".pdf,.jpg,.jpeg,.png"),
        .is_optional = !c->required || c->upload == UPLOAD_OPTIONAL,
        .is_at_counter = c->upload == UPLOAD_NONE,
        .upload = journey_do(j, S("giay-to"), c->code),
        .remove_at = journey_do(j, S("bo-giay-to"), STR_NONE),
    };

    if (v.is_at_counter && str_empty(v.hint))
        v.hint = msg(lang, MSG_PAPERS_BRING);
    add_files(rq, j, &v);
    return v;
}

/* What is wrong with the papers: one that is missing, a file just refused. */
static struct str paper_error(struct req *rq, const struct paper_need *need,
                              struct str component, bool say_missing)
{
    struct str refused = sent_file_error(rq);

    if (refused.p && str_eq(component, need->component->code))
        return refused;
    if (say_missing && need->is_missing)
        return msg(rq->cx.lang, MSG_PAPERS_MISSING);
    return STR_NONE;
}

static void fill_papers(struct req *rq, const struct journey *j,
                        struct str component, struct form_view *v)
{
    struct arena *a = rq->cx.arena;
    size_t count = j->check.need_count;
    struct paper_view *paper = ARENA_ARRAY(a, struct paper_view, count);
    struct wrong_view *wrong = ARENA_ARRAY(a, struct wrong_view, count);
    bool say_missing = !str_empty(req_query(rq, "sai", word_rule));
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        const struct paper_need *need = &j->check.need[i];

        paper[i] = paper_of(rq, j, need);
        paper[i].error = paper_error(rq, need, component, say_missing);
        if (!str_empty(paper[i].error))
            wrong[n++] = (struct wrong_view){
                .field = paper[i].id,
                .words = arena_printf(a, "%s: %s", paper[i].name.p,
                                      paper[i].error.p),
            };
    }
    v->paper = paper;
    v->paper_count = count;
    v->errors = (struct errors_view){wrong, n};
}

/* `component` is the one whose file was just refused, if one was. */
static enum err show_papers(struct tx *t, struct req *rq, struct reply *rp,
                            struct str component)
{
    struct out *body = page_begin(rq);
    struct journey j;
    struct form_view v;

    TRY(journey_load(t, rq, &j));
    if (j.filing.draft.dossier_id)
        return journey_gone(t, &j, rp);
    v = journey_view(rq, &j, JOURNEY_PAPERS);
    v.title = msg(rq->cx.lang, MSG_JOURNEY_PAPERS);
    fill_papers(rq, &j, component, &v);
    tpl_form(body, &v);
    page_end(rq, rp,
             &(struct page){
                 .title = MSG_JOURNEY_PAPERS,
                 .nav = CITIZEN_NAV_MINE,
                 .has_errors = v.errors.count > 0,
                 .is_private = true,
             },
             body);
    return ERR_OK;
}

enum err page_filing_papers(struct tx *t, struct req *rq, struct reply *rp)
{
    return show_papers(t, rq, rp, STR_NONE);
}

/* The buttons of the step: nothing is saved here, the files are already. */
enum err prepare_filing_papers(struct req *rq)
{
    struct str *act = ARENA_NEW(rq->cx.arena, struct str);

    req_field(rq, "_do", word_rule, act);
    rq->form = act;
    return ERR_OK;
}

enum err commit_filing_papers(struct tx *t, struct req *rq)
{
    const struct str *act = rq->form;
    struct journey j;

    TRY(journey_load(t, rq, &j));
    if (str_eq(*act, S("later")))
        req_done(rq, URL_PATH(rq->cx.arena, "/ho-so?luu={}", j.draft));
    else if (j.check.missing > 0)
        req_done(rq, journey_wrong_at(&j, JOURNEY_PAPERS));
    else
        req_done(rq, journey_at(&j, JOURNEY_CHECK));
    return ERR_OK;
}

enum err render_filing_papers(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_filing_papers(t, rq, rp);
}

enum err prepare_filing_upload(struct req *rq)
{
    struct sent_file *file = ARENA_NEW(rq->cx.arena, struct sent_file);

    rq->form = file;
    return sent_file_take(rq, req_capture(rq, "component"), file);
}

enum err commit_filing_upload(struct tx *t, struct req *rq)
{
    const struct sent_file *file = rq->form;
    const struct filing_paper paper = {
        .draft_id = journey_draft(rq),
        .component = req_capture(rq, "component"),
        .name = file->name,
        .mime = file->mime,
        .blob = file->blob,
    };
    struct filing_of of;

    TRY(journey_of(t, rq, &of));
    TRY(filing_attach(t, &of, &paper));
    req_done(rq, URL_PATH(rq->cx.arena, "/nop-ho-so/{}/{}/giay-to",
                          of.pack->card->code, req_capture(rq, "draft")));
    return ERR_OK;
}

enum err render_filing_upload(struct tx *t, struct req *rq, struct reply *rp)
{
    return show_papers(t, rq, rp, req_capture(rq, "component"));
}

enum err prepare_filing_detach(struct req *rq)
{
    int64_t *id = ARENA_NEW(rq->cx.arena, int64_t);
    struct str text;

    req_field(rq, SENT_FILE_FIELD, word_rule, &text);
    rq->form = id;
    if (!num_parse(text, 1, INT64_MAX, id))
        return RAISE(&rq->cx.err, ERR_SYNTAX, "no number of a file");
    return ERR_OK;
}

enum err commit_filing_detach(struct tx *t, struct req *rq)
{
    const int64_t *id = rq->form;
    struct filing_of of;

    TRY(journey_of(t, rq, &of));
    TRY(filing_detach(t, &of, journey_draft(rq), *id));
    req_done(rq, URL_PATH(rq->cx.arena, "/nop-ho-so/{}/{}/giay-to",
                          of.pack->card->code, req_capture(rq, "draft")));
    return ERR_OK;
}

enum err render_filing_detach(struct tx *t, struct req *rq, struct reply *rp)
{
    return page_filing_papers(t, rq, rp);
}

enum err page_filing_file(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct paper *p;
    struct blob_ref ref;
    struct journey j;
    int64_t id = 0;
    bool found = false;

    TRY(journey_load(t, rq, &j));
    num_parse(req_capture(rq, "file"), 1, INT64_MAX, &id);
    p = paper_find(&j.filing.papers, id);
    if (p)
        TRY(blob_find(t, p->blob_id, &ref, &found));
    if (!found)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such file of the draft");
    return reply_blob(rq, rp, &ref, p->mime, p->name, true);
}
