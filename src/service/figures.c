#include "base/prelude.h"

#include "domain/org/org_store.h"
#include "domain/dossier/dossier_store.h"
#include "domain/dossier/figures.sql.h"

#include "service/figures.h"

static struct day days_before(struct day d, int days)
{
    return (struct day){d.n - days};
}

enum err figures_of_province(struct tx *t, struct figures *ret)
{
    struct instant now = t->cx->now;
    struct day today = instant_day(now);
    struct figures_of_tally_row done;
    struct figures_running_row open;

    TRY(figures_of_tally(t, today, days_before(today, FIGURES_DAYS),
                         CHANNEL_ONLINE, &done));
    TRY(figures_running(
        t, now, (struct instant){now.us - FIGURES_LONG_DAYS * DAY_US}, &open));
    *ret = (struct figures){
        .accepted = done.accepted,
        .accepted_online = done.accepted_online,
        .returned = done.returned,
        .ended = done.ended,
        .ended_late = done.ended_late,
        .running = open.running,
        .late = open.late,
        .late_long = open.late_long,
    };
    return ERR_OK;
}

enum err figures_of_units(struct tx *t, const struct figures_wish *wish,
                          struct units_figures *ret)
{
    struct day today = instant_day(t->cx->now);
    struct figures_units_in in = {
        .today = today,
        .after_day = days_before(today, FIGURES_DAYS),
        .now = t->cx->now,
        .under_id = wish->under_id,
        .level = wish->level,
    };
    struct figures_units_rows rows;
    struct unit_figures *list;

    TRY(figures_units(t, &in, FIGURES_UNITS_MAX, &rows));
    list = ARENA_ARRAY(t->cx->arena, struct unit_figures, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct figures_units_row *r = &rows.row[i];

        list[i] = (struct unit_figures){
            .agency_id = r->id,
            .key = r->key,
            .name = r->name,
            .short_name = r->short_name,
            .level = (enum area_level)r->level,
            .running = r->running,
            .late = r->late,
            .accepted = r->accepted,
            .returned = r->returned,
            .ended = r->ended,
            .ended_late = r->ended_late,
        };
    }
    *ret = (struct units_figures){list, rows.count};
    return ERR_OK;
}

enum err figures_of_days(struct tx *t, int64_t under_id,
                         struct day_figures ret[FIGURES_DAYS])
{
    struct day today = instant_day(t->cx->now);
    struct day first = days_before(today, FIGURES_DAYS);
    struct figures_days_rows rows;

    TRY(figures_days(t, first, today, under_id, FIGURES_DAYS, &rows));
    for (int i = 0; i < FIGURES_DAYS; i++)
        ret[i] = (struct day_figures){.day = {first.n + i}};
    for (size_t i = 0; i < rows.count; i++) {
        const struct figures_days_row *r = &rows.row[i];

        ret[r->day.n - first.n] =
            (struct day_figures){r->day, r->accepted, r->returned};
    }
    return ERR_OK;
}

enum err figures_overdue_of(struct tx *t, int64_t under_id, size_t max,
                            struct overdue_list *ret)
{
    struct figures_overdue_rows rows;
    struct overdue_figures *list;

    TRY(figures_overdue(t, t->cx->now, under_id, max, &rows));
    list = ARENA_ARRAY(t->cx->arena, struct overdue_figures, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        list[i] = (struct overdue_figures){
            .procedure_code = rows.row[i].procedure_code,
            .name = {{rows.row[i].name_vi, rows.row[i].name_en}},
            .unit = rows.row[i].unit,
            .point_id = rows.row[i].point_id,
            .due_at = rows.row[i].due_at,
        };
    *ret = (struct overdue_list){list, rows.count};
    return ERR_OK;
}

/* A desk is an authority's, a division's or a point's: the authority. */
static enum err authority_of(struct tx *t, int64_t desk_id, int64_t *ret)
{
    struct agency agency;
    struct point point;
    enum err err = org_point(t, desk_id, &point);

    if (err == ERR_NOT_FOUND)
        errbox_clear(&t->cx->err);
    else
        TRY(err);
    TRY(org_authority_of(t, err == ERR_OK ? point.head_agency_id : desk_id,
                         &agency));
    *ret = agency.id;
    return ERR_OK;
}

enum err figures_scope(struct tx *t, const struct actor *who, int64_t *ret)
{
    int64_t desk[GRANTS_MAX];
    struct day today = instant_day(t->cx->now);

    *ret = 0;
    if (!who || grant_scopes(who, CAP_MONITOR_SEE, today, desk) == 0)
        return ERR_OK;
    return authority_of(t, desk[0], ret);
}
