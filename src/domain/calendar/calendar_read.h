/*
 * calendar_read.h - the calendar from its file, for who has no database.
 *
 * The file is comma-separated (base/csv.h): `date` as 2026-02-16, `kind` off or
 * work, `name`; in any order, and with further columns for the reader's
 * information.
 */
#ifndef DOMAIN_CALENDAR_READ_H
#define DOMAIN_CALENDAR_READ_H

#include "base/arena.h"

#include "domain/calendar/calendar.h"

/* More days than are announced in a lifetime. */
#define CALENDAR_READ_MAX 5000

/*
 * The years are those of the first and the last day. Points into `text`.
 * ERR_INPUT, for the operator: "calendar: line 7".
 */
enum err calendar_read(struct errbox *box, struct arena *a, struct str text,
                       struct calendar *ret) MUST_CHECK;

#endif
