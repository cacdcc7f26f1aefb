/*
 * control.h - the control slip (Phiếu kiểm soát quá trình giải quyết hồ sơ,
 * Mẫu 05): who handed the dossier to whom, when, and whether in time, as the
 * steps stand now. It is drawn when somebody wants it and is not kept: the
 * steps are.
 *
 * Source: Decree 61/2018 art. 18.1-18.2; Circular 01/2018/TT-VPCP art. 9.
 */
#ifndef SERVICE_CONTROL_H
#define SERVICE_CONTROL_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/inspect.h"

/* How a step ended, by its own due instant: an earlier day, in time, late. */
enum control_result {
    CONTROL_OPEN, /* it has not, and could be in time yet */
    CONTROL_EARLY,
    CONTROL_ON_TIME,
    CONTROL_LATE,
};
enum control_result control_result(const struct dossier_step *s,
                                   struct instant now);

/* As PDF. `who` asked for it. */
enum err control_pdf(struct tx *t, const struct inspection *i,
                     const struct actor *who, struct str site,
                     struct str *ret) MUST_CHECK;

#endif
