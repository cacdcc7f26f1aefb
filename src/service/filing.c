#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"
#include "base/json.h"
#include "base/msg.h"
#include "base/num.h"

#include "store/blob.h"

#include "domain/area/area_store.h"
#include "domain/grant/grant.h"
#include "domain/form/form_prefill.h"

#include "service/applicant.h"
#include "service/filing.h"

static bool may_file(const struct cx *cx, const struct actor *who)
{
    return grant_allows(who, CAP_OWN_DOSSIERS, NULL, instant_day(cx->now));
}

enum err filing_allowed(struct cx *cx, const struct filing_of *of,
                        int case_index)
{
    const struct procedure *card = of->pack->card;
    const struct procedure_limit *limit =
        procedure_limit(card, case_index, CHANNEL_ONLINE);

    if (!may_file(cx, of->who))
        return REFUSE(&cx->err, ERR_FORBIDDEN, MSG_FILING_NO_ACCOUNT);
    if (!(card->channels & 1u << CHANNEL_ONLINE))
        return REFUSE(&cx->err, ERR_FORBIDDEN, MSG_FILING_NOT_ONLINE);
    if (!limit || !limit->time.known)
        return REFUSE(&cx->err, ERR_FORBIDDEN, MSG_FILING_LIMIT_UNKNOWN);
    check(procedure_online(card, case_index));
    return ERR_OK;
}

static enum err new_answers(struct tx *t, const struct filing_of *of,
                            struct str *ret)
{
    struct form_person person;
    const struct json *answers;

    TRY(applicant_load(t, of->who->person_id, &person));
    answers = form_answers_new(t->cx->arena, of->pack->form, &person);
    *ret = json_text(t->cx->arena, answers);
    return ERR_OK;
}

enum err filing_open(struct tx *t, const struct filing_of *of,
                     struct str case_code, enum channel delivery, int64_t *ret)
{
    const struct procedure *card = of->pack->card;
    int case_index = procedure_case_index(card, case_code);
    struct draft d = {
        .procedure_code = card->code,
        .version_id = of->version_id,
        .case_code = case_code,
        .delivery = delivery,
    };

    if (case_index < 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_CASE);
    TRY(filing_allowed(t->cx, of, case_index));
    if (delivery == CHANNEL_ANY || !(card->returns & 1u << delivery))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FILING_CHOOSE_RETURN);
    /* Allowed to somebody, so there is one. */
    check(of->who != NULL);
    d.account_id = of->who->account_id;
    TRY(new_answers(t, of, &d.answers));
    return draft_open(t, &d, ret);
}

#define AREAS_KEPT 8

/*
 * What the filling's questions are asked of. A form asks for few areas and for
 * each many times, so those found last are kept.
 */
struct sources {
    struct tx *t;
    const struct papers *papers;
    struct area area[AREAS_KEPT];
    size_t area_count; /* ever found */
};

static const struct area *find_area(struct sources *s, struct str code)
{
    struct area *area = &s->area[s->area_count % AREAS_KEPT];
    bool found = false;

    for (size_t i = 0; i < s->area_count && i < AREAS_KEPT; i++)
        if (str_eq(s->area[i].code, code))
            return &s->area[i];
    if (area_find(s->t, code, instant_day(s->t->cx->now), area, &found) !=
            ERR_OK ||
        !found)
        return NULL;
    s->area_count++;
    return area;
}

static bool area_name(void *data, struct str code, enum area_level level,
                      struct str *ret)
{
    const struct area *area = find_area(data, code);

    if (!area || area->level != level)
        return false;
    *ret = area->name;
    return true;
}

static bool has_paper(void *data, struct str component)
{
    const struct sources *s = data;

    return paper_count(s->papers, component) > 0;
}

struct filling filing_filling(struct tx *t, const struct pack *pack,
                              const struct papers *papers, struct str case_code,
                              enum channel channel, const struct json *answers)
{
    struct sources *sources = ARENA_NEW(t->cx->arena, struct sources);

