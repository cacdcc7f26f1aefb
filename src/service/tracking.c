#include "base/prelude.h"

#include "domain/dossier/dossier_store.h"
#include "domain/flow/flow.h"
#include "domain/pack/pack_store.h"

#include "service/tracking.h"

enum err tracking_find(struct tx *t, struct str typed_code,
                       struct tracking *ret)
{
    struct dossier_standing d;
    const struct pack *pack;
    int done;
    int total;

    TRY(dossier_standing(t, typed_code, &d));
    TRY(pack_of_version(t, d.version_id, &pack));
    flow_stage(pack->flow, d.step, &done, &total);
    *ret = (struct tracking){d.code, dossier_progress(d.status, done, total)};
    return ERR_OK;
}
