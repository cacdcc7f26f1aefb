#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"
#include "base/msg.h"

#include "store/series.h"

#include "domain/org/org_store.h"
#include "domain/paper/paper_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/queue.sql.h"

#include "service/clock.h"
#include "service/flowing.h"
#include "service/handling.h"
#include "service/move.h"
#include "service/permit.h"
#include "service/routing.h"

/* One action at one step, as it is carried out. */
struct act {
    struct tx *t;
    const struct handling *h;
    const struct flow *flow;
    struct dossier d;
    struct dossier_step step;
    size_t at;   /* index of the step in the flow     */
    size_t next; /* where the action leads; step_count: the end */
};

static enum err refuse(struct act *a, enum msg_id words)
{
    return REFUSE(&a->t->cx->err, ERR_INPUT, words);
}

/* Where the step that the person saw stands in the flow. */
static enum err find_step(struct act *a)
{
    TRY(permit_step(a->t, a->h->who, &a->d, a->h->step_n, &a->step));
    a->at = flow_step_index(a->flow, a->step.step);
    if (a->at == a->flow->step_count)
        return RAISE(&a->t->cx->err, ERR_CONFLICT,
                     "the step is none of the flow's");
    /* What was asked for meanwhile is sent, awaited or decided first. */
    return a->step.work == flowing_work(a->flow->step[a->at].kind)
               ? ERR_OK
               : refuse(a, MSG_STEP_UNKNOWN_ACTION);
}

static bool is_last(const struct act *a)
{
    return a->flow->step[a->at].kind == FLOW_RETURN;
}

static enum err find_way(struct act *a)
{
    if (is_last(a)) {
        a->next = a->flow->step_count;
        return a->h->action == FLOW_DO_RETURN
                   ? ERR_OK
                   : refuse(a, MSG_STEP_UNKNOWN_ACTION);
    }
    TRY(flowing_next(a->t, &a->d, a->h->pack, a->at, a->h->action, &a->next));
    return a->next < a->flow->step_count ? ERR_OK
                                         : refuse(a, MSG_STEP_UNKNOWN_ACTION);
}

static enum err require_result_file(struct act *a)
{
    struct papers papers;

    TRY(papers_of_dossier(a->t, a->d.id, &papers));
    return paper_count(&papers, S(RESULT_COMPONENT))
               ? ERR_OK
               : refuse(a, MSG_STEP_NEEDS_RESULT);
}

enum err handling_assignees(struct tx *t, const struct dossier *d,
                            const struct flow_step *to,
                            const struct colleague **ret, size_t *ret_count)
{
    struct day today = instant_day(t->cx->now);
    struct duty_holders_rows rows;
    struct colleague *list;
    struct duty_holders_in in = {
        .role = flow_role_name(to->role),
        .on_day = today,
        .field = d->field,
        .procedure = d->procedure_code,
    };

    TRY(routing_desk(t, d, &to->unit, today, &in.desk_id));
    TRY(duty_holders(t, &in, COLLEAGUES_MAX, &rows));
    list = ARENA_ARRAY(t->cx->arena, struct colleague, rows.count);
    for (size_t k = 0; k < rows.count; k++)
        list[k] = (struct colleague){rows.row[k].account_id, rows.row[k].name};
    *ret = list;
    *ret_count = rows.count;
    return ERR_OK;
}

static enum err require_assignee(struct act *a)
{
    const struct colleague *who;
    size_t count;

    TRY(handling_assignees(a->t, &a->d, &a->flow->step[a->next], &who, &count));
    for (size_t i = 0; i < count; i++)
        if (who[i].account_id == a->h->assignee)
            return ERR_OK;
    return refuse(a, MSG_STEP_NEEDS_ASSIGNEE);
}

/* What the action asks for, and nothing more. */
static enum err require(struct act *a)
{
    if (a->h->action == FLOW_DO_ASSIGN)
        return require_assignee(a);
    if (a->h->action == FLOW_DO_SEND_BACK && str_empty(a->h->reason))
        return refuse(a, MSG_STEP_NEEDS_REASON);
    if (a->h->action == FLOW_DO_APPROVE)
        TRY(permit_apart(a->t, a->h->who, &a->d));
    if (!is_last(a) && flow_result_goes_to(a->flow, a->next, a->h->action))
        return require_result_file(a);
    return ERR_OK;
}

