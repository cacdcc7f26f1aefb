#include "base/prelude.h"

#include "base/check.h"

#include "domain/deadline/count.h"

#define REASONS_USUAL 16

/* Most questions take few reasons: room is made as they come. */
static void make_room(struct count *c)
{
    struct deadline_reason *more;

    c->capacity = c->capacity ? 4 * c->capacity : REASONS_USUAL;
    more = ARENA_ARRAY(c->arena, struct deadline_reason, c->capacity);
    if (c->reason)
        memcpy(more, c->reason, c->reasons * sizeof *more);
    c->reason = more;
}

void count_say(struct count *c, struct deadline_reason r)
{
    if (c->q->unexplained)
        return;
    if (!c->reason || c->reasons == c->capacity)
        make_room(c);
    c->reason[c->reasons++] = r;
}

struct day_nature count_look_at(struct count *c, struct day d)
{
    struct day_nature n = calendar_nature(c->q->calendar, c->q->week, d);

    c->provisional = c->provisional || n.provisional;
    return n;
}

bool count_is_in_minutes(const struct deadline_question *q)
{
    return q->limit.unit == LIMIT_WORKING_HOUR ||
           (q->limit.unit == LIMIT_WORKING_DAY &&
            q->mode == DEADLINE_BY_MINUTES);
}

static bool is_too_far(const struct count *c, struct day d)
{
    return d.n - instant_day(c->start).n >= DEADLINE_DAYS_MAX;
}

static bool is_work(enum day_kind kind)
{
    return kind == DAY_WORKING || kind == DAY_MAKE_UP;
}

static void say_day_off(struct count *c, struct day d, struct day_nature n)
{
    count_say(c,
              (struct deadline_reason){
                  .kind = n.kind == DAY_HOLIDAY ? REASON_HOLIDAY : REASON_REST,
                  .day = d,
                  .name = n.name,
              });
}

static void say_counted(struct count *c, struct day d, struct day_nature n,
                        int number)
{
    count_say(
        c, (struct deadline_reason){
               .kind = n.kind == DAY_MAKE_UP ? REASON_MAKE_UP : REASON_COUNTED,
               .day = d,
               .n = number,
               .name = n.name,
           });
}

/* The sessions of a day are told together. */
static void say_minutes(struct count *c, struct day d, int64_t minutes)
{
    struct deadline_reason *last =
        c->reasons ? &c->reason[c->reasons - 1] : NULL;

    if (last && last->kind == REASON_MINUTES && last->day.n == d.n)
        last->n += (int)minutes;
    else
        count_say(c, (struct deadline_reason){
                         .kind = REASON_MINUTES, .day = d, .n = (int)minutes});
}

enum err count_begin(struct count *c, struct instant at)
{
    TRY(calendar_next_start(c->q->calendar, c->q->week, at, &c->start, c->box));
    count_look_at(c, instant_day(c->start));
    if (c->start.us != at.us)
        count_say(c, (struct deadline_reason){.kind = REASON_MOVED,
                                              .day = instant_day(c->start),
                                              .at = c->start});
    return ERR_OK;
}

enum err count_minutes(struct count *c, struct instant from, int64_t minutes,
                       struct instant *ret)
{
    for (;;) {
        struct instant end;
        int64_t used;

        TRY(calendar_next_session(c->q->calendar, c->q->week, from, &from, &end,
                                  c->box));
        if (is_too_far(c, instant_day(from)))
            return RAISE(c->box, ERR_RANGE, "too few working hours");
        count_look_at(c, instant_day(from));
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

enum err count_working_days(struct count *c, struct day d, int days,
                            struct instant *ret)
{
    int number = 0;

    count_say(c,
              (struct deadline_reason){.kind = REASON_NOT_COUNTED, .day = d});
    while (number < days) {
        struct day_nature n;

        d.n++;
        if (is_too_far(c, d))
            return RAISE(c->box, ERR_RANGE, "too few working days");
        n = count_look_at(c, d);
        if (is_work(n.kind))
            say_counted(c, d, n, ++number);
        else
            say_day_off(c, d, n);
    }
    return calendar_closing(c->q->calendar, c->q->week, d, ret, c->box);
}

enum err count_close(struct count *c, struct instant *ret)
{
    struct day d = c->last;
    struct day_nature n = count_look_at(c, d);

    if (!is_work(n.kind))
        say_day_off(c, d, n);
    TRY(calendar_closing(c->q->calendar, c->q->week, d, ret, c->box));
    if (instant_day(*ret).n != d.n)
        count_say(c, (struct deadline_reason){.kind = REASON_LAST_MOVED,
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
        count_say(c, (struct deadline_reason){.kind = REASON_CUTOFF, .day = d});
        return count_working_days(c, d, 1, ret);
    }
    c->last = d;
    return count_close(c, ret);
}

enum err count_limit(struct count *c, struct instant *ret)
{
    struct limit limit = c->q->limit;
    struct day start = instant_day(c->start);

    switch (limit.unit) {
    case LIMIT_SAME_DAY: return count_same_day(c, ret);
    case LIMIT_WORKING_HOUR:
        return count_minutes(c, c->start, limit.value * 60, ret);
    case LIMIT_WORKING_DAY:
        if (c->q->mode == DEADLINE_BY_MINUTES)
            return count_minutes(c, c->start,
                                 limit.value * DEADLINE_MINUTES_PER_DAY, ret);
        return count_working_days(c, start, limit.value, ret);
    case LIMIT_DAY: c->last.n = start.n + limit.value; break;
    case LIMIT_MONTH: c->last = months_later(start, limit.value); break;
    }
    return count_close(c, ret);
}
