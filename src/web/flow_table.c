#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/calendar/limit.h"
#include "domain/grant/grant.h"
#include "domain/slip/words.h"

#include "service/bodies.h"

#include "web/flow_table.h"
#include "web/flow_words.h"
#include "web/office_words.h"

#define UNITS_MAX 64

/* What rows choose from; the same for all of them. */
struct choices {
    struct tx *t;
    struct arena *arena;
    enum lang lang;
    const struct flow_editing *e;
    const struct flow_edit *edit;
    struct option_view unit[UNITS_MAX];
    size_t unit_count;
};

static const struct text_rule name_rule = {.points_max = 400};
static const struct text_rule word_rule = {.points_max = 80};
static const struct text_rule documents_rule = {.points_max = 4000,
                                                .multiline = true};

/* The units that a flow may name; those that the province lacks are left out.
 */
static const char *const UNITS[] = {
    "resolver",
    "receiver",
    "resolver_division:tckh",
    "resolver_division:qldt|kth",
    "resolver_division:kinh_te|nnptnt",
    "resolver_division:tnmt",
    "resolver_division:ldtbxh",
    "resolver_division:tu_phap",
    "resolver_division:noi_vu",
    "resolver_division:vhtt",
    "resolver_division:gddt",
    "resolver_division:y_te",
    "resolver_division:van_phong",
    "body:commune_committee",
    "body:district_committee",
    "body:province_committee",
    "body:land_office",
    "body:land_office_branch",
    "body:district_division:tnmt",
    "body:district_division:qldt|kth",
    "body:district_division:ldtbxh",
    "body:district_division:tu_phap",
    "body:department:noi_vu",
    "body:department:tu_phap",
    "body:department:khdt",
    "body:department:tai_chinh",
    "body:department:cong_thuong",
    "body:department:nnptnt",
    "body:department:gtvt",
    "body:department:xay_dung",
    "body:department:tnmt",
    "body:department:tttt",
    "body:department:ldtbxh",
    "body:department:vhttdl",
    "body:department:khcn",
    "body:department:gddt",
    "body:department:y_te",
    "body:vertical:cong_an",
    "body:vertical:thue",
    "body:vertical:bhxh",
};

static bool has_unit(const struct choices *c, struct str value)
{
    for (size_t i = 0; i < c->unit_count; i++) {
        if (str_eq(c->unit[i].value, value))
            return true;
    }
    return false;
}

/* "Sở Y tế"; what has no name in the province is shown as it is written. */
static enum err add_unit(struct choices *c, struct str value, bool must)
{
    struct day today = instant_day(c->t->cx->now);
    struct str name = value;
    struct flow_unit unit;
    enum err err = ERR_NOT_FOUND;

    if (c->unit_count == UNITS_MAX || has_unit(c, value))
        return ERR_OK;
    if (flow_unit_parse(c->arena, value, &unit))
        err = bodies_step_name(c->t, c->e->pack->card, &unit, today, &name);
    if (err == ERR_NOT_FOUND)
        errbox_clear(&c->t->cx->err);
    else
        TRY(err);
    if (err == ERR_NOT_FOUND && !must)
        return ERR_OK;
    c->unit[c->unit_count++] =
        (struct option_view){.value = value, .label = name};
    return ERR_OK;
}

static enum err find_units(struct choices *c)
{
    bool divisions = c->e->pack->card->resolve.kind == BODY_DISTRICT_COMMITTEE;

    for (size_t i = 0; i < COUNT_OF(UNITS); i++) {
        struct str value = str_c(UNITS[i]);

        if (divisions || !str_starts(value, S("resolver_division:")))
            TRY(add_unit(c, value, false));
    }
    for (size_t i = 0; i < c->edit->count; i++)
        TRY(add_unit(c, c->edit->row[i].unit, true));
    return ERR_OK;
}

/* `option` with `value` chosen. */
static struct options_view chosen(struct arena *a,
                                  const struct option_view *option,
                                  size_t count, struct str value)
{
    struct option_view *copy = ARENA_ARRAY(a, struct option_view, count);

    for (size_t i = 0; i < count; i++) {
        copy[i] = option[i];
        copy[i].is_chosen = str_eq(option[i].value, value);
    }
    return (struct options_view){copy, count};
}

