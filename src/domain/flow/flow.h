/*
 * flow.h - the steps that an accepted dossier takes (quy trình nội bộ), as
 * data. Pure: who the actors are, when a step falls due and what a dossier's
 * open step is belong to others. What is wrong with a flow is flow_check.h.
 *
 * The first step is where an accepted dossier is handed to, the last is the
 * return of the result.
 *
 * Source: Decree 61/2018 art. 19 and 20 (processing and return), 36.4 (a
 * process for each procedure, approved by the chairman of the province).
 */
#ifndef DOMAIN_FLOW_FLOW_H
#define DOMAIN_FLOW_FLOW_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#include "domain/calendar/limit.h"
#include "domain/procedure/body.h"
#include "domain/procedure/pack_read.h"
#include "domain/procedure/procedure.h"
#include "domain/form/filling.h"

#define FLOW_STEPS_MAX 20
#define FLOW_WAYS_MAX  10
#define FLOW_NEEDS_MAX 20
#define FLOW_TASKS_MAX 12

/* A working day of a flow is this many working hours. */
#define FLOW_DAY_HOURS 8

enum flow_step_kind {
    FLOW_ASSIGN,
    FLOW_PROCESS,
    FLOW_VERIFY,
    FLOW_CONSULT,
    FLOW_APPROVE,
    FLOW_ISSUE,
    FLOW_RETURN,
    FLOW_INTERLINK, /* other bodies do their tasks, the resolver leads */
    FLOW_STEP_KIND_COUNT
};

enum flow_role {
    FLOW_ROLE_RECEPTION,
    FLOW_ROLE_DIVISION_HEAD,
    FLOW_ROLE_PROCESSOR,
    FLOW_ROLE_LEADER,
    FLOW_ROLE_CHAIRMAN,
    FLOW_ROLE_CLERK,
    FLOW_ROLE_DIRECTOR,
    FLOW_ROLE_COUNT
};

enum flow_action {
    FLOW_DO_ASSIGN,
    FLOW_DO_SUBMIT,
    FLOW_DO_VERIFY,
    FLOW_DO_ANSWER,
    FLOW_DO_APPROVE,
    FLOW_DO_SEND_BACK,
    FLOW_DO_ISSUE,
    FLOW_DO_RETURN,
    FLOW_ACTION_COUNT
};

/* The words of packs and of the database: "division_head", "send_back". */
struct str flow_step_kind_name(enum flow_step_kind kind);
struct str flow_role_name(enum flow_role role);
struct str flow_action_name(enum flow_action action);
bool flow_role_parse(struct str name, enum flow_role *ret);
bool flow_action_parse(struct str name, enum flow_action *ret);

/* Where the person of a step sits. */
enum flow_unit_kind {
    FLOW_UNIT_RECEIVER, /* the reception point                */
    FLOW_UNIT_RESOLVER, /* the agency that decides            */
    FLOW_UNIT_DIVISION, /* a division of it: `functions`      */
    FLOW_UNIT_BODY,     /* another body                       */
};

struct flow_unit {
    enum flow_unit_kind kind;
    struct str functions; /* "tckh", "qldt|kth" */
    struct body body;
};

/* "resolver_division:tckh", as in packs; False when it names no unit. */
bool flow_unit_parse(struct arena *a, struct str text, struct flow_unit *ret);
struct str flow_unit_text(struct arena *a, const struct flow_unit *unit);

/*
 * Of the ways of one action the first whose condition holds is taken; only
 * the last may be without one. `is_conditional` without `when`: the condition
 * could not be read.
 */
struct flow_way {
    size_t to;                    /* index of a step */
    const struct condition *when; /* of the form's answers, or the case */
    enum flow_action action;
    bool is_conditional;
};

/* A document that a step asks for: a paper of the dossier, or another. */
struct flow_need {
    struct str component; /* of the card; STR_NONE: only `name` says it */
    struct words name;
};