    *sources = (struct sources){.t = t, .papers = papers};
    return (struct filling){
        .form = pack->form,
        .answers = answers,
        .today = instant_day(t->cx->now),
        .case_index = procedure_case_index(pack->card, case_code),
        .channel = channel,
        .area_name = area_name,
        .has_paper = has_paper,
        .data = sources,
    };
}

static enum err not_yours(struct cx *cx, int64_t draft_id)
{
    return RAISE(&cx->err, ERR_NOT_FOUND, "draft %" PRId64 " of another",
                 draft_id);
}

/* The rest of a filing whose draft is loaded. */
static enum err fill_in(struct tx *t, const struct filing_of *of,
                        struct filing *f)
{
    struct papers *papers = ARENA_NEW(t->cx->arena, struct papers);
    const struct json *answers;

    if (!of->who || f->draft.account_id != of->who->account_id ||
        !str_eq(f->draft.procedure_code, of->pack->card->code))
        return not_yours(t->cx, f->draft.id);
    TRY(json_parse(&t->cx->err, t->cx->arena, f->draft.answers,
                   FORM_ANSWER_BYTES, &answers));
    TRY(papers_of_draft(t, f->draft.id, papers));
    f->papers = *papers;
    f->handed = (struct handed_papers){0};
    f->filling = filing_filling(t, of->pack, papers, f->draft.case_code,
                                CHANNEL_ONLINE, answers);
    if (f->filling.case_index < 0)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_CASE_GONE);
    return ERR_OK;
}

enum err filing_load(struct tx *t, const struct filing_of *of, int64_t draft_id,
                     struct filing *ret)
{
    struct filing f;

    TRY(draft_load(t, draft_id, &f.draft));
    TRY(fill_in(t, of, &f));
    *ret = f;
    return ERR_OK;
}

enum err filing_load_locked(struct tx *t, const struct filing_of *of,
                            int64_t draft_id, struct filing *ret)
{
    struct filing f;

    TRY(draft_load_locked(t, draft_id, &f.draft));
    TRY(fill_in(t, of, &f));
    *ret = f;
    return ERR_OK;
}

/* Locked, so that it is not filed meanwhile, and still open. */
static enum err load_open(struct tx *t, const struct filing_of *of,
                          int64_t draft_id, struct filing *ret)
{
    TRY(filing_load_locked(t, of, draft_id, ret));
    if (ret->draft.dossier_id)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_FILED);
    return ERR_OK;
}

static enum err put_answers(struct tx *t, const struct filing_of *of,
                            struct filing *f, const struct json *answers)
{
    f->filling.answers = answers;
    f->draft.answers = json_text(t->cx->arena, answers);
    f->draft.version_id = of->version_id;
    if (f->draft.answers.n > FORM_ANSWER_BYTES)
        return REFUSE(&t->cx->err, ERR_TOO_LARGE, MSG_FILING_TOO_LONG);
    return draft_save(t, &f->draft);
}

const struct json *filing_typed(struct arena *a, const struct form *form,
                                const struct json *stored,
                                const struct filing_page *page)
{
    const struct json *answers =
        form_answers_post(a, form, page->page, stored, page->inputs);

    return str_empty(page->action)
               ? answers
               : form_answers_act(a, form, answers, page->action);
}

static bool same_answers(struct arena *a, const struct json *x,
                         const struct json *y)
{
    return str_eq(json_text(a, x), json_text(a, y));
}

enum err filing_save(struct tx *t, const struct filing_of *of,
                     const struct filing_page *page, struct filing *ret)
{
    struct arena *a = t->cx->arena;
    const struct form *form = of->pack->form;
    const struct json *answers;
    struct filing f;

    TRY(load_open(t, of, page->draft_id, &f));
    if (page->page >= form->page_count)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no page %zu", page->page);
    answers = filing_typed(a, form, f.filling.answers, page);
    if (f.draft.revision != page->revision &&
        !same_answers(a, f.filling.answers, answers))
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_OTHER_TAB);
    f.draft.page = page->page;
    TRY(put_answers(t, of, &f, answers));
    *ret = f;
    return ERR_OK;
}

