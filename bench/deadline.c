/*
 * deadline.c - how many due dates a core computes in a minute, reasons not
 * counted. No part of the program.
 *
 *     bench_deadline CALENDAR.csv SECONDS
 *         Prints computations a minute, in millions.
 */
#include "base/prelude.h"

#include "base/check.h"
#include "base/instant.h"
#include "base/io.h"
#include "base/num.h"

#include "domain/calendar/calendar_read.h"
#include "domain/deadline/deadline.h"

#define CALENDAR_BYTES_MAX ((size_t)1 << 20)
#define BLOCK              10000

/* The limits that procedures have most often. */
static const struct limit limits[] = {
    {LIMIT_SAME_DAY, 1},     {LIMIT_WORKING_HOUR, 8}, {LIMIT_WORKING_DAY, 3},
    {LIMIT_WORKING_DAY, 15}, {LIMIT_DAY, 20},         {LIMIT_MONTH, 1},
};

static void compute(struct deadline_question *q, int n)
{
    static const int64_t step_us = 37 * MINUTE_US;
    struct deadline_event e[] = {
        {.kind = DEADLINE_SUPPLEMENT_REQUESTED},
        {.kind = DEADLINE_SUPPLEMENTED},
    };
    struct instant begin = q->accepted;
    struct deadline d;
    struct errbox box;

    q->event = e;
    for (int i = 0; i < n; i++) {
        q->accepted.us = begin.us + i % 8000 * step_us;
        q->limit = limits[(size_t)i % COUNT_OF(limits)];
        /* One in ten was asked for something on the way. */
        q->event_count = i % 10 ? 0 : COUNT_OF(e);
        e[0].at.us = q->accepted.us + HOUR_US;
        e[1].at.us = q->accepted.us + 3 * DAY_US;
        check(deadline_due(NULL, q, &d, &box) == ERR_OK);
    }
    q->accepted = begin;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct work_week week = work_week_usual();
    struct deadline_question q = {.week = &week, .unexplained = true};
    struct calendar calendar;
    struct errbox box;
    struct str text;
    int64_t seconds;
    int64_t began;
    int64_t count = 0;

    if (argc != 3 || !num_parse(str_c(argv[2]), 1, 600, &seconds) ||
        io_read_file(&box, a, argv[1], CALENDAR_BYTES_MAX, &text) != ERR_OK ||
        calendar_read(&box, a, text, &calendar) != ERR_OK ||
        !instant_parse_iso(S("2026-01-05T07:00"), &q.accepted)) {
        fputs("usage: bench_deadline CALENDAR.csv SECONDS\n", stderr);
        return 2;
    }
    q.calendar = &calendar;
    began = monotonic_us();
    for (; monotonic_us() - began < seconds * SECOND_US; count += BLOCK)
        compute(&q, BLOCK);
    printf("%.1f\n", (double)count * 60 * SECOND_US /
                         (double)(monotonic_us() - began) / 1e6);
    arena_free(a);
    return 0;
}
