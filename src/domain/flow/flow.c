#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/flow/flow.h"

#define SOURCE_BYTES 1000
#define OUTPUT_MAX   20

static const char *const KIND[FLOW_STEP_KIND_COUNT] = {
    [FLOW_ASSIGN] = "assign",   [FLOW_PROCESS] = "process",
    [FLOW_VERIFY] = "verify",   [FLOW_CONSULT] = "consult",
    [FLOW_APPROVE] = "approve", [FLOW_ISSUE] = "issue",
    [FLOW_RETURN] = "return",
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

size_t flow_next(const struct flow *flow, size_t from, enum flow_action action)
{
    const struct flow_step *step = &flow->step[from];

    for (size_t i = 0; i < step->way_count; i++) {
        if (step->way[i].action == action)
            return step->way[i].to;
    }
    return flow->step_count;
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

bool flow_needs_result(const struct flow *flow, size_t from,
                       enum flow_action action)
{
    size_t to = flow_next(flow, from, action);

    check(to < flow->step_count);
    if (flow->step[to].kind == FLOW_ISSUE)
        return true;
    return action != FLOW_DO_SEND_BACK && action != FLOW_DO_ANSWER &&
           signs_result(flow, to);
}

size_t flow_plain_way(const struct flow *flow, size_t from, size_t max,
                      size_t *ret)
{
    size_t count = 0;

    while (count < max && count < flow->step_count) {
        const struct flow_step *step = &flow->step[from];

        ret[count++] = from;
        if (step->way_count == 0)
            break;
        from = step->way[0].to;
    }
    return count;
}

static struct flow_unit read_unit(struct node n)
{
    struct flow_unit unit = {.kind = FLOW_UNIT_RESOLVER};
    struct arena *a = n.reader->arena;
    struct str text = read_text(n, PACK_TEXT_BYTES);
    struct str division = S("resolver_division:");
    struct str body = S("body:");
    struct body functions;

    if (!text.p || str_eq_c(text, "resolver"))
        return unit;
    if (str_eq_c(text, "receiver")) {
        unit.kind = FLOW_UNIT_RECEIVER;
    } else if (str_starts(text, division) &&
               body_parse(a,
                          arena_printf(n.reader->scratch, "department:%s",
                                       text.p + division.n),
                          &functions)) {
        unit.kind = FLOW_UNIT_DIVISION;
        unit.functions = functions.functions;
    } else if (str_starts(text, body) &&
               body_parse(a, str_sub(text, body.n, text.n), &unit.body)) {
        unit.kind = FLOW_UNIT_BODY;
    } else {
        node_error1(n, MSG_PACK_BODY_UNKNOWN, text);
    }
    return unit;
}

static void read_step_limit(struct node n, struct flow_step *step)
{
    struct procedure_time time;

    if (!read_object(n, "value! unit! source note"))
        return;
    time = procedure_time_read(n);
    step->has_limit = time.known;
    step->limit = time.limit;
    if (time.known && time.limit.unit == LIMIT_MONTH)
        node_error2(node_key(n, "unit"), MSG_PACK_NAME_UNKNOWN, S("month"),
                    S("working_hour, working_day, day"));
}

static void read_step(struct node n, struct flow_step *step)
{
    if (!read_object(n, "id! name! kind! role! unit! limit output next! "
                        "note source"))
        return;
    step->id = read_id(node_key(n, "id"));
    step->name = read_words(node_key(n, "name"));
    step->kind = (enum flow_step_kind)read_name(node_key(n, "kind"), KIND,
                                                FLOW_STEP_KIND_COUNT, 0);
    step->role = (enum flow_role)read_name(node_key(n, "role"), ROLE,
                                           FLOW_ROLE_COUNT, 0);
    step->unit = read_unit(node_key(n, "unit"));
    read_step_limit(node_key(n, "limit"), step);
    step->output = read_words_list(node_key(n, "output"), OUTPUT_MAX);
    read_words(node_key(n, "note"));
    read_text(node_key(n, "source"), SOURCE_BYTES);
}

static void read_way(struct node n, const struct flow *flow,
                     struct flow_way *way)
{
    struct str to;

    *way = (struct flow_way){.to = flow->step_count};
    if (!read_object(n, "action! to!"))
        return;
    way->action = (enum flow_action)read_name(node_key(n, "action"), ACTION,
                                              FLOW_ACTION_COUNT, 0);
    to = read_id(node_key(n, "to"));
    way->to = flow_step_index(flow, to);
    if (to.p && way->to == flow->step_count)
        node_error1(node_key(n, "to"), MSG_PACK_FLOW_STEP_UNKNOWN, to);
}

/* A step never offers one action twice: its buttons are its actions. */
static void read_ways(struct node list, const struct flow *flow,
                      struct flow_step *step)
{
    size_t count = read_list(list, FLOW_WAYS_MAX);
    struct flow_way *way =
        ARENA_ARRAY(list.reader->arena, struct flow_way, count);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        read_way(node_at(list, i), flow, &way[kept]);
        for (size_t k = 0; k < kept; k++) {
            if (way[k].action == way[kept].action)
                node_error1(node_at(list, i), MSG_PACK_TWICE,
                            flow_action_name(way[k].action));
        }
        kept += way[kept].to < flow->step_count;
    }
    step->way = way;
    step->way_count = kept;
}

static void read_steps(struct node list, struct flow *flow)
{
    size_t count = read_some(list, FLOW_STEPS_MAX);
    struct flow_step *step =
        ARENA_ARRAY(list.reader->arena, struct flow_step, count);

    flow->step = step;
    for (size_t i = 0; i < count; i++) {
        read_step(node_at(list, i), &step[i]);
        if (step[i].id.p && flow_step_index(flow, step[i].id) < i)
            node_error1(node_at(list, i), MSG_PACK_TWICE, step[i].id);
        flow->step_count = i + 1;
    }
    for (size_t i = 0; i < count; i++)
        read_ways(node_key(node_at(list, i), "next"), flow, &step[i]);
}

static void check_kinds(struct node list, const struct flow *flow)
{
    bool issue = false;
    size_t returns = 0;

    for (size_t i = 0; i < flow->step_count; i++) {
        issue = issue || flow->step[i].kind == FLOW_ISSUE;
        returns += flow->step[i].kind == FLOW_RETURN;
    }
    if (!issue)
        node_error1(list, MSG_PACK_FLOW_NO_KIND, S("issue"));
    if (returns == 0)
        node_error1(list, MSG_PACK_FLOW_NO_KIND, S("return"));
    else if (returns > 1 ||
             flow->step[flow->step_count - 1].kind != FLOW_RETURN)
        node_error(list, MSG_PACK_FLOW_ONE_RETURN);
}

static void mark_from(const struct flow *flow, size_t at, bool *seen)
{
    const struct flow_step *step = &flow->step[at];

    if (seen[at])
        return;
    seen[at] = true;
    for (size_t i = 0; i < step->way_count; i++)
        mark_from(flow, step->way[i].to, seen);
}

static bool leads_to_return(const struct flow *flow, size_t at)
{
    bool seen[FLOW_STEPS_MAX] = {false};

    mark_from(flow, at, seen);
    for (size_t i = 0; i < flow->step_count; i++) {
        if (seen[i] && flow->step[i].kind == FLOW_RETURN)
            return true;
    }
    return false;
}

static void check_ways(struct node list, const struct flow *flow)
{
    bool seen[FLOW_STEPS_MAX] = {false};

    mark_from(flow, 0, seen);
    for (size_t i = 0; i < flow->step_count; i++) {
        const struct flow_step *step = &flow->step[i];
        struct node n = node_at(list, i);

        if (!seen[i])
            node_error1(n, MSG_PACK_FLOW_UNREACHED, step->id);
        if (step->kind == FLOW_RETURN && step->way_count > 0)
            node_error1(n, MSG_PACK_FLOW_FROM_RETURN, step->id);
        else if (step->kind != FLOW_RETURN && step->way_count == 0)
            node_error1(n, MSG_PACK_FLOW_DEAD_END, step->id);
        else if (!leads_to_return(flow, i))
            node_error1(n, MSG_PACK_FLOW_NO_WAY, step->id);
    }
}

/* In working hours; 0 when the unit cannot be compared with them. */
static int hours(struct limit limit)
{
    switch (limit.unit) {
    case LIMIT_SAME_DAY: return FLOW_DAY_HOURS;
    case LIMIT_WORKING_HOUR: return limit.value;
    case LIMIT_WORKING_DAY:
    case LIMIT_DAY: return limit.value * FLOW_DAY_HOURS;
    case LIMIT_MONTH: return limit.value * 22 * FLOW_DAY_HOURS;
    }
    UNREACHABLE();
}

/*
 * The longest legal limit of the card in hours; 0 when none is known. A time
 * for verifying that is unknown leaves nothing to compare with.
 */
static int legal_hours(const struct procedure *card, bool verified)
{
    int longest = 0;

    for (size_t i = 0; i < card->limit_count; i++) {
        const struct procedure_limit *row = &card->limit[i];
        bool special = verified && row->has_verified;
        const struct procedure_time *time =
            special ? &row->verified : &row->time;

        if (special && !time->known)
            return 0;
        if (time->known && hours(time->limit) > longest)
            longest = hours(time->limit);
    }
    return longest;
}

/*
 * Hours to the end of a step along the longest way forward (to a step that
 * stands further down): [i][0] without a step of verifying or consulting on
 * it, [i][1] with one. -1: no such way.
 */
struct sums {
    int hours[FLOW_STEPS_MAX][2];
};

static bool verifies(const struct flow_step *step)
{
    return step->kind == FLOW_VERIFY || step->kind == FLOW_CONSULT;
}

static int own_hours(const struct flow_step *step)
{
    return step->has_limit ? hours(step->limit) : 0;
}

static void sum_on(const struct flow *flow, size_t from, size_t to,
                   struct sums *s)
{
    const struct flow_step *step = &flow->step[to];

    for (int v = 0; v < 2; v++) {
        int sum = s->hours[from][v] + own_hours(step);
        int *there = &s->hours[to][v == 1 || verifies(step)];

        if (s->hours[from][v] >= 0 && sum > *there)
            *there = sum;
    }
}

/* A step that only leads back, to be asked and answer, lengthens any way. */
static int longest_detour(const struct flow *flow)
{
    int longest = -1;

    for (size_t i = 0; i < flow->step_count; i++) {
        const struct flow_step *step = &flow->step[i];
        bool leads_on = step->way_count == 0;

        for (size_t k = 0; k < step->way_count; k++)
            leads_on = leads_on || step->way[k].to > i;
        if (!leads_on && verifies(step) && own_hours(step) > longest)
            longest = own_hours(step);
    }
    return longest;
}

static struct sums sum_ways(const struct flow *flow)
{
    struct sums s;
    bool first_verifies = verifies(&flow->step[0]);

    memset(&s, -1, sizeof s);
    s.hours[0][first_verifies] = own_hours(&flow->step[0]);
    for (size_t i = 0; i < flow->step_count; i++) {
        for (size_t k = 0; k < flow->step[i].way_count; k++) {
            if (flow->step[i].way[k].to > i)
                sum_on(flow, i, flow->step[i].way[k].to, &s);
        }
    }
    return s;
}

static struct str hours_text(struct arena *a, int n)
{
    return arena_printf(a, "%d h", n);
}

static void check_sum(struct node list, const struct flow *flow,
                      const struct procedure *card)
{
    struct sums s = sum_ways(flow);
    int detour = longest_detour(flow);
    int *sum = s.hours[flow->step_count - 1];

    if (detour >= 0 && sum[0] >= 0 && sum[0] + detour > sum[1])
        sum[1] = sum[0] + detour;
    for (int verified = 0; verified < 2; verified++) {
        int legal = legal_hours(card, verified == 1);

        if (legal > 0 && sum[verified] > legal)
            node_error2(list, MSG_PACK_FLOW_SUM,
                        hours_text(list.reader->scratch, sum[verified]),
                        hours_text(list.reader->scratch, legal));
    }
}

const struct flow *flow_read(struct node node, const struct procedure *card)
{
    struct flow *flow = ARENA_NEW(node.reader->arena, struct flow);
    struct node steps = node_key(node, "steps");

    if (!read_object(node, "code! version! source assumed steps! note"))
        return flow;
    flow->code = read_id(node_key(node, "code"));
    flow->version = read_code(node_key(node, "version"));
    flow->source = read_text(node_key(node, "source"), SOURCE_BYTES);
    flow->assumed = read_words(node_key(node, "assumed"));
    if (node_absent(node_key(node, "source")) ==
        node_absent(node_key(node, "assumed")))
        node_error(node, MSG_PACK_ASSUMED_OR_SOURCE);
    read_words(node_key(node, "note"));
    read_steps(steps, flow);
    check_kinds(steps, flow);
    if (flow->step_count == 0)
        return flow;
    check_ways(steps, flow);
    check_sum(steps, flow, card);
    return flow;
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
