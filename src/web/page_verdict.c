/* page_verdict.c - "it fits" and "it has to be supplemented", under a paper. */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "service/verdict.h"

#include "web/inspect_papers.h"
#include "web/office.h"
#include "web/page_conflict.h"
#include "web/page_inspect.h"

static const struct text_rule word_rule = {.points_max = 60};

static int captured_step(const struct req *rq)
{
    int64_t n = 0;

    num_parse(req_capture(rq, "step"), 1, DOSSIER_STEPS_MAX, &n);
    return (int)n;
}

enum err prepare_verdict(struct req *rq)
{
    bool *fits = ARENA_NEW(rq->cx.arena, bool);
    struct str said;

    rq->form = fits;
    req_field(rq, "dat", word_rule, &said);
    *fits = str_eq(said, S("true"));
    if (!*fits && !str_eq(said, S("false")))
        return RAISE(&rq->cx.err, ERR_SYNTAX, "no verdict");
    return ERR_OK;
}

/* On to the next paper that nobody judged. */
enum err commit_verdict(struct tx *t, struct req *rq)
{
    const bool *fits = rq->form;
    struct inspect_papers papers;
    struct opened o;
    size_t at;

    TRY(opened_load(t, rq, &o));
    papers = inspect_papers(&o);
    at = inspect_paper_index(&papers, req_capture(rq, "paper"));
    if (at == papers.count)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no such paper");
    TRY(verdict_give(
        t, rq->actor,
        &(struct verdict){
            .dossier_id = o.i.d.id,
            .step_n = captured_step(rq),
            .component = papers.at[at].component,
            .paper_id = papers.at[at].file ? papers.at[at].file->id : 0,
            .fits = *fits,
        }));
    at = inspect_paper_next(&o, &papers, at);
    req_done(rq, URL_PATH(rq->cx.arena, "/can-bo/ho-so/{}?giay={}", o.code,
                          papers.at[at].key));
    return ERR_OK;
}

enum err render_verdict(struct tx *t, struct req *rq, struct reply *rp)
{
    struct note_view note = {.kind = NOTE_ERROR};
    struct opened o;

    TRY(opened_load(t, rq, &o));
    if (rq->refused.code == ERR_CONFLICT)
        return conflict_show(&o, rp, captured_step(rq), STR_NONE);
    note.words = errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang);
    return inspect_show(&o, rp, &note);
}
