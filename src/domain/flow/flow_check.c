#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"

#include "domain/flow/flow_check.h"
#include "domain/flow/flow_hours.h"

#define BIT(i)     (1U << (i))
#define PATH_BYTES ((size_t)2000)

/* A flow, where it stands in its file, and what the law says of it. */
struct checking {
    struct node node;
    struct node steps;
    const struct flow *flow;
    const struct procedure *card; /* NULL: none is known */
};

static struct node step_node(const struct checking *c, size_t i)
{
    return node_at(c->steps, i);
}

static struct str step_id(const struct checking *c, size_t i)
{
    return c->flow->step[i].id.p ? c->flow->step[i].id : S("?");
}

static bool has_kind(const struct flow *flow, enum flow_step_kind kind)
{
    for (size_t i = 0; i < flow->step_count; i++) {
        if (flow->step[i].kind == kind)
            return true;
    }
    return false;
}

static void check_kinds(const struct checking *c)
{
    const struct flow *flow = c->flow;
    size_t returns = 0;

    for (size_t i = 0; i < flow->step_count; i++)
        returns += flow->step[i].kind == FLOW_RETURN;
    if (!has_kind(flow, FLOW_ISSUE))
        node_error1(c->steps, MSG_PACK_FLOW_NO_KIND, S("issue"));
    if (returns == 0)
        node_error1(c->steps, MSG_PACK_FLOW_NO_KIND, S("return"));
    else if (returns > 1 ||
             flow->step[flow->step_count - 1].kind != FLOW_RETURN)
        node_error(c->steps, MSG_PACK_FLOW_ONE_RETURN);
}

/* A way that a walk may take; NULL: all of them. */
typedef bool way_filter(const struct flow_step *step,
                        const struct flow_way *way);

static bool goes_on(const struct flow_step *step, const struct flow_way *way)
{
    (void)step;
    return way->action != FLOW_DO_SEND_BACK;
}

static bool goes_on_unissued(const struct flow_step *step,
                             const struct flow_way *way)
{
    return goes_on(step, way) && step->kind != FLOW_ISSUE;
}

static bool goes_on_unsigned(const struct flow_step *step,
                             const struct flow_way *way)
{
    return goes_on_unissued(step, way) &&
           !(step->kind == FLOW_APPROVE && way->action == FLOW_DO_APPROVE);
}

/* A walk in breadth: every step it came to, and from where. */
struct reach {
    bool seen[FLOW_STEPS_MAX];
    size_t from[FLOW_STEPS_MAX];
};

static struct reach walk(const struct flow *flow, size_t start,
                         way_filter *filter)
{
    struct reach r = {0};
    size_t queue[FLOW_STEPS_MAX];
    size_t count = 0;

    r.seen[start] = true;
    r.from[start] = start;
    queue[count++] = start;
    for (size_t k = 0; k < count; k++) {
        const struct flow_step *step = &flow->step[queue[k]];

        for (size_t i = 0; i < step->way_count; i++) {
            size_t to = step->way[i].to;

            if (r.seen[to] || (filter && !filter(step, &step->way[i])))
                continue;
            r.seen[to] = true;
            r.from[to] = queue[k];
            queue[count++] = to;
        }
    }
    return r;
}

/* "appraise → sign → issue": the shortest such walk to `at`. */
static struct str path_to(const struct checking *c, const struct reach *r,
                          size_t at)
{
    struct buf b = buf_new(c->node.reader->scratch, PATH_BYTES);
    size_t back[FLOW_STEPS_MAX];
    size_t count = 0;

    for (back[count++] = at; r->from[at] != at; back[count++] = at)
        at = r->from[at];
    while (count-- > 0)
        buf_printf(&b, "%.*s%s", STR_ARG(step_id(c, back[count])),
                   count > 0 ? " → " : "");
    return buf_str(&b);
}

static bool leads_to_return(const struct flow *flow, size_t at)
{
    struct reach r = walk(flow, at, goes_on);

    for (size_t i = 0; i < flow->step_count; i++) {
        if (r.seen[i] && flow->step[i].kind == FLOW_RETURN)
            return true;
    }
    return false;
}

