/*
 * when.h - days and instants as pages write them, and what a deadline looks
 * like now.
 */
#ifndef WEB_WHEN_H
#define WEB_WHEN_H

#include "base/cx.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/calendar/calendar.h"
#include "domain/dossier/dossier_store.h"

#include "web/view_parts.h"

/* "thứ Ba, 05/5"; "thứ Ba, 05/5/2026". */
struct str when_day(struct arena *a, enum lang lang, struct day d);
struct str when_day_year(struct arena *a, enum lang lang, struct day d);
/* "10:43 thứ Ba, 28/4". */
struct str when_instant(struct arena *a, enum lang lang, struct instant t);
/* "10:43" of today, else "10:43 thứ Ba, 28/4". */
struct str when_lately(struct arena *a, enum lang lang, struct instant t,
                       struct instant now);

/* Working time, to say how much of it is left. */
struct due_clock {
    const struct calendar *calendar;
    const struct work_week *week; /* of the receiving point */
    struct instant now;
};

/*
 * The deadline of a dossier in a badge: of the counter's answer before
 * acceptance, of the result afterwards.
 */
struct due_view when_due(struct arena *a, enum lang lang,
                         const struct dossier *d, const struct due_clock *c);

#endif
