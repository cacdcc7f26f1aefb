/*
 * catalogue.h - a new version of a procedure comes into the catalogue.
 *
 * For the operator's command line, who may do everything. The pack has been
 * read and has no errors (domain/pack).
 */
#ifndef SERVICE_CATALOGUE_H
#define SERVICE_CATALOGUE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/pack/pack_store.h"
#include "domain/pack/pack_diff.h"

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

#endif
