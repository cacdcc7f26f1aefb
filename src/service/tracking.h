/*
 * tracking.h - how far a dossier is, for whoever has its code.
 *
 * The code and the degree of completion and nothing else: no name, number,
 * address, unit, officer, procedure, not even the status. A code that nobody
 * has, one that is no code at all and one with a slip of the pen get the same
 * answer.
 *
 * Source: Circular 01/2018/TT-VPCP art. 16.2.d.
 */
#ifndef SERVICE_TRACKING_H
#define SERVICE_TRACKING_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/dossier/dossier.h"

struct tracking {
    struct str code;
    struct dossier_progress progress;
};

/* By either code, as typed. ERR_NOT_FOUND. */
enum err tracking_find(struct tx *t, struct str typed_code,
                       struct tracking *ret) MUST_CHECK;

#endif
