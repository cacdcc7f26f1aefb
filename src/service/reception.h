/*
 * reception.h - what the one-stop unit does with a dossier that comes in:
 * accepts it and gives the receipt, refuses it, hands it to who resolves it.
 *
 * Each function works inside the caller's transaction, checks permission,
 * takes the dossier locked and gives it back as it then stands. The pack is
 * the one the dossier is pinned to.
 */
#ifndef SERVICE_RECEPTION_H
#define SERVICE_RECEPTION_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

struct reception {
    int64_t dossier_id;
    const struct pack *pack;
    const struct actor *who;
    struct str site;   /* "https://dichvucong.example.vn", for the receipt */
    struct str reason; /* of a refusal */
};

/*
 * Accepts a dossier filed online (T2): dossier code, due date with its
 * reasons, receipt. The data of an online dossier go to the resolver at once;
 * so does one whose result is given while the person waits. ERR_INPUT, with
 * words, while a paper was found not to fit (service/verdict.h).
 *
 * Source: Decree 61/2018 art. 17.2.b, 18.1; art. 26 (code).
 */
enum err reception_accept(struct tx *t, const struct reception *r,
                          struct dossier *ret) MUST_CHECK;

/*
 * Takes in a dossier at the counter (T4): `d` was created in this transaction
 * with status NONE and its answers and papers in place. The paper is handed
 * over the same day, or when the next session begins after 15:00.
 *
 * Source: Decree 61/2018 art. 17.1.c, 18.1-18.2.
 */
enum err reception_take_in(struct tx *t, const struct reception *r,
                           struct dossier *d) MUST_CHECK;

/*
 * Refuses a dossier that was filed (T6), with a reason that the applicant
 * reads. ERR_INPUT without one.
 *
 * Source: Decree 61/2018 art. 17.1.b, 17.2.a.
 */
enum err reception_refuse(struct tx *t, const struct reception *r,
                          struct dossier *ret) MUST_CHECK;

/* Hands an accepted dossier to the agency that resolves it (T8). */
enum err reception_transfer(struct tx *t, const struct reception *r,
                            struct dossier *ret) MUST_CHECK;

#endif
