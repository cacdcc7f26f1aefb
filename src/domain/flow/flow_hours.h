/*
 * flow_hours.h - how long a flow takes, compared with what the law gives, in
 * working hours. Estimates for checking a flow; when a dossier is due is
 * domain/deadline.
 */
#ifndef DOMAIN_FLOW_FLOW_HOURS_H
#define DOMAIN_FLOW_FLOW_HOURS_H

#include "base/prelude.h"

#include "domain/flow/flow.h"

/*
 * A working day is FLOW_DAY_HOURS; of seven days on the calendar five are
 * worked, a part of an hour counts as one; a month has 22 working days.
 */
int flow_limit_hours(struct limit limit);

/*
 * The tasks of an interlinked step: those that wait for each other one after
 * the other, the rest side by side. 0 without tasks or times.
 */
int flow_tasks_hours(const struct flow_step *step);

/* A step's own time or that of its tasks, whichever is longer. */
int flow_step_hours(const struct flow_step *step);

/*
 * The longest legal limit of a case, of whatever channel; 0 when none is
 * known. `verified`: the limit once a dossier is verified, where the card has
 * one of its own; 0 when that is unknown.
 */
int flow_legal_hours(const struct procedure *card, int case_index,
                     bool verified);

/*
 * Whether every dossier of the case may take the way, before its answers are
 * known: it has no condition, or one that asks of the case alone and holds.
 */
bool flow_way_is_sure(const struct flow_way *way, int case_index);

/*
 * The longest walk to the return that a dossier of the case may take, without
 * ways back, each step counted once however often it is gone through. Without
 * `verified` no step of verifying or consulting is on it, with it there is
 * one. -1 when there is no such walk. Its steps go to `ret_path`.
 */
int flow_longest(const struct flow *flow, int case_index, bool verified,
                 size_t ret_path[FLOW_STEPS_MAX], size_t *ret_count);

#endif
