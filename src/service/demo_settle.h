/*
 * demo_settle.h - the demo's applicants as rows: those of the crowd are
 * written, those with whom a visitor may sign in are there already.
 */
#ifndef SERVICE_DEMO_SETTLE_H
#define SERVICE_DEMO_SETTLE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/demo_crowd.h"

/*
 * Writes persons and accounts, and puts their ids into them. Nobody can sign
 * in to these accounts.
 */
enum err demo_settle(struct tx *t, struct demo_person *person,
                     size_t count) MUST_CHECK;

/*
 * The citizens whose accounts are the demo's, at most `max`. Where they are at
 * home is told by the crowd, which holds somebody of each commune.
 */
enum err demo_citizens(struct tx *t, const struct demo_person *crowd,
                       size_t crowd_count, struct demo_person *ret, size_t max,
                       size_t *ret_count) MUST_CHECK;

#endif