static struct options_view kinds(const struct choices *c, struct str value)
{
    struct option_view o[FLOW_STEP_KIND_COUNT];

    for (int i = 0; i < FLOW_STEP_KIND_COUNT; i++)
        o[i] = (struct option_view){
            .value = flow_step_kind_name((enum flow_step_kind)i),
            .label = msg(c->lang, flow_kind_words((enum flow_step_kind)i)),
        };
    return chosen(c->arena, o, FLOW_STEP_KIND_COUNT, value);
}

static struct options_view roles(const struct choices *c, struct str value)
{
    struct option_view o[FLOW_ROLE_COUNT];

    for (int i = 0; i < FLOW_ROLE_COUNT; i++) {
        struct str key = flow_role_name((enum flow_role)i);
        enum role role;

        check(role_parse(key, &role));
        o[i] = (struct option_view){
            .value = key, .label = msg(c->lang, (enum msg_id)role_words(role))};
    }
    return chosen(c->arena, o, FLOW_ROLE_COUNT, value);
}

static struct options_view times(const struct choices *c, struct str value)
{
    const struct option_view o[] = {
        {.value = S("working_hour"),
         .label = msg(c->lang, MSG_FLOW_TIME_HOURS)},
        {.value = S("working_day"), .label = msg(c->lang, MSG_FLOW_TIME_DAYS)},
        {.value = S("day"), .label = msg(c->lang, MSG_FLOW_TIME_CALENDAR)},
    };

    return chosen(c->arena, o, COUNT_OF(o), value);
}

static struct options_view actions(const struct choices *c, struct str value)
{
    struct option_view o[FLOW_ACTION_COUNT + 1];

    o[0] = (struct option_view){.value = S(""),
                                .label = msg(c->lang, MSG_FLOW_NO_WAY)};
    for (int i = 0; i < FLOW_ACTION_COUNT; i++)
        o[i + 1] = (struct option_view){
            .value = flow_action_name((enum flow_action)i),
            .label = msg(c->lang, office_action_words((enum flow_action)i)),
        };
    return chosen(c->arena, o, COUNT_OF(o), value);
}

static struct options_view steps(const struct choices *c, struct str value)
{
    struct option_view o[FLOW_STEPS_MAX];

    for (size_t i = 0; i < c->edit->count; i++) {
        const struct flow_edit_row *row = &c->edit->row[i];
        struct str name = row->name.in[c->lang];

        o[i] = (struct option_view){
            .value = row->id,
            .label = arena_printf(c->arena, "%zu. %.*s", i + 1, STR_ARG(name)),
        };
    }
    return chosen(c->arena, o, c->edit->count, value);
}

/*
 * The condition that way `k` of row `i` has in the text, in words; the flow
 * that was read has all its ways unless something is wrong with one.
 */
static struct str kept_words(const struct choices *c, size_t i, size_t k)
{
    const struct flow *flow = c->e->pack->flow;
    const struct flow_step *step = &flow->step[i];

    if (i < flow->step_count && step->way_count == c->edit->row[i].way_count &&
        step->way[k].when)
        return flow_condition_words(c->arena, c->lang, c->e->pack->card,
                                    step->way[k].when);
    return msg(c->lang, MSG_FLOW_KEEP_CONDITION);
}

/* Always, each case alone, and the condition that it has already. */
static struct options_view whens(const struct choices *c, struct str value,
                                 size_t row, size_t way)
{
    const struct procedure *card = c->e->pack->card;
    struct option_view o[PROCEDURE_CASES_MAX + 2];
    size_t count = 0;

    o[count++] = (struct option_view){.value = S(""),
                                      .label = msg(c->lang, MSG_FLOW_ALWAYS)};
    for (size_t i = 0; i < card->case_count; i++)
        o[count++] = (struct option_view){
            .value = arena_printf(c->arena, FLOW_EDIT_CASE "%.*s",
                                  STR_ARG(card->cases[i].code)),
            .label = msg_format(c->arena, c->lang, MSG_FLOW_IN_CASE, 1,
                                &card->cases[i].name.in[c->lang]),
        };
    if (str_starts(value, S(FLOW_EDIT_KEEP)))
        o[count++] = (struct option_view){.value = value,
                                          .label = kept_words(c, row, way)};
    return chosen(c->arena, o, count, value);
}