/* In that case some way forward is open, whatever was answered. */
static bool goes_on_in(const struct flow_step *step, int case_index)
{
    for (size_t i = 0; i < step->way_count; i++) {
        if (goes_on(step, &step->way[i]) &&
            flow_way_is_sure(&step->way[i], case_index))
            return true;
    }
    return false;
}

static bool always_goes_on(const struct checking *c,
                           const struct flow_step *step)
{
    int cases = c->card ? (int)c->card->case_count : 0;

    for (int i = 0; i < cases; i++) {
        if (!goes_on_in(step, i))
            return false;
    }
    return cases > 0 || goes_on_in(step, -1);
}

static void check_ends(const struct checking *c, size_t i)
{
    const struct flow_step *step = &c->flow->step[i];
    struct node n = step_node(c, i);

    if (step->kind == FLOW_RETURN && step->way_count > 0)
        node_error1(n, MSG_PACK_FLOW_FROM_RETURN, step_id(c, i));
    if (step->kind == FLOW_RETURN)
        return;
    if (step->way_count == 0)
        node_error1(n, MSG_PACK_FLOW_DEAD_END, step_id(c, i));
    else if (!leads_to_return(c->flow, i))
        node_error1(n, MSG_PACK_FLOW_NO_WAY, step_id(c, i));
    else if (!always_goes_on(c, step))
        node_error1(n, MSG_PACK_FLOW_ONLY_WHEN, step_id(c, i));
}

static void check_ways(const struct checking *c)
{
    struct reach r = walk(c->flow, 0, NULL);

    for (size_t i = 0; i < c->flow->step_count; i++) {
        if (!r.seen[i])
            node_error1(step_node(c, i), MSG_PACK_FLOW_UNREACHED,
                        step_id(c, i));
        check_ends(c, i);
    }
}

/*
 * Who is where. Committees have a chairman and deputies who lead; a division,
 * department or office has heads and no chairman. Only reception points have
 * officers of reception and a director.
 *
 * Source: Law on Organisation of Local Government 77/2015 art. 20, 27 and 34
 * (committees), 9 (agencies under them); Decree 61/2018 art. 9 and 11.
 */
#define OF_COMMITTEE                                    \
    (BIT(FLOW_ROLE_PROCESSOR) | BIT(FLOW_ROLE_LEADER) | \
     BIT(FLOW_ROLE_CHAIRMAN) | BIT(FLOW_ROLE_CLERK))
#define OF_AGENCY                                              \
    (BIT(FLOW_ROLE_PROCESSOR) | BIT(FLOW_ROLE_DIVISION_HEAD) | \
     BIT(FLOW_ROLE_LEADER) | BIT(FLOW_ROLE_CLERK))
#define OF_POINT (BIT(FLOW_ROLE_RECEPTION) | BIT(FLOW_ROLE_DIRECTOR))

static const unsigned has_role[] = {
    [BODY_COMMUNE_COMMITTEE] = OF_COMMITTEE,
    [BODY_DISTRICT_COMMITTEE] = OF_COMMITTEE,
    [BODY_PROVINCE_COMMITTEE] = OF_COMMITTEE,
    [BODY_DISTRICT_DIVISION] = OF_AGENCY,
    [BODY_DEPARTMENT] = OF_AGENCY,
    [BODY_LAND_OFFICE] = OF_AGENCY,
    [BODY_LAND_OFFICE_BRANCH] = OF_AGENCY,
    [BODY_VERTICAL] = OF_AGENCY,
};

bool flow_body_has_role(enum body_kind kind, enum flow_role role)
{
    return (has_role[kind] & BIT(role)) != 0;
}

/* Without a card it is not known who resolves: any body then may be. */
static bool unit_has_role(const struct checking *c,
                          const struct flow_unit *unit, enum flow_role role)
{
    switch (unit->kind) {
    case FLOW_UNIT_RECEIVER: return (OF_POINT & BIT(role)) != 0;
    case FLOW_UNIT_DIVISION: return (OF_AGENCY & BIT(role)) != 0;
    case FLOW_UNIT_BODY: return flow_body_has_role(unit->body.kind, role);
    case FLOW_UNIT_RESOLVER:
        if (c->card)
            return flow_body_has_role(c->card->resolve.kind, role);
        return (OF_POINT & BIT(role)) == 0;
    }
    UNREACHABLE();
}

