/*
 * calendar_store.h - loading and writing the calendar and working weeks.
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_CALENDAR_STORE_H
#define DOMAIN_CALENDAR_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/calendar/calendar.h"

#define CALENDAR_DAYS_MAX 5000

/*
 * The days announced from `from` on, for who only looks ahead; the years are
 * those of the whole calendar.
 */
enum err calendar_load_from(struct tx *t, struct day from,
                            struct calendar *ret) MUST_CHECK;

/* All announced days; the years from the first to the last of them. */
enum err calendar_load(struct tx *t, struct calendar *ret) MUST_CHECK;

/* The week of a reception point in force on a day. */
enum err work_week_load(struct tx *t, int64_t point_id, struct day on,
                        struct work_week *ret) MUST_CHECK;

enum err calendar_put(struct tx *t, const struct calendar_entry *entry,
                      struct str source) MUST_CHECK;

/* point_id 0: every point that has no sessions of its own. */
enum err work_week_put(struct tx *t, int64_t point_id, enum weekday weekday,
                       struct work_session session, struct day from) MUST_CHECK;

#endif