/* The ways that there are, and an empty one to fill. */
static void fill_ways(const struct choices *c, const struct flow_edit_row *row,
                      struct flow_row_view *v)
{
    static const struct flow_edit_way none = {S_INIT(""), S_INIT(""),
                                              S_INIT("")};
    size_t count =
        row->way_count < FLOW_WAYS_MAX ? row->way_count + 1 : FLOW_WAYS_MAX;
    struct flow_way_view *way =
        ARENA_ARRAY(c->arena, struct flow_way_view, count);

    for (size_t i = 0; i < count; i++) {
        const struct flow_edit_way *w =
            i < row->way_count ? &row->way[i] : &none;
        struct str place[] = {arena_printf(c->arena, "%zu", i + 1),
                              arena_printf(c->arena, "%d", v->number)};

        way[i] = (struct flow_way_view){
            .prefix =
                arena_printf(c->arena, "%.*sl%zu_", STR_ARG(v->prefix), i + 1),
            .action = actions(c, w->action),
            .to = steps(c, w->to),
            .when = whens(c, w->when, (size_t)v->number - 1, i),
            .place = msg_format(c->arena, c->lang, MSG_FLOW_WAY_PLACE,
                                COUNT_OF(place), place),
        };
    }
    v->way = way;
    v->way_count = count;
}

/* The row that a finding's path names, "steps[2].name.vi"; -1: none. */
static int row_of(const struct finding *f)
{
    struct str steps_of = S("steps[");
    size_t end = str_find_char(f->path, ']', 0);
    int64_t n;

    if (!str_eq_c(f->file, "flow.json") || !str_starts(f->path, steps_of) ||
        !num_parse(str_sub(f->path, steps_of.n, end), 0, FLOW_STEPS_MAX - 1,
                   &n))
        return -1;
    return (int)n;
}

/* Faults of row `i`; -1: of none. */
static const struct str *faults_of(const struct choices *c, int i,
                                   size_t *ret_count)
{
    const struct findings *f = &c->e->findings;
    struct str *line = ARENA_ARRAY(c->arena, struct str, f->count);
    size_t count = 0;

    for (size_t k = 0; k < f->count; k++) {
        const struct finding *one = &f->item[k];

        if (one->level == FINDING_ERROR && row_of(one) == i)
            line[count++] = msg_format(c->arena, c->lang, one->message,
                                       COUNT_OF(one->argument), one->argument);
    }
    *ret_count = count;
    return line;
}

/* "Công an đăng ký thường trú · Công an tỉnh · 7 ngày làm việc". */
static enum err task_line(const struct choices *c, const struct flow_task *task,
                          struct str *ret)
{
    struct arena *a = c->arena;
    struct str unit;

    TRY(bodies_step_name(c->t, c->e->pack->card, &task->unit,
                         instant_day(c->t->cx->now), &unit));
    *ret = arena_printf(a, "%.*s · %.*s", STR_ARG(task->name.in[c->lang]),
                        STR_ARG(unit));
    if (task->has_limit)
        *ret = arena_printf(a, "%.*s · %.*s", STR_ARG(*ret),
                            STR_ARG(limit_words(a, c->lang, task->limit)));
    if (task->after)
        *ret = arena_printf(a, "%.*s · %.*s", STR_ARG(*ret),
                            STR_ARG(msg(c->lang, MSG_FLOW_TASK_WAITS)));
    return ERR_OK;
}

/* Tasks are shown; they are changed in the pack's file. */
static enum err fill_tasks(const struct choices *c, size_t i,
                           struct flow_row_view *v)
{
    const struct flow *flow = c->e->pack->flow;
    const struct flow_step *step = &flow->step[i];
    struct str *line;

    if (i >= flow->step_count || step->task_count == 0)
        return ERR_OK;
    line = ARENA_ARRAY(c->arena, struct str, step->task_count);
    for (size_t k = 0; k < step->task_count; k++)
        TRY(task_line(c, &step->task[k], &line[k]));
    v->task = line;
    v->task_count = step->task_count;
    return ERR_OK;
}

