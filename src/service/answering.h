/*
 * answering.h - what comes of a request to the applicant, and what the
 * applicant asks: papers supplemented, an obligation met, the dossier taken
 * back. Done by the applicant online, or recorded by reception for one who
 * stands there.
 *
 * Each function works inside the caller's transaction, checks permission,
 * takes the dossier locked and gives it back as it then stands.
 *
 * Source: Decree 61/2018 art. 17.2, 19.4 (the limit begins anew when the
 * dossier is whole); the national list of statuses (7, withdrawal).
 */
#ifndef SERVICE_ANSWERING_H
#define SERVICE_ANSWERING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

struct answering {
    int64_t dossier_id;
    int step_n; /* of reception: the open step that it saw; 0: the applicant */
    const struct pack *pack;
    const struct actor *who;
    struct str reason; /* of a withdrawal: key of a listed one */
    struct str words;  /* what was handed in, what proves the payment, why */
};

/*
 * The applicant did what the dossier waits for: it goes on, before the
 * acceptance with a new clock for reception's answer, after it with the legal
 * clock as the card's policy has it. While it is being decided whether to stop
 * the dossier that is still possible.
 *
 * ERR_FORBIDDEN: not the applicant's own dossier, or not reception's step.
 * ERR_CONFLICT: nothing is waited for any more. ERR_INPUT with words: an
 * obligation is recorded by reception alone, with what proves it.
 */
enum err answering_met(struct tx *t, const struct answering *a,
                       struct dossier *ret) MUST_CHECK;

/*
 * The applicant takes the dossier back: the clock ends. Before the acceptance
 * that is the end of it, afterwards who decides confirms it. ERR_INPUT, with
 * words: no listed reason. ERR_CONFLICT: it has come to its end.
 */
enum err answering_withdraw(struct tx *t, const struct answering *a,
                            struct dossier *ret) MUST_CHECK;

/* May the applicant take it back where it stands? */
bool answering_may_withdraw(enum dossier_status s);

#endif
