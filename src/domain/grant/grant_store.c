#include "base/prelude.h"

#include "base/id.h"
#include "base/msg.h"

#include "domain/org/org_store.h"
#include "domain/grant/grant.sql.h"
#include "domain/grant/grant_store.h"

/* False when this program does not know the role. */
static bool read_grant(struct grant row, struct str role, bool ends,
                       struct grant *ret)
{
    if (!role_parse(role, &row.role))
        return false;
    if (!ends)
        row.to.n = INT32_MAX;
    *ret = row;
    return true;
}

enum err actor_load_grants(struct tx *t, struct actor *actor)
{
    struct grant_rows_rows rows;
    struct grant *grant;

    actor->count = 0;
    if (actor->kind != ACCOUNT_STAFF)
        return ERR_OK;
    TRY(grant_rows(t, actor->account_id, instant_day(t->cx->now), GRANTS_MAX,
                   &rows));
    grant = ARENA_ARRAY(t->cx->arena, struct grant, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct grant_rows_row *r = &rows.row[i];

        if (read_grant((struct grant){.desk_id = r->desk_id,
                                      .from = r->valid_from,
                                      .to = r->valid_to,
                                      .field = r->field,
                                      .procedure = r->procedure},
                       r->role, r->has_valid_to, &grant[actor->count]))
            actor->count++;
    }
    actor->grant = grant;
    return ERR_OK;
}

enum err actor_load(struct tx *t, int64_t account_id, struct actor **ret)
{
    struct actor *actor;
    struct actor_row_row row;
    bool found;

    TRY(actor_row(t, account_id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such account");
    actor = ARENA_NEW(t->cx->arena, struct actor);
    *actor = (struct actor){
        .account_id = account_id,
        .person_id = row.person_id,
        .kind = (enum account_kind)row.kind,
        .name = row.name,
    };
    *ret = actor;
    return actor_load_grants(t, actor);
}

enum err grants_load(struct tx *t, int64_t account_id,
                     const struct held_grant **ret, size_t *ret_count)
{
    struct grant_rows_ever_rows rows;
    struct held_grant *held;
    size_t count = 0;

    TRY(grant_rows_ever(t, account_id, GRANTS_EVER_MAX, &rows));
    held = ARENA_ARRAY(t->cx->arena, struct held_grant, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct grant_rows_ever_row *r = &rows.row[i];

        held[count].id = r->id;
        if (read_grant((struct grant){.desk_id = r->desk_id,
                                      .from = r->valid_from,
                                      .to = r->valid_to,
                                      .field = r->field,
                                      .procedure = r->procedure},
                       r->role, r->has_valid_to, &held[count].grant))
            count++;
    }
    *ret = held;
    *ret_count = count;
    return ERR_OK;
}

static enum err check_room(struct tx *t, int64_t account_id,
                           const struct grant *g)
{
    struct grant_rows_rows rows;

    if (g->to.n <= g->from.n)
        return REFUSE(&t->cx->err, ERR_RANGE, MSG_GRANT_TERM_EMPTY);
    TRY(grant_rows(t, account_id, g->from, GRANTS_MAX, &rows));
    if (rows.count == GRANTS_MAX)
        return REFUSE(&t->cx->err, ERR_RANGE, MSG_GRANT_TOO_MANY);
    return ERR_OK;
}

enum err grant_add(struct tx *t, int64_t account_id, const struct grant *g,
                   int64_t by)
{
    struct desk_name desk;

    TRY(org_desk_name(t, g->desk_id, &desk));
    TRY(check_room(t, account_id, g));
    return grant_insert(t,
                        &(struct grant_insert_in){
                            .id = id_new(t->cx->now),
                            .account_id = account_id,
                            .role = role_key(g->role),
                            .desk_id = g->desk_id,
                            .valid_from = g->from,
                            .valid_to = g->to.n < INT32_MAX ? &g->to : NULL,
                            .field = g->field.p ? g->field : S(""),
                            .procedure = g->procedure.p ? g->procedure : S(""),
                            .granted_by = by,
                            .granted_at = t->cx->now,
                        },
                        NULL);
}

enum err grant_end(struct tx *t, int64_t grant_id, struct day on, int64_t by)
{
    int64_t changed;

    TRY(grant_set_end(t, grant_id, on, by, t->cx->now, &changed));
    if (changed == 0)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such grant in force");
    return ERR_OK;
}

enum err grant_target_load(struct tx *t, int64_t desk_id, struct str field,
                           struct str procedure, struct grant_target *ret)
{
    int64_t *desk = ARENA_ARRAY(t->cx->arena, int64_t, DESK_DEPTH_MAX);
    size_t count;

    TRY(org_desk_path(t, desk_id, desk, &count));
    *ret = (struct grant_target){desk, count, field, procedure};
    return ERR_OK;
}
