/*
 * own.h - a person's own dossiers, however they were filed: online by the
 * account or at the counter for the same person.
 */
#ifndef SERVICE_OWN_H
#define SERVICE_OWN_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"

#define OWN_RUNNING_MAX 100
#define OWN_PAGE        20

struct own_dossiers {
    const struct dossier *at;
    size_t count;
    bool has_more;
};

/*
 * The dossier of that code. ERR_NOT_FOUND, with the same words, when there is
 * none and when it is somebody else's: nothing is told about foreign codes.
 */
enum err own_dossier(struct tx *t, const struct actor *who, struct str code,
                     struct dossier *ret) MUST_CHECK;

/* Those that run, the newest first. */
enum err own_running(struct tx *t, const struct actor *who,
                     struct own_dossiers *ret) MUST_CHECK;

/* A page of those that have ended, behind `before_id` (0: the first page). */
enum err own_ended(struct tx *t, const struct actor *who, int64_t before_id,
                   struct own_dossiers *ret) MUST_CHECK;

struct own_counts {
    int64_t running;
    int64_t ended;
};
enum err own_count(struct tx *t, const struct actor *who,
                   struct own_counts *ret) MUST_CHECK;

#endif
