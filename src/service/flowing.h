/*
 * flowing.h - opening the next step of a dossier's flow at the right desk with
 * the right due instant. Used by reception (the first step) and handling (each
 * later one).
 */
#ifndef SERVICE_FLOWING_H
#define SERVICE_FLOWING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/deadline/deadline.h"
#include "domain/dossier/dossier_store.h"
#include "domain/flow/flow.h"
#include "domain/pack/pack.h"

/* The due instant of `limit` counted from now in the working time of a point.
 */
enum err flowing_due(struct tx *t, int64_t point_id, struct limit limit,
                     struct deadline *ret) MUST_CHECK;

/*
 * What chooses among the ways of a dossier that have conditions: its answers
 * as they were filed, its case and channel. Answers that were erased by law
 * count as not given.
 */
enum err flowing_filling(struct tx *t, const struct dossier *d,
                         const struct pack *pack,
                         struct filling *ret) MUST_CHECK;

/* flow_next_for() with that; step_count when the action is not allowed. */
enum err flowing_next(struct tx *t, const struct dossier *d,
                      const struct pack *pack, size_t from,
                      enum flow_action action, size_t *ret) MUST_CHECK;

/*
 * Opens step `index` of the flow; `assignee` takes it, 0 for nobody. A step
 * without a limit of its own is due when the dossier is.
 */
enum err flowing_open(struct tx *t, struct dossier *d, const struct flow *flow,
                      size_t index, int64_t assignee) MUST_CHECK;

/* What a step of that kind waits for. */
enum dossier_work flowing_work(enum flow_step_kind kind);

#endif
