/*
 * deadline.h - when a dossier is due, and why on that day.
 *
 * A pure function of the calendar, a working week, the legal limit, the
 * instant of acceptance and what befell the dossier afterwards. It returns the
 * due instant and the reasons, day by day, to be printed on a paper and drawn
 * as a strip of days. What is stored can be computed again at any time.
 *
 * Conventions. Instants are cut to the minute. T0 is the acceptance instant,
 * moved to the next session when it lies outside one. A session is [start,
 * end): a start lies in [start, end), a due instant in (start, end].
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
 *
 * Events. What the applicant is asked for stops the clock; while it stands
 * there is no due instant. Stops that overlap are one. When the last of them
 * ends, the clock goes on:
 *
 *   DEADLINE_RESET   a new full limit, from the completion, moved like T0
 *                    (Decree 61/2018 art. 19.4: tính lại từ đầu)
 *   DEADLINE_PAUSE   with what was left when it stopped, to wit
 *       in minutes     the working minutes from the request to the due instant
 *       working days   those from the day of the request, if it is not that of
 *                      T0, to the due day; counted from the day after that of
 *                      the completion, itself moved like T0
 *       ngày, tháng    the last day moves by the civil days stopped
 *       trong ngày     nothing is ever left of it: as DEADLINE_RESET
 *
 * A request at or after the due instant is told and changes nothing; neither
 * does anything before the acceptance or after the end. Verification adds its
 * days once. A new date (Mẫu 04, art. 19.9) replaces the due instant once, and
 * only when it is announced before the day on which the dossier is due.
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

enum deadline_policy { DEADLINE_RESET, DEADLINE_PAUSE };

enum deadline_event_kind {
    DEADLINE_SUPPLEMENT_REQUESTED,
    DEADLINE_SUPPLEMENTED,
    DEADLINE_FINANCE_REQUESTED, /* a financial obligation: a PAUSE           */
    DEADLINE_FINANCE_MET,
    DEADLINE_VERIFICATION_ORDERED, /* `days` more                             */
    DEADLINE_EXTENDED, /* Mẫu 04: due at `new_due`                */
    DEADLINE_FINISHED, /* statuses 9, 3, 8 or withdrawal: the clock ends     */
};
#define DEADLINE_EVENT_KIND_COUNT 7

struct deadline_event {
    enum deadline_event_kind kind;
    struct instant at;
    int days; /* 1..LIMIT_VALUE_MAX; working days, or of the calendar where
                 the limit is */
    struct instant new_due;
};

struct deadline_question {
    const struct calendar *calendar;
    const struct work_week *week; /* of the receiving point, or the unit */
    struct limit limit;
    enum deadline_mode mode;
    struct instant accepted;
    enum deadline_policy supplement;
    /* Whether the procedure's clock stands for a financial obligation. */
    bool finance_stops;
    const struct deadline_event *event; /* in the order of their instants */
    size_t event_count;
    bool unexplained; /* no reasons are wanted, and no arena is needed */
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
    REASON_EVENT,       /* `event` happened at `at`                        */
    REASON_NO_EFFECT,   /* and changed nothing, because of `why`           */
    REASON_STANDS,      /* from here on there is no due instant            */
    REASON_RESET,       /* a full limit again                              */
    REASON_LEFT_DAYS,   /* `n` working days were left                      */
    REASON_LEFT_MINUTES,
    REASON_STOOD, /* the last day moves by `n` days, to `day`               */
    REASON_MORE,  /* `n` days more for verification                         */
    REASON_ENDED, /* early (`n` is -1), in time (0) or late (1)             */
};

/* Why an event changed nothing. */
enum deadline_why {
    WHY_BEFORE,   /* the acceptance                                */
    WHY_ENDED,    /* the clock had                                 */
    WHY_EXPIRED,  /* it was due                                    */
    WHY_STANDING, /* the clock stood, and there is no due instant  */
    WHY_ONCE,     /* it was done before                            */
    WHY_UNASKED,  /* nobody had asked for it                       */
    WHY_RUNS_ON,  /* this procedure's clock does not stop for it   */
    WHY_DUE_DAY,  /* announced on the day it was due               */
    WHY_NO_LATER, /* the new date is not after the old             */
};

struct deadline_reason {
    enum deadline_reason_kind kind;
    struct day day;
    int n;
    struct instant at;
    struct str name;
    struct deadline_event event;
    enum deadline_why why;
};

/* Working time is counted on so many days from that of T0. */
#define DEADLINE_DAYS_MAX (4 * 365 + 1)
/* More events than a dossier can have. */
#define DEADLINE_EVENTS_MAX 200

struct deadline {
    struct instant start; /* T0, or where the clock was last set going */
    bool is_standing;     /* then there is no due instant */
    struct instant due;   /* {0}: none */
    /* What the law's limit gives, as if no new date had been announced. */
    struct instant lawful_due;
    bool has_ended;
    struct instant ended_at;
    bool provisional; /* the calendar of a year is not announced */
    const struct deadline_reason *reason;
    size_t count;
};

/*
 * Answers the question; the reasons are the arena's, which may be NULL when
 * none are wanted.
 * ERR_RANGE: a limit or days outside 1..LIMIT_VALUE_MAX, a week with so few
 * sessions that it is not used up in DEADLINE_DAYS_MAX days, too many events.
 * ERR_INPUT: events that are not in order.
 */
enum err deadline_due(struct arena *a, const struct deadline_question *q,
                      struct deadline *ret, struct errbox *box) MUST_CHECK;

/* Whether a new date may still be announced at `at` (art. 19.9). */
bool deadline_may_extend(struct instant due, struct instant at);

#endif
