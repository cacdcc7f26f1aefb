/*
 * dossier_store.h - rows of the dossier's tables and the structs for them.
 *
 * It loads and saves; it decides nothing. The one who changes a dossier is
 * service/move.h. Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_DOSSIER_STORE_H
#define DOMAIN_DOSSIER_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/calendar/limit.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/event.h"
#include "domain/procedure/procedure.h"

/* An instant that may not have come yet: us == 0. */
struct dossier {
    int64_t id;
    struct str submission_code;
    struct str code; /* STR_NONE before acceptance */
    struct str procedure_code;
    int64_t version_id;
    struct str field; /* of the procedure, for grants and lists */
    struct str case_code;
    enum channel channel;
    enum channel delivery;
    enum dossier_status status;
    int64_t point_id;
    int64_t receiver_id;
    int64_t resolver_id;
    int64_t return_point_id;
    struct str area; /* the unit that the matter is about */
    int64_t person_id;
    int64_t account_id; /* 0: filed at the counter */
    struct limit limit;
    struct instant submitted_at;
    struct instant answer_due_at;
    struct instant accepted_at;
    struct instant due_at;
    struct instant first_due_at;
    struct instant lawful_due_at; /* as if no new date had been announced */
    struct instant ended_at;
    struct instant returned_at;
    int step_count;
    int event_count;
    struct str last_hash;
};

/* A stage that somebody has to do, or did. */
struct dossier_step {
    int n;
    enum dossier_work work;
    struct str step; /* id in the flow; empty before it begins */
    struct str role;
    int64_t desk_id;
    int64_t account_id; /* 0: nobody took it */
    struct instant opened_at;
    struct instant due_at;
    struct instant closed_at;
    struct str action;
    int request_n; /* the request that it is about; 0: none */
    bool side;     /* beside the step with which the dossier goes on */
};

#define DOSSIER_STEPS_MAX  200
#define DOSSIER_EVENTS_MAX 400

/* The code that people use: the dossier code once there is one. */
struct str dossier_shown_code(struct arena *a, const struct dossier *d);

/*
 * A new row, as it will stand when the transaction ends: with the count of
 * steps and events that are written after it. name_fold serves the officers'
 * search.
 */
enum err dossier_create(struct tx *t, const struct dossier *d,
                        struct str name_fold) MUST_CHECK;

/* ERR_NOT_FOUND when there is none. */
enum err dossier_load(struct tx *t, int64_t id, struct dossier *ret) MUST_CHECK;

/* As dossier_load(), and nobody else changes it until the commit. */
enum err dossier_load_locked(struct tx *t, int64_t id,
                             struct dossier *ret) MUST_CHECK;

/* Whose code was typed; ERR_NOT_FOUND also for what is no code at all. */
enum err dossier_id_of(struct tx *t, struct str typed_code,
                       int64_t *ret) MUST_CHECK;

/* All of a dossier that a stranger's question may touch. */
struct dossier_standing {
    struct str code; /* the code that people use */
    enum dossier_status status;
    int64_t version_id;
    struct str step; /* of the flow, that waits; empty: none does */
};

/* As dossier_id_of(), in one look-up. */
enum err dossier_standing(struct tx *t, struct str typed_code,
                          struct dossier_standing *ret) MUST_CHECK;

/* Writes back what a move changes. */
enum err dossier_save(struct tx *t, const struct dossier *d) MUST_CHECK;

/* The step with which the dossier goes on; ERR_NOT_FOUND when none waits. */
enum err dossier_open_step(struct tx *t, int64_t dossier_id,
                           struct dossier_step *ret) MUST_CHECK;
/* Step `n`, a side step too, while it waits; else ERR_NOT_FOUND. */
enum err dossier_waiting_step(struct tx *t, int64_t dossier_id, int n,
                              struct dossier_step *ret) MUST_CHECK;
enum err dossier_steps(struct tx *t, int64_t dossier_id,
                       const struct dossier_step **ret,
                       size_t *ret_count) MUST_CHECK;
enum err dossier_step_add(struct tx *t, int64_t dossier_id,
                          const struct dossier_step *s) MUST_CHECK;

/* An event with what the chain keeps of it. */
struct sealed_event {
    struct dossier_event event;
    struct str body;
    struct str hash;
};

/*
 * Puts the event at the end of the dossier's chain, in memory: numbers it and
 * moves the dossier's count and hash on.
 */
void dossier_event_seal(struct arena *a, struct dossier *d,
                        struct dossier_event *e, struct str salt,
                        struct sealed_event *ret);
enum err dossier_event_write(struct tx *t,
                             const struct sealed_event *s) MUST_CHECK;

/*
 * What happened so far, the oldest first. Of the members only those that rules
 * ask: n, kind, account and desk, instants, statuses, due dates, detail.
 */
enum err dossier_events(struct tx *t, int64_t dossier_id,
                        const struct dossier_event **ret,
                        size_t *ret_count) MUST_CHECK;

#endif
