/*
 * queue.h - lists of work for officers, and taking work from them.
 *
 * A queue holds the steps of some kinds that wait for a post which the officer
 * has today: its role, its desk and the desks below, within the limits of the
 * grant. Two lists are of dossiers instead: what runs in the units that the
 * officer may look into, and what of it is late. Queues are read from the open
 * steps, so a count goes down when the work is done and never needs clearing.
 *
 * Most urgent first. A page goes on behind the last row's key (sort_due, id),
 * never at a number of rows, so rows that leave in between move nobody.
 */
#ifndef SERVICE_QUEUE_H
#define SERVICE_QUEUE_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"

enum queue {
    QUEUE_RECEIVE,
    QUEUE_TRANSFER,
    QUEUE_ASSIGN,
    QUEUE_PROCESS, /* appraise, verify, give an opinion */
    QUEUE_SIGN,
    QUEUE_NUMBER,
    QUEUE_RETURN,
    QUEUE_SEND,    /* what is asked of the applicant            */
    QUEUE_AWAIT,   /* the applicant supplements or pays         */
    QUEUE_DECIDE,  /* a refusal, a new date, a second request … */
    QUEUE_RUNNING, /* of the units: accepted and not ended */
    QUEUE_LATE,    /* the same, past the due instant       */
    QUEUE_COUNT,
    QUEUE_ANY = QUEUE_COUNT /* all steps, for queue_list() */
};

#define QUEUE_PAGE_MAX 50

/* Whose steps are listed. */
enum queue_holder { HOLDER_ANY, HOLDER_ME, HOLDER_NOBODY };

/* A zeroed filter asks nothing. */
struct queue_filter {
    struct str field;
    struct str procedure;
    enum channel channel;
    enum queue_holder holder;
    bool has_from, has_to; /* day of filing, both included */
    struct day from, to;
    bool late_only;
    struct str name; /* words of the applicant's name, marks or not */
    struct instant after_due;
    int64_t after_id;
};

struct queue_row {
    int64_t id;
    struct instant sort_due;
    enum dossier_work work; /* 0: no step waits */
    int step;
    struct str role;
    int64_t desk_id;
    int64_t holder_id; /* 0: nobody */
    struct str holder;
    struct instant step_due;
    struct str submission_code;
    struct str code; /* STR_NONE before acceptance */
    struct str procedure_code;
    struct words procedure; /* its name */
    int64_t version_id;
    enum channel channel;
    enum dossier_status status;
    int64_t point_id;
    struct instant submitted_at;
    struct instant answer_due_at; /* us == 0: none, here and below */
    struct instant accepted_at;
    struct instant due_at;
    struct instant ended_at;
    struct str person;
    struct str area; /* name; STR_NONE: none */
};

struct queue_rows {
    const struct queue_row *row;
    size_t count;
    bool more;
};

/* "tiep-nhan": the queue's name in addresses. */
struct str queue_key(enum queue q);
bool queue_parse(struct str key, enum queue *ret);

/* Does a step of that kind of work stand in the queue? */
bool queue_holds(enum queue q, enum dossier_work work);

/* Does the officer have a post for which there is such a queue? */
bool queue_is_offered(const struct actor *who, enum queue q, struct day today);

struct queue_count {
    int64_t waiting;
    int64_t late;
    int64_t unheld; /* taken by nobody; of steps only */
};

/* All queues at once, for the sidebar. */
enum err queue_counts_of(struct tx *t, const struct actor *who,
                         struct queue_count ret[QUEUE_COUNT]) MUST_CHECK;

/* At most QUEUE_PAGE_MAX rows. */
enum err queue_list(struct tx *t, const struct actor *who, enum queue q,
                    const struct queue_filter *f,
                    struct queue_rows *ret) MUST_CHECK;

/* A procedure of which a list holds dossiers, by name. */
struct queue_choice {
    struct str procedure;
    struct words name;
    struct str field;
    struct words field_name;
};

#define QUEUE_CHOICES_MAX 200

enum err queue_choices_of(struct tx *t, const struct actor *who, enum queue q,
                          const struct queue_choice **ret,
                          size_t *ret_count) MUST_CHECK;

/*
 * The dossiers, also ended ones, of the persons whom an ID number, passport or
 * tax code names, as far as the officer may look; by the day of filing.
 */
enum err queue_of_person(struct tx *t, const struct actor *who,
                         struct str identifier,
                         struct queue_rows *ret) MUST_CHECK;

/*
 * Takes step `n` of a dossier, which waits: others see who holds it.
 * ERR_FORBIDDEN without the step's role at its desk; ERR_CONFLICT when
 * somebody holds it already or it is done.
 */
enum err queue_take(struct tx *t, const struct actor *who, int64_t dossier_id,
                    int n) MUST_CHECK;
/* Lays it back; ERR_CONFLICT when it is not the officer's any more. */
enum err queue_lay_back(struct tx *t, const struct actor *who,
                        int64_t dossier_id, int n) MUST_CHECK;

#endif
