#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"
#include "base/instant.h"

static int64_t clock_shift_us;

struct instant instant_read_clock(void)
{
    struct timespec t;

    check(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (struct instant){t.tv_sec * SECOND_US + t.tv_nsec / 1000 +
                            clock_shift_us};
}

void instant_shift_clock(int64_t us)
{
    clock_shift_us = us;
}

int64_t instant_clock_shift(void)
{
    return clock_shift_us;
}

int64_t monotonic_us(void)
{
    struct timespec t;

    check(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return t.tv_sec * SECOND_US + t.tv_nsec / 1000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

struct instant instant_minute(struct instant t)
{
    return (struct instant){floor_div(t.us, MINUTE_US) * MINUTE_US};
}

struct day instant_day(struct instant t)
{
    return (struct day){(int32_t)floor_div(t.us + ZONE_US, DAY_US)};
}

int instant_minute_of_day(struct instant t)
{
    int64_t local = t.us + ZONE_US;

    return (int)((local - floor_div(local, DAY_US) * DAY_US) / MINUTE_US);
}

struct instant instant_at(struct day d, int minute_of_day)
{
    check(minute_of_day >= 0 && minute_of_day <= MINUTES_PER_DAY);
    return (struct instant){d.n * DAY_US + minute_of_day * MINUTE_US - ZONE_US};
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    check(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * Years are taken to begin in March, so that the leap day is the last of one;
 * 400 of them are an era of 146,097 days, and 719,468 days lie between
 * 0000-03-01 and 1970-01-01.
 */
bool day_from_civil(struct civil c, struct day *ret)
{
    int march_year;
    int month_index;
    int era;
    int year_of_era;
    int day_of_era;

    if (c.year < 1 || c.year > 9999 || c.month < 1 || c.month > 12 ||
        c.day < 1 || c.day > days_in_month(c.year, c.month))
        return false;

    march_year = c.year - (c.month <= 2);
    month_index = (c.month + 9) % 12;
    era = march_year / 400;
    year_of_era = march_year % 400;
    day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
                 (153 * month_index + 2) / 5 + c.day - 1;
    ret->n = era * 146097 + day_of_era - 719468;
    return true;
}

struct civil day_civil(struct day d)
{
    int n = d.n + 719468;
    int era = (int)floor_div(n, 146097);
    int day_of_era = n - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_index = (5 * day_of_year + 2) / 153;
    int month = month_index < 10 ? month_index + 3 : month_index - 9;

    return (struct civil){
        .year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_index + 2) / 5 + 1,
    };
}

enum weekday day_weekday(struct day d)
{
    /* 1970-01-01 was a Thursday. */
    int n = (d.n + THURSDAY) % 7;

    return (enum weekday)(n < 0 ? n + 7 : n);
}

struct str day_iso(struct arena *a, struct day d)
{
    struct civil c = day_civil(d);

    return arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

struct str instant_iso(struct arena *a, struct instant t)
{
    int minute = instant_minute_of_day(t);
    int second = (int)((t.us - instant_minute(t).us) / SECOND_US);

    return arena_printf(a, "%sT%02d:%02d:%02d+07:00",
                        day_iso(a, instant_day(t)).p, minute / 60, minute % 60,
                        second);
}

struct str day_vn(struct arena *a, struct day d)
{
    struct civil c = day_civil(d);

    return arena_printf(a, "%02d/%02d/%04d", c.day, c.month, c.year);
}

struct str instant_hm(struct arena *a, struct instant t)
{
    int minute = instant_minute_of_day(t);

    return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

/* `digits` decimal digits at `at`. */
static bool fixed_number(struct str s, size_t at, size_t digits, int *ret)
{
    struct str part = str_sub(s, at, at + digits);
    int64_t n;

    for (size_t i = 0; i < part.n; i++)
        if (part.p[i] < '0' || part.p[i] > '9')
            return false;
    if (part.n != digits || !num_parse(part, 0, INT_MAX, &n))
        return false;
    *ret = (int)n;
    return true;
}

bool day_parse_iso(struct str s, struct day *ret)
{
    struct civil c;

    return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' &&
           fixed_number(s, 0, 4, &c.year) && fixed_number(s, 5, 2, &c.month) &&
           fixed_number(s, 8, 2, &c.day) && day_from_civil(c, ret);
}

bool day_parse_vn(struct str s, struct day *ret)
{
    struct str rest = s;
    struct str part[3];
    int64_t n[3];
    struct civil c;

    for (int i = 0; i < 3; i++)
        if (!str_next(&rest, '/', &part[i]) || part[i].n > 4 ||
            !num_parse(part[i], 1, 9999, &n[i]))
            return false;
    if (rest.p || part[2].n != 4)
        return false;
    c = (struct civil){.year = (int)n[2], .month = (int)n[1], .day = (int)n[0]};
    return day_from_civil(c, ret);
}

static bool parse_zone(struct str s, int64_t *ret_us)
{
    if (s.n == 0 || str_eq(s, S("+07:00")))
        *ret_us = ZONE_US;
    else if (str_eq(s, S("Z")))
        *ret_us = 0;
    else
        return false;
    return true;
}

bool instant_parse_iso(struct str s, struct instant *ret)
{
    struct day d;
    int hour;
    int minute;
    int second = 0;
    size_t end = 16;
    int64_t zone_us;

    if (s.n < end || s.p[10] != 'T' || s.p[13] != ':' ||
        !day_parse_iso(str_sub(s, 0, 10), &d) ||
        !fixed_number(s, 11, 2, &hour) || !fixed_number(s, 14, 2, &minute))
        return false;
    if (s.n > end && s.p[end] == ':') {
        if (!fixed_number(s, end + 1, 2, &second))
            return false;
        end += 3;
    }
    if (hour > 23 || minute > 59 || second > 59 ||
        !parse_zone(str_sub(s, end, s.n), &zone_us))
        return false;
    ret->us = d.n * DAY_US + hour * HOUR_US + minute * MINUTE_US +
              second * SECOND_US - zone_us;
    return true;
}
