#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"
#include "base/json.h"

#include "store/blob.h"

#include "domain/paper/draft_store.h"
#include "domain/paper/paper.sql.h"

#include "service/demo_act.h"
#include "service/flowing.h"
#include "service/demo_answers.h"
#include "service/handling.h"
#include "service/reception.h"
#include "service/routing.h"
#include "service/submit.h"

/* One act being done. */
struct doing {
    struct tx *t;
    struct demo_cast *cast;
    const struct demo_act *act;
    const struct demo_filing *filing;
    const struct demo_task *task;
    const struct demo_person *person;
    int64_t *dossier_id;
};

static enum channel delivery_of(const struct doing *d)
{
    enum channel c = d->filing->channel;

    return d->task->pack->card->returns & 1u << c ? c : CHANNEL_COUNTER;
}

static enum err answers_of(struct doing *d, struct str *ret_case,
                           const struct json **ret)
{
    const struct demo_person *p = d->person;
    const struct demo_applicant who = {
        .full_name = p->name,
        .birth_date = p->birth_date,
        .sex = p->sex == SEX_FEMALE ? S("female") : S("male"),
        .id_number = p->id_number,
        .phone = p->phone,
        .email = S(""),
        .province = S("89"),
        .district = p->district,
        .commune = p->commune,
        .detail = p->detail,
        .ethnic = p->ethnic,
        .today = instant_day(d->t->cx->now),
    };

    return demo_answers(d->t->cx->arena, d->task->answers, &who, ret_case, ret,
                        &d->t->cx->err);
}

static enum err save_answers(struct doing *d, int64_t draft_id,
                             const struct json *answers, int *ret_revision)
{
    struct draft draft;

    TRY(draft_load_locked(d->t, draft_id, &draft));
    draft.answers = json_text(d->t->cx->arena, answers);
    draft.version_id = d->task->version_id;
    TRY(draft_save(d->t, &draft));
    *ret_revision = draft.revision;
    return ERR_OK;
}

static enum err attach(struct doing *d, const struct filing_of *of,
                       int64_t draft_id)
{
    struct filing_check need;
    struct filing f;

    TRY(filing_load(d->t, of, draft_id, &f));
    filing_check(d->t->cx->arena, of->pack, &f, &need);
    for (size_t i = 0; i < need.need_count; i++) {
        const struct demo_paper *p = demo_paper(d->cast->papers, d->task->code,
                                                need.need[i].component->code);

        if (need.need[i].is_missing && p)
            TRY(filing_attach(d->t, of,
                              &(struct filing_paper){
                                  .draft_id = draft_id,
                                  .component = p->component,
                                  .name = p->name,
                                  .mime = S("application/pdf"),
                                  .blob = p->blob,
                              }));
    }
    return ERR_OK;
}

static struct actor applicant_of(const struct doing *d)
{
    return (struct actor){
        .account_id = d->person->account_id,
        .person_id = d->person->person_id,
        .kind = ACCOUNT_CITIZEN,
        .name = d->person->name,
    };
}

static enum err begin_draft(struct doing *d)
{
    const struct actor who = applicant_of(d);
    const struct filing_of of = {&who, d->task->pack, d->task->version_id};
    const struct json *answers;
    struct str case_code;
    int64_t id;

    TRY(answers_of(d, &case_code, &answers));
    return filing_open(d->t, &of, case_code, delivery_of(d), &id);
}

static enum err file_online(struct doing *d)
{
    const struct actor who = applicant_of(d);
    const struct filing_of of = {&who, d->task->pack, d->task->version_id};
    struct submit submit = {0};
    const struct json *answers;
    struct str case_code;
    struct dossier dossier;

    TRY(answers_of(d, &case_code, &answers));
    TRY(filing_open(d->t, &of, case_code, delivery_of(d), &submit.draft_id));
    TRY(save_answers(d, submit.draft_id, answers, &submit.revision));
    TRY(attach(d, &of, submit.draft_id));
    TRY(submit_online(d->t, &of, &submit, &dossier));
    *d->dossier_id = dossier.id;
    return ERR_OK;
}

static struct demo_post post_of(const struct doing *d, struct str role,
                                int64_t desk_id)
{
    return (struct demo_post){role, desk_id, d->task->pack->card->field,
                              d->task->code};
}

