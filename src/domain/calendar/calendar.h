/*
 * calendar.h - which days and hours an authority works.
 *
 * Pure rules over two tables: the calendar of the country (days off, make-up
 * days) and the working week of one reception point or agency. Loading them is
 * calendar_store.h. Deadlines, which count in this time, are domain/deadline.
 *
 * Days and minutes are those of Viet Nam, +07:00 (base/instant.h).
 */
#ifndef DOMAIN_CALENDAR_H
#define DOMAIN_CALENDAR_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

/* How a day of the calendar differs from its weekday. */
enum calendar_mark {
    CALENDAR_OFF,     /* a holiday, or a day exchanged for a make-up day */
    CALENDAR_MAKE_UP, /* worked in exchange for a day off                */
};

struct calendar_entry {
    struct day day;
    enum calendar_mark mark;
    struct str name;
};

/*
 * `entry` is sorted by day. Years outside first_year..last_year were not
 * announced yet: there only the four holidays with a fixed civil date are
 * known, and what is computed is provisional.
 */
struct calendar {
    const struct calendar_entry *entry;
    size_t count;
    int first_year;
    int last_year;
};

/* Half-open [from, to), in minutes of the day. */
struct work_session {
    int from_minute;
    int to_minute;
};

#define WORK_SESSIONS_MAX 4

/* The sessions of each weekday, in order, not overlapping. */
struct work_week {
    struct work_session session[7][WORK_SESSIONS_MAX];
    int count[7];
};

/* "off", "work"; false when no mark has that name. */
bool calendar_mark_parse(struct str name, enum calendar_mark *ret);

/* 07:00-11:00 and 13:00-17:00 from Monday to Friday: the usual week. */
struct work_week work_week_usual(void);

/* What a day is for somebody who counts working days. */
enum day_kind {
    DAY_WORKING,
    DAY_MAKE_UP, /* working, in exchange for a day off              */
    DAY_HOLIDAY, /* no work; it has a name                          */
    DAY_REST,    /* no session on this weekday, as at the week-end  */
};

struct day_nature {
    enum day_kind kind;
    struct str name;  /* of the holiday or exchange; STR_NONE otherwise */
    bool provisional; /* the year lies outside the calendar             */
};

/*
 * What day `d` is. A make-up day has the sessions of a Monday.
 *
 * Source: Labour Code 2019 art. 112 (holidays with fixed civil dates: 01/01,
 * 30/4, 01/5, 02/9); the others are announced for each year.
 */
struct day_nature calendar_nature(const struct calendar *c,
                                  const struct work_week *w, struct day d);

bool calendar_is_working(const struct calendar *c, const struct work_week *w,
                         struct day d);

/* Fills at most WORK_SESSIONS_MAX sessions of day `d`; returns how many. */
int calendar_sessions(const struct calendar *c, const struct work_week *w,
                      struct day d, struct work_session ret[WORK_SESSIONS_MAX]);

/*
 * `t` if it lies in a session, else the start of the next session. A session
 * is [start, end): its last instant belongs to the next one.
 * ERR_RANGE: no session in the next CALENDAR_SEARCH_DAYS days.
 */
enum err calendar_next_start(const struct calendar *c,
                             const struct work_week *w, struct instant t,
                             struct instant *ret,
                             struct errbox *box) MUST_CHECK;

/* As above, and when that session ends. ret_from may be where `t` is from. */
enum err calendar_next_session(const struct calendar *c,
                               const struct work_week *w, struct instant t,
                               struct instant *ret_from,
                               struct instant *ret_end,
                               struct errbox *box) MUST_CHECK;

/* The end of the last session of the first working day at or after `d`. */
enum err calendar_closing(const struct calendar *c, const struct work_week *w,
                          struct day d, struct instant *ret,
                          struct errbox *box) MUST_CHECK;

/* Working minutes in [from, to). */
int64_t calendar_minutes_between(const struct calendar *c,
                                 const struct work_week *w, struct instant from,
                                 struct instant to);

/* Longest stretch without work that is believed. */
#define CALENDAR_SEARCH_DAYS 60

#endif
