/*
 * deadline.h - when a dossier is due, and why on that day.
 *
 * A pure function of the calendar, the receiving point's working week, the
 * legal limit and the acceptance instant. It returns the due instant and the
 * reasons day by day, to be printed on the receipt and drawn as the day strip.
 *
 * Conventions. Instants are cut to the minute. T0 is the acceptance instant,
 * moved to the next session when it lies outside one; a due instant lies in
 * (start, end] of a session.
 *
 *   giờ làm việc   session minutes are consumed from T0
 *   ngày làm việc  the day of T0 does not count; due when the n-th working
 *                  day after it closes
 *   ngày           the day of T0 does not count; due when the n-th calendar
 *                  day after it closes, or the next working day after that
 *   tháng          the same day number n months later, or that month's last
 *                  day; then as for ngày
 *   trong ngày     T0 up to and including 15:00: the same day closes; later:
 *                  the next working day closes
 *
 * Source: Civil Code 2015 art. 147-148 (first day not counted, last day moved
 * to a working day); Decree 61/2018 art. 18 and the procedures' own texts for
 * 15:00.
 */
#ifndef DOMAIN_DEADLINE_H
#define DOMAIN_DEADLINE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"

#include "domain/calendar/calendar.h"
#include "domain/calendar/limit.h"

/*
 * How working days are counted: to the close of the n-th day (the law), or as
 * n times eight hours from T0 (the stricter practice of some systems).
 */
enum deadline_mode { DEADLINE_BY_DAYS, DEADLINE_BY_MINUTES };

#define DEADLINE_MINUTES_PER_DAY 480
/* Acceptance after this minute of the day is not "the same day" any more. */
#define DEADLINE_SAME_DAY_CUTOFF (15 * 60)

struct deadline_question {
    const struct calendar *calendar;
    const struct work_week *week; /* of the receiving point */
    struct limit limit;
    enum deadline_mode mode;
    struct instant accepted;
};

enum deadline_reason_kind {
    REASON_ACCEPTED,    /* the acceptance instant, in `at`                 */
    REASON_MOVED,       /* outside a session: the clock starts at `at`     */
    REASON_NOT_COUNTED, /* the day of T0                                   */
    REASON_COUNTED,     /* `day` is number `n`                             */
    REASON_MAKE_UP,     /* the same, and the day is worked in exchange     */
    REASON_HOLIDAY,     /* `day` is a holiday, called `name` if it is given */
    REASON_REST,        /* `day` has no session                            */
    REASON_MINUTES,     /* `n` minutes were consumed on `day`              */
    REASON_CUTOFF,      /* after 15:00: counted as the next working day    */
    REASON_LAST_MOVED,  /* the last day is no working day: moved to `day`  */
    REASON_DUE,         /* the due instant, in `at`                        */
};

struct deadline_reason {
    enum deadline_reason_kind kind;
    struct day day;
    int n;
    struct instant at;
    struct str name;
};

/* Working time is counted on so many days from that of T0. */
#define DEADLINE_DAYS_MAX (4 * 365 + 1)

struct deadline {
    struct instant start; /* T0                                     */
    struct instant due;
    bool provisional; /* the calendar of a year is not announced */
    const struct deadline_reason *reason;
    size_t count;
};

/*
 * Answers the question; the reasons are the arena's.
 * ERR_RANGE: a limit outside 1..LIMIT_VALUE_MAX, or a week with so few
 * sessions that it is not used up in DEADLINE_DAYS_MAX days.
 */
enum err deadline_due(struct arena *a, const struct deadline_question *q,
                      struct deadline *ret, struct errbox *box) MUST_CHECK;

#endif