static enum err find_officer(struct doing *d, struct demo_post post, int64_t id,
                             const struct actor **ret)
{
    TRY(demo_staff_at(d->t, &d->cast->staff, &post, id, d->act->pick, ret));
    d->cast->rests[d->act->dossier] = !*ret;
    return ERR_OK;
}

/* The unit that this person's answers name. */
static struct str area_of(const struct doing *d)
{
    switch (d->task->pack->card->receive.kind) {
    case BODY_COMMUNE_COMMITTEE: return d->person->commune;
    case BODY_DISTRICT_COMMITTEE:
    case BODY_DISTRICT_DIVISION:
    case BODY_LAND_OFFICE_BRANCH: return d->person->district;
    case BODY_PROVINCE_COMMITTEE:
    case BODY_DEPARTMENT:
    case BODY_LAND_OFFICE:
    case BODY_VERTICAL: return S("");
    }
    UNREACHABLE();
}

/* Everything the card may ask for: what the case does not is not kept. */
static struct handed_papers all_handed(const struct doing *d)
{
    const struct procedure *card = d->task->pack->card;
    struct handed_paper *at = ARENA_ARRAY(d->t->cx->arena, struct handed_paper,
                                          card->component_count);

    for (size_t i = 0; i < card->component_count; i++)
        at[i] = (struct handed_paper){card->component[i].code,
                                      card->component[i].originals,
                                      card->component[i].copies};
    return (struct handed_papers){at, card->component_count};
}

static enum err take_in(struct doing *d)
{
    struct filing_of of = {NULL, d->task->pack, d->task->version_id};
    struct intake in = {
        .person_id = d->person->person_id,
        .delivery = delivery_of(d),
        .handed = all_handed(d),
        .site = d->cast->site,
    };
    struct filing_check left;
    struct routing way;
    struct dossier dossier;

    TRY(routing_find(d->t, d->task->pack->card, area_of(d),
                     instant_day(d->t->cx->now), &way));
    TRY(find_officer(d, post_of(d, role_key(ROLE_RECEPTION), way.point_id), 0,
                     &of.who));
    if (!of.who)
        return ERR_OK;
    TRY(answers_of(d, &in.case_code, &in.answers));
    TRY(submit_intake(d->t, &of, &in, &left, &dossier));
    *d->dossier_id = dossier.id;
    return ERR_OK;
}

static struct str reason_of(const struct demo_reasons *r, size_t pick)
{
    return r->text[pick % r->count];
}

static enum err receive(struct doing *d, const struct actor *who)
{
    struct reception r = {
        .dossier_id = *d->dossier_id,
        .pack = d->task->pack,
        .who = who,
        .site = d->cast->site,
        .reason = S(""),
    };
    struct dossier dossier;

    switch (d->act->what) {
    case DEMO_ACCEPT: return reception_accept(d->t, &r, &dossier);
    case DEMO_TRANSFER: return reception_transfer(d->t, &r, &dossier);
    case DEMO_REFUSE:
        r.reason = reason_of(&d->cast->refuse, d->act->pick);
        return reception_refuse(d->t, &r, &dossier);
    case DEMO_DRAFT:
    case DEMO_FILE:
    case DEMO_TAKE_IN:
    case DEMO_HANDLE: break;
    }
    UNREACHABLE();
}

/* The one who is to appraise: the next step's role at its desk. */
static enum err find_assignee(struct doing *d, size_t next, int64_t *ret)
{
    const struct flow_step *s = &d->task->pack->flow->step[next];
    const struct actor *who;
    struct dossier dossier;
    int64_t desk_id;

    TRY(dossier_load(d->t, *d->dossier_id, &dossier));
    TRY(routing_desk(d->t, &dossier, &s->unit, instant_day(d->t->cx->now),
                     &desk_id));
    TRY(find_officer(d, post_of(d, flow_role_name(s->role), desk_id), 0, &who));
    *ret = who ? who->account_id : 0;
    return ERR_OK;
}

/* Whoever submits what is signed next lays the result into the dossier. */
static enum err add_result(struct doing *d, const struct actor *who)
{
    const struct demo_paper *p =
        demo_paper(d->cast->papers, d->task->code, S(RESULT_COMPONENT));
    struct papers have;

