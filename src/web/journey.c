#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"

#include "domain/dossier/dossier_store.h"
#include "domain/form/form_view.h"
#include "domain/pack/pack_store.h"

#include "web/app.h"
#include "web/journey.h"
#include "web/when.h"

#define PAPERS S("giay-to")
#define CHECK  S("xem-lai")

enum err journey_of(struct tx *t, struct req *rq, struct filing_of *ret)
{
    ret->who = rq->actor;
    return pack_in_force(t, req_capture(rq, "code"), instant_day(t->cx->now),
                         &ret->pack, &ret->version_id);
}

int64_t journey_draft(const struct req *rq)
{
    int64_t id = 0;

    num_parse(req_capture(rq, "draft"), 1, INT64_MAX, &id);
    return id;
}

void journey_look(struct journey *j)
{
    filing_check(j->arena, j->of.pack, &j->filing, &j->check);
    j->has_papers = j->check.need_count > 0;
}

enum err journey_open(struct tx *t, struct req *rq, int64_t draft_id,
                      struct journey *ret)
{
    struct journey j = {
        .arena = t->cx->arena,
        .lang = rq->cx.lang,
        .draft = arena_printf(t->cx->arena, "%" PRId64, draft_id),
    };

    TRY(journey_of(t, rq, &j.of));
    TRY(filing_load(t, &j.of, draft_id, &j.filing));
    if (!j.filing.draft.dossier_id)
        journey_look(&j);
    *ret = j;
    return ERR_OK;
}

enum err journey_load(struct tx *t, struct req *rq, struct journey *ret)
{
    return journey_open(t, rq, journey_draft(rq), ret);
}

size_t journey_page(const struct journey *j, const struct req *rq)
{
    return form_page_index(j->of.pack->form, req_capture(rq, "page"));
}

struct url journey_do(const struct journey *j, struct str verb, struct str what)
{
    if (str_empty(what))
        return URL_PATH(j->arena, "/nop-ho-so/{}/{}/{}", j->of.pack->card->code,
                        j->draft, verb);
    return URL_PATH(j->arena, "/nop-ho-so/{}/{}/{}/{}", j->of.pack->card->code,
                    j->draft, verb, what);
}

static struct str segment(const struct journey *j, size_t step)
{
    if (step == JOURNEY_PAPERS)
        return PAPERS;
    if (step == JOURNEY_CHECK)
        return CHECK;
    check(step < j->of.pack->form->page_count);
    return j->of.pack->form->page[step].id;
}

struct url journey_at(const struct journey *j, size_t step)
{
    return journey_do(j, segment(j, step), STR_NONE);
}

struct url journey_field_at(const struct journey *j, size_t page,
                            struct str name)
{
    return URL_PATH(j->arena, "/nop-ho-so/{}/{}/{}#{}", j->of.pack->card->code,
                    j->draft, segment(j, page), name);
}

struct url journey_wrong_at(const struct journey *j, size_t step)
{
    return URL_PATH(j->arena, "/nop-ho-so/{}/{}/{}?sai=1",
                    j->of.pack->card->code, j->draft, segment(j, step));
}

size_t journey_next(const struct journey *j, size_t step)
{
    size_t page;

    if (step >= JOURNEY_PAPERS)
        return JOURNEY_CHECK;
    page = form_page_after(&j->filing.filling, step);
    if (page < j->of.pack->form->page_count)
        return page;
    return j->has_papers ? JOURNEY_PAPERS : JOURNEY_CHECK;
}

struct url journey_back(const struct journey *j, size_t step)
{
    size_t count = j->of.pack->form->page_count;
    size_t page;

    if (step == JOURNEY_CHECK && j->has_papers)
        return journey_at(j, JOURNEY_PAPERS);
    page = form_page_before(&j->filing.filling, step < count ? step : count);
    if (page < count)
        return journey_at(j, page);
    return URL_PATH(j->arena, "/nop-ho-so/{}", j->of.pack->card->code);
}

