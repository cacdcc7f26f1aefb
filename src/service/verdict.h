/*
 * verdict.h - what an officer finds of a paper: it fits, or it has to be
 * supplemented. The last word on a paper stands, and those who come later in
 * the flow see it. A dossier with a paper that does not fit is not accepted.
 *
 * Source: Decree 61/2018 art. 17.1-17.2 (papers are checked before they are
 * accepted), 19.2 (appraisal).
 */
#ifndef SERVICE_VERDICT_H
#define SERVICE_VERDICT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"
#include "domain/paper/paper_store.h"

struct verdict {
    int64_t dossier_id;
    int step_n; /* the open step that the officer saw */
    struct str component;
    int64_t paper_id; /* 0: there is no file, only paper */
    bool fits;        /* else it has to be supplemented  */
};

/*
 * ERR_FORBIDDEN: not the step's role at its desk. ERR_CONFLICT: the step is
 * done. ERR_NOT_FOUND: no such paper. ERR_INPUT: no papers are looked at in
 * this step.
 */
enum err verdict_give(struct tx *t, const struct actor *who,
                      const struct verdict *v) MUST_CHECK;

/* Are papers looked at while a step of this work waits? */
bool verdict_is_for(int work);

/*
 * The papers that do not fit, by the card's names, "; " between them; empty
 * when all do, or nobody said.
 */
enum err verdicts_wanting(struct tx *t, int64_t dossier_id,
                          const struct procedure *card, enum lang lang,
                          struct str *ret) MUST_CHECK;

#endif
