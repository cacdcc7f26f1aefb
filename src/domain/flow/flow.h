/*
 * flow.h - the steps that an accepted dossier takes (quy trình nội bộ), as
 * data. Pure: who the actors are, when a step falls due and what a dossier's
 * open step is belong to others.
 *
 * The first step is where an accepted dossier is handed to, the last is the
 * return of the result.
 *
 * Source: Decree 61/2018 art. 19 and 20 (processing and return).
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

#define FLOW_STEPS_MAX 20
#define FLOW_WAYS_MAX  10

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

struct flow_way {
    enum flow_action action;
    size_t to; /* index of a step */
};

struct flow_step {
    struct str id;
    struct words name;
    enum flow_step_kind kind;
    enum flow_role role;
    struct flow_unit unit;
    bool has_limit;
    struct limit limit; /* working hours or days */
    struct words_list output;
    const struct flow_way *way;
    size_t way_count;
};

struct flow {
    struct str code;
    struct str version;
    struct str source;    /* where the flow comes from, or       */
    struct words assumed; /* why it is thought to be like this   */
    const struct flow_step *step;
    size_t step_count;
};

/*
 * Reads flow.json and checks it: steps that lead nowhere or that nothing leads
 * to, no issue or no return, steps that sum over the legal limit of `card`.
 * What is wrong is among the reader's findings.
 */
const struct flow *flow_read(struct node flow, const struct procedure *card);

/* Index of the step with that id; step_count when there is none. */
size_t flow_step_index(const struct flow *flow, struct str id);

/*
 * The step that `action` leads to from step `from`; step_count when that
 * action is not allowed there.
 */
size_t flow_next(const struct flow *flow, size_t from, enum flow_action action);

/*
 * Does the action ask for the file of the result? It does where the dossier
 * goes to who signs it, from whoever prepared it, and where it is numbered;
 * those who only gave an opinion hand on without one. The action is one of the
 * step's.
 *
 * Source: Decree 61/2018 art. 19.2 (who appraises submits the result).
 */
bool flow_needs_result(const struct flow *flow, size_t from,
                       enum flow_action action);

/*
 * The way a dossier goes when nothing special happens: from `from` along the
 * first way forward to the return. Writes at most `max` indexes, and says how
 * many; the first is `from` itself.
 */
size_t flow_plain_way(const struct flow *flow, size_t from, size_t max,
                      size_t *ret);

/*
 * How far a dossier whose step `id` waits has come on the plain way: steps
 * closed and steps in all, the return not counted. A step beside the way, or
 * none, counts as its beginning.
 */
void flow_stage(const struct flow *flow, struct str id, int *ret_done,
                int *ret_total);

#endif
