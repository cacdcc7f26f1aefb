/*
 * catalogue.h - a new version of a procedure comes into the catalogue, is
 * published, is withdrawn.
 */
#ifndef SERVICE_CATALOGUE_H
#define SERVICE_CATALOGUE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"
#include "domain/pack/pack_store.h"
#include "domain/pack/pack_diff.h"

/*
 * For the operator's command line, who may do everything. The pack has been
 * read and has no errors (domain/pack).
 */
struct catalogue_import {
    struct procedure_entry entry;
    const struct json *gathered;
    bool publish;

    int64_t version_id;
    bool is_new;
    struct pack_changes changes; /* against the version before, if any */
};

/*
 * A tx_fn over a struct catalogue_import. The same content again changes
 * nothing. ERR_CONFLICT when another content is in under the same version.
 */
enum err catalogue_import(struct tx *t, void *import) MUST_CHECK;

/*
 * May the officer change this procedure? ERR_FORBIDDEN; ERR_NOT_FOUND: no
 * version of it ever came in.
 */
enum err catalogue_permit(struct tx *t, const struct actor *who,
                          struct str code) MUST_CHECK;

/*
 * A version is published or withdrawn by an officer, who may do so in the whole
 * province (CAP_PROCEDURE_EDIT), for its field or this procedure.
 */
struct catalogue_change {
    const struct actor *who;
    struct str code;
    struct str version;
    bool publish; /* else withdraw */
};

/*
 * ERR_NOT_FOUND: no such version. ERR_FORBIDDEN. Doing what is done already
 * changes nothing.
 */
enum err catalogue_change(struct tx *t,
                          const struct catalogue_change *c) MUST_CHECK;

#endif