/* Who signed: the account that closed the latest step of approval. */
static enum err signer_of(struct act *a, int64_t *ret)
{
    const struct dossier_step *steps;
    size_t count;

    TRY(dossier_steps(a->t, a->d.id, &steps, &count));
    *ret = 0;
    for (size_t i = 0; i < count; i++)
        if (steps[i].work == WORK_APPROVE && steps[i].closed_at.us)
            *ret = steps[i].account_id;
    return ERR_OK;
}

/*
 * The result's number in the agency's register of the year.
 *
 * Source: Decree 30/2020 art. 15 (numbers begin at 01 each year).
 */
static enum err number_result(struct act *a)
{
    struct tx *t = a->t;
    const struct procedure *card = a->h->pack->card;
    int year = day_civil(instant_day(t->cx->now)).year;
    struct str kind = card->result_count && card->result[0].code.p
                          ? card->result[0].code
                          : card->code;
    struct agency agency;
    struct result_insert_in row = {
        .id = id_new(t->cx->now),
        .dossier_id = a->d.id,
        .n = 1,
        .kind = kind,
        .year = year,
        .agency_id = a->d.resolver_id,
        .issued_by = a->h->who->account_id,
        .issued_at = t->cx->now,
    };

    TRY(signer_of(a, &row.approved_by));
    TRY(org_agency(t, a->d.resolver_id, &agency));
    TRY(series_next(t, agency.key,
                    arena_printf(t->cx->arena, "result-%.*s", STR_ARG(kind)),
                    arena_printf(t->cx->arena, "%04d", year), &row.number));
    return result_insert(t, &row, NULL);
}

static enum err move(struct act *a, enum dossier_event_kind event)
{
    return move_make(a->t, &a->d,
                     &(struct move){
                         .event = event,
                         .who = a->h->who,
                         .desk_id = a->step.desk_id,
                         .step = a->step.step,
                         .action = flow_action_name(a->h->action),
                         .reason = a->h->reason,
                     });
}

/*
 * An advance into a verification orders it, and the first gives the dossier
 * the card's days for it.
 *
 * Source: Decree 61/2018 art. 19.3; the procedures' own texts for the days.
 */
static enum err advance(struct act *a)
{
    const struct procedure *card = a->h->pack->card;
    const struct procedure_limit *limit = procedure_limit(
        card, procedure_case_index(card, a->d.case_code), a->d.channel);
    int days = limit ? procedure_verification_days(limit) : 0;

    if (a->flow->step[a->next].kind != FLOW_VERIFY || !days)
        return move(a, EVENT_ADVANCE);
    return clock_move(a->t, &a->d, a->h->pack,
                      &(struct move){
                          .event = EVENT_VERIFY,
                          .who = a->h->who,
                          .desk_id = a->step.desk_id,
                          .step = a->step.step,
                          .action = flow_action_name(a->h->action),
                          .detail = clock_days(a->t->cx->arena, days),
                          .reason = a->h->reason,
                      });
}

static enum err go_on(struct act *a)
{
    bool finishes = a->flow->step[a->next].kind == FLOW_RETURN;

    TRY(flowing_open(a->t, &a->d, a->flow, a->next,
                     a->h->action == FLOW_DO_ASSIGN ? a->h->assignee : 0));
    if (finishes) {
        TRY(number_result(a));
        TRY(move(a, EVENT_FINISH));
        return move_tell(a->t, &a->d, MOVE_TOPIC, "finished");
    }
    return a->h->action == FLOW_DO_ASSIGN ? move(a, EVENT_ASSIGN) : advance(a);
}

enum err handling_act(struct tx *t, const struct handling *h,
                      struct dossier *ret)
{
    struct act a = {.t = t, .h = h, .flow = h->pack->flow};

    TRY(dossier_load_locked(t, h->dossier_id, &a.d));
    TRY(find_step(&a));
    TRY(find_way(&a));
    TRY(require(&a));
    TRY(move_close_step(t, &a.d, a.step.n, h->who,
                        flow_action_name(h->action)));
    if (is_last(&a)) {
        TRY(move(&a, EVENT_RETURN));
        TRY(move_tell(t, &a.d, MOVE_TOPIC, "returned"));
    } else {
        TRY(go_on(&a));
    }
    *ret = a.d;
    return ERR_OK;
}