/* Only districts and the province have divisions to name by their task. */
static bool resolver_has_divisions(const struct checking *c)
{
    return !c->card || c->card->resolve.kind == BODY_DISTRICT_COMMITTEE ||
           c->card->resolve.kind == BODY_PROVINCE_COMMITTEE;
}

static void check_who(const struct checking *c, struct node n, struct str id,
                      const struct flow_unit *unit, enum flow_role role)
{
    struct str where = flow_unit_text(c->node.reader->scratch, unit);

    if (unit->kind == FLOW_UNIT_DIVISION && !resolver_has_divisions(c))
        node_error2(n, MSG_PACK_FLOW_NO_UNIT, id, where);
    else if (!unit_has_role(c, unit, role))
        node_error3(n, MSG_PACK_FLOW_NOBODY, id, flow_role_name(role), where);
}

static void check_roles(const struct checking *c)
{
    for (size_t i = 0; i < c->flow->step_count; i++) {
        const struct flow_step *step = &c->flow->step[i];
        struct node tasks = node_key(step_node(c, i), "tasks");

        check_who(c, step_node(c, i), step_id(c, i), &step->unit, step->role);
        for (size_t k = 0; k < step->task_count; k++)
            check_who(c, node_at(tasks, k), step->task[k].id,
                      &step->task[k].unit, step->task[k].role);
    }
}

static struct str hours_text(const struct checking *c, int n)
{
    return arena_printf(c->node.reader->scratch, "%d h", n);
}

static void check_sum(const struct checking *c, int case_index, bool verified)
{
    int legal = flow_legal_hours(c->card, case_index, verified);
    size_t path[FLOW_STEPS_MAX];
    size_t count;
    int sum = flow_longest(c->flow, case_index, verified, path, &count);
    struct buf b = buf_new(c->node.reader->scratch, PATH_BYTES);

    if (legal == 0 || sum <= legal)
        return;
    for (size_t i = 0; i < count; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? " → " : "",
                   STR_ARG(step_id(c, path[i])));
    if (c->card->case_count > 1)
        buf_printf(&b, " (%.*s)", STR_ARG(c->card->cases[case_index].code));
    node_error3(c->steps, MSG_PACK_FLOW_SUM, hours_text(c, sum),
                hours_text(c, legal), buf_str(&b));
}

static void check_sums(const struct checking *c)
{
    int i = 0;

    if (!c->card)
        return;
    do {
        check_sum(c, i, false);
        check_sum(c, i, true);
    } while (++i < (int)c->card->case_count);
}

/* A way home that passes nobody who issues, where somebody does. */
static void check_issued(const struct checking *c)
{
    struct reach r = walk(c->flow, 0, goes_on_unissued);

    for (size_t i = 0; i < c->flow->step_count; i++) {
        if (r.seen[i] && c->flow->step[i].kind == FLOW_RETURN)
            node_error1(step_node(c, i), MSG_PACK_FLOW_UNISSUED,
                        path_to(c, &r, i));
    }
}

/* What is numbered, or given back, was signed before. */
static void check_signed(const struct checking *c)
{
    struct reach r = walk(c->flow, 0, goes_on_unsigned);

    for (size_t i = 0; i < c->flow->step_count; i++) {
        enum flow_step_kind kind = c->flow->step[i].kind;

        if (r.seen[i] && (kind == FLOW_ISSUE || kind == FLOW_RETURN))
            node_error1(step_node(c, i), MSG_PACK_FLOW_UNSIGNED,
                        path_to(c, &r, i));
    }
}

/* Those that never begin, however many others are done. */
static uint32_t stuck_tasks(const struct flow_step *step)
{
    uint32_t done = 0;
    uint32_t ready;

    while ((ready = flow_tasks_ready(step, done)) != 0)
        done |= ready;
    return flow_tasks_all(step) & ~done;
}

static bool same_unit(const struct checking *c, const struct flow_unit *unit)
{
    if (unit->kind == FLOW_UNIT_RESOLVER || unit->kind == FLOW_UNIT_DIVISION)
        return true;
    return unit->kind == FLOW_UNIT_BODY && c->card &&
           unit->body.kind == c->card->resolve.kind &&
           str_eq(unit->body.functions, c->card->resolve.functions);
}

