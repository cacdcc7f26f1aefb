#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"
#include "domain/dossier/queue.sql.h"

#include "service/bodies.h"
#include "service/flow_desks.h"
#include "service/routing.h"

#define PLACES_MAX 2000

/* Where a procedure may be received: with each area, who resolves there. */
struct place {
    struct area area;
    bool found; /* the card's own bodies are there */
    struct dossier dossier;
};

struct asking {
    struct tx *t;
    const struct flow_desks *f;
    struct place *place;
    size_t count;
};

/* One seat of the flow: a step's or a task's. */
struct seat {
    struct node node;
    struct str id;
    enum flow_role role;
    const struct flow_unit *unit;
};

/* Places where something is missing. */
struct missing {
    const struct area *first;
    size_t count;
};

static void miss(struct missing *m, const struct place *p)
{
    if (m->count++ == 0)
        m->first = &p->area;
}

/* ERR_NOT_FOUND is an answer here, and no trouble. */
static enum err answered(struct tx *t, enum err e, bool *ret_found)
{
    *ret_found = e == ERR_OK;
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&t->cx->err);
    return ERR_OK;
}

static enum err add_places(struct asking *a, const struct area *area,
                           size_t count)
{
    const struct procedure *card = a->f->pack->card;

    for (size_t i = 0; i < count && a->count < PLACES_MAX; i++) {
        struct place *p = &a->place[a->count++];
        struct routing way = {0};

        *p = (struct place){.area = area[i]};
        TRY(answered(a->t,
                     routing_find(a->t, card, area[i].code, a->f->on, &way),
                     &p->found));
        p->dossier = (struct dossier){
            .point_id = way.point_id,
            .return_point_id = way.point_id,
            .resolver_id = way.resolver_id,
            .area = area[i].code,
        };
    }
    return ERR_OK;
}

/* The level of the units that the form's answer may be; the province's: one. */
static enum area_level level_of(const struct pack *pack)
{
    const struct field *f =
        pack->card->where_field.p
            ? form_field(pack->form, pack->card->where_field)
            : NULL;

    if (f)
        return f->type == TYPE_AREA ? f->area_level : AREA_COMMUNE;
    return AREA_PROVINCE;
}

static enum err find_places(struct asking *a)
{
    enum area_level level = level_of(a->f->pack);
    struct area province;
    struct areas districts;
    struct areas communes;

    a->place = ARENA_ARRAY(a->t->cx->arena, struct place, PLACES_MAX);
    TRY(area_province(a->t, a->f->on, &province));
    if (level == AREA_PROVINCE)
        return add_places(a, &province, 1);
    TRY(area_below(a->t, province.code, a->f->on, &districts));
    if (level == AREA_DISTRICT)
        return add_places(a, districts.area, districts.count);
    for (size_t i = 0; i < districts.count; i++) {
        TRY(area_below(a->t, districts.area[i].code, a->f->on, &communes));
        TRY(add_places(a, communes.area, communes.count));
    }
    return ERR_OK;
}

static enum err has_holder(struct asking *a, const struct seat *s,
                           int64_t desk_id, bool *ret)
{
    const struct procedure *card = a->f->pack->card;
    struct duty_holders_rows rows;

    TRY(duty_holders(a->t,
                     &(struct duty_holders_in){
                         .desk_id = desk_id,
                         .role = flow_role_name(s->role),
                         .on_day = a->f->on,
                         .field = card->field,
                         .procedure = card->code,
                     },
                     1, &rows));
    *ret = rows.count > 0;
    return ERR_OK;
}

static enum err look_at(struct asking *a, const struct seat *s,
                        const struct place *p, struct missing *desk,
                        struct missing *holder)
{
    bool found = false;
    int64_t desk_id = 0;

    if (p->found)
        TRY(answered(
            a->t, routing_desk(a->t, &p->dossier, s->unit, a->f->on, &desk_id),
            &found));
    if (!found) {
        miss(desk, p);
        return ERR_OK;
    }
    if (!a->f->ask_holders)
        return ERR_OK;
    TRY(has_holder(a, s, desk_id, &found));
    if (!found)
        miss(holder, p);
    return ERR_OK;
}

/* "phường Mỹ Bình" or "phường Mỹ Bình (+ 155)". */
static struct str places_text(struct asking *a, const struct missing *m)
{
    struct arena *arena = a->t->cx->arena;
    struct str name = area_name_inside(arena, m->first->name);

    if (m->count == 1)
        return name;
    return arena_printf(arena, "%.*s (+ %zu)", STR_ARG(name), m->count - 1);
}

static enum err tell(struct asking *a, const struct seat *s,
                     const struct missing *desk, const struct missing *holder)
{
    struct str where;
    struct str unit;

    if (desk->count > 0)
        node_error3(s->node, MSG_PACK_FLOW_NO_DESK, s->id,
                    flow_unit_text(a->t->cx->arena, s->unit),
                    places_text(a, desk));
    if (holder->count == 0)
        return ERR_OK;
    TRY(bodies_step_name(a->t, a->f->pack->card, s->unit, a->f->on, &unit));
    where = arena_printf(a->t->cx->arena, "%.*s, %.*s", STR_ARG(unit),
                         STR_ARG(places_text(a, holder)));
    if (holder->count + desk->count == a->count)
        node_error3(s->node, MSG_PACK_FLOW_NO_HOLDER, s->id,
                    flow_role_name(s->role), where);
    else
        node_warn3(s->node, MSG_PACK_FLOW_NO_HOLDER, s->id,
                   flow_role_name(s->role), where);
    return ERR_OK;
}

static enum err ask(struct asking *a, const struct seat *s)
{
    struct missing desk = {0};
    struct missing holder = {0};

    for (size_t i = 0; i < a->count; i++)
        TRY(look_at(a, s, &a->place[i], &desk, &holder));
    return tell(a, s, &desk, &holder);
}

static enum err ask_step(struct asking *a, struct node n,
                         const struct flow_step *step)
{
    struct node tasks = node_key(n, "tasks");
    struct seat own = {n, step->id, step->role, &step->unit};

    TRY(ask(a, &own));
    for (size_t k = 0; k < step->task_count; k++) {
        const struct flow_task *task = &step->task[k];
        struct seat seat = {node_at(tasks, k), task->id, task->role,
                            &task->unit};

        TRY(ask(a, &seat));
    }
    return ERR_OK;
}

enum err flow_desks_check(struct tx *t, const struct flow_desks *f)
{
    struct asking a = {.t = t, .f = f};
    struct node steps = node_key(f->node, "steps");
    const struct flow *flow = f->pack->flow;

    TRY(find_places(&a));
    for (size_t i = 0; i < flow->step_count; i++)
        TRY(ask_step(&a, node_at(steps, i), &flow->step[i]));
    return ERR_OK;
}
