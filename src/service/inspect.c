#include "base/prelude.h"

#include "base/id.h"

#include "domain/paper/paper_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/queue.sql.h"
#include "domain/pack/pack_store.h"

#include "service/flowing.h"
#include "service/inspect.h"
#include "service/permit.h"

/* A refusal of one desk is no error yet: another may allow. */
static enum err is_allowed_at(struct tx *t, const struct actor *who,
                              const struct dossier *d, int64_t desk, bool *ret)
{
    const struct permit where = {desk, d->field, d->procedure_code};
    enum err e = permit_capability(t, who, CAP_DOSSIER_SEE, &where);

    if (e == ERR_FORBIDDEN)
        errbox_clear(&t->cx->err);
    else
        TRY(e);
    *ret = e == ERR_OK;
    return ERR_OK;
}

static enum err permit(struct tx *t, const struct actor *who,
                       const struct inspection *i)
{
    const int64_t own[] = {i->d.point_id, i->d.resolver_id,
                           i->d.return_point_id};
    bool allowed = false;

    for (size_t k = 0; k < COUNT_OF(own) && !allowed; k++)
        TRY(is_allowed_at(t, who, &i->d, own[k], &allowed));
    for (size_t k = 0; k < i->step_count && !allowed; k++)
        TRY(is_allowed_at(t, who, &i->d, i->step[k].desk_id, &allowed));
    return allowed ? ERR_OK
                   : RAISE(&t->cx->err, ERR_FORBIDDEN,
                           "no desk of the dossier is the officer's");
}

static enum err is_for(struct tx *t, const struct actor *who,
                       const struct inspection *i, const struct dossier_step *s,
                       bool *ret)
{
    const struct permit where = {s->desk_id, i->d.field, i->d.procedure_code};
    enum err e = permit_role(t, who, s->role, &where);

    *ret = e == ERR_OK;
    if (e == ERR_FORBIDDEN)
        errbox_clear(&t->cx->err);
    return e == ERR_FORBIDDEN ? ERR_OK : e;
}

static enum err find_open(struct tx *t, const struct actor *who,
                          struct inspection *i)
{
    bool mine;

    for (size_t k = 0; k < i->step_count; k++) {
        const struct dossier_step *s = &i->step[k];

        if (s->closed_at.us)
            continue;
        TRY(is_for(t, who, i, s, &mine));
        if (mine ? !i->is_mine || s->side : !i->is_mine && !s->side)
            i->open = s;
        i->is_mine = i->is_mine || mine;
    }
    for (size_t k = 0; i->open && k < i->requests.count; k++)
        if (i->requests.at[k].n == i->open->request_n)
            i->request = &i->requests.at[k];
    return ERR_OK;
}

static enum err load(struct tx *t, const struct actor *who, struct str code,
                     struct inspection *ret)
{
    struct inspection i = {0};
    int64_t id;

    TRY(dossier_id_of(t, code, &id));
    TRY(dossier_load(t, id, &i.d));
    TRY(dossier_steps(t, id, &i.step, &i.step_count));
    TRY(permit(t, who, &i));
    TRY(requests_of_dossier(t, id, &i.requests));
    *ret = i;
    return ERR_OK;
}

/* Only where there is something to choose. */
static enum err find_filling(struct tx *t, struct inspection *i)
{
    const struct flow_step *step = inspect_flow_step(i);
    struct filling *filling = ARENA_NEW(t->cx->arena, struct filling);
    bool asks = false;

    for (size_t k = 0; step && k < step->way_count; k++)
        asks = asks || step->way[k].is_conditional;
    if (!asks)
        return ERR_OK;
    TRY(flowing_filling(t, &i->d, i->pack, filling));
    i->filling = filling;
    return ERR_OK;
}

enum err inspect_load(struct tx *t, const struct actor *who, struct str code,
                      struct inspection *ret)
{
    struct inspection i;

    TRY(load(t, who, code, &i));
    TRY(pack_of_version(t, i.d.version_id, &i.pack));
    TRY(find_open(t, who, &i));
    TRY(find_filling(t, &i));
    *ret = i;
    return ERR_OK;
}

enum err inspect_record(struct tx *t, const struct actor *who, struct str code,
                        struct str what, int64_t paper_id)
{
    struct inspection i;
    struct papers papers;

    TRY(load(t, who, code, &i));
    if (paper_id) {
        TRY(papers_of_dossier(t, i.d.id, &papers));
        if (!paper_find(&papers, paper_id))
            return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such paper");
    }
    return access_log_add(t,
                          &(struct access_log_add_in){
                              .id = id_new(t->cx->now),
                              .account_id = who->account_id,
                              .what = what,
                              .subject_id = paper_id ? paper_id : i.d.id,
                              .at = t->cx->now,
                          },
                          NULL);
}

const struct flow_step *inspect_flow_step(const struct inspection *i)
{
    const struct flow *flow = i->pack->flow;
    size_t at =
        i->open ? flow_step_index(flow, i->open->step) : flow->step_count;

    return at < flow->step_count ? &flow->step[at] : NULL;
}

size_t inspect_ways(const struct inspection *i,
                    struct inspect_way ret[FLOW_WAYS_MAX])
{
    const struct flow *flow = i->pack->flow;
    const struct flow_step *step = inspect_flow_step(i);
    struct flow_way way[FLOW_WAYS_MAX];
    size_t count;

    if (!step)
        return 0;
    if (step->kind == FLOW_RETURN) {
        ret[0] = (struct inspect_way){FLOW_DO_RETURN, NULL};
        return 1;
    }
    count = flow_ways_for(flow, (size_t)(step - flow->step), i->filling, way);
    for (size_t k = 0; k < count; k++)
        ret[k] = (struct inspect_way){way[k].action, &flow->step[way[k].to]};
    return count;
}

enum err inspect_name(struct tx *t, int64_t account_id, struct str *ret)
{
    struct account_names_row row;
    bool found = false;

    if (account_id)
        TRY(account_names(t, account_id, &row, &found));
    *ret = found ? row.name : S("");
    return ERR_OK;
}
