/*
 * instant.h - instants, civil days and clock times of Viet Nam.
 *
 * An instant is microseconds since 1970-01-01T00:00Z. A day is a civil day at
 * +07:00, counted from 1970-01-01: Viet Nam has no summer time, so turning one
 * into the other is arithmetic. The clock is read once a request, at its door;
 * everything else takes `now` as an argument.
 */
#ifndef BASE_INSTANT_H
#define BASE_INSTANT_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

struct instant {
    int64_t us;
};

struct day {
    int32_t n;
};

/* A day as people write it: year 1..9999, month 1..12, day 1..31. */
struct civil {
    int year;
    int month;
    int day;
};

#define SECOND_US ((int64_t)1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)
#define ZONE_US   (7 * HOUR_US)

#define MINUTES_PER_DAY 1440

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* The clock. Called at the door of a room, nowhere else. */
struct instant instant_read_clock(void);
/*
 * Moves the clock of this process away from the machine's, for a demo or a
 * training (cli/settings.h sees to it). Once, before threads begin.
 */
void instant_shift_clock(int64_t us);
int64_t instant_clock_shift(void);
/* A clock that only goes forward, for measuring; not a date. */
int64_t monotonic_us(void);

/* Cut down to the whole minute. */
struct instant instant_minute(struct instant t);
struct day instant_day(struct instant t);
/* Minutes since midnight at +07:00, 0..1439. */
int instant_minute_of_day(struct instant t);
/* The instant of a minute of a day at +07:00; minute may be 0..1440. */
struct instant instant_at(struct day d, int minute_of_day);

/* False when there is no such day. */
bool day_from_civil(struct civil c, struct day *ret);
struct civil day_civil(struct day d);
enum weekday day_weekday(struct day d);
int days_in_month(int year, int month);

/* "2026-02-13"; "2026-02-13T16:20:00+07:00". */
struct str day_iso(struct arena *a, struct day d);
struct str instant_iso(struct arena *a, struct instant t);
/* "13/02/2026"; "16:20"; "16:20 ngày 13/02/2026" is a template's business. */
struct str day_vn(struct arena *a, struct day d);
struct str instant_hm(struct arena *a, struct instant t);

/* Reads "2026-02-13". False on anything else. */
bool day_parse_iso(struct str s, struct day *ret);
/* Reads "13/2/2026" or "13/02/2026". */
bool day_parse_vn(struct str s, struct day *ret);
/* Reads "2026-02-13T16:20[:SS][+07:00|Z]"; without a zone it is +07:00. */
bool instant_parse_iso(struct str s, struct instant *ret);

#endif
