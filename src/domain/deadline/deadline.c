#include "base/prelude.h"

#include "base/check.h"

#include "domain/deadline/deadline.h"

#define REASONS_USUAL 16

/* The question, and the answer as it grows. */
struct count {
    const struct deadline_question *q;
    struct arena *arena;
    struct deadline_reason *reason;
    size_t reasons;
    size_t capacity;
    bool provisional;
    struct instant start;
    struct errbox *box;
};

/* Most questions take few reasons: room is made as they come. */
static void make_room(struct count *c)
{
    struct deadline_reason *more;

    c->capacity = c->capacity ? 4 * c->capacity : REASONS_USUAL;
    more = ARENA_ARRAY(c->arena, struct deadline_reason, c->capacity);
    if (c->reasons)
        memcpy(more, c->reason, c->reasons * sizeof *more);
    c->reason = more;
}

static void say(struct count *c, struct deadline_reason r)
{
    if (c->reasons == c->capacity)
        make_room(c);
    c->reason[c->reasons++] = r;
}

static bool is_too_far(const struct count *c, struct day d)
{
    return d.n - instant_day(c->start).n >= DEADLINE_DAYS_MAX;
}

static struct day_nature look_at(struct count *c, struct day d)
{
    struct day_nature n = calendar_nature(c->q->calendar, c->q->week, d);

    c->provisional = c->provisional || n.provisional;
    return n;
}

static bool is_work(enum day_kind kind)
{
    return kind == DAY_WORKING || kind == DAY_MAKE_UP;
}

static void say_day_off(struct count *c, struct day d, struct day_nature n)
{
    say(c, (struct deadline_reason){
               .kind = n.kind == DAY_HOLIDAY ? REASON_HOLIDAY : REASON_REST,
               .day = d,
               .name = n.name,
           });
}

static void say_counted(struct count *c, struct day d, struct day_nature n,
                        int number)
{
    say(c, (struct deadline_reason){
               .kind = n.kind == DAY_MAKE_UP ? REASON_MAKE_UP : REASON_COUNTED,
               .day = d,
               .n = number,
               .name = n.name,
           });
}

/* The sessions of a day are told together. */
static void say_minutes(struct count *c, struct day d, int64_t minutes)
{
    struct deadline_reason *last = &c->reason[c->reasons - 1];

    if (last->kind == REASON_MINUTES && last->day.n == d.n)
        last->n += (int)minutes;
    else
        say(c, (struct deadline_reason){
                   .kind = REASON_MINUTES, .day = d, .n = (int)minutes});
}

/* Session minutes are consumed, session after session, from T0. */
static enum err count_minutes(struct count *c, int64_t minutes,
                              struct instant *ret)
{
    struct instant from = c->start;

    for (;;) {
        struct instant end;
        int64_t used;

        TRY(calendar_next_session(c->q->calendar, c->q->week, from, &from, &end,
                                  c->box));
        if (is_too_far(c, instant_day(from)))
            return RAISE(c->box, ERR_RANGE, "too few working hours");
        look_at(c, instant_day(from));
        used = (end.us - from.us) / MINUTE_US;
        used = used < minutes ? used : minutes;
        say_minutes(c, instant_day(from), used);
        minutes -= used;
        if (minutes == 0) {
            ret->us = from.us + used * MINUTE_US;
            return ERR_OK;
        }
        from = end;
    }
}

/* The n-th working day after the day of T0 closes. */
static enum err count_working_days(struct count *c, int days,
                                   struct instant *ret)
{
    struct day d = instant_day(c->start);
    int number = 0;

    say(c, (struct deadline_reason){.kind = REASON_NOT_COUNTED, .day = d});
    while (number < days) {
        struct day_nature n;

        d.n++;
        if (is_too_far(c, d))
            return RAISE(c->box, ERR_RANGE, "too few working days");
        n = look_at(c, d);
        if (is_work(n.kind))
            say_counted(c, d, n, ++number);
        else
            say_day_off(c, d, n);
    }
    return calendar_closing(c->q->calendar, c->q->week, d, ret, c->box);
}