    TRY(papers_of_dossier(d->t, *d->dossier_id, &have));
    if (!p || paper_count(&have, p->component))
        return ERR_OK;
    TRY(blob_keep(d->t, &p->blob));
    return paper_insert(d->t,
                        &(struct paper_insert_in){
                            .id = id_new(d->t->cx->now),
                            .dossier_id = d->dossier_id,
                            .component = p->component,
                            .name = p->name,
                            .mime = S("application/pdf"),
                            .bytes = p->blob.bytes,
                            .blob_id = p->blob.id,
                            .added_by = who->account_id,
                            .added_at = d->t->cx->now,
                        },
                        NULL);
}

/*
 * What is done at step `at`, and where that leads: as planned, else, where case
 * and answers led the dossier another way than the plan thought, the first way
 * that is open.
 */
static enum err choose_action(struct doing *d, const struct dossier *dossier,
                              size_t at, enum flow_action *ret,
                              size_t *ret_next)
{
    const struct pack *pack = d->task->pack;
    const struct flow_step *s = &pack->flow->step[at];

    *ret = d->act->action;
    *ret_next = pack->flow->step_count;
    if (s->kind == FLOW_RETURN) {
        *ret = FLOW_DO_RETURN;
        return ERR_OK;
    }
    TRY(flowing_next(d->t, dossier, pack, at, *ret, ret_next));
    for (size_t i = 0; i < s->way_count && *ret_next == pack->flow->step_count;
         i++) {
        *ret = s->way[i].action;
        TRY(flowing_next(d->t, dossier, pack, at, *ret, ret_next));
    }
    return ERR_OK;
}

static enum err handle(struct doing *d, const struct actor *who,
                       const struct dossier_step *step)
{
    const struct flow *flow = d->task->pack->flow;
    size_t at = flow_step_index(flow, step->step);
    struct handling h = {
        .dossier_id = *d->dossier_id,
        .step_n = step->n,
        .pack = d->task->pack,
        .who = who,
        .reason = S(""),
    };
    struct dossier dossier;
    size_t next;

    TRY(dossier_load(d->t, *d->dossier_id, &dossier));
    TRY(choose_action(d, &dossier, at, &h.action, &next));
    if (h.action != FLOW_DO_RETURN) {
        if (h.action == FLOW_DO_ASSIGN)
            TRY(find_assignee(d, next, &h.assignee));
        else if (flow_result_goes_to(flow, next, h.action))
            TRY(add_result(d, who));
    }
    if (h.action == FLOW_DO_SEND_BACK)
        h.reason = reason_of(&d->cast->send_back, d->act->pick);
    if (d->cast->rests[d->act->dossier])
        return ERR_OK;
    return handling_act(d->t, &h, &dossier);
}

/* The open step says which post goes on with the dossier. */
static enum err go_on(struct doing *d)
{
    struct dossier_step step;
    const struct actor *who;
    enum err e = dossier_open_step(d->t, *d->dossier_id, &step);

    /* A shorter way than the plan thought has led to the end. */
    if (e == ERR_NOT_FOUND) {
        errbox_clear(&d->t->cx->err);
        return ERR_OK;
    }
    TRY(e);
    TRY(find_officer(d, post_of(d, step.role, step.desk_id), step.account_id,
                     &who));
    if (!who)
        return ERR_OK;
    return d->act->what == DEMO_HANDLE ? handle(d, who, &step)
                                       : receive(d, who);
}

enum err demo_act(struct tx *t, struct demo_cast *cast,
                  const struct demo_act *act)
{
    const struct demo_filing *f = &cast->filing[act->dossier];
    struct doing d = {
        .t = t,
        .cast = cast,
        .act = act,
        .filing = f,
        .task = &cast->task[f->task],
        .person = &cast->person[f->person],
        .dossier_id = &cast->dossier_id[act->dossier],
    };

    switch (act->what) {
    case DEMO_DRAFT: return begin_draft(&d);
    case DEMO_FILE: return file_online(&d);
    case DEMO_TAKE_IN: return take_in(&d);
    case DEMO_ACCEPT:
    case DEMO_REFUSE:
    case DEMO_TRANSFER:
    case DEMO_HANDLE: return cast->rests[act->dossier] ? ERR_OK : go_on(&d);
    }
    UNREACHABLE();
}
