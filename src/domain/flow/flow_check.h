/*
 * flow_check.h - what is wrong with a flow before anybody walks it.
 *
 * Findings go to the reader of the flow's node, at the step that they are
 * about ("steps[2]"), so that an editor can tell them beside its row:
 *
 *   - a step that leads nowhere, from which no way leads to the return, or
 *     whose every way has a condition: some dossier would stand still there;
 *   - a step that nothing leads to;
 *   - a step that nobody can take: no body of that kind has such a role;
 *   - steps that take longer than the law gives, on any way, case by case;
 *     a way back (send_back) is not counted, and each step of a circle once;
 *   - a way to the return that passes no issue, or a result that is numbered
 *     and was approved by nobody;
 *   - tasks of an interlinked step that wait for each other, that the lead
 *     body gave itself, or that take longer than their step.
 *
 * Whether the province has the units is a question to a database:
 * service/flow_desks.h.
 *
 * Pure. Text that is stored was checked when it came in and is not asked
 * again, so a stricter check never makes an old version unreadable.
 */
#ifndef DOMAIN_FLOW_FLOW_CHECK_H
#define DOMAIN_FLOW_FLOW_CHECK_H

#include "base/prelude.h"
#include "base/str.h"

#include "domain/flow/flow.h"

/*
 * `node` is what `flow` was read from. `card` may be NULL: then what the law
 * gives, and which body resolves, is not known, and not asked.
 */
void flow_check(struct node node, const struct flow *flow,
                const struct procedure *card);

/* Whether a body of that kind has somebody with the role at all. */
bool flow_body_has_role(enum body_kind kind, enum flow_role role);

/*
 * A short name of a finding for machines: "dead_end", "over_limit". "pack" for
 * what is no finding of this module.
 */
const char *flow_finding_name(int message);

#endif
