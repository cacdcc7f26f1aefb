#include "base/prelude.h"

#include "base/msg.h"

#include "domain/org/org_store.h"

#include "service/permit.h"

static enum err target_of(struct tx *t, const struct permit *where,
                          int64_t path[DESK_DEPTH_MAX],
                          struct grant_target *ret)
{
    *ret = (struct grant_target){
        .desk = path, .field = where->field, .procedure = where->procedure};
    return org_desk_path(t, where->desk_id, path, &ret->count);
}

static enum err refused(struct tx *t, const char *what)
{
    return RAISE(&t->cx->err, ERR_FORBIDDEN, "not granted: %s", what);
}

enum err permit_capability(struct tx *t, const struct actor *who,
                           enum capability c, const struct permit *where)
{
    int64_t path[DESK_DEPTH_MAX];
    struct grant_target target;

    TRY(target_of(t, where, path, &target));
    if (!grant_allows(who, c, &target, instant_day(t->cx->now)))
        return refused(t, capability_name(c));
    return ERR_OK;
}

enum err permit_role(struct tx *t, const struct actor *who, struct str role,
                     const struct permit *where)
{
    int64_t path[DESK_DEPTH_MAX];
    struct grant_target target;
    enum role r;

    if (!role_parse(role, &r))
        return refused(t, "a role that nobody has");
    TRY(target_of(t, where, path, &target));
    if (!grant_holds(who, r, &target, instant_day(t->cx->now)))
        return refused(t, role_key(r).p);
    return ERR_OK;
}

enum err permit_hands(struct tx *t, const struct actor *who,
                      const struct dossier_step *step)
{
    if (!step->account_id || step->account_id == who->account_id)
        return ERR_OK;
    return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_HELD);
}

enum err permit_apart(struct tx *t, const struct actor *who,
                      const struct dossier *d)
{
    const struct dossier_event *event;
    size_t count;

    TRY(dossier_events(t, d->id, &event, &count));
    for (size_t i = 0; i < count; i++)
        if ((event[i].kind == EVENT_ACCEPT || event[i].kind == EVENT_INTAKE) &&
            event[i].account_id == who->account_id)
            return REFUSE(&t->cx->err, ERR_INPUT, MSG_PERMIT_APART);
    return ERR_OK;
}

enum err permit_step(struct tx *t, const struct actor *who,
                     const struct dossier *d, int n, struct dossier_step *ret)
{
    struct permit where = {.field = d->field, .procedure = d->procedure_code};
    enum err e = dossier_waiting_step(t, d->id, n, ret);

    if (e == ERR_NOT_FOUND)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
    TRY(e);
    where.desk_id = ret->desk_id;
    TRY(permit_role(t, who, ret->role, &where));
    return permit_hands(t, who, ret);
}
