#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/flow/flow.h"

#define SOURCE_BYTES 1000
#define OUTPUT_MAX   20
#define NAMES_MAX    16

/* What a flow is read with. */
struct reading {
    struct flow *flow;
    const struct form *form;
    const struct procedure *card;
};

/* A kind, role or action by its name; the first of them when it is none. */
static int read_named(struct node n, struct str (*name)(int), int count)
{
    const char *names[NAMES_MAX];

    check(count <= NAMES_MAX);
    for (int i = 0; i < count; i++)
        names[i] = name(i).p;
    return read_name(n, names, (size_t)count, 0);
}

static struct str kind_name(int i)
{
    return flow_step_kind_name((enum flow_step_kind)i);
}

static struct str role_name(int i)
{
    return flow_role_name((enum flow_role)i);
}

static struct str action_name(int i)
{
    return flow_action_name((enum flow_action)i);
}

static enum flow_role read_role(struct node n)
{
    return (enum flow_role)read_named(n, role_name, FLOW_ROLE_COUNT);
}

bool flow_unit_parse(struct arena *a, struct str text, struct flow_unit *ret)
{
    struct flow_unit unit = {.kind = FLOW_UNIT_RESOLVER};
    struct str division = S("resolver_division:");
    struct str body = S("body:");
    struct body functions;

    if (str_eq_c(text, "receiver")) {
        unit.kind = FLOW_UNIT_RECEIVER;
    } else if (str_starts(text, division)) {
        unit.kind = FLOW_UNIT_DIVISION;
        if (!body_parse(
                a,
                arena_printf(a, "department:%.*s",
                             STR_ARG(str_sub(text, division.n, text.n))),
                &functions))
            return false;
        unit.functions = functions.functions;
    } else if (str_starts(text, body)) {
        unit.kind = FLOW_UNIT_BODY;
        if (!body_parse(a, str_sub(text, body.n, text.n), &unit.body))
            return false;
    } else if (!str_eq_c(text, "resolver")) {
        return false;
    }
    *ret = unit;
    return true;
}

struct str flow_unit_text(struct arena *a, const struct flow_unit *unit)
{
    switch (unit->kind) {
    case FLOW_UNIT_RECEIVER: return S("receiver");
    case FLOW_UNIT_RESOLVER: return S("resolver");
    case FLOW_UNIT_DIVISION:
        return arena_printf(a, "resolver_division:%.*s",
                            STR_ARG(unit->functions));
    case FLOW_UNIT_BODY:
        return arena_printf(a, "body:%.*s", STR_ARG(body_text(a, unit->body)));
    }
    UNREACHABLE();
}

static struct flow_unit read_unit(struct node n)
{
    struct flow_unit unit = {.kind = FLOW_UNIT_RESOLVER};
    struct str text = read_text(n, PACK_TEXT_BYTES);

    if (text.p && !flow_unit_parse(n.reader->arena, text, &unit))
        node_error1(n, MSG_PACK_BODY_UNKNOWN, text);
    return unit;
}

/* False when there is none. */
static bool read_limit(struct node n, struct limit *ret)
{
    struct procedure_time time;

    if (!read_object(n, "value! unit! source note"))
        return false;
    time = procedure_time_read(n);
    *ret = time.limit;
    if (time.known && time.limit.unit == LIMIT_MONTH)
        node_error2(node_key(n, "unit"), MSG_PACK_NAME_UNKNOWN, S("month"),
                    S("working_hour, working_day, day"));
    return time.known;
}

/* "birth_notice", a component of the card, or the words of another document. */
static struct flow_need read_need(const struct reading *r, struct node n)
{
    const struct procedure_component *component;
    struct flow_need need = {.component = STR_NONE};

    if (!node_is_text(n)) {
        need.name = read_words(n);
        return need;
    }
    need.component = read_id(n);
    if (!r->card || !need.component.p)
        return need;
    component = procedure_component(r->card, need.component);
    if (component)
        need.name = component->name;
    else
        node_error1(n, MSG_PACK_COMPONENT_UNKNOWN, need.component);
    return need;
}

static void read_needs(const struct reading *r, struct node list,
                       struct flow_step *step)
{
    size_t count = read_list(list, FLOW_NEEDS_MAX);
    struct flow_need *need =
        ARENA_ARRAY(list.reader->arena, struct flow_need, count);

    for (size_t i = 0; i < count; i++)
        need[i] = read_need(r, node_at(list, i));
    step->need = need;
    step->need_count = count;
}

static void read_task(struct node n, struct flow_task *task)
{
    if (!read_object(n, "id! name! role! unit! task! limit output after"))
        return;
    task->id = read_id(node_key(n, "id"));
    task->name = read_words(node_key(n, "name"));
    task->role = read_role(node_key(n, "role"));
    task->unit = read_unit(node_key(n, "unit"));
    task->ask = read_words(node_key(n, "task"));
    task->has_limit = read_limit(node_key(n, "limit"), &task->limit);
    task->output = read_words_list(node_key(n, "output"), OUTPUT_MAX);
}

static size_t task_index(const struct flow_task *task, size_t count,
                         struct str id)
{
    size_t i = 0;

    while (i < count && !(id.p && task[i].id.p && str_eq(task[i].id, id)))
        i++;
    return i;
}

static uint32_t read_after(struct node list, const struct flow_task *task,
                           size_t task_count)
{
    size_t count;
    const struct str *id = read_ids(list, FLOW_TASKS_MAX, &count);
    uint32_t after = 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = task_index(task, task_count, id[i]);

        if (at < task_count)
            after |= 1U << at;
        else if (id[i].p)
            node_error1(node_at(list, i), MSG_PACK_FLOW_TASK_UNKNOWN, id[i]);
    }
    return after;
}

