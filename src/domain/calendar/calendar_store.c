#include "base/prelude.h"

#include "domain/calendar/calendar.sql.h"
#include "domain/calendar/calendar_store.h"

enum err calendar_load_from(struct tx *t, struct day from, struct calendar *ret)
{
    struct calendar_days_rows rows;
    struct calendar_entry *entry;
    struct calendar c = {0};

    TRY(calendar_days(t, from, CALENDAR_DAYS_MAX, &rows));
    entry = ARENA_ARRAY(t->cx->arena, struct calendar_entry, rows.count);
    for (size_t i = 0; i < rows.count && rows.row[i].has_day; i++)
        entry[c.count++] = (struct calendar_entry){
            rows.row[i].day, (enum calendar_mark)rows.row[i].mark,
            rows.row[i].name};
    c.entry = entry;
    if (rows.row[0].has_first_day) {
        c.first_year = day_civil(rows.row[0].first_day).year;
        c.last_year = day_civil(rows.row[0].last_day).year;
    }
    *ret = c;
    return ERR_OK;
}

enum err calendar_load(struct tx *t, struct calendar *ret)
{
    return calendar_load_from(t, (struct day){INT32_MIN}, ret);
}

enum err work_week_load(struct tx *t, int64_t point_id, struct day on,
                        struct work_week *ret)
{
    struct work_sessions_on_rows rows;
    struct work_week week = {0};

    TRY(work_sessions_on(t, point_id, on, 7 * WORK_SESSIONS_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        int d = rows.row[i].weekday;

        if (d < MONDAY || d > SUNDAY || week.count[d] == WORK_SESSIONS_MAX)
            return RAISE(&t->cx->err, ERR_INTERNAL,
                         "work_session of point %" PRId64 " is malformed",
                         point_id);
        week.session[d][week.count[d]++] = (struct work_session){
            rows.row[i].from_minute, rows.row[i].to_minute};
    }
    *ret = week;
    return ERR_OK;
}

enum err calendar_put(struct tx *t, const struct calendar_entry *entry,
                      struct str source)
{
    return calendar_day_put(t, entry->day, (int32_t)entry->mark, entry->name,
                            source, NULL);
}

enum err work_week_put(struct tx *t, int64_t point_id, enum weekday weekday,
                       struct work_session session, struct day from)
{
    return work_session_put(t,
                            &(struct work_session_put_in){
                                .point_id = point_id,
                                .weekday = (int32_t)weekday,
                                .from_minute = session.from_minute,
                                .to_minute = session.to_minute,
                                .valid_from = from,
                            },
                            NULL);
}
