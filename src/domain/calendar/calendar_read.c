#include "base/prelude.h"

#include "base/csv.h"

#include "domain/calendar/calendar_read.h"

static enum err column(struct errbox *box, const struct csv *csv,
                       const char *name, struct str *ret)
{
    size_t at;

    TRY(csv_column(box, csv, name, &at));
    *ret = csv->cell[at];
    return ERR_OK;
}

static enum err read_day(struct errbox *box, const struct csv *csv,
                         struct calendar_entry *ret)
{
    struct str date;
    struct str kind;

    TRY(column(box, csv, "date", &date));
    TRY(column(box, csv, "kind", &kind));
    TRY(column(box, csv, "name", &ret->name));
    if (!day_parse_iso(date, &ret->day) ||
        !calendar_mark_parse(kind, &ret->mark))
        return RAISE(box, ERR_INPUT, "calendar: line %zu", csv->line);
    return ERR_OK;
}

static int by_day(const void *a, const void *b)
{
    const struct calendar_entry *x = a;
    const struct calendar_entry *y = b;

    return (x->day.n > y->day.n) - (x->day.n < y->day.n);
}

static enum err check_days(struct errbox *box,
                           const struct calendar_entry *entry, size_t count)
{
    if (count == 0)
        return RAISE(box, ERR_INPUT, "calendar: no day in it");
    for (size_t i = 1; i < count; i++)
        if (entry[i].day.n == entry[i - 1].day.n)
            return RAISE(box, ERR_INPUT, "calendar: a day stands twice: %.*s",
                         STR_ARG(entry[i].name));
    return ERR_OK;
}

enum err calendar_read(struct errbox *box, struct arena *a, struct str text,
                       struct calendar *ret)
{
    struct calendar_entry *entry =
        ARENA_ARRAY(a, struct calendar_entry, CALENDAR_READ_MAX);
    size_t count = 0;
    struct csv csv;
    bool found = true;

    TRY(csv_open(box, a, text, CALENDAR_READ_MAX, &csv));
    while (found) {
        TRY(csv_row(box, &csv, &found));
        if (found)
            TRY(read_day(box, &csv, &entry[count++]));
    }
    if (count)
        qsort(entry, count, sizeof *entry, by_day);
    TRY(check_days(box, entry, count));
    *ret = (struct calendar){
        .entry = entry,
        .count = count,
        .first_year = day_civil(entry[0].day).year,
        .last_year = day_civil(entry[count - 1].day).year,
    };
    return ERR_OK;
}
