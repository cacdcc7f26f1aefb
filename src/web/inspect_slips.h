/* inspect_slips.h - the slips of a dossier before an officer. */
#ifndef WEB_INSPECT_SLIPS_H
#define WEB_INSPECT_SLIPS_H

#include "base/err.h"
#include "base/prelude.h"

#include "web/opened.h"

enum err inspect_tell_slips(const struct opened *o,
                            struct office_dossier_view *v) MUST_CHECK;

#endif
