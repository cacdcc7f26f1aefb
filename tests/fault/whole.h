/* whole.h - is a dossier there whole, once, or not at all? */
#ifndef TESTS_FAULT_WHOLE_H
#define TESTS_FAULT_WHOLE_H

#include "base/prelude.h"
#include "base/str.h"

#include "fixture/database.h"

/*
 * Fails the test unless the draft became one dossier with all its rows: the
 * frozen answers under their seal, the chain of events, `papers` papers, one
 * open step, one message. Gives its submission code.
 */
struct str whole_dossier(struct database *d, int64_t draft_id, size_t papers);

/*
 * Fails the test unless the database holds what `dossiers` submissions write
 * and nothing else, and the counters are what a recount gives.
 */
void whole_census(struct database *d, size_t dossiers, size_t open_drafts,
                  size_t papers);

#endif