static void read_tasks(struct node list, struct flow_step *step)
{
    size_t count = read_list(list, FLOW_TASKS_MAX);
    struct flow_task *task =
        ARENA_ARRAY(list.reader->arena, struct flow_task, count);

    for (size_t i = 0; i < count; i++) {
        read_task(node_at(list, i), &task[i]);
        if (task[i].id.p && task_index(task, i, task[i].id) < i)
            node_error1(node_at(list, i), MSG_PACK_TWICE, task[i].id);
    }
    for (size_t i = 0; i < count; i++)
        task[i].after =
            read_after(node_key(node_at(list, i), "after"), task, count);
    step->task = task;
    step->task_count = count;
}

static void read_step(const struct reading *r, struct node n,
                      struct flow_step *step)
{
    if (!read_object(n, "id! name! kind! role! unit! limit needs output tasks "
                        "next! note source"))
        return;
    step->id = read_id(node_key(n, "id"));
    step->name = read_words(node_key(n, "name"));
    step->kind = (enum flow_step_kind)read_named(node_key(n, "kind"), kind_name,
                                                 FLOW_STEP_KIND_COUNT);
    step->role = read_role(node_key(n, "role"));
    step->unit = read_unit(node_key(n, "unit"));
    step->has_limit = read_limit(node_key(n, "limit"), &step->limit);
    read_needs(r, node_key(n, "needs"), step);
    step->output = read_words_list(node_key(n, "output"), OUTPUT_MAX);
    read_tasks(node_key(n, "tasks"), step);
    read_words(node_key(n, "note"));
    read_text(node_key(n, "source"), SOURCE_BYTES);
}

static void read_way(const struct reading *r, struct node n,
                     struct flow_way *way)
{
    const struct flow *flow = r->flow;
    struct node when = node_key(n, "when");
    struct str to;

    *way = (struct flow_way){.to = flow->step_count};
    if (!read_object(n, "action! to! when"))
        return;
    way->action = (enum flow_action)read_named(node_key(n, "action"),
                                               action_name, FLOW_ACTION_COUNT);
    way->is_conditional = !node_absent(when);
    if (r->form && r->card)
        way->when = form_condition_read(when, r->form, r->card);
    to = read_id(node_key(n, "to"));
    way->to = flow_step_index(flow, to);
    if (to.p && way->to == flow->step_count)
        node_error1(node_key(n, "to"), MSG_PACK_FLOW_STEP_UNKNOWN, to);
}

/*
 * A step never offers one action twice: its buttons are its actions. So only
 * a way with a condition may be followed by another of its action.
 */
static void read_ways(const struct reading *r, struct node list,
                      struct flow_step *step)
{
    size_t count = read_list(list, FLOW_WAYS_MAX);
    struct flow_way *way =
        ARENA_ARRAY(list.reader->arena, struct flow_way, count);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        read_way(r, node_at(list, i), &way[kept]);
        for (size_t k = 0; k < kept; k++) {
            if (way[k].action == way[kept].action && !way[k].is_conditional)
                node_error1(node_at(list, i), MSG_PACK_TWICE,
                            flow_action_name(way[k].action));
        }
        kept += way[kept].to < r->flow->step_count;
    }
    step->way = way;
    step->way_count = kept;
}

static void read_steps(const struct reading *r, struct node list)
{
    struct flow *flow = r->flow;
    size_t count = read_some(list, FLOW_STEPS_MAX);
    struct flow_step *step =
        ARENA_ARRAY(list.reader->arena, struct flow_step, count);

    flow->step = step;
    for (size_t i = 0; i < count; i++) {
        read_step(r, node_at(list, i), &step[i]);
        if (step[i].id.p && flow_step_index(flow, step[i].id) < i)
            node_error1(node_at(list, i), MSG_PACK_TWICE, step[i].id);
        flow->step_count = i + 1;
    }
    for (size_t i = 0; i < count; i++)
        read_ways(r, node_key(node_at(list, i), "next"), &step[i]);
}

/* Source: Decree 61/2018 art. 36.4 (who approves an internal process). */
static void read_decision(struct node n, struct flow *flow)
{
    flow->decided = DAY_NONE;
    if (!read_object(n, "number! on!"))
        return;
    flow->decision = read_text(node_key(n, "number"), PACK_TEXT_BYTES);
    flow->decided = read_day(node_key(n, "on"));
}

/* A citation is the same in both languages, or said in each. */
static struct words read_source(struct node n)
{
    struct str text;

    if (!node_is_text(n))
        return read_words(n);
    text = read_text(n, SOURCE_BYTES);
    return (struct words){{text, text}};
}

const struct flow *flow_read(struct node node, const struct form *form,
                             const struct procedure *card)
{
    struct flow *flow = ARENA_NEW(node.reader->arena, struct flow);
    struct reading r = {flow, form, card};

    if (!read_object(node,
                     "code! version! source assumed decision steps! note"))
        return flow;
    flow->code = read_id(node_key(node, "code"));
    flow->version = read_code(node_key(node, "version"));
    flow->source = read_source(node_key(node, "source"));
    flow->assumed = read_words(node_key(node, "assumed"));
    if (node_absent(node_key(node, "source")) ==
        node_absent(node_key(node, "assumed")))
        node_error(node, MSG_PACK_ASSUMED_OR_SOURCE);
    read_decision(node_key(node, "decision"), flow);
    read_words(node_key(node, "note"));
    read_steps(&r, node_key(node, "steps"));
    return flow;
}
