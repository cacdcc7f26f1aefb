#include "base/prelude.h"

#include "base/check.h"

#include "domain/calendar/calendar_store.h"
#include "domain/dossier/dossier.sql.h"

#include "service/filing.h"
#include "service/flowing.h"
#include "service/move.h"
#include "service/routing.h"

enum err flowing_due(struct tx *t, int64_t point_id, struct limit limit,
                     struct deadline *ret)
{
    struct day today = instant_day(t->cx->now);
    struct calendar calendar;
    struct work_week week;
    struct deadline_question q = {
        .calendar = &calendar,
        .week = &week,
        .limit = limit,
        .mode = DEADLINE_BY_DAYS,
        .accepted = t->cx->now,
    };

    TRY(calendar_load_from(t, today, &calendar));
    TRY(work_week_load(t, point_id, today, &week));
    return deadline_due(t->cx->arena, &q, ret, &t->cx->err);
}

enum err flowing_filling(struct tx *t, const struct dossier *d,
                         const struct pack *pack, struct filling *ret)
{
    const struct json *answers = json_new_object(t->cx->arena);
    struct dossier_answers_find_row row;
    bool found;

    TRY(dossier_answers_find(t, d->id, &row, &found));
    if (found)
        TRY(json_parse(&t->cx->err, t->cx->arena, row.answers,
                       FORM_ANSWER_BYTES, &answers));
    *ret = filing_filling(t, pack, NULL, d->case_code, d->channel, answers);
    return ERR_OK;
}

static bool asks(const struct flow_step *step, enum flow_action action)
{
    for (size_t i = 0; i < step->way_count; i++) {
        if (step->way[i].action == action && step->way[i].is_conditional)
            return true;
    }
    return false;
}

enum err flowing_next(struct tx *t, const struct dossier *d,
                      const struct pack *pack, size_t from,
                      enum flow_action action, size_t *ret)
{
    struct filling f;

    if (!asks(&pack->flow->step[from], action)) {
        *ret = flow_next(pack->flow, from, action);
        return ERR_OK;
    }
    TRY(flowing_filling(t, d, pack, &f));
    *ret = flow_next_for(pack->flow, from, action, &f);
    return ERR_OK;
}

enum dossier_work flowing_work(enum flow_step_kind kind)
{
    switch (kind) {
    case FLOW_ASSIGN: return WORK_ASSIGN;
    case FLOW_PROCESS: return WORK_PROCESS;
    case FLOW_VERIFY: return WORK_VERIFY;
    case FLOW_CONSULT:
    case FLOW_INTERLINK: return WORK_CONSULT;
    case FLOW_APPROVE: return WORK_APPROVE;
    case FLOW_ISSUE: return WORK_ISSUE;
    case FLOW_RETURN: return WORK_RETURN;
    case FLOW_STEP_KIND_COUNT: break;
    }
    UNREACHABLE();
}

enum err flowing_open(struct tx *t, struct dossier *d, const struct flow *flow,
                      size_t index, int64_t assignee)
{
    const struct flow_step *step = &flow->step[index];
    struct day today = instant_day(t->cx->now);
    struct dossier_step s = {
        .work = flowing_work(step->kind),
        .step = step->id,
        .role = flow_role_name(step->role),
        .account_id = assignee,
        .due_at = d->due_at,
    };

    check(index < flow->step_count);
    if (step->kind == FLOW_RETURN)
        s.desk_id = d->return_point_id;
    else
        TRY(routing_desk(t, d, &step->unit, today, &s.desk_id));
    if (step->has_limit) {
        struct deadline due;

        TRY(flowing_due(t, d->point_id, step->limit, &due));
        s.due_at = due.due;
    }
    return move_open_step(t, d, &s);
}
