#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/slip/words.h"

#include "web/when.h"

#define MINUTES_PER_HOUR 60

static struct str say(struct arena *a, enum lang lang, enum msg_id id,
                      struct str x)
{
    return msg_format(a, lang, (int)id, 1, &x);
}

struct str when_day(struct arena *a, enum lang lang, struct day d)
{
    return arena_printf(a, "%s, %s", weekday_words(lang, day_weekday(d)).p,
                        day_short(a, d).p);
}

struct str when_day_year(struct arena *a, enum lang lang, struct day d)
{
    return arena_printf(a, "%s/%d", when_day(a, lang, d).p, day_civil(d).year);
}

struct str when_instant(struct arena *a, enum lang lang, struct instant t)
{
    return arena_printf(a, "%s %s", instant_hm(a, t).p,
                        when_day(a, lang, instant_day(t)).p);
}

struct str when_lately(struct arena *a, enum lang lang, struct instant t,
                       struct instant now)
{
    if (instant_day(t).n == instant_day(now).n)
        return instant_hm(a, t);
    return when_instant(a, lang, t);
}

/* Working days behind the day of `from`, up to and with that of `to`. */
static int days_between(const struct due_clock *c, struct instant from,
                        struct instant to)
{
    int count = 0;

    for (struct day d = instant_day(from); d.n < instant_day(to).n;) {
        d.n++;
        count += calendar_is_working(c->calendar, c->week, d);
    }
    return count;
}

/* "38 phút", "5 giờ", "2 ngày": of working time, in its largest unit. */
static struct str span(struct arena *a, enum lang lang,
                       const struct due_clock *c, struct instant from,
                       struct instant to)
{
    int64_t minutes = calendar_minutes_between(c->calendar, c->week, from, to);
    int days = days_between(c, from, to);

    if (minutes < MINUTES_PER_HOUR)
        return say(a, lang, MSG_WHEN_MINUTES, num_vn(a, minutes));
    if (days < 1 || minutes <= DEADLINE_MINUTES_PER_DAY)
        return say(a, lang, MSG_WHEN_HOURS,
                   num_vn(a, minutes / MINUTES_PER_HOUR));
    return say(a, lang, MSG_WHEN_DAYS, num_vn(a, days));
}

static struct due_view view(struct arena *a, enum lang lang, enum due_kind kind,
                            struct str words, struct instant due)
{
    struct due_view v = {.kind = kind, .words = words};

    if (due.us)
        v.exact = arena_printf(a, "%s %s", instant_hm(a, due).p,
                               when_day_year(a, lang, instant_day(due)).p);
    return v;
}

static struct due_view late(struct arena *a, enum lang lang,
                            const struct due_clock *c, struct instant due)
{
    return view(a, lang, DUE_LATE,
                say(a, lang, MSG_WHEN_LATE, span(a, lang, c, due, c->now)),
                due);
}

static struct due_view answer(struct arena *a, enum lang lang,
                              const struct dossier *d,
                              const struct due_clock *c)
{
    struct instant due = d->answer_due_at;

    if (!due.us)
        return (struct due_view){.kind = DUE_NONE};
    if (due.us < c->now.us)
        return late(a, lang, c, due);
    return view(a, lang, DUE_ANSWER,
                say(a, lang, MSG_WHEN_LEFT, span(a, lang, c, c->now, due)),
                due);
}

static struct due_view running(struct arena *a, enum lang lang,
                               const struct dossier *d,
                               const struct due_clock *c)
{
    struct day due = instant_day(d->due_at);

    if (d->due_at.us < c->now.us)
        return late(a, lang, c, d->due_at);
    if (due.n == instant_day(c->now).n)
        return view(a, lang, DUE_NEAR,
                    say(a, lang, MSG_WHEN_TODAY, instant_hm(a, d->due_at)),
                    d->due_at);
    return view(a, lang,
                days_between(c, c->now, d->due_at) <= 1 ? DUE_NEAR
                                                        : DUE_RUNNING,
                say(a, lang, MSG_WHEN_DUE, when_day(a, lang, due)), d->due_at);
}

static struct due_view ended(struct arena *a, enum lang lang,
                             const struct dossier *d, const struct due_clock *c)
{
    if (!d->ended_at.us || !d->due_at.us)
        return (struct due_view){.kind = DUE_NONE};
    if (d->ended_at.us > d->due_at.us)
        return view(a, lang, DUE_DONE_LATE,
                    say(a, lang, MSG_WHEN_DONE_LATE,
                        span(a, lang, c, d->due_at, d->ended_at)),
                    d->due_at);
    if (days_between(c, d->ended_at, d->due_at) == 0)
        return view(a, lang, DUE_ON_TIME, msg(lang, MSG_WHEN_ON_TIME),
                    d->due_at);
    return view(
        a, lang, DUE_EARLY,
        say(a, lang, MSG_WHEN_EARLY, span(a, lang, c, d->ended_at, d->due_at)),
        d->due_at);
}

struct due_view when_due(struct arena *a, enum lang lang,
                         const struct dossier *d, const struct due_clock *c)
{
    switch (d->status) {
    case STATUS_NEW: return answer(a, lang, d, c);
    case STATUS_ACCEPTED:
    case STATUS_PROCESSING:
        return d->due_at.us ? running(a, lang, d, c)
                            : (struct due_view){.kind = DUE_NONE};
    case STATUS_SUPPLEMENT:
    case STATUS_FINANCE:
        return view(a, lang, DUE_STOPPED, msg(lang, MSG_WHEN_STOPPED),
                    (struct instant){0});
    case STATUS_DONE:
    case STATUS_RETURNED: return ended(a, lang, d, c);
    case STATUS_NONE:
    case STATUS_REFUSED:
    case STATUS_WITHDRAWAL:
    case STATUS_STOPPED: return (struct due_view){.kind = DUE_NONE};
    }
    UNREACHABLE();
}
