#include "base/prelude.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"
#include "domain/procedure/procedure_store.h"

#include "service/catalogue.h"
#include "service/permit.h"

static enum err compare_with_latest(struct tx *t, struct catalogue_import *in)
{
    const struct json *before;
    struct str content;
    int64_t id;
    bool found;

    TRY(procedure_version_latest(t, in->entry.card->code, &id, &found));
    if (!found)
        return ERR_OK;
    TRY(procedure_content(t, id, &content));
    TRY(json_parse(&t->cx->err, t->cx->arena, content, PACK_BYTES_MAX,
                   &before));
    in->changes = pack_diff(t->cx->arena, before, in->gathered);
    return ERR_OK;
}

enum err catalogue_import(struct tx *t, void *import)
{
    struct catalogue_import *in = import;

    in->changes = (struct pack_changes){0};
    TRY(compare_with_latest(t, in));
    TRY(procedure_import(t, &in->entry, &in->version_id, &in->is_new));
    if (in->publish)
        TRY(procedure_publish(t, in->version_id, 0));
    return ERR_OK;
}

/* The desk above all others: the catalogue is one for the province. */
static enum err top_desk(struct tx *t, int64_t *ret)
{
    struct day today = instant_day(t->cx->now);
    struct area province;

    TRY(area_province(t, today, &province));
    return org_agency_in(t, province.code, S("committee"), S(""), today, ret);
}

static enum err permit_version(struct tx *t, const struct actor *who,
                               struct str code, int64_t version_id)
{
    struct permit where = {.procedure = code};
    const struct pack *pack;

    TRY(pack_of_version(t, version_id, &pack));
    where.field = pack->card->field;
    TRY(top_desk(t, &where.desk_id));
    return permit_capability(t, who, CAP_PROCEDURE_EDIT, &where);
}

enum err catalogue_permit(struct tx *t, const struct actor *who,
                          struct str code)
{
    int64_t id;
    bool found;

    TRY(procedure_version_latest(t, code, &id, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such procedure");
    return permit_version(t, who, code, id);
}

enum err catalogue_change(struct tx *t, const struct catalogue_change *c)
{
    int64_t id;

    TRY(procedure_version_id(t, c->code, c->version, &id));
    TRY(permit_version(t, c->who, c->code, id));
    return c->publish ? procedure_publish(t, id, c->who->account_id)
                      : procedure_withdraw(t, id, c->who->account_id);
}
