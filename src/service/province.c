#include "base/prelude.h"

#include "base/csv.h"
#include "base/num.h"

#include "domain/area/area_store.h"
#include "domain/calendar/calendar_store.h"
#include "domain/org/org_store.h"

#include "service/province.h"

#define ROWS_MAX 20000

struct table {
    struct tx *t;
    const char *name;
    struct csv csv;
    struct day from; /* the row's valid_from, when it has one */
};

static enum err bad_cell(struct table *x, const char *column)
{
    return RAISE(&x->t->cx->err, ERR_INPUT, "%s: line %zu: column %s", x->name,
                 x->csv.line, column);
}

static enum err cell(struct table *x, const char *column, struct str *ret)
{
    size_t at;

    TRY(csv_column(&x->t->cx->err, &x->csv, column, &at));
    *ret = x->csv.cell[at];
    return ERR_OK;
}

static enum err number_cell(struct table *x, const char *column, int64_t min,
                            int64_t max, int *ret)
{
    struct str text;
    int64_t n;

    TRY(cell(x, column, &text));
    if (!num_parse(text, min, max, &n))
        return bad_cell(x, column);
    *ret = (int)n;
    return ERR_OK;
}

static enum err day_cell(struct table *x, const char *column, struct day *ret)
{
    struct str text;

    TRY(cell(x, column, &text));
    return day_parse_iso(text, ret) ? ERR_OK : bad_cell(x, column);
}

/* "07:30" as minutes of the day. */
static enum err minute_cell(struct table *x, const char *column, int *ret)
{
    struct str text;
    int64_t hour;
    int64_t minute;

    TRY(cell(x, column, &text));
    if (text.n != 5 || text.p[2] != ':' ||
        !num_parse(str_sub(text, 0, 2), 0, 24, &hour) ||
        !num_parse(str_sub(text, 3, 5), 0, 59, &minute) ||
        hour * 60 + minute > MINUTES_PER_DAY)
        return bad_cell(x, column);
    *ret = (int)(hour * 60 + minute);
    return ERR_OK;
}

static enum err import_area(struct table *x)
{
    static const struct {
        struct str kind;
        enum area_level level;
    } kinds[] = {
        {S_INIT("tinh"), AREA_PROVINCE},
        {S_INIT("thanh_pho_tw"), AREA_PROVINCE},
        {S_INIT("thanh_pho"), AREA_DISTRICT},
        {S_INIT("thi_xa"), AREA_DISTRICT},
        {S_INIT("huyen"), AREA_DISTRICT},
        {S_INIT("phuong"), AREA_COMMUNE},
        {S_INIT("xa"), AREA_COMMUNE},
        {S_INIT("thi_tran"), AREA_COMMUNE},
        {S_INIT("dac_khu"), AREA_COMMUNE},
    };
    struct area a = {0};

    TRY(cell(x, "code", &a.code));
    TRY(cell(x, "name", &a.name));
    TRY(cell(x, "kind", &a.kind));
    TRY(cell(x, "parent", &a.parent));
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(a.kind, kinds[i].kind)) {
            a.level = kinds[i].level;
            return area_put(x->t, &a, x->from, NULL);
        }
    return bad_cell(x, "kind");
}

static enum err level_cell(struct table *x, enum area_level *ret)
{
    struct str text;

    TRY(cell(x, "level", &text));
    if (str_eq_c(text, "province"))
        *ret = AREA_PROVINCE;
    else if (str_eq_c(text, "district"))
        *ret = AREA_DISTRICT;
    else if (str_eq_c(text, "commune"))
        *ret = AREA_COMMUNE;
    else
        return bad_cell(x, "level");
    return ERR_OK;
}

/* The agency that a cell names by key, which stands further up in the file. */
static enum err agency_cell(struct table *x, const char *column, int64_t *ret)
{
    struct str key;

    TRY(cell(x, column, &key));
    if (org_agency_id(x->t, key, x->from, ret) != ERR_OK)
        return bad_cell(x, column);
    return ERR_OK;
}

static enum err import_agency(struct table *x)
{
    struct agency a = {0};
    struct str mark;
    struct str parent;

