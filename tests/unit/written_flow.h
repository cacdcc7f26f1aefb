/*
 * written_flow.h - flows as a lawyer would draw them: a line for each step,
 * "ID KIND TIME" and its ways "ACTION>STEP".
 *
 * A time is "8h", "2d" (working days), "7c" (days of the calendar) or "-".
 * "approve/chairman/body:commune_committee" names role and unit; without them
 * it is a clerk of the resolver. "submit?late>sign" is a way of case "late".
 * After the steps may stand tasks of the step above: "* ID UNIT TIME AFTER…".
 */
#ifndef UNIT_WRITTEN_FLOW_H
#define UNIT_WRITTEN_FLOW_H

#include "base/arena.h"
#include "base/prelude.h"

#include "domain/flow/flow.h"

/* A flow's card has the cases "on_time" and "late"; its limits are w.limit. */
struct written_flow {
    struct arena *arena;
    struct findings found;
    struct procedure_limit limit[3];
    struct procedure_case cases[2];
    size_t case_count; /* as many of them as count */
    struct procedure card;
};

struct written_flow written_flow(void);
void written_flow_end(struct written_flow *w);

/* Reads and checks. */
const struct flow *flow_of(struct written_flow *w, const char *lines);
/* The same without a card. */
const struct flow *flow_alone(struct written_flow *w, const char *lines);
/* The same of JSON. */
const struct flow *flow_of_json(struct written_flow *w, struct str text);

/* Every finding is this message; none when count is 0. */
void assert_found(const struct written_flow *w, int message, size_t count);
size_t found(const struct written_flow *w, int message);
/* The flow has `count` faults, and all are this one. */
void expect_flow(const char *lines, int message, size_t count);

struct procedure_time working_days(int n);

#define PLAIN_FLOW                      \
    "appraise process 8h submit>sign\n" \
    "sign approve 4h approve>number "   \
    "send_back>appraise\n"              \
    "number issue 4h issue>give\n"      \
    "give return"

/* Somebody signs what step "a" then numbers. */
#define SIGNED "s approve - approve>a\n"

#endif
