#include "base/prelude.h"

#include "base/check.h"

#include "domain/calendar/calendar.h"

bool calendar_mark_parse(struct str name, enum calendar_mark *ret)
{
    *ret = str_eq_c(name, "work") ? CALENDAR_MAKE_UP : CALENDAR_OFF;
    return str_eq_c(name, "off") || str_eq_c(name, "work");
}

struct work_week work_week_usual(void)
{
    struct work_week week = {0};

    for (int d = MONDAY; d <= FRIDAY; d++) {
        week.session[d][0] = (struct work_session){7 * 60, 11 * 60};
        week.session[d][1] = (struct work_session){13 * 60, 17 * 60};
        week.count[d] = 2;
    }
    return week;
}

static const struct calendar_entry *find_entry(const struct calendar *c,
                                               struct day d)
{
    size_t low = 0;
    size_t high = c->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (c->entry[middle].day.n < d.n)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->count && c->entry[low].day.n == d.n ? &c->entry[low] : NULL;
}

static bool is_fixed_holiday(struct civil c)
{
    static const struct {
        int month;
        int day;
    } fixed[] = {{1, 1}, {4, 30}, {5, 1}, {9, 2}};

    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (c.month == fixed[i].month && c.day == fixed[i].day)
            return true;
    return false;
}

struct day_nature calendar_nature(const struct calendar *c,
                                  const struct work_week *w, struct day d)
{
    const struct calendar_entry *e = find_entry(c, d);
    struct civil civil = day_civil(d);
    struct day_nature n = {
        .kind = w->count[day_weekday(d)] > 0 ? DAY_WORKING : DAY_REST,
        .provisional = civil.year < c->first_year || civil.year > c->last_year,
    };

    if (e) {
        n.kind = e->mark == CALENDAR_MAKE_UP ? DAY_MAKE_UP : DAY_HOLIDAY;
        n.name = e->name;
    } else if (is_fixed_holiday(civil)) {
        n.kind = DAY_HOLIDAY;
    }
    return n;
}

int calendar_sessions(const struct calendar *c, const struct work_week *w,
                      struct day d, struct work_session ret[WORK_SESSIONS_MAX])
{
    enum weekday weekday = day_weekday(d);
    int count;

    switch (calendar_nature(c, w, d).kind) {
    case DAY_HOLIDAY:
    case DAY_REST: return 0;
    case DAY_MAKE_UP: weekday = MONDAY; break;
    case DAY_WORKING: break;
    }
    count = w->count[weekday];
    check(count <= WORK_SESSIONS_MAX);
    for (int i = 0; i < count; i++)
        ret[i] = w->session[weekday][i];
    return count;
}

bool calendar_is_working(const struct calendar *c, const struct work_week *w,
                         struct day d)
{
    struct work_session s[WORK_SESSIONS_MAX];

    return calendar_sessions(c, w, d, s) > 0;
}

enum err calendar_next_session(const struct calendar *c,
                               const struct work_week *w, struct instant t,
                               struct instant *ret_from,
                               struct instant *ret_end, struct errbox *box)
{
    struct day first = instant_day(t);

    for (int n = 0; n < CALENDAR_SEARCH_DAYS; n++) {
        struct day d = {first.n + n};
        struct work_session s[WORK_SESSIONS_MAX];
        int count = calendar_sessions(c, w, d, s);

        for (int i = 0; i < count; i++) {
            struct instant from = instant_at(d, s[i].from_minute);
            struct instant end = instant_at(d, s[i].to_minute);

            if (t.us < end.us) {
                *ret_from = t.us < from.us ? from : t;
                *ret_end = end;
                return ERR_OK;
            }
        }
    }
    return RAISE(box, ERR_RANGE, "no working session in %d days",
                 CALENDAR_SEARCH_DAYS);
}

enum err calendar_next_start(const struct calendar *c,
                             const struct work_week *w, struct instant t,
                             struct instant *ret, struct errbox *box)
{
    struct instant end;

    return calendar_next_session(c, w, t, ret, &end, box);
}

enum err calendar_closing(const struct calendar *c, const struct work_week *w,
                          struct day d, struct instant *ret, struct errbox *box)
{
    for (int n = 0; n < CALENDAR_SEARCH_DAYS; n++) {
        struct day candidate = {d.n + n};
        struct work_session s[WORK_SESSIONS_MAX];
        int count = calendar_sessions(c, w, candidate, s);

        if (count > 0) {
            *ret = instant_at(candidate, s[count - 1].to_minute);
            return ERR_OK;
        }
    }
    return RAISE(box, ERR_RANGE, "no working day in %d days",
                 CALENDAR_SEARCH_DAYS);
}

int64_t calendar_minutes_between(const struct calendar *c,
                                 const struct work_week *w, struct instant from,
                                 struct instant to)
{
    int64_t minutes = 0;

    for (struct day d = instant_day(from); d.n <= instant_day(to).n; d.n++) {
        struct work_session s[WORK_SESSIONS_MAX];
        int count = calendar_sessions(c, w, d, s);

        for (int i = 0; i < count; i++) {
            int64_t start = instant_at(d, s[i].from_minute).us;
            int64_t end = instant_at(d, s[i].to_minute).us;

            start = start > from.us ? start : from.us;
            end = end < to.us ? end : to.us;
            if (start < end)
                minutes += (end - start) / MINUTE_US;
        }
    }
    return minutes;
}
