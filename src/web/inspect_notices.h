/* inspect_notices.h - what the applicant was told, before an officer. */
#ifndef WEB_INSPECT_NOTICES_H
#define WEB_INSPECT_NOTICES_H

#include "base/err.h"
#include "base/prelude.h"

#include "web/opened.h"

/* By which way, when, and whether it arrived; no number and no address. */
enum err inspect_tell_notices(const struct opened *o,
                              struct office_dossier_view *v) MUST_CHECK;

#endif