    TRY(cell(x, "key", &a.key));
    TRY(cell(x, "code", &a.code));
    TRY(cell(x, "code_mark", &mark));
    TRY(cell(x, "kind", &a.kind));
    TRY(cell(x, "function", &a.task));
    TRY(cell(x, "name", &a.name));
    TRY(cell(x, "short", &a.short_name));
    TRY(cell(x, "area", &a.area));
    TRY(cell(x, "parent", &parent));
    TRY(level_cell(x, &a.level));
    if (!str_empty(parent))
        TRY(agency_cell(x, "parent", &a.parent_id));
    return org_agency_put(x->t, &a, str_eq_c(mark, "demo"), x->from);
}

static enum err import_point(struct table *x)
{
    struct point p = {0};

    TRY(cell(x, "key", &p.key));
    TRY(cell(x, "name", &p.name));
    TRY(cell(x, "short", &p.short_name));
    TRY(cell(x, "kind", &p.kind));
    TRY(cell(x, "area", &p.area));
    TRY(number_cell(x, "counters", 1, 100, &p.counters));
    TRY(agency_cell(x, "head", &p.head_agency_id));
    return org_point_put(x->t, &p, x->from);
}

static enum err import_serves(struct table *x)
{
    struct str key;
    struct str to_text;
    struct day to;
    int64_t point_id;
    int64_t agency_id;

    TRY(cell(x, "point", &key));
    TRY(cell(x, "valid_to", &to_text));
    TRY(agency_cell(x, "agency", &agency_id));
    if (org_point_id(x->t, key, x->from, &point_id) != ERR_OK)
        return bad_cell(x, "point");
    if (str_empty(to_text))
        return org_serves_put(x->t, point_id, agency_id, x->from, NULL);
    TRY(day_cell(x, "valid_to", &to));
    return org_serves_put(x->t, point_id, agency_id, x->from, &to);
}

static enum err import_holiday(struct table *x)
{
    struct calendar_entry e;
    struct str kind;
    struct str source;

    TRY(day_cell(x, "date", &e.day));
    TRY(cell(x, "kind", &kind));
    TRY(cell(x, "name", &e.name));
    TRY(cell(x, "source", &source));
    if (!calendar_mark_parse(kind, &e.mark))
        return bad_cell(x, "kind");
    return calendar_put(x->t, &e, source);
}

static enum err import_session(struct table *x)
{
    struct work_session s;
    struct str key;
    int weekday;
    int64_t point_id = 0;

    TRY(cell(x, "point", &key));
    TRY(number_cell(x, "weekday", 1, 7, &weekday));
    TRY(minute_cell(x, "from", &s.from_minute));
    TRY(minute_cell(x, "to", &s.to_minute));
    if (s.from_minute >= s.to_minute)
        return bad_cell(x, "to");
    if (!str_eq_c(key, "*") &&
        org_point_id(x->t, key, x->from, &point_id) != ERR_OK)
        return bad_cell(x, "point");
    return work_week_put(x->t, point_id, (enum weekday)(weekday - 1), s,
                         x->from);
}

static enum err import_table(struct tx *t, const char *name, struct str text,
                             bool dated, enum err (*import_row)(struct table *))
{
    struct table x = {.t = t, .name = name};
    bool found;

    TRY(csv_open(&t->cx->err, t->cx->arena, text, ROWS_MAX, &x.csv));
    for (;;) {
        TRY(csv_row(&t->cx->err, &x.csv, &found));
        if (!found)
            return ERR_OK;
        if (dated)
            TRY(day_cell(&x, "valid_from", &x.from));
        TRY(import_row(&x));
    }
}

enum err province_import(struct tx *t, void *files)
{
    const struct province_files *f = files;

    TRY(import_table(t, "area", f->areas, true, import_area));
    TRY(import_table(t, "provinces", f->provinces, true, import_area));
    TRY(import_table(t, "agencies", f->agencies, true, import_agency));
    TRY(import_table(t, "points", f->points, true, import_point));
    TRY(import_table(t, "serves", f->serves, true, import_serves));
    TRY(import_table(t, "holidays", f->holidays, false, import_holiday));
    TRY(import_table(t, "sessions", f->sessions, true, import_session));
    return org_tree_draw(t, instant_day(t->cx->now));
}
