#include "base/prelude.h"

#include "domain/grant/grant.sql.h"
#include "domain/grant/grant_store.h"

static bool read_grant(const struct grants_on_row *row, struct grant *ret)
{
    if (!role_parse(row->role, &ret->role))
        return false;
    ret->desk_id = row->desk_id;
    ret->from = row->valid_from;
    ret->to.n = row->has_valid_to ? row->valid_to.n : INT32_MAX;
    ret->field = row->field;
    ret->procedure = row->procedure;
    return true;
}

static enum err load_grants(struct tx *t, struct actor *actor)
{
    struct grants_on_rows rows;
    struct grant *grant;

    TRY(grants_on(t, actor->account_id, instant_day(t->cx->now), GRANTS_MAX,
                  &rows));
    grant = ARENA_ARRAY(t->cx->arena, struct grant, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        if (read_grant(&rows.row[i], &grant[actor->count]))
            actor->count++;
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
    if (actor->kind == ACCOUNT_STAFF)
        TRY(load_grants(t, actor));
    *ret = actor;
    return ERR_OK;
}
