#include "base/prelude.h"

#include "base/check.h"

#include "domain/flow/flow_hours.h"

#define WEEK_DAYS    7
#define WEEK_WORKED  5
#define MONTH_WORKED 22

int flow_limit_hours(struct limit limit)
{
    switch (limit.unit) {
    case LIMIT_SAME_DAY: return FLOW_DAY_HOURS;
    case LIMIT_WORKING_HOUR: return limit.value;
    case LIMIT_WORKING_DAY: return limit.value * FLOW_DAY_HOURS;
    case LIMIT_DAY:
        return (limit.value * WEEK_WORKED * FLOW_DAY_HOURS + WEEK_DAYS - 1) /
               WEEK_DAYS;
    case LIMIT_MONTH: return limit.value * MONTH_WORKED * FLOW_DAY_HOURS;
    }
    UNREACHABLE();
}

int flow_tasks_hours(const struct flow_step *step)
{
    int end[FLOW_TASKS_MAX] = {0};
    int longest = 0;
    uint32_t done = 0;
    uint32_t ready;

    while ((ready = flow_tasks_ready(step, done)) != 0) {
        for (size_t i = 0; i < step->task_count; i++) {
            const struct flow_task *task = &step->task[i];

            if (!(ready & (1U << i)))
                continue;
            for (size_t k = 0; k < step->task_count; k++) {
                if ((task->after & (1U << k)) && end[k] > end[i])
                    end[i] = end[k];
            }
            end[i] += task->has_limit ? flow_limit_hours(task->limit) : 0;
            longest = end[i] > longest ? end[i] : longest;
        }
        done |= ready;
    }
    return longest;
}

int flow_step_hours(const struct flow_step *step)
{
    int own = step->has_limit ? flow_limit_hours(step->limit) : 0;
    int tasks = flow_tasks_hours(step);

    return own > tasks ? own : tasks;
}

/* A row for the case itself is more precise than one for all. */
static bool has_own_row(const struct procedure *card, int case_index)
{
    for (size_t i = 0; i < card->limit_count; i++) {
        if (card->limit[i].case_index == case_index)
            return true;
    }
    return false;
}

int flow_legal_hours(const struct procedure *card, int case_index,
                     bool verified)
{
    int of = has_own_row(card, case_index) ? case_index : -1;
    int longest = 0;

    for (size_t i = 0; i < card->limit_count; i++) {
        const struct procedure_limit *row = &card->limit[i];
        bool special = verified && row->has_verified;
        const struct procedure_time *time =
            special ? &row->verified : &row->time;

        if (row->case_index != of)
            continue;
        if (special && !time->known)
            return 0;
        if (time->known && flow_limit_hours(time->limit) > longest)
            longest = flow_limit_hours(time->limit);
    }
    return longest;
}

/* Whether a condition holds for a case, before anything else is known. */
enum maybe { NO, YES, MAYBE };

static enum maybe in_case(const struct condition *c, int case_index);

static enum maybe parts_in_case(const struct condition *c, int case_index)
{
    bool all = c->kind == CONDITION_ALL;
    enum maybe sum = all ? YES : NO;

    for (size_t i = 0; i < c->part_count; i++) {
        enum maybe part = in_case(&c->part[i], case_index);

        if (part == (all ? NO : YES))
            return part;
        if (part == MAYBE)
            sum = MAYBE;
    }
    return sum;
}

static enum maybe not_in_case(const struct condition *c, int case_index)
{
    enum maybe part = in_case(c->part, case_index);

    if (part == MAYBE)
        return MAYBE;
    return part == YES ? NO : YES;
}

static enum maybe in_case(const struct condition *c, int case_index)
{
    switch (c->kind) {
    case CONDITION_CASE: return c->case_index == case_index ? YES : NO;
    case CONDITION_IN:
    case CONDITION_FILLED:
    case CONDITION_CHANNEL: return MAYBE;
    case CONDITION_ALL:
    case CONDITION_ANY: return parts_in_case(c, case_index);
    case CONDITION_NOT: return not_in_case(c, case_index);
    }
    UNREACHABLE();
}

bool flow_way_is_sure(const struct flow_way *way, int case_index)
{
    if (!way->is_conditional)
        return true;
    return way->when && in_case(way->when, case_index) == YES;
}

static enum maybe holds_in(const struct flow_way *way, int case_index)
{
    return way->when ? in_case(way->when, case_index) : MAYBE;
}

/* Some dossier of the case may take way `i`: no way before it surely does. */
static bool may_take(const struct flow_step *step, size_t i, int case_index)
{
    for (size_t k = 0; k < i; k++) {
        if (step->way[k].action == step->way[i].action &&
            holds_in(&step->way[k], case_index) == YES)
            return false;
    }
    return holds_in(&step->way[i], case_index) != NO;
}

static bool verifies(const struct flow_step *step)
{
    return step->kind == FLOW_VERIFY || step->kind == FLOW_CONSULT;
}

