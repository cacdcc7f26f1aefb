#include "base/prelude.h"

#include "base/check.h"

#include "service/demo_hours.h"

/* Walks back until `count` working days are found, the newest first. */
static size_t find_days(const struct calendar *calendar,
                        const struct work_week *week, struct day today,
                        size_t count, struct day *ret)
{
    size_t found = 0;

    for (int back = 0; back < 3 * DEMO_DAYS_MAX && found < count; back++) {
        struct day d = {today.n - back};

        if (calendar_is_working(calendar, week, d))
            ret[found++] = d;
    }
    return found;
}

static void add_day(struct demo_hours *h, struct demo_session *session,
                    const struct calendar *calendar,
                    const struct work_week *week, struct day d)
{
    struct work_session s[WORK_SESSIONS_MAX];
    int count = calendar_sessions(calendar, week, d, s);

    for (int i = 0; i < count; i++) {
        struct instant from = instant_at(d, s[i].from_minute);
        int64_t minutes = s[i].to_minute - s[i].from_minute;
        int64_t past = (h->now.us - from.us) / MINUTE_US;

        if (h->now.us <= from.us || past == 0)
            return;
        if (past < minutes)
            minutes = past;
        session[h->session_count++] =
            (struct demo_session){from, h->minutes, minutes};
        h->minutes += minutes;
    }
}

enum err demo_hours(struct arena *a, const struct calendar *calendar,
                    const struct work_week *week, struct instant now,
                    size_t days, struct demo_hours *ret, struct errbox *box)
{
    struct day *back = ARENA_ARRAY(a, struct day, days);
    struct day *day = ARENA_ARRAY(a, struct day, days);
    struct demo_session *session =
        ARENA_ARRAY(a, struct demo_session, days * WORK_SESSIONS_MAX);
    struct demo_hours h = {.day = day, .session = session, .now = now};

    check(days <= DEMO_DAYS_MAX);
    h.day_count = find_days(calendar, week, instant_day(now), days, back);
    for (size_t i = 0; i < h.day_count; i++) {
        day[i] = back[h.day_count - 1 - i];
        add_day(&h, session, calendar, week, day[i]);
    }
    if (!h.minutes)
        return RAISE(box, ERR_RANGE, "no working time before now");
    *ret = h;
    return ERR_OK;
}

int64_t demo_hours_before(const struct demo_hours *h, struct instant t)
{
    size_t low = 0;
    size_t high = h->session_count;
    int64_t minutes;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (h->session[middle].from.us <= t.us)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    minutes = (t.us - h->session[low - 1].from.us) / MINUTE_US;
    if (minutes > h->session[low - 1].minutes)
        minutes = h->session[low - 1].minutes;
    return h->session[low - 1].first + minutes;
}

struct instant demo_hours_at(const struct demo_hours *h, int64_t n)
{
    size_t low = 0;
    size_t high = h->session_count;

    check(n >= 0 && n < h->minutes);
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;

        if (h->session[middle].first <= n)
            low = middle;
        else
            high = middle;
    }
    return (struct instant){h->session[low].from.us +
                            (n - h->session[low].first) * MINUTE_US};
}
