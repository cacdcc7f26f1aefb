/*
 * move.h - the one place where a dossier's status changes.
 *
 * A use case loads the dossier locked, checks who is acting, and calls
 * move_make(): it asks the table of lawful moves, stamps the instants, appends
 * the event, counts, and saves. Opening and closing the steps in which people
 * work goes through here too. All inside the use case's transaction.
 */
#ifndef SERVICE_MOVE_H
#define SERVICE_MOVE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/deadline/deadline.h"
#include "domain/grant/grant.h"

struct move {
    enum dossier_event_kind event;
    const struct actor *who; /* NULL: the system */
    int64_t desk_id;         /* acting; 0: the applicant */
    struct str step;         /* of the flow, for an advance */
    struct str action;
    struct str reason;
    struct str detail;  /* JSON that rules ask later (service/clock.h) */
    struct str answers; /* at filing */
    const struct deadline *due; /* as it is from now on; NULL: unchanged */
};

/*
 * Moves the dossier, in memory and in the database. ERR_CONFLICT when the law
 * has no such move from where it stands: somebody else was quicker.
 */
enum err move_make(struct tx *t, struct dossier *d,
                   const struct move *m) MUST_CHECK;

/*
 * The first move of a dossier that is not written yet, in memory alone: so
 * that filing can look everything through before its transaction. `salt` seals
 * its answers. That the law has such a first move is the caller's to know
 * (checked). When the dossier's row is written, move_write_begun() adds the
 * event and counts.
 */
void move_begin(struct cx *cx, struct dossier *d, const struct move *m,
                struct str salt, struct sealed_event *ret);
enum err move_write_begun(struct tx *t, const struct dossier *d,
                          const struct sealed_event *event) MUST_CHECK;

/* Numbers a step that opens now, in memory alone. */
void move_next_step(struct dossier *d, struct instant now,
                    struct dossier_step *s);

/*
 * Opens a step; numbers it. The dossier's row is written by the next
 * move_make() of the transaction, which there must be.
 */
enum err move_open_step(struct tx *t, struct dossier *d,
                        struct dossier_step *s) MUST_CHECK;

/* Closes whatever waits, side steps too, when the dossier leaves all of it. */
enum err move_close_all(struct tx *t, const struct dossier *d,
                        const struct actor *who, struct str action) MUST_CHECK;

/*
 * Closes step `n` with what was done. ERR_CONFLICT when it is not open any
 * more: somebody else was quicker.
 */
enum err move_close_step(struct tx *t, const struct dossier *d, int n,
                         const struct actor *who, struct str action) MUST_CHECK;

/* What outside systems and messages hear about a dossier. */
#define MOVE_TOPIC "dossier"
/* What is worth an alert to the operator. */
#define MOVE_ALERT_TOPIC "alert"

/*
 * Lets the world hear, once the transaction is durable, `what` happened to the
 * dossier as it now stands: "accepted", "finished". What people are told of is
 * in domain/notify/event.def.
 */
enum err move_tell(struct tx *t, const struct dossier *d, const char *topic,
                   const char *what) MUST_CHECK;
/* The same where the applicant has to do something by `until`. */
enum err move_tell_until(struct tx *t, const struct dossier *d,
                         const char *topic, const char *what,
                         struct instant until) MUST_CHECK;

#endif