static enum err take_paper(struct tx *t, const struct filing_of *of,
                           const struct filing *f,
                           const struct filing_paper *paper)
{
    const struct procedure_component *c =
        procedure_component(of->pack->card, paper->component);

    if (!c || c->upload == UPLOAD_NONE ||
        !(c->cases & UINT32_C(1) << f->filling.case_index))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_PAPER_NOT_ASKED);
    if (paper_count(&f->papers, paper->component) >= PAPERS_PER_COMPONENT_MAX ||
        f->papers.count >= PAPERS_MAX)
        return REFUSE1(&t->cx->err, ERR_INPUT, MSG_PAPER_TOO_MANY,
                       num_vn(t->cx->arena, PAPERS_PER_COMPONENT_MAX));
    return ERR_OK;
}

static bool is_attached(const struct filing *f,
                        const struct filing_paper *paper)
{
    for (size_t i = 0; i < f->papers.count; i++)
        if (str_eq(f->papers.at[i].component, paper->component) &&
            str_eq(f->papers.at[i].blob_id, paper->blob.id))
            return true;
    return false;
}

enum err filing_attach(struct tx *t, const struct filing_of *of,
                       const struct filing_paper *paper)
{
    struct filing f;
    struct paper row = {
        .id = id_new(t->cx->now),
        .component = paper->component,
        .name = paper->name,
        .mime = paper->mime,
        .bytes = paper->blob.bytes,
        .added_at = t->cx->now,
    };

    TRY(load_open(t, of, paper->draft_id, &f));
    if (is_attached(&f, paper))
        return ERR_OK;
    TRY(take_paper(t, of, &f, paper));
    TRY(draft_touch(t, f.draft.id));
    row.added_by = of->who->account_id;
    return paper_add(t, f.draft.id, &row, &paper->blob);
}

enum err filing_detach(struct tx *t, const struct filing_of *of,
                       int64_t draft_id, int64_t paper_id)
{
    struct filing f;

    TRY(load_open(t, of, draft_id, &f));
    if (!paper_find(&f.papers, paper_id))
        return ERR_OK;
    TRY(draft_touch(t, draft_id));
    return paper_remove(t, draft_id, paper_id);
}

enum err filing_drop(struct tx *t, const struct actor *who, int64_t draft_id)
{
    struct draft d;

    TRY(draft_load_locked(t, draft_id, &d));
    if (!who || d.account_id != who->account_id)
        return not_yours(t->cx, draft_id);
    if (d.dossier_id)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FILING_FILED);
    return draft_drop(t, draft_id);
}

void filing_check(struct arena *a, const struct pack *pack,
                  const struct filing *f, struct filing_check *ret)
{
    ret->faults = form_check(a, &f->filling, FORM_ALL_PAGES);
    ret->need_count = paper_needs(pack->card, pack->when, &f->filling,
                                  &f->papers, &f->handed, ret->need);
    ret->missing = 0;
    for (size_t i = 0; i < ret->need_count; i++)
        ret->missing += ret->need[i].is_missing;
}

size_t filing_left(const struct filing_check *check)
{
    return check->faults.errors + check->missing;
}

/* Somebody may have come back to it since it was listed. */
static enum err drop_if_expired(struct tx *t, int64_t id)
{
    struct draft d;

    TRY(draft_load_locked(t, id, &d));
    if (d.dossier_id || d.expires_at.us > t->cx->now.us)
        return ERR_OK;
    return draft_drop(t, id);
}

enum err filing_sweep(struct tx *t, size_t max, size_t *ret_count)
{
    const int64_t *ids;
    size_t count;

    TRY(drafts_expired(t, max, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(drop_if_expired(t, ids[i]));
    *ret_count = count;
    return ERR_OK;
}
