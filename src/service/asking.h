/*
 * asking.h - asking for something in the course of a dossier, deciding on it,
 * and sending it to the applicant through reception.
 *
 *     officer of the flow   asking_propose()   what is missing, owed, late …
 *     who decides           asking_decide()    where the law wants a decision
 *     reception             asking_send()      the applicant hears of it
 *     reception             asking_stop()      nothing came of it in time
 *
 * Reception asks for its own supplement before the acceptance, and sends it in
 * the same breath. What is asked is sent by reception and by nobody else; what
 * comes of it is service/answering.h.
 *
 * Each function works inside the caller's transaction, checks permission,
 * takes the dossier locked and gives it back as it then stands.
 *
 * Source: Decree 61/2018 art. 11.2, 15.3 (once; nobody asks past reception),
 * 17.2.a, 19.4 (supplement), 19.8 (refusal), 19.9 (new date, once, at the
 * latest the day before); Decree 45/2020 art. 13 (financial obligation).
 */
#ifndef SERVICE_ASKING_H
#define SERVICE_ASKING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/dossier/request.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

struct asking {
    int64_t dossier_id;
    int step_n; /* the open step that the person saw */
    const struct pack *pack;
    const struct actor *who;
    struct str reason;  /* key of a listed one */
    struct str ground;  /* legal ground; "" where none is needed */
    struct str words;   /* what is asked, or why */
    int days;           /* of a supplement or an obligation */
    struct vnd amount;  /* of an obligation */
    struct day new_day; /* of an extension */
};

/* An appraisal that finds a dossier wanting says so within so many working
   days of its reception; later only on a special law's ground. */
#define ASKING_NOTICE_DAYS 3

/*
 * ERR_FORBIDDEN, ERR_CONFLICT: as permit_step(). ERR_INPUT, with words: the
 * step asks for no such thing; no listed reason, no words, no days, no amount,
 * no ground where there must be one; a second request of the kind is open; of
 * an extension: there was one, it is too late for one, the day is no working
 * day after the due one.
 */
enum err asking_propose(struct tx *t, const struct asking *a,
                        enum request_kind kind, struct dossier *ret) MUST_CHECK;

/*
 * Agrees to what the step is about, or declines with words. ERR_FORBIDDEN,
 * ERR_CONFLICT: as permit_step() and permit_apart(). ERR_INPUT: a second
 * supplement without what lets a supervisor allow it; declined without words;
 * a withdrawal cannot be declined.
 */
enum err asking_decide(struct tx *t, const struct asking *a, bool agreed,
                       struct dossier *ret) MUST_CHECK;

/* Sends what the step is about to the applicant. */
enum err asking_send(struct tx *t, const struct asking *a,
                     struct dossier *ret) MUST_CHECK;

/*
 * The applicant did not do what was asked and the time is over: before the
 * acceptance the dossier is stopped, after it that is proposed to who decides.
 * ERR_INPUT: the time is not over.
 */
enum err asking_stop(struct tx *t, const struct asking *a,
                     struct dossier *ret) MUST_CHECK;

/* Does an officer of a step of that work propose such a thing? */
bool asking_is_for(enum dossier_work work, enum request_kind kind);

#endif
