#include "base/prelude.h"

#include "base/msg.h"
#include "base/viet.h"

#include "domain/slip/words.h"

#include "web/days.h"

/* What is being drawn. */
struct strip {
    struct arena *arena;
    enum lang lang;
    const struct deadline *d;
    struct day first; /* of acceptance */
    struct day start; /* of the clock: nothing is counted up to it */
    struct day last;
};

static const struct deadline_reason *reason_on(const struct strip *s,
                                               struct day day)
{
    const struct deadline_reason *found = NULL;

    for (size_t i = 0; i < s->d->count; i++) {
        const struct deadline_reason *r = &s->d->reason[i];

        if (r->day.n != day.n)
            continue;
        if (r->kind == REASON_COUNTED || r->kind == REASON_MAKE_UP ||
            r->kind == REASON_HOLIDAY || r->kind == REASON_REST ||
            r->kind == REASON_MINUTES)
            found = r;
    }
    return found;
}

static struct str numbered(const struct strip *s, enum msg_id id, int n)
{
    struct str number = arena_printf(s->arena, "%d", n);

    return msg_format(s->arena, s->lang, (int)id, 1, &number);
}

/* A day in between: counted or not, and why. */
static struct day_view middle(const struct strip *s, struct day day)
{
    const struct deadline_reason *r = reason_on(s, day);
    struct day_view v = {.look = DAY_COUNTED};

    if (!r) {
        v.why = day.n > s->start.n
                    ? numbered(s, MSG_DAYS_COUNTED, day.n - s->start.n)
                    : msg(s->lang, MSG_DAYS_NOT_COUNTED);
        v.look = day.n > s->start.n ? DAY_COUNTED : DAY_OFF;
    } else if (r->kind == REASON_HOLIDAY || r->kind == REASON_REST) {
        v.look = DAY_OFF;
        v.why = str_empty(r->name) ? msg(s->lang, MSG_DAYS_REST) : r->name;
    } else {
        v.why = numbered(s,
                         r->kind == REASON_MINUTES   ? MSG_DAYS_MINUTES
                         : r->kind == REASON_MAKE_UP ? MSG_DAYS_MAKE_UP
                                                     : MSG_DAYS_COUNTED,
                         r->n);
    }
    return v;
}

static struct day_view one(const struct strip *s, struct day day)
{
    struct str weekday = weekday_words(s->lang, day_weekday(day));
    struct day_view v;

    if (day.n == s->last.n)
        v = (struct day_view){.look = DAY_DUE,
                              .why = msg(s->lang, MSG_DAYS_DUE)};
    else if (day.n == s->first.n)
        v = (struct day_view){.look = DAY_RECEIVED,
                              .why = msg(s->lang, MSG_DAYS_RECEIVED)};
    else
        v = middle(s, day);
    v.weekday = viet_sentence(s->arena, weekday);
    v.date = day_short(s->arena, day);
    return v;
}

struct days_view days_of(struct arena *a, enum lang lang,
                         const struct deadline *d)
{
    struct strip s = {
        .arena = a,
        .lang = lang,
        .d = d,
        .first = d->reason[0].day,
        .start = instant_day(d->start),
        .last = instant_day(d->due),
    };
    size_t count = (size_t)(s.last.n - s.first.n) + 1;
    struct day_view *day;

    if (count > DAYS_SHOWN_MAX)
        return (struct days_view){0};
    day = ARENA_ARRAY(a, struct day_view, count);
    for (size_t i = 0; i < count; i++)
        day[i] = one(&s, (struct day){s.first.n + (int32_t)i});
    return (struct days_view){day, count};
}
