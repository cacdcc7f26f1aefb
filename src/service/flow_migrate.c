#include "base/prelude.h"

#include "base/msg.h"

#include "domain/flow/flow.sql.h"
#include "domain/dossier/dossier_store.h"
#include "domain/pack/pack_store.h"
#include "domain/procedure/procedure_store.h"

#include "service/flow_migrate.h"
#include "service/flowing.h"
#include "service/move.h"

/* The action of a step that was closed because its flow changed. */
#define CLOSED_BY S("migrate")

/* Members in which two versions of a card always differ. */
static bool is_of_version(const struct pack_change *c)
{
    return str_eq_c(c->place, "version") || str_eq_c(c->place, "valid_from") ||
           str_eq_c(c->place, "valid_to");
}

static bool same_but_version(struct arena *a, const struct json *before,
                             const struct json *after)
{
    struct pack_changes c = pack_diff(a, before, after);

    for (size_t i = 0; i < c.count; i++) {
        if (!is_of_version(&c.item[i]))
            return false;
    }
    return c.lost == 0;
}

static enum err content_of(struct tx *t, int64_t id, const struct json **ret)
{
    struct str content;

    TRY(procedure_content(t, id, &content));
    return json_parse(&t->cx->err, t->cx->arena, content, PACK_BYTES_MAX, ret);
}

static enum err refuse(struct tx *t, enum msg_id words)
{
    return REFUSE(&t->cx->err, ERR_INPUT, (int)words);
}

static enum err compare(struct tx *t, struct flow_migration *m)
{
    struct arena *a = t->cx->arena;
    const struct json *before;
    const struct json *after;

    TRY(content_of(t, m->from_id, &before));
    TRY(content_of(t, m->to_id, &after));
    if (!same_but_version(a, json_member(before, "card"),
                          json_member(after, "card")) ||
        !same_but_version(a, json_member(before, "form"),
                          json_member(after, "form")))
        return refuse(t, MSG_MIGRATE_MORE_THAN_FLOW);
    m->changes =
        pack_diff(a, json_member(before, "flow"), json_member(after, "flow"));
    return m->changes.count ? ERR_OK : refuse(t, MSG_MIGRATE_NOTHING);
}

enum err flow_migrate_plan(struct tx *t, struct flow_migration *m)
{
    TRY(procedure_version_id(t, m->code, m->from, &m->from_id));
    TRY(procedure_version_id(t, m->code, m->to, &m->to_id));
    TRY(pack_of_version(t, m->from_id, &m->before));
    TRY(pack_of_version(t, m->to_id, &m->after));
    return compare(t, m);
}

/* Where a step goes on in the new flow; its step_count: nowhere. */
static size_t place_of(const struct flow_migration *m, struct str step)
{
    for (size_t i = 0; i < m->instead_count; i++) {
        if (str_eq(m->instead[i].before, step))
            return flow_step_index(m->after->flow, m->instead[i].after);
    }
    return flow_step_index(m->after->flow, step);
}

/* What the one who does it would notice; a new name alone is none. */
static bool is_done_otherwise(struct arena *a, const struct flow_step *x,
                              const struct flow_step *y)
{
    return x->kind != y->kind || x->role != y->role ||
           x->has_limit != y->has_limit || x->limit.unit != y->limit.unit ||
           x->limit.value != y->limit.value ||
           !str_eq(flow_unit_text(a, &x->unit), flow_unit_text(a, &y->unit));
}

static void plan_step(struct arena *a, const struct flow_migration *m,
                      const struct dossier_step *open, struct flow_migrant *ret)
{
    const struct flow *before = m->before->flow;
    const struct flow *after = m->after->flow;
    size_t was = flow_step_index(before, open->step);
    size_t at = place_of(m, open->step);

    ret->before = open->step;
    if (was == before->step_count) /* it waits for reception */
        return;
    if (open->work != flowing_work(before->step[was].kind))
        ret->blocked = MSG_MIGRATE_WAITS;
    else if (at == after->step_count)
        ret->blocked = MSG_MIGRATE_NO_STEP;
    if (ret->blocked)
        return;
    ret->after = after->step[at].id;
    ret->reopens = !str_eq(open->step, ret->after) ||
                   is_done_otherwise(a, &before->step[was], &after->step[at]);
}

static enum err plan_one(struct tx *t, const struct flow_migration *m,
                         const struct dossier *d, struct dossier_step *ret_open,
                         struct flow_migrant *ret)
{
    enum err err = dossier_open_step(t, d->id, ret_open);

    *ret = (struct flow_migrant){.id = d->id,
                                 .code = dossier_shown_code(t->cx->arena, d),
                                 .before = S(""),
                                 .after = S("")};
    if (!dossier_move(d->status, EVENT_MIGRATE))
        ret->blocked = MSG_MIGRATE_WAITS;
    if (err == ERR_NOT_FOUND) {
        errbox_clear(&t->cx->err);
        ret->blocked = MSG_MIGRATE_WAITS;
        return ERR_OK;
    }
    TRY(err);
    if (!ret->blocked)
        plan_step(t->cx->arena, m, ret_open, ret);
    return ERR_OK;
}

enum err flow_migrate_list(struct tx *t, const struct flow_migration *m,
                           int64_t after, struct flow_migrants *ret)
{
    struct flow_running_rows rows;
    struct flow_migrant *at;

    TRY(flow_running(t, m->from_id, after, FLOW_MIGRATE_PAGE, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct flow_migrant, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        struct dossier_step open;
        struct dossier d;

        TRY(dossier_load(t, rows.row[i].id, &d));
        TRY(plan_one(t, m, &d, &open, &at[i]));
    }
    *ret = (struct flow_migrants){at, rows.count, rows.more};
    return ERR_OK;
}

/* The open step gives way to what the new flow has there. */
static enum err reopen(struct tx *t, const struct flow_migration *m,
                       struct dossier *d, const struct dossier_step *open,
                       const struct flow_migrant *one)
{
    const struct flow *flow = m->after->flow;

    TRY(move_close_step(t, d, open->n, NULL, CLOSED_BY));
    return flowing_open(t, d, flow, flow_step_index(flow, one->after), 0);
}

enum err flow_migrate_one(struct tx *t, const struct flow_migration *m,
                          int64_t dossier_id)
{
    struct flow_migrant one;
    struct dossier_step open;
    struct dossier d;
    int64_t changed;

    TRY(dossier_load_locked(t, dossier_id, &d));
    if (d.version_id != m->from_id)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MIGRATE_GONE);
    TRY(plan_one(t, m, &d, &open, &one));
    if (one.blocked)
        return refuse(t, (enum msg_id)one.blocked);
    if (one.reopens)
        TRY(reopen(t, m, &d, &open, &one));
    TRY(flow_move_version(t, d.id, m->from_id, m->to_id, &changed));
    if (!changed)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MIGRATE_GONE);
    return move_make(
        t, &d,
        &(struct move){
            .event = EVENT_MIGRATE,
            .step = one.after,
            .action = CLOSED_BY,
            .reason = arena_printf(t->cx->arena, "%.*s → %.*s",
                                   STR_ARG(m->from), STR_ARG(m->to)),
        });
}
