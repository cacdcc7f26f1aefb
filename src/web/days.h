/*
 * days.h - how a due date was counted, as the strip of days that pages show.
 */
#ifndef WEB_DAYS_H
#define WEB_DAYS_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"

#include "domain/deadline/deadline.h"

#include "web/view_parts.h"

/* A strip that is longer says nothing any more. */
#define DAYS_SHOWN_MAX 21

/*
 * A day for each from acceptance to the due date, with the reason in words; no
 * days when they would be more than DAYS_SHOWN_MAX.
 */
struct days_view days_of(struct arena *a, enum lang lang,
                         const struct deadline *d);

#endif
