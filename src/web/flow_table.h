/*
 * flow_table.h - the rows of a flow being edited: how they are shown, and what
 * was sent of them.
 */
#ifndef WEB_FLOW_TABLE_H
#define WEB_FLOW_TABLE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/flow_editing.h"

#include "web/req.h"
#include "web/view_flow.h"

/*
 * Rows with their choices, and beside each what is wrong there. `faulty` gets a
 * mark for each row with a fault; what belongs to no row goes to ret->faults.
 */
enum err flow_table_fill(struct tx *t, const struct flow_editing *e,
                         const struct flow_edit *edit,
                         bool faulty[FLOW_STEPS_MAX],
                         struct flow_edit_view *ret) MUST_CHECK;

/* The rows that were sent; fields that break a rule are noted. */
void flow_table_sent(struct req *rq, struct flow_edit *ret);

#endif
