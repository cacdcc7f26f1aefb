/*
 * flow_migrate.h - running dossiers go on by a newer version's flow. A dossier
 * keeps the version that it was filed under; only who asks for it in so many
 * words moves it, after seeing what changes.
 *
 * The card and the form must be the same in both versions: what was promised
 * and what was declared never changes under a running dossier.
 *
 * Source: Decree 61/2018 art. 36.4 (internal processes).
 */
#ifndef SERVICE_FLOW_MIGRATE_H
#define SERVICE_FLOW_MIGRATE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/pack/pack.h"
#include "domain/pack/pack_diff.h"

#define FLOW_MIGRATE_PAGE 100

/* The step that goes on in place of one that the new flow has no more. */
struct flow_step_instead {
    struct str before;
    struct str after;
};

struct flow_migration {
    struct str code;
    struct str from; /* versions */
    struct str to;
    const struct flow_step_instead *instead;
    size_t instead_count;

    /* filled by flow_migrate_plan() */
    int64_t from_id;
    int64_t to_id;
    const struct pack *before;
    const struct pack *after;
    struct pack_changes changes; /* of the flow alone */
};

/*
 * What would change, by versions. ERR_NOT_FOUND: no such version. ERR_INPUT,
 * with words: card or form differ, or nothing does.
 */
enum err flow_migrate_plan(struct tx *t, struct flow_migration *m) MUST_CHECK;

/* What becomes of one running dossier. */
struct flow_migrant {
    int64_t id;
    struct str code;
    struct str before; /* the open step of the flow; "" before it begins */
    struct str after;  /* where it goes on                               */
    bool reopens;      /* that step is done elsewhere, or by others, now */
    int blocked;       /* enum msg_id: why it cannot be moved; 0: it can */
};

struct flow_migrants {
    const struct flow_migrant *at;
    size_t count;
    bool more;
};

/* Those of the version that run, by id, behind `after` (0 to begin). */
enum err flow_migrate_list(struct tx *t, const struct flow_migration *m,
                           int64_t after, struct flow_migrants *ret) MUST_CHECK;

/*
 * Moves one: its version, its open step where that is done otherwise now, and
 * an event that names both versions. ERR_INPUT, with words, when it is
 * blocked; ERR_CONFLICT when it runs by that version no more.
 */
enum err flow_migrate_one(struct tx *t, const struct flow_migration *m,
                          int64_t dossier_id) MUST_CHECK;

#endif