static void check_task(const struct checking *c, struct node n,
                       const struct flow_step *step, size_t k)
{
    const struct flow_task *task = &step->task[k];
    struct str id = task->id.p ? task->id : S("?");

    if (same_unit(c, &task->unit))
        node_error1(n, MSG_PACK_FLOW_TASK_OF_LEAD, id);
    if (stuck_tasks(step) & BIT(k))
        node_error1(n, MSG_PACK_FLOW_TASK_CIRCLE, id);
}

/*
 * One body leads and answers for the whole: the resolver.
 *
 * Source: Decree 61/2018 art. 19.6.
 */
static void check_tasks(const struct checking *c, size_t i)
{
    const struct flow_step *step = &c->flow->step[i];
    struct node n = step_node(c, i);
    bool is_interlink = step->kind == FLOW_INTERLINK;
    int needed = flow_tasks_hours(step);

    if (is_interlink != (step->task_count > 0))
        node_error1(n,
                    is_interlink ? MSG_PACK_FLOW_NO_TASKS
                                 : MSG_PACK_FLOW_TASKS_ELSEWHERE,
                    step_id(c, i));
    if (is_interlink && !same_unit(c, &step->unit))
        node_error1(n, MSG_PACK_FLOW_LEAD, step_id(c, i));
    for (size_t k = 0; k < step->task_count; k++)
        check_task(c, node_at(node_key(n, "tasks"), k), step, k);
    if (step->has_limit && needed > flow_limit_hours(step->limit))
        node_error3(n, MSG_PACK_FLOW_TASKS_SUM, step_id(c, i),
                    hours_text(c, needed),
                    hours_text(c, flow_limit_hours(step->limit)));
}

void flow_check(struct node node, const struct flow *flow,
                const struct procedure *card)
{
    struct checking c = {node, node_key(node, "steps"), flow, card};

    check_kinds(&c);
    if (flow->step_count == 0)
        return;
    check_ways(&c);
    check_roles(&c);
    for (size_t i = 0; i < flow->step_count; i++)
        check_tasks(&c, i);
    check_sums(&c);
    if (has_kind(flow, FLOW_ISSUE))
        check_issued(&c);
    check_signed(&c);
}

const char *flow_finding_name(int message)
{
    static const struct {
        int message;
        const char *name;
    } names[] = {
        {MSG_PACK_FLOW_DEAD_END, "dead_end"},
        {MSG_PACK_FLOW_NO_WAY, "dead_end"},
        {MSG_PACK_FLOW_ONLY_WHEN, "dead_end"},
        {MSG_PACK_FLOW_FROM_RETURN, "from_return"},
        {MSG_PACK_FLOW_UNREACHED, "unreachable"},
        {MSG_PACK_FLOW_NOBODY, "nobody"},
        {MSG_PACK_FLOW_NO_UNIT, "nobody"},
        {MSG_PACK_FLOW_NO_DESK, "nobody"},
        {MSG_PACK_FLOW_NO_HOLDER, "nobody"},
        {MSG_PACK_FLOW_SUM, "over_limit"},
        {MSG_PACK_FLOW_NO_KIND, "no_result"},
        {MSG_PACK_FLOW_ONE_RETURN, "no_result"},
        {MSG_PACK_FLOW_UNISSUED, "no_result"},
        {MSG_PACK_FLOW_UNSIGNED, "no_approval"},
        {MSG_PACK_FLOW_NO_TASKS, "tasks"},
        {MSG_PACK_FLOW_TASKS_ELSEWHERE, "tasks"},
        {MSG_PACK_FLOW_TASK_OF_LEAD, "tasks"},
        {MSG_PACK_FLOW_TASK_CIRCLE, "tasks"},
        {MSG_PACK_FLOW_TASKS_SUM, "tasks"},
        {MSG_PACK_FLOW_TASK_UNKNOWN, "tasks"},
        {MSG_PACK_FLOW_LEAD, "tasks"},
        {MSG_PACK_FLOW_STEP_UNKNOWN, "unknown_step"},
    };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].message == message)
            return names[i].name;
    }
    return "pack";
}
