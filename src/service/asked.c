#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"

#include "service/asked.h"
#include "service/flowing.h"
#include "service/move.h"
#include "service/routing.h"
#include "service/submit.h"

/* Who decides does so by the end of the next working day. The law gives no
   time; it is the house's own. */
#define DECIDE_LIMIT ((struct limit){LIMIT_WORKING_DAY, 1})

static enum err open_step(struct tx *t, struct dossier *d,
                          const struct request *r, struct dossier_step *s)
{
    s->step = r->step;
    s->request_n = r->n;
    return move_open_step(t, d, s);
}

static enum err at_reception(struct tx *t, struct dossier *d,
                             const struct request *r, enum dossier_work work,
                             struct instant due)
{
    struct dossier_step s = {
        .work = work,
        .role = role_key(ROLE_RECEPTION),
        .desk_id = d->point_id,
        .due_at = due,
    };

    return open_step(t, d, r, &s);
}

enum err asked_await(struct tx *t, struct dossier *d, const struct request *r)
{
    return at_reception(t, d, r, WORK_AWAIT, r->due_at);
}

enum err asked_to_send(struct tx *t, struct dossier *d, const struct request *r,
                       struct instant due)
{
    return at_reception(t, d, r, WORK_SEND, due);
}

/* The step of the flow in which the result is signed. */
static const struct flow_step *signing_step(const struct flow *flow)
{
    const struct flow_step *issue = NULL;

    for (size_t i = 0; i < flow->step_count; i++) {
        if (flow->step[i].kind == FLOW_APPROVE)
            return &flow->step[i];
        if (flow->step[i].kind == FLOW_ISSUE)
            issue = &flow->step[i];
    }
    check(issue != NULL);
    return issue;
}

static enum err decider(struct tx *t, const struct dossier *d,
                        const struct pack *pack, struct dossier_step *s)
{
    const struct flow_step *signing = signing_step(pack->flow);

    if (!d->accepted_at.us) {
        s->role = role_key(ROLE_DIRECTOR);
        s->desk_id = d->point_id;
        return ERR_OK;
    }
    s->role = flow_role_name(signing->role);
    return routing_desk(t, d, &signing->unit, instant_day(t->cx->now),
                        &s->desk_id);
}

enum err asked_to_decide(struct tx *t, struct dossier *d,
                         const struct pack *pack, const struct request *r,
                         bool side)
{
    struct dossier_step s = {.work = WORK_DECIDE, .side = side};
    struct deadline due;

    TRY(decider(t, d, pack, &s));
    TRY(flowing_due(t, d->point_id, DECIDE_LIMIT, &due));
    s.due_at = due.due;
    return open_step(t, d, r, &s);
}

enum err asked_resume(struct tx *t, struct dossier *d, const struct pack *pack,
                      const struct request *r)
{
    size_t at = flow_step_index(pack->flow, r->step);

    if (at == pack->flow->step_count)
        return RAISE(&t->cx->err, ERR_CONFLICT, "the flow has no step %.*s",
                     STR_ARG(r->step));
    return flowing_open(t, d, pack->flow, at, r->account_id);
}

enum err asked_receive(struct tx *t, struct dossier *d)
{
    struct dossier_step s = {
        .work = WORK_RECEIVE,
        .step = S(""),
        .role = role_key(ROLE_RECEPTION),
        .desk_id = d->point_id,
    };
    struct deadline due;

    TRY(flowing_due(t, d->point_id, ANSWER_LIMIT, &due));
    s.due_at = d->answer_due_at = due.due;
    return move_open_step(t, d, &s);
}

enum err asked_lapse_all(struct tx *t, const struct dossier *d,
                         const struct actor *who, int except)
{
    struct requests all;

    TRY(requests_of_dossier(t, d->id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].outcome == REQUEST_OPEN && all.at[i].n != except)
            TRY(request_close(t, &all.at[i], REQUEST_LAPSED, who->account_id,
                              S("")));
    return ERR_OK;
}

struct str asked_detail(struct arena *a, const struct request *r)
{
    struct json *detail = json_new_object(a);

    json_set_i64(detail, "request", r->n);
    json_set_str(detail, "reason", r->reason);
    return json_text(a, detail);
}
