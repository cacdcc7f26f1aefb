#include "base/prelude.h"

#include "base/check.h"

#include "domain/deadline/deadline.h"

/* The question, and the answer as it grows. */
struct count {
    const struct deadline_question *q;
    struct deadline_reason *reason;
    size_t reasons;
    bool provisional;
    struct instant start;
    struct errbox *box;
};

static void say(struct count *c, struct deadline_reason r)
{
    check(c->reasons < DEADLINE_REASONS_MAX);
    c->reason[c->reasons++] = r;
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

/* Session minutes are consumed, day after day, from T0. */
static enum err count_minutes(struct count *c, int minutes, struct instant *ret)
{
    struct instant now = c->start;

    for (int days = 0; days < DEADLINE_REASONS_MAX / 2; days++) {
        struct day d;
        struct instant closing;
        int64_t open;

        TRY(calendar_next_start(c->q->calendar, c->q->week, now, &now, c->box));
        d = instant_day(now);
        look_at(c, d);
        TRY(calendar_closing(c->q->calendar, c->q->week, d, &closing, c->box));
        open =
            calendar_minutes_between(c->q->calendar, c->q->week, now, closing);
        say(c, (struct deadline_reason){
                   .kind = REASON_MINUTES,
                   .day = d,
                   .n = (int)(open < minutes ? open : minutes),
               });
        if (open < minutes) {
            minutes -= (int)open;
            now = closing;
            continue;
        }
        for (*ret = now; calendar_minutes_between(c->q->calendar, c->q->week,
                                                  now, *ret) < minutes;)
            ret->us += MINUTE_US;
        return ERR_OK;
    }
    return RAISE(c->box, ERR_RANGE, "the limit passes the calendar's reach");
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

        if (c->reasons + 2 >= DEADLINE_REASONS_MAX)
            return RAISE(c->box, ERR_RANGE, "too few working days");
        d.n++;
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
    struct count c = {.q = q, .box = box};
    struct instant accepted = instant_minute(q->accepted);
    struct instant due;

    if (q->limit.value < 1 || q->limit.value > LIMIT_VALUE_MAX)
        return RAISE(box, ERR_RANGE, "limit %d is not in 1..%d", q->limit.value,
                     LIMIT_VALUE_MAX);

    c.reason = ARENA_ARRAY(a, struct deadline_reason, DEADLINE_REASONS_MAX);
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
