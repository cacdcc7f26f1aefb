#include "base/prelude.h"

#include "base/msg.h"
#include "base/viet.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"

#include "service/slip_facts.h"

/* "Ủy ban nhân dân" and "thành phố Long Xuyên" read best on two lines. */
static struct str in_two_lines(struct arena *a, struct str name,
                               struct str second)
{
    size_t at = str_find(name, second);

    if (at == 0 || at >= name.n || name.p[at - 1] != ' ')
        return name;
    return arena_printf(a, "%.*s\n%.*s", STR_ARG(str_sub(name, 0, at - 1)),
                        STR_ARG(str_sub(name, at, name.n)));
}

/* "thành phố Long Xuyên" without its kind, as in "Long Xuyên, ngày …". */
static struct str place_of(struct arena *a, struct area area)
{
    struct str rest = area.name;
    struct str word;
    struct str kind = viet_fold(a, area.kind);
    size_t words = 1;

    for (size_t i = 0; i < kind.n; i++)
        words += kind.p[i] == '_';
    while (words-- && str_next(&rest, ' ', &word))
        ;
    return rest.p ? rest : area.name;
}

static enum err area_on(struct tx *t, struct str code, struct area *ret)
{
    bool found;

    TRY(area_find(t, code, instant_day(t->cx->now), ret, &found));
    return found ? ERR_OK
                 : RAISE(&t->cx->err, ERR_INTERNAL, "the desk lies nowhere");
}

static enum err issuer_point(struct tx *t, const struct point *point,
                             int64_t authority_id, struct slip_issuer *ret)
{
    struct arena *a = t->cx->arena;
    struct agency authority;
    struct area area;

    TRY(org_agency(t, authority_id, &authority));
    TRY(area_on(t, point->area, &area));
    ret->key = point->key;
    ret->above =
        in_two_lines(a, authority.name, area_name_inside(a, area.name));
    ret->is_center = str_eq_c(point->kind, "center");
    ret->name = msg(LANG_VI, ret->is_center ? MSG_RECEIPT_POINT_CENTER
                                            : MSG_RECEIPT_POINT);
    ret->place = place_of(a, area);
    return ERR_OK;
}

static enum err issuer_agency(struct tx *t, int64_t id, struct slip_issuer *ret)
{
    struct arena *a = t->cx->arena;
    struct agency agency;
    struct agency parent;
    struct area area;
    struct str inside;

    TRY(org_agency(t, id, &agency));
    TRY(area_on(t, agency.area, &area));
    inside = area_name_inside(a, area.name);
    ret->key = agency.key;
    ret->name = in_two_lines(a, agency.name, inside);
    ret->above = S("");
    ret->place = place_of(a, area);
    if (agency.parent_id) {
        TRY(org_agency(t, agency.parent_id, &parent));
        ret->above = in_two_lines(a, parent.name, inside);
    }
    return ERR_OK;
}

enum err slip_issuer_of(struct tx *t, int64_t desk_id, int64_t authority_id,
                        struct slip_issuer *ret)
{
    struct slip_issuer issuer = {0};
    struct desk_name name;
    struct point point;
    enum err e = org_point(t, desk_id, &point);

    if (e == ERR_NOT_FOUND) {
        errbox_clear(&t->cx->err);
        TRY(issuer_agency(t, desk_id, &issuer));
    } else {
        TRY(e);
        TRY(issuer_point(t, &point, authority_id, &issuer));
    }
    TRY(org_desk_name(t, desk_id, &name));
    issuer.desk_name = name.name;
    *ret = issuer;
    return ERR_OK;
}

static struct str id_number_of(const struct identifiers *ids)
{
    const struct identifier *i = identifier_of(ids, IDENTIFIER_ID_NUMBER);

    return i ? i->value : S("");
}

enum err slip_qr(struct tx *t, const struct dossier *d, struct str site,
                 struct str paper, struct instant issued,
                 const struct instant *due, struct str *ret)
{
    struct arena *a = t->cx->arena;
    struct str code = dossier_shown_code(a, d);
    struct identifiers ids;

    TRY(person_identifiers(t, d->person_id, &ids));
    *ret =
        arena_printf(a, "%.*s/tra-cuu?ma=%.*s#%.*s|%.*s|%.*s|%.*s|%.*s|%s%s%s",
                     STR_ARG(site), STR_ARG(code), STR_ARG(code),
                     STR_ARG(d->procedure_code), STR_ARG(id_number_of(&ids)),
                     STR_ARG(paper), STR_ARG(site), instant_iso(a, issued).p,
                     due ? "|" : "", due ? instant_iso(a, *due).p : "");
    return ERR_OK;
}

static struct str without_scheme(struct str site)
{
    size_t at = str_find(site, S("://"));

    return at < site.n ? str_sub(site, at + 3, site.n) : site;
}

struct str slip_lookup(struct arena *a, struct str site)
{
    return arena_printf(a, "%.*s/tra-cuu", STR_ARG(without_scheme(site)));
}