static void fill_row(const struct choices *c, size_t i, struct flow_row_view *v)
{
    const struct flow_edit_row *row = &c->edit->row[i];

    *v = (struct flow_row_view){
        .number = (int)i + 1,
        .prefix = arena_printf(c->arena, "b%zu_", i + 1),
        .origin = arena_printf(c->arena, "%d", row->origin),
        .id = row->id,
        .name = row->name.in[LANG_VI],
        .name_en = row->name.in[LANG_EN],
        .kind = kinds(c, row->kind),
        .role = roles(c, row->role),
        .unit = chosen(c->arena, c->unit, c->unit_count, row->unit),
        .time = times(c, row->time),
        .value = row->value,
        .needs = row->needs,
        .output = row->output,
        .is_first = i == 0,
        .is_last = i + 1 == c->edit->count,
    };
    fill_ways(c, row, v);
    v->fault = faults_of(c, (int)i, &v->fault_count);
}

enum err flow_table_fill(struct tx *t, const struct flow_editing *e,
                         const struct flow_edit *edit,
                         bool faulty[FLOW_STEPS_MAX],
                         struct flow_edit_view *ret)
{
    struct choices *c = ARENA_NEW(t->cx->arena, struct choices);
    struct flow_row_view *row =
        ARENA_ARRAY(t->cx->arena, struct flow_row_view, edit->count);

    c->t = t;
    c->arena = t->cx->arena;
    c->lang = t->cx->lang;
    c->e = e;
    c->edit = edit;
    TRY(find_units(c));
    for (size_t i = 0; i < edit->count; i++) {
        fill_row(c, i, &row[i]);
        TRY(fill_tasks(c, i, &row[i]));
        faulty[i] = row[i].fault_count > 0;
    }
    ret->row = row;
    ret->count = edit->count;
    ret->faults.line = faults_of(c, -1, &ret->faults.line_count);
    if (ret->faults.line_count > 0) {
        ret->faults.kind = NOTE_ERROR;
        ret->faults.title = msg(c->lang, MSG_FLOW_WHOLE_FAULTS);
    }
    return ERR_OK;
}

/* A field of a row or way: "b2_" and "ten". */
static struct str sent(struct req *rq, struct str prefix, const char *name,
                       struct text_rule rule)
{
    struct str value;

    req_field(rq, arena_printf(rq->cx.arena, "%.*s%s", STR_ARG(prefix), name).p,
              rule, &value);
    return value;
}

static void sent_ways(struct req *rq, struct str prefix,
                      struct flow_edit_row *row)
{
    for (size_t i = 0; i < FLOW_WAYS_MAX; i++) {
        struct str of =
            arena_printf(rq->cx.arena, "%.*sl%zu_", STR_ARG(prefix), i + 1);
        struct flow_edit_way way = {
            .action = sent(rq, of, "viec", word_rule),
            .to = sent(rq, of, "den", word_rule),
            .when = sent(rq, of, "khi", word_rule),
        };

        if (way.action.n > 0)
            row->way[row->way_count++] = way;
    }
}

static void sent_row(struct req *rq, size_t i, struct flow_edit_row *row)
{
    struct str of = arena_printf(rq->cx.arena, "b%zu_", i + 1);
    int64_t origin = -1;

    num_parse(sent(rq, of, "goc", word_rule), 0, FLOW_STEPS_MAX - 1, &origin);
    *row = (struct flow_edit_row){
        .origin = (int)origin,
        .id = sent(rq, of, "ma", word_rule),
        .name = {{sent(rq, of, "ten", name_rule),
                  sent(rq, of, "ten_en", name_rule)}},
        .kind = sent(rq, of, "loai", word_rule),
        .role = sent(rq, of, "vai", word_rule),
        .unit = sent(rq, of, "noi", word_rule),
        .value = sent(rq, of, "so", word_rule),
        .time = sent(rq, of, "don_vi", word_rule),
        .needs = sent(rq, of, "can", documents_rule),
        .output = sent(rq, of, "ra", documents_rule),
    };
    sent_ways(rq, of, row);
}

void flow_table_sent(struct req *rq, struct flow_edit *ret)
{
    struct str count;
    int64_t n = 0;

    req_field(rq, "so_buoc", word_rule, &count);
    num_parse(count, 0, FLOW_STEPS_MAX, &n);
    ret->count = (size_t)n;
    for (size_t i = 0; i < ret->count; i++)
        sent_row(rq, i, &ret->row[i]);
}