/*
 * The ways of a case as a graph, and its circles: steps that lead to each
 * other are one knot, which takes as long as all of them.
 */
struct graph {
    const struct flow *flow;
    bool way[FLOW_STEPS_MAX][FLOW_STEPS_MAX];
    bool reach[FLOW_STEPS_MAX][FLOW_STEPS_MAX];
    bool used[FLOW_STEPS_MAX]; /* the step is part of it */
};

static void add_ways(struct graph *g, size_t from, int case_index)
{
    const struct flow_step *step = &g->flow->step[from];

    for (size_t i = 0; i < step->way_count; i++) {
        size_t to = step->way[i].to;

        if (step->way[i].action != FLOW_DO_SEND_BACK && g->used[to] &&
            may_take(step, i, case_index))
            g->way[from][to] = true;
    }
}

static void close_over(struct graph *g)
{
    size_t n = g->flow->step_count;

    memcpy(g->reach, g->way, sizeof g->reach);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; g->reach[i][k] && j < n; j++)
                g->reach[i][j] = g->reach[i][j] || g->reach[k][j];
}

static struct graph graph_of(const struct flow *flow, int case_index,
                             bool verified)
{
    struct graph g = {.flow = flow};

    for (size_t i = 0; i < flow->step_count; i++)
        g.used[i] = verified || !verifies(&flow->step[i]);
    for (size_t i = 0; i < flow->step_count; i++) {
        if (g.used[i])
            add_ways(&g, i, case_index);
    }
    close_over(&g);
    return g;
}

static bool same_knot(const struct graph *g, size_t a, size_t b)
{
    return a == b || (g->reach[a][b] && g->reach[b][a]);
}

static bool knot_verifies(const struct graph *g, size_t at)
{
    for (size_t i = 0; i < g->flow->step_count; i++) {
        if (same_knot(g, at, i) && verifies(&g->flow->step[i]))
            return true;
    }
    return false;
}

static int knot_hours(const struct graph *g, size_t at)
{
    int sum = 0;

    for (size_t i = 0; i < g->flow->step_count; i++) {
        if (same_knot(g, at, i))
            sum += flow_step_hours(&g->flow->step[i]);
    }
    return sum;
}

/* From a knot to the return: hours, and the step that the walk goes on with. */
struct leg {
    bool known;
    int hours;   /* -1: no such walk */
    size_t next; /* of another knot; step_count: the end */
};

struct legs {
    const struct graph *graph;
    struct leg leg[FLOW_STEPS_MAX][2]; /* [1]: still has to verify */
};

static const struct leg *leg_from(struct legs *l, size_t at, bool needs);

/* Ways out of the knot of `at`; the longest goes on in `leg`. */
static void go_on(struct legs *l, size_t at, bool needs, struct leg *leg)
{
    const struct graph *g = l->graph;
    size_t n = g->flow->step_count;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; same_knot(g, at, i) && j < n; j++) {
            const struct leg *rest;

            if (!g->way[i][j] || same_knot(g, at, j))
                continue;
            rest = leg_from(l, j, needs);
            if (rest->hours > leg->hours) {
                leg->hours = rest->hours;
                leg->next = j;
            }
        }
    }
}

static const struct leg *leg_from(struct legs *l, size_t at, bool needs)
{
    const struct graph *g = l->graph;
    struct leg *leg = &l->leg[at][needs];
    bool still = needs && !knot_verifies(g, at);

    if (leg->known)
        return leg;
    leg->known = true;
    leg->hours = -1;
    leg->next = g->flow->step_count;
    if (g->flow->step[at].kind == FLOW_RETURN && !still)
        leg->hours = 0;
    else
        go_on(l, at, still, leg);
    if (leg->hours >= 0)
        leg->hours += knot_hours(g, at);
    return leg;
}

/* Every step of every knot of the walk, in the order of the flow. */
static size_t path_of(struct legs *l, bool needs,
                      size_t ret_path[FLOW_STEPS_MAX])
{
    const struct graph *g = l->graph;
    size_t count = 0;
    size_t at = 0;

    while (at < g->flow->step_count) {
        const struct leg *leg = leg_from(l, at, needs);

        for (size_t i = 0; i < g->flow->step_count; i++) {
            if (same_knot(g, at, i))
                ret_path[count++] = i;
        }
        needs = needs && !knot_verifies(g, at);
        at = leg->next;
    }
    return count;
}

int flow_longest(const struct flow *flow, int case_index, bool verified,
                 size_t ret_path[FLOW_STEPS_MAX], size_t *ret_count)
{
    struct graph g = graph_of(flow, case_index, verified);
    struct legs l = {.graph = &g};
    int hours = -1;

    *ret_count = 0;
    if (!g.used[0])
        return hours;
    hours = leg_from(&l, 0, verified)->hours;
    if (hours >= 0)
        *ret_count = path_of(&l, verified, ret_path);
    return hours;
}
