/*
 * submit.h - filing a dossier: everything is checked once more, the answers
 * are frozen, the dossier begins. Online by its owner (T1), or by the officer
 * for somebody who stands at the counter (T4): one way for both.
 *
 * Each function works inside the caller's transaction.
 */
#ifndef SERVICE_SUBMIT_H
#define SERVICE_SUBMIT_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/calendar/limit.h"
#include "domain/dossier/dossier_store.h"

#include "service/filing.h"

/*
 * The counter answers an online dossier within so long.
 *
 * Source: Decree 45/2020 art. 11 (8 working hours from when the system
 * received it).
 */
#define ANSWER_LIMIT ((struct limit){LIMIT_WORKING_HOUR, 8})

struct submit {
    int64_t draft_id;
    int revision; /* that was looked through before filing */
};

/*
 * A draft that was looked through, and the dossier that is to come of it, in
 * memory. Filing has two halves, since the second holds up everybody else who
 * writes: submit_look() reads, checks and works out on a snapshot, and
 * submit_write() writes what it found if the draft is still the same.
 */
struct submission {
    struct draft draft; /* as it was read; filed already: names its dossier */
    struct dossier dossier;
    struct str name_fold;
    struct str answers; /* frozen */
    struct str salt;
    struct digest seal;
    struct dossier_step step;
    struct sealed_event event;
    const int64_t *unasked; /* papers that nothing asks for any more */
    size_t unasked_count;
};

/*
 * ERR_INPUT with words: something is still to be mended (filing_check() says
 * what), or nobody receives for the unit that was chosen. ERR_CONFLICT: the
 * draft was saved elsewhere after the person had looked through it.
 * ERR_FORBIDDEN: as filing_allowed(). ERR_NOT_FOUND: it is not the actor's.
 *
 * Source: Decree 45/2020 art. 11.1 (technical check, automatic answer).
 */
enum err submit_look(struct tx *t, const struct filing_of *of,
                     const struct submit *wish,
                     struct submission *ret) MUST_CHECK;

/*
 * Files. A draft that was filed already gives its dossier again and changes
 * nothing, whoever asks twice. ERR_CONFLICT: answers or papers were changed
 * after submit_look().
 */
enum err submit_write(struct tx *t, const struct submission *s,
                      struct dossier *ret) MUST_CHECK;

/* Both halves in one transaction, for who has nobody to hold up. */
enum err submit_online(struct tx *t, const struct filing_of *of,
                       const struct submit *wish,
                       struct dossier *ret) MUST_CHECK;

/* The unit that the answers name as the one to receive; empty: only one is. */
struct str submit_area(struct arena *a, const struct pack *pack,
                       const struct json *answers);

/* What an officer takes in for a person; the actor is the officer. */
struct intake {
    int64_t person_id;
    struct str case_code;
    enum channel delivery;
    const struct json *answers;
    struct handed_papers handed;
    struct str site; /* for the receipt; see service/reception.h */
};

/*
 * Files for a person at the counter, and accepts at once. *ret_check says what
 * is to be mended when it is refused with ERR_INPUT. ERR_FORBIDDEN: the actor
 * does not receive there.
 *
 * Source: Decree 61/2018 art. 17.1 (reception at the counter).
 */
enum err submit_intake(struct tx *t, const struct filing_of *of,
                       const struct intake *in, struct filing_check *ret_check,
                       struct dossier *ret) MUST_CHECK;

#endif
