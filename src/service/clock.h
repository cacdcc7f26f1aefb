/*
 * clock.h - the legal clock of a dossier, computed from its events: from the
 * acceptance, the card's limit and policy, and what befell the dossier since.
 * The due instant in its row is this answer, kept; it can be had again at any
 * time, with the reasons.
 *
 * The calendar is the one that is known today, the working week that of the
 * receiving point on the day of acceptance.
 *
 * Source: Decree 61/2018 art. 19; domain/deadline has the rules.
 */
#ifndef SERVICE_CLOCK_H
#define SERVICE_CLOCK_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/deadline/deadline.h"
#include "domain/pack/pack.h"

#include "service/move.h"

/*
 * The clock of an accepted dossier as its events leave it, with the reasons.
 * ERR_INPUT: it is not accepted yet.
 */
enum err clock_now(struct tx *t, const struct dossier *d,
                   const struct pack *pack, struct deadline *ret) MUST_CHECK;

/*
 * As it would be if this happened now too. Of `next` the kind counts, the days
 * of a verification and the due_after of an extension.
 */
enum err clock_if(struct tx *t, const struct dossier *d,
                  const struct pack *pack, const struct dossier_event *next,
                  struct deadline *ret) MUST_CHECK;

/*
 * move_make(), after which the dossier is due when the events then say. A
 * dossier that is not accepted has no clock, and moves without.
 */
enum err clock_move(struct tx *t, struct dossier *d, const struct pack *pack,
                    const struct move *m) MUST_CHECK;

/* The event's detail that says by how many days a verification moves it. */
struct str clock_days(struct arena *a, int days);

#endif
