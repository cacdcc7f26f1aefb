#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"

#include "domain/slip/words.h"

#define SENTENCES_BYTES_MAX 2000
#define DAYS_NAMED_MAX      12

struct str weekday_words(enum lang lang, enum weekday d)
{
    static const enum msg_id names[] = {
        [MONDAY] = MSG_WEEKDAY_MONDAY,       [TUESDAY] = MSG_WEEKDAY_TUESDAY,
        [WEDNESDAY] = MSG_WEEKDAY_WEDNESDAY, [THURSDAY] = MSG_WEEKDAY_THURSDAY,
        [FRIDAY] = MSG_WEEKDAY_FRIDAY,       [SATURDAY] = MSG_WEEKDAY_SATURDAY,
        [SUNDAY] = MSG_WEEKDAY_SUNDAY,
    };

    return msg(lang, names[d]);
}

struct str day_short(struct arena *a, struct day d)
{
    struct civil c = day_civil(d);

    return arena_printf(a, c.month < 3 ? "%02d/%02d" : "%02d/%d", c.day,
                        c.month);
}

struct str limit_words(struct arena *a, enum lang lang, struct limit limit)
{
    static const enum msg_id names[LIMIT_UNIT_COUNT] = {
        [LIMIT_SAME_DAY] = MSG_LIMIT_SAME_DAY,
        [LIMIT_WORKING_HOUR] = MSG_LIMIT_WORKING_HOUR,
        [LIMIT_WORKING_DAY] = MSG_LIMIT_WORKING_DAY,
        [LIMIT_DAY] = MSG_LIMIT_DAY,
        [LIMIT_MONTH] = MSG_LIMIT_MONTH,
    };
    const struct str value = arena_printf(a, "%d", limit.value);

    return msg_format(a, lang, (int)names[limit.unit], 1, &value);
}

/* Two digits where one could be made another: days to 9, months to 2. */
static struct str day_digits(struct arena *a, struct civil c)
{
    return arena_printf(a, "%02d", c.day);
}

static struct str month_digits(struct arena *a, struct civil c)
{
    return arena_printf(a, c.month < 3 ? "%02d" : "%d", c.month);
}

struct str place_and_date(struct arena *a, struct str place, struct day d)
{
    struct civil c = day_civil(d);
    const struct str part[] = {
        place,
        day_digits(a, c),
        month_digits(a, c),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_SLIP_PLACE_DATE, COUNT_OF(part), part);
}

struct str instant_in_words(struct arena *a, struct instant t)
{
    struct civil c = day_civil(instant_day(t));
    int minute = instant_minute_of_day(t);
    const struct str part[] = {
        arena_printf(a, "%02d", minute / 60),
        arena_printf(a, "%02d", minute % 60),
        day_digits(a, c),
        month_digits(a, c),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_RECEIPT_INSTANT, COUNT_OF(part), part);
}

struct str due_in_words(struct arena *a, struct instant t)
{
    struct day d = instant_day(t);
    struct civil c = day_civil(d);
    int minute = instant_minute_of_day(t);
    const struct str part[] = {
        arena_printf(a, "%02d", minute / 60),
        arena_printf(a, "%02d", minute % 60),
        weekday_words(LANG_VI, day_weekday(d)),
        day_digits(a, c),
        month_digits(a, c),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_RECEIPT_DUE_INSTANT, COUNT_OF(part),
                      part);
}

struct telling {
    struct arena *arena;
    enum lang lang;
    const struct deadline *d;
    struct buf out;
};

static void tell(struct telling *t, enum msg_id id, size_t n,
                 const struct str *args)
{
    if (t->out.n)
        buf_add_char(&t->out, ' ');
    buf_add(&t->out, msg_format(t->arena, t->lang, (int)id, n, args));
}

static const struct deadline_reason *first_of(const struct telling *t,
                                              enum deadline_reason_kind kind)
{
    for (size_t i = 0; i < t->d->count; i++)
        if (t->d->reason[i].kind == kind)
            return &t->d->reason[i];
    return NULL;
}

/* Names the days of one kind: "30/4, 01/5". */
static void tell_days(struct telling *t, enum deadline_reason_kind kind,
                      enum msg_id id)
{
    struct buf days = buf_new(t->arena, SENTENCES_BYTES_MAX);
    struct str list;
    int named = 0;

    for (size_t i = 0; i < t->d->count && named <= DAYS_NAMED_MAX; i++) {
        if (t->d->reason[i].kind != kind)
            continue;
        if (named++)
            buf_add_c(&days, ", ");
        buf_add(&days, named > DAYS_NAMED_MAX
                           ? S("…")
                           : day_short(t->arena, t->d->reason[i].day));
    }
    list = buf_str(&days);
    if (named)
        tell(t, id, 1, &list);
}

static void tell_moved(struct telling *t)
{
    const struct deadline_reason *r = first_of(t, REASON_MOVED);

    if (r) {
        const struct str part[] = {instant_hm(t->arena, r->at),
                                   day_short(t->arena, r->day)};

        tell(t, MSG_REASON_MOVED, COUNT_OF(part), part);
    }
}

static void tell_hours(struct telling *t)
{
    int minutes = 0;

    for (size_t i = 0; i < t->d->count; i++)
        if (t->d->reason[i].kind == REASON_MINUTES)
            minutes += t->d->reason[i].n;
    if (minutes) {
        const struct str part[] = {
            arena_printf(t->arena, "%d", minutes / 60),
            instant_hm(t->arena, t->d->start),
            day_short(t->arena, instant_day(t->d->start)),
        };

        tell(t, MSG_REASON_HOURS, COUNT_OF(part), part);
    }
}

static void tell_start(struct telling *t)
{
    const struct deadline_reason *first = first_of(t, REASON_COUNTED);
    const struct deadline_reason *make_up = first_of(t, REASON_MAKE_UP);
    struct str day;

    if (!first || (make_up && make_up->day.n < first->day.n))
        first = make_up;
    if (first_of(t, REASON_CUTOFF)) {
        tell(t, MSG_REASON_CUTOFF, 0, NULL);
    } else if (first) {
        day = day_short(t->arena, first->day);
        tell(t, MSG_REASON_FROM, 1, &day);
    }
}

static void tell_last_moved(struct telling *t)
{
    const struct deadline_reason *r = first_of(t, REASON_LAST_MOVED);
    struct str day;

    if (r) {
        day = day_short(t->arena, r->day);
        tell(t, MSG_REASON_LAST_MOVED, 1, &day);
    }
}

struct str deadline_words(struct arena *a, enum lang lang,
                          const struct deadline *d)
{
    struct telling t = {a, lang, d, buf_new(a, SENTENCES_BYTES_MAX)};

    tell_moved(&t);
    tell_hours(&t);
    tell_start(&t);
    tell_days(&t, REASON_HOLIDAY, MSG_REASON_HOLIDAYS);
    tell_days(&t, REASON_REST, MSG_REASON_RESTS);
    tell_days(&t, REASON_MAKE_UP, MSG_REASON_MAKE_UPS);
    tell_last_moved(&t);
    check(!t.out.full);
    return buf_str(&t.out);
}