static bool page_is_wrong(const struct journey *j, size_t page)
{
    const struct form_faults *faults = &j->check.faults;

    for (size_t i = 0; i < faults->count; i++)
        if (faults->item[i].level == RULE_ERROR &&
            faults->item[i].field->page == page)
            return true;
    return false;
}

size_t journey_first_wrong(const struct journey *j)
{
    for (size_t i = 0; i < j->of.pack->form->page_count; i++)
        if (page_is_wrong(j, i))
            return i;
    return j->check.missing > 0 ? JOURNEY_PAPERS : JOURNEY_CHECK;
}

/* Nothing has been saved yet. */
static bool is_new(const struct journey *j)
{
    return j->filing.draft.revision <= 1;
}

struct url journey_resume(const struct journey *j)
{
    if (is_new(j))
        return journey_at(j, 0);
    return journey_at(j, journey_next(j, j->filing.draft.page));
}

/* Pages up to the last one saved, and the one behind it, are reached. */
static bool is_reached(const struct journey *j, size_t step)
{
    if (is_new(j))
        return step == 0;
    if (step < JOURNEY_PAPERS)
        return step <= journey_next(j, j->filing.draft.page);
    return journey_next(j, j->filing.draft.page) >= JOURNEY_PAPERS &&
           (step == JOURNEY_PAPERS || filing_left(&j->check) == 0);
}

static bool is_done(const struct journey *j, size_t step)
{
    if (step == JOURNEY_PAPERS)
        return is_reached(j, step) && j->check.missing == 0;
    return step < JOURNEY_PAPERS && !is_new(j) &&
           step <= j->filing.draft.page && !page_is_wrong(j, step);
}

static struct str step_name(const struct journey *j, size_t step)
{
    if (step == JOURNEY_PAPERS)
        return msg(j->lang, MSG_JOURNEY_PAPERS);
    if (step == JOURNEY_CHECK)
        return msg(j->lang, MSG_JOURNEY_CHECK);
    return j->of.pack->form->page[step].title.in[j->lang];
}

struct journey_steps journey_steps(const struct journey *j, size_t now)
{
    struct form_step_view *step =
        ARENA_ARRAY(j->arena, struct form_step_view, FORM_PAGES_MAX + 2);
    struct journey_steps s = {.step = step};

    for (size_t at = 0;; at = journey_next(j, at)) {
        struct form_step_view *v = &step[s.count++];

        v->name = step_name(j, at);
        v->state = is_done(j, at) ? STEP_DONE : STEP_LATER;
        if (is_reached(j, at))
            v->at = journey_at(j, at);
        if (at == now) {
            v->state = STEP_NOW;
            s.at = s.count;
        }
        if (at == JOURNEY_CHECK)
            return s;
    }
}

struct str journey_saved(const struct journey *j, struct instant now)
{
    struct str at;

    if (is_new(j))
        return STR_NONE;
    at = when_lately(j->arena, j->lang, j->filing.draft.saved_at, now);
    return msg_format(j->arena, j->lang, MSG_JOURNEY_SAVED, 1, &at);
}

enum err journey_gone(struct tx *t, const struct journey *j, struct reply *rp)
{
    struct dossier d;

    TRY(dossier_load(t, j->filing.draft.dossier_id, &d));
    reply_see_other(rp, URL_PATH(j->arena, "/ho-so/{}", d.submission_code));
    return ERR_OK;
}

struct form_view journey_view(struct req *rq, const struct journey *j,
                              size_t step)
{
    struct form_tokens tokens = req_form_tokens(rq);
    struct journey_steps steps = journey_steps(j, step);
    const struct province_view *province = &rq->app->conf.province;

    return (struct form_view){
        .procedure = j->of.pack->card->name.in[rq->cx.lang],
        .back = journey_back(j, step),
        .post = journey_at(j, step),
        .csrf = tokens.csrf,
        .key = tokens.key,
        .revision = j->filing.draft.revision,
        .saved = journey_saved(j, rq->cx.now),
        .step = steps.at,
        .step_count = steps.count,
        .steps = steps.step,
        .help_phone = province->phone,
        .help_phone_link = province->phone_link,
    };
}
