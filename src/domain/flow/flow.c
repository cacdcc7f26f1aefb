#include "base/prelude.h"

#include "base/check.h"

#include "domain/flow/flow.h"

static const char *const KIND[FLOW_STEP_KIND_COUNT] = {
    [FLOW_ASSIGN] = "assign",   [FLOW_PROCESS] = "process",
    [FLOW_VERIFY] = "verify",   [FLOW_CONSULT] = "consult",
    [FLOW_APPROVE] = "approve", [FLOW_ISSUE] = "issue",
    [FLOW_RETURN] = "return",   [FLOW_INTERLINK] = "interlink",
};

static const char *const ROLE[FLOW_ROLE_COUNT] = {
    [FLOW_ROLE_RECEPTION] = "reception",
    [FLOW_ROLE_DIVISION_HEAD] = "division_head",
    [FLOW_ROLE_PROCESSOR] = "processor",
    [FLOW_ROLE_LEADER] = "leader",
    [FLOW_ROLE_CHAIRMAN] = "chairman",
    [FLOW_ROLE_CLERK] = "clerk",
    [FLOW_ROLE_DIRECTOR] = "director",
};

static const char *const ACTION[FLOW_ACTION_COUNT] = {
    [FLOW_DO_ASSIGN] = "assign",   [FLOW_DO_SUBMIT] = "submit",
    [FLOW_DO_VERIFY] = "verify",   [FLOW_DO_ANSWER] = "answer",
    [FLOW_DO_APPROVE] = "approve", [FLOW_DO_SEND_BACK] = "send_back",
    [FLOW_DO_ISSUE] = "issue",     [FLOW_DO_RETURN] = "return",
};

struct str flow_step_kind_name(enum flow_step_kind kind)
{
    return str_c(KIND[kind]);
}

struct str flow_role_name(enum flow_role role)
{
    return str_c(ROLE[role]);
}

struct str flow_action_name(enum flow_action action)
{
    return str_c(ACTION[action]);
}

static int index_of(struct str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(name, names[i]))
            return (int)i;
    }
    return -1;
}

bool flow_role_parse(struct str name, enum flow_role *ret)
{
    int i = index_of(name, ROLE, FLOW_ROLE_COUNT);

    if (i >= 0)
        *ret = (enum flow_role)i;
    return i >= 0;
}

bool flow_action_parse(struct str name, enum flow_action *ret)
{
    int i = index_of(name, ACTION, FLOW_ACTION_COUNT);

    if (i >= 0)
        *ret = (enum flow_action)i;
    return i >= 0;
}

size_t flow_step_index(const struct flow *flow, struct str id)
{
    size_t i = 0;

    while (i < flow->step_count && !str_eq(flow->step[i].id, id))
        i++;
    return i;
}

/* Of NULL: only a way without a condition. */
static bool opens(const struct flow_way *way, const struct filling *f)
{
    if (!way->is_conditional)
        return true;
    return f && way->when && filling_holds(f, way->when, 0);
}

size_t flow_next_for(const struct flow *flow, size_t from,
                     enum flow_action action, const struct filling *f)
{
    const struct flow_step *step = &flow->step[from];

    for (size_t i = 0; i < step->way_count; i++) {
        if (step->way[i].action == action && opens(&step->way[i], f))
            return step->way[i].to;
    }
    return flow->step_count;
}

size_t flow_next(const struct flow *flow, size_t from, enum flow_action action)
{
    const struct flow_step *step = &flow->step[from];
    size_t to = flow_next_for(flow, from, action, NULL);

    for (size_t i = 0; to == flow->step_count && i < step->way_count; i++) {
        if (step->way[i].action == action)
            to = step->way[i].to;
    }
    return to;
}

size_t flow_ways_for(const struct flow *flow, size_t from,
                     const struct filling *f,
                     struct flow_way ret[FLOW_WAYS_MAX])
{
    const struct flow_step *step = &flow->step[from];
    unsigned taken = 0;
    size_t count = 0;

    for (size_t i = 0; i < step->way_count; i++) {
        const struct flow_way *way = &step->way[i];

        if (!opens(way, f) || (taken & (1U << way->action)))
            continue;
        taken |= 1U << way->action;
        ret[count++] = *way;
    }
    return count;
}

uint32_t flow_tasks_all(const struct flow_step *step)
{
    return (1U << step->task_count) - 1;
}

uint32_t flow_tasks_ready(const struct flow_step *step, uint32_t done)
{
    uint32_t ready = 0;

    for (size_t i = 0; i < step->task_count; i++) {
        uint32_t bit = 1U << i;

        if (!(done & bit) && (step->task[i].after & ~done) == 0)
            ready |= bit;
    }
    return ready;
}

/* Its approval is the last before the number: what is signed is the result. */
static bool signs_result(const struct flow *flow, size_t at)
{
    size_t next;

    if (flow->step[at].kind != FLOW_APPROVE)
        return false;
    next = flow_next(flow, at, FLOW_DO_APPROVE);
    return next < flow->step_count && flow->step[next].kind == FLOW_ISSUE;
}

bool flow_result_goes_to(const struct flow *flow, size_t to,
                         enum flow_action action)
{
    if (flow->step[to].kind == FLOW_ISSUE)
        return true;
    return action != FLOW_DO_SEND_BACK && action != FLOW_DO_ANSWER &&
           signs_result(flow, to);
}

/* The first way that is open, else the first; NULL when there is none. */
static const struct flow_way *first_way(const struct flow_step *step,
                                        const struct filling *f)
{
    for (size_t i = 0; i < step->way_count; i++) {
        if (opens(&step->way[i], f))
            return &step->way[i];
    }
    return step->way_count > 0 ? step->way : NULL;
}

size_t flow_way_of(const struct flow *flow, size_t from,
                   const struct filling *f, size_t max, size_t *ret)
{
    size_t count = 0;

    while (count < max && count < flow->step_count) {
        const struct flow_way *way = first_way(&flow->step[from], f);

        ret[count++] = from;
        if (!way)
            break;
        from = way->to;
    }
    return count;
}

size_t flow_plain_way(const struct flow *flow, size_t from, size_t max,
                      size_t *ret)
{
    return flow_way_of(flow, from, NULL, max, ret);
}

void flow_stage(const struct flow *flow, struct str id, int *ret_done,
                int *ret_total)
{
    size_t way[FLOW_STEPS_MAX];
    size_t at = flow_step_index(flow, id);
    size_t all = flow_plain_way(flow, 0, FLOW_STEPS_MAX, way);
    size_t left = all;

    if (at < flow->step_count)
        left = flow_plain_way(flow, at, FLOW_STEPS_MAX, way);
    *ret_total = (int)all - 1;
    *ret_done = left < all ? (int)(all - left) : 0;
}
