/*
 * demo_hours.h - the working time of the demo's last days as one line of
 * minutes, so that "three working hours later" is an addition. Pure.
 */
#ifndef SERVICE_DEMO_HOURS_H
#define SERVICE_DEMO_HOURS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "domain/calendar/calendar.h"

#define DEMO_DAYS_MAX 400

struct demo_session {
    struct instant from;
    int64_t first; /* its first minute on the line */
    int64_t minutes;
};

/* Ends with the minute before `now`: nothing of it lies in the future. */
struct demo_hours {
    const struct day *day; /* working days, the oldest first */
    size_t day_count;
    const struct demo_session *session;
    size_t session_count;
    int64_t minutes; /* of all */
    struct instant now;
};

/*
 * The last `days` working days up to `now`; a day that has just begun is one.
 * ERR_RANGE: nobody works.
 */
enum err demo_hours(struct arena *a, const struct calendar *calendar,
                    const struct work_week *week, struct instant now,
                    size_t days, struct demo_hours *ret,
                    struct errbox *box) MUST_CHECK;

/* Working minutes of the line before `t`. */
int64_t demo_hours_before(const struct demo_hours *h, struct instant t);

/* When minute `n` of the line begins; 0 <= n < h->minutes. */
struct instant demo_hours_at(const struct demo_hours *h, int64_t n);

#endif
