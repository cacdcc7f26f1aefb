/*
 * count.h - counting one stretch of a limit, with its reasons. Inside
 * domain/deadline only; what the words mean is in deadline.h.
 */
#ifndef DOMAIN_DEADLINE_COUNT_H
#define DOMAIN_DEADLINE_COUNT_H

#include "domain/deadline/deadline.h"

/* The question, and the answer as it grows. */
struct count {
    const struct deadline_question *q;
    struct arena *arena;
    struct errbox *box;
    struct deadline_reason *reason;
    size_t reasons;
    size_t capacity;
    bool provisional;
    /* Where the stretch begins, in a session. */
    struct instant start;
    /* Its last day before that is moved to a working day; of ngày and tháng. */
    struct day last;
};

void count_say(struct count *c, struct deadline_reason r);

/* Notes whether the day lies outside the calendar. */
struct day_nature count_look_at(struct count *c, struct day d);

/* Begins at `at`, or when the next session does, which is told. */
enum err count_begin(struct count *c, struct instant at) MUST_CHECK;

/* The whole limit, from c->start. */
enum err count_limit(struct count *c, struct instant *ret) MUST_CHECK;

/* Session minutes, from `from`. */
enum err count_minutes(struct count *c, struct instant from, int64_t minutes,
                       struct instant *ret) MUST_CHECK;

/* The close of the n-th working day after `d`. */
enum err count_working_days(struct count *c, struct day d, int days,
                            struct instant *ret) MUST_CHECK;

/* The close of c->last, or of the next working day. */
enum err count_close(struct count *c, struct instant *ret) MUST_CHECK;

/* True when the limit is consumed by the minute. */
bool count_is_in_minutes(const struct deadline_question *q);

#endif
