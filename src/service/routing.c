#include "base/prelude.h"

#include "base/check.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"

#include "service/routing.h"

/* The unit of `level` in which `area` lies, itself included. */
static enum err area_at(struct tx *t, struct str area, enum area_level level,
                        struct day on, struct str *ret)
{
    struct area a;
    bool found = false;

    if (level == AREA_PROVINCE) {
        TRY(area_province(t, on, &a));
        *ret = a.code;
        return ERR_OK;
    }
    TRY(area_find(t, area, on, &a, &found));
    if (found && a.level == AREA_COMMUNE && level == AREA_DISTRICT)
        TRY(area_find(t, a.parent, on, &a, &found));
    if (!found || a.level != level)
        return RAISE(&t->cx->err, ERR_NOT_FOUND,
                     "the area has no unit of level %d", (int)level);
    *ret = a.code;
    return ERR_OK;
}

struct place {
    enum area_level level;
    const char *kind;
};

static struct place place_of(enum body_kind kind)
{
    switch (kind) {
    case BODY_COMMUNE_COMMITTEE:
        return (struct place){AREA_COMMUNE, "committee"};
    case BODY_DISTRICT_COMMITTEE:
        return (struct place){AREA_DISTRICT, "committee"};
    case BODY_PROVINCE_COMMITTEE:
        return (struct place){AREA_PROVINCE, "committee"};
    case BODY_DISTRICT_DIVISION:
    case BODY_LAND_OFFICE_BRANCH:
        return (struct place){AREA_DISTRICT, "division"};
    case BODY_DEPARTMENT: return (struct place){AREA_PROVINCE, "department"};
    case BODY_LAND_OFFICE: return (struct place){AREA_PROVINCE, "division"};
    case BODY_VERTICAL: return (struct place){AREA_PROVINCE, "vertical"};
    }
    UNREACHABLE();
}

/* "qldt|kth": the first function for which the area has an agency. */
static enum err first_agency(struct tx *t, struct str area, const char *kind,
                             struct str functions, struct day on, int64_t *ret)
{
    struct str rest = functions;
    struct str task;
    enum err e = ERR_NOT_FOUND;

    if (str_empty(functions))
        return org_agency_in(t, area, str_c(kind), S(""), on, ret);
    while (e == ERR_NOT_FOUND && str_next(&rest, '|', &task))
        e = org_agency_in(t, area, str_c(kind), task, on, ret);
    return e;
}

enum err routing_body(struct tx *t, struct body body, struct str area,
                      struct day on, int64_t *ret)
{
    struct place p = place_of(body.kind);
    struct str functions = body.functions;
    struct str code;

    if (body.kind == BODY_LAND_OFFICE)
        functions = S("land_office");
    if (body.kind == BODY_LAND_OFFICE_BRANCH)
        functions = S("land_office_branch");
    TRY(area_at(t, area, p.level, on, &code));
    return first_agency(t, code, p.kind, functions, on, ret);
}

static bool same_body(struct body a, struct body b)
{
    return a.kind == b.kind && str_eq(a.functions, b.functions);
}

enum err routing_find(struct tx *t, const struct procedure *card,
                      struct str area, struct day on, struct routing *ret)
{
    struct routing r;
    struct agency authority;
    int64_t receiving;

    TRY(routing_body(t, card->receive, area, on, &receiving));
    if (same_body(card->receive, card->resolve))
        r.resolver_id = receiving;
    else
        TRY(routing_body(t, card->resolve, area, on, &r.resolver_id));
    TRY(org_point_of(t, receiving, on, &r.point_id));
    TRY(org_authority_of(t, receiving, &authority));
    r.receiver_id = authority.id;
    *ret = r;
    return ERR_OK;
}

enum err routing_desk(struct tx *t, const struct dossier *d,
                      const struct flow_unit *unit, struct day on, int64_t *ret)
{
    struct agency resolver;

    switch (unit->kind) {
    case FLOW_UNIT_RECEIVER: *ret = d->point_id; return ERR_OK;
    case FLOW_UNIT_RESOLVER: *ret = d->resolver_id; return ERR_OK;
    case FLOW_UNIT_DIVISION:
        TRY(org_agency(t, d->resolver_id, &resolver));
        return first_agency(t, resolver.area, "division", unit->functions, on,
                            ret);
    case FLOW_UNIT_BODY: return routing_body(t, unit->body, d->area, on, ret);
    }
    UNREACHABLE();
}