/*
 * What one participant of an interlinked step does. Those whose tasks wait for
 * no other begin at once, side by side; the others when all that they wait for
 * are done. Who leads is the step's own unit, the resolver.
 *
 * Source: Decree 61/2018 art. 19.6 (a lead body; task and time of each).
 */
struct flow_task {
    struct str id;
    struct words name;
    enum flow_role role;
    struct flow_unit unit; /* never the resolver */
    struct words ask;      /* what it is asked to do */
    bool has_limit;
    struct limit limit; /* working hours or days */
    struct words_list output;
    uint32_t after; /* bit i: waits for task i */
};

struct flow_step {
    struct str id;
    struct words name;
    enum flow_step_kind kind;
    enum flow_role role;
    struct flow_unit unit;
    bool has_limit;
    struct limit limit;           /* working hours or days */
    const struct flow_need *need; /* documents that it asks for */
    size_t need_count;
    struct words_list output; /* documents that it makes */
    const struct flow_task *task;
    size_t task_count; /* of an interlinked step */
    const struct flow_way *way;
    size_t way_count;
};

struct flow {
    struct str code;
    struct str version;
    struct words source;  /* where the flow comes from, or       */
    struct words assumed; /* why it is thought to be like this   */
    struct str decision;  /* number of the decision that approved it */
    struct day decided;   /* its day; DAY_NONE                       */
    const struct flow_step *step;
    size_t step_count;
};

/*
 * Reads flow.json. What cannot be read is among the reader's findings; whether
 * a dossier can walk it is flow_check()'s question. `form` and `card` are what
 * its conditions speak of. NULL: conditions are taken down unread.
 */
const struct flow *flow_read(struct node flow, const struct form *form,
                             const struct procedure *card);

/* Index of the step with that id; step_count when there is none. */
size_t flow_step_index(const struct flow *flow, struct str id);

/*
 * The step that `action` leads to from step `from` when nothing is known of the
 * dossier: by the way without a condition, else by the first; step_count when
 * that action is not allowed there.
 */
size_t flow_next(const struct flow *flow, size_t from, enum flow_action action);

/*
 * The same for a dossier: its answers, case and channel choose among the ways
 * of the action. Without conditions it is flow_next(). A condition that could
 * not be read never holds.
 */
size_t flow_next_for(const struct flow *flow, size_t from,
                     enum flow_action action, const struct filling *f);

/*
 * The ways that a dossier has from a step, one for each action, in the order
 * of the flow. Says how many.
 */
size_t flow_ways_for(const struct flow *flow, size_t from,
                     const struct filling *f,
                     struct flow_way ret[FLOW_WAYS_MAX]);

/*
 * Tasks of an interlinked step that may begin when those of `done` (bit i:
 * task i) are done; none of `done` is among them.
 */
uint32_t flow_tasks_ready(const struct flow_step *step, uint32_t done);
/* All its tasks. */
uint32_t flow_tasks_all(const struct flow_step *step);

/*
 * Does an action that leads to step `to` ask for the file of the result? It
 * does where the dossier goes to who signs it, from whoever prepared it, and
 * where it is numbered; those who only gave an opinion hand on without one. The
 * action is one of the step that it leaves.
 *
 * Source: Decree 61/2018 art. 19.2 (who appraises submits the result).
 */
bool flow_result_goes_to(const struct flow *flow, size_t to,
                         enum flow_action action);

/*
 * The way a dossier goes when nothing special happens: from `from` along the
 * first way that has no condition to the return. Writes at most `max` indexes,
 * and says how many; the first is `from` itself.
 */
size_t flow_plain_way(const struct flow *flow, size_t from, size_t max,
                      size_t *ret);

/* The same for a dossier: along the first way that it has. */
size_t flow_way_of(const struct flow *flow, size_t from,
                   const struct filling *f, size_t max, size_t *ret);

/*
 * How far a dossier whose step `id` waits has come on the plain way: steps
 * closed and steps in all, the return not counted. A step beside the way, or
 * none, counts as its beginning.
 */
void flow_stage(const struct flow *flow, struct str id, int *ret_done,
                int *ret_total);

#endif