/* Calendar days end on `d`, or when the next working day closes. */
static enum err close_on(struct count *c, struct day d, struct instant *ret)
{
    struct day_nature n = look_at(c, d);

    if (!is_work(n.kind))
        say_day_off(c, d, n);
    TRY(calendar_closing(c->q->calendar, c->q->week, d, ret, c->box));
    if (instant_day(*ret).n != d.n)
        say(c, (struct deadline_reason){.kind = REASON_LAST_MOVED,
                                        .day = instant_day(*ret)});
    return ERR_OK;
}

static struct day months_later(struct day d, int months)
{
    struct civil c = day_civil(d);
    int index = c.year * 12 + (c.month - 1) + months;
    struct day ret = d;

    c.year = index / 12;
    c.month = index % 12 + 1;
    if (c.day > days_in_month(c.year, c.month))
        c.day = days_in_month(c.year, c.month);
    check(day_from_civil(c, &ret));
    return ret;
}

/*
 * Up to and including 15:00 today closes, later the next working day.
 *
 * Source: the procedures' own limit ("nhận sau 15 giờ: trả ngày làm việc kế
 * tiếp"), e.g. civil status and certification.
 */
static enum err count_same_day(struct count *c, struct instant *ret)
{
    struct day d = instant_day(c->start);

    if (instant_minute_of_day(c->start) > DEADLINE_SAME_DAY_CUTOFF) {
        say(c, (struct deadline_reason){.kind = REASON_CUTOFF, .day = d});
        return count_working_days(c, 1, ret);
    }
    return close_on(c, d, ret);
}

static enum err count_limit(struct count *c, struct instant *ret)
{
    struct limit limit = c->q->limit;
    struct day start = instant_day(c->start);

    switch (limit.unit) {
    case LIMIT_SAME_DAY: return count_same_day(c, ret);
    case LIMIT_WORKING_HOUR: return count_minutes(c, limit.value * 60, ret);
    case LIMIT_WORKING_DAY:
        if (c->q->mode == DEADLINE_BY_MINUTES)
            return count_minutes(c, limit.value * DEADLINE_MINUTES_PER_DAY,
                                 ret);
        return count_working_days(c, limit.value, ret);
    case LIMIT_DAY:
        return close_on(c, (struct day){start.n + limit.value}, ret);
    case LIMIT_MONTH: return close_on(c, months_later(start, limit.value), ret);
    }
    UNREACHABLE();
}

enum err deadline_due(struct arena *a, const struct deadline_question *q,
                      struct deadline *ret, struct errbox *box)
{
    struct count c = {.q = q, .arena = a, .box = box};
    struct instant accepted = instant_minute(q->accepted);
    struct instant due;

    if (q->limit.value < 1 || q->limit.value > LIMIT_VALUE_MAX)
        return RAISE(box, ERR_RANGE, "limit %d is not in 1..%d", q->limit.value,
                     LIMIT_VALUE_MAX);

    TRY(calendar_next_start(q->calendar, q->week, accepted, &c.start, box));
    look_at(&c, instant_day(c.start));
    say(&c, (struct deadline_reason){.kind = REASON_ACCEPTED,
                                     .day = instant_day(accepted),
                                     .at = accepted});
    if (c.start.us != accepted.us)
        say(&c, (struct deadline_reason){.kind = REASON_MOVED,
                                         .day = instant_day(c.start),
                                         .at = c.start});
    TRY(count_limit(&c, &due));
    look_at(&c, instant_day(due));
    say(&c, (struct deadline_reason){
                .kind = REASON_DUE, .day = instant_day(due), .at = due});

    *ret = (struct deadline){
        .start = c.start,
        .due = due,
        .provisional = c.provisional,
        .reason = c.reason,
        .count = c.reasons,
    };
    return ERR_OK;
}
