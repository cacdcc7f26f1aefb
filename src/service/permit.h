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

#include "domain/dossier/dossier_store.h"
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

/* ERR_CONFLICT, with words, when the step is in another officer's hands. */
enum err permit_hands(struct tx *t, const struct actor *who,
                      const struct dossier_step *step) MUST_CHECK;

/*
 * Who received a dossier decides nothing about it: ERR_INPUT, with words, when
 * `who` accepted it.
 *
 * Source: Decree 61/2018 art. 5, 11 (reception and resolving are two duties).
 */
enum err permit_apart(struct tx *t, const struct actor *who,
                      const struct dossier *d) MUST_CHECK;

/*
 * Step `n` of the dossier, if it still waits, is in nobody else's hands, and
 * `who` holds its role there today. ERR_CONFLICT, with words: it was moved on
 * or taken meanwhile. ERR_FORBIDDEN.
 */
enum err permit_step(struct tx *t, const struct actor *who,
                     const struct dossier *d, int n,
                     struct dossier_step *ret) MUST_CHECK;

#endif
