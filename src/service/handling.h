/*
 * handling.h - taking a dossier through its flow: assign, appraise, sign,
 * number, return. One function for every step, because what a step may do and
 * who may do it stands in the pack's flow, not in code.
 *
 * Source: Decree 61/2018 art. 19.1-19.2 (assignment, appraisal, signing),
 * 20.3 (return).
 */
#ifndef SERVICE_HANDLING_H
#define SERVICE_HANDLING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/flow/flow.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

/* The component under which the files of a result are kept. */
#define RESULT_COMPONENT "result"

struct handling {
    int64_t dossier_id;
    int step_n; /* the open step that the person saw */
    enum flow_action action;
    const struct pack *pack; /* of the version the dossier is pinned to */
    const struct actor *who;
    int64_t assignee;  /* account; of an assignment */
    struct str reason; /* of sending back; else may be empty */
};

/*
 * Does the action, inside the caller's transaction, and gives the dossier back
 * as it then stands.
 *
 * ERR_CONFLICT: the step is not open any more, or another officer holds it.
 * ERR_FORBIDDEN: not the step's
 * role at its desk. ERR_INPUT, with words: the step has no such action; an
 * assignment without one of handling_assignees(), sending back without a
 * reason; nothing goes to who signs or numbers it while there is no file of the
 * result (flow_result_goes_to()).
 */
enum err handling_act(struct tx *t, const struct handling *h,
                      struct dossier *ret) MUST_CHECK;

struct colleague {
    int64_t account_id;
    struct str name;
};

/* More would not fit a list to choose from. */
#define COLLEAGUES_MAX 100

/* Whom an assignment that leads to step `to` may name: those who can do it. */
enum err handling_assignees(struct tx *t, const struct dossier *d,
                            const struct flow_step *to,
                            const struct colleague **ret,
                            size_t *ret_count) MUST_CHECK;

#endif
