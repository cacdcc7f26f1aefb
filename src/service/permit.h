/*
 * permit.h - the permission check that every use case begins with, where it
 * concerns a desk. Whether an account owns a dossier is asked where it is
 * loaded (ownership is no grant).
 */
#ifndef SERVICE_PERMIT_H
#define SERVICE_PERMIT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

/* What a check is about: a desk, and what is done there. */
struct permit {
    int64_t desk_id;
    struct str field;
    struct str procedure;
};

/* ERR_FORBIDDEN unless `who` may do `c` there today. */
enum err permit_capability(struct tx *t, const struct actor *who,
                           enum capability c,
                           const struct permit *where) MUST_CHECK;

/* ERR_FORBIDDEN unless `who` holds the role of that key there today. */
enum err permit_role(struct tx *t, const struct actor *who, struct str role,
                     const struct permit *where) MUST_CHECK;

#endif
