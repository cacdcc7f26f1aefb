#include "base/prelude.h"

#include "domain/procedure/procedure_store.h"

#include "service/catalogue.h"

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
        TRY(procedure_publish(t, in->version_id));
    return ERR_OK;
}
