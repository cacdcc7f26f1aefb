#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"
#include "base/viet.h"

#include "domain/org/org.sql.h"
#include "domain/org/org_store.h"

static enum err missing(struct tx *t, const char *what)
{
    return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such %s", what);
}

enum err org_agency(struct tx *t, int64_t id, struct agency *ret)
{
    struct agency_row_row r;
    bool found;

    TRY(agency_row(t, id, &r, &found));
    if (!found)
        return missing(t, "agency");
    *ret = (struct agency){
        .id = r.id,
        .key = r.key,
        .code = r.code,
        .kind = r.kind,
        .task = r.task,
        .name = r.name,
        .short_name = r.short_name,
        .level = (enum area_level)r.level,
        .area = r.area,
        .parent_id = r.has_parent_id ? r.parent_id : 0,
    };
    return ERR_OK;
}

enum err org_point(struct tx *t, int64_t id, struct point *ret)
{
    struct point_row_row r;
    bool found;

    TRY(point_row(t, id, &r, &found));
    if (!found)
        return missing(t, "point");
    *ret = (struct point){
        .id = r.id,
        .key = r.key,
        .kind = r.kind,
        .name = r.name,
        .short_name = r.short_name,
        .head_agency_id = r.head_agency_id,
        .area = r.area,
        .counters = r.counters,
    };
    return ERR_OK;
}

enum err org_desk_name(struct tx *t, int64_t id, struct desk_name *ret)
{
    struct desk_names_row r;
    bool found;

    TRY(desk_names(t, id, &r, &found));
    if (!found)
        return missing(t, "desk");
    *ret = (struct desk_name){r.name, r.short_name, r.area};
    return ERR_OK;
}

enum err org_agency_id(struct tx *t, struct str key, struct day on,
                       int64_t *ret)
{
    struct agency_by_key_row r;
    bool found;

    TRY(agency_by_key(t, key, on, &r, &found));
    if (!found)
        return missing(t, "agency");
    *ret = r.id;
    return ERR_OK;
}

enum err org_point_id(struct tx *t, struct str key, struct day on, int64_t *ret)
{
    struct point_by_key_row r;
    bool found;

    TRY(point_by_key(t, key, on, &r, &found));
    if (!found)
        return missing(t, "point");
    *ret = r.id;
    return ERR_OK;
}

enum err org_agency_in(struct tx *t, struct str area, struct str kind,
                       struct str task, struct day on, int64_t *ret)
{
    struct agency_in_area_row r;
    bool found;

    TRY(agency_in_area(t, area, kind, task, on, &r, &found));
    if (!found)
        return missing(t, "agency in that area");
    *ret = r.id;
    return ERR_OK;
}

enum err org_task_name(struct tx *t, struct str kind, struct str task,
                       struct day on, struct str *ret)
{
    struct agency_of_task_row row;
    bool found;

    TRY(agency_of_task(t, kind, task, on, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no agency has that task");
    *ret = row.level == AREA_PROVINCE ? row.name : row.short_name;
    return ERR_OK;
}

enum err org_point_of(struct tx *t, int64_t agency_id, struct day on,
                      int64_t *ret)
{
    for (int depth = 0; depth < DESK_DEPTH_MAX && agency_id; depth++) {
        struct point_serving_row r;
        struct agency a;
        bool found;

        TRY(point_serving(t, agency_id, on, &r, &found));
        if (found) {
            *ret = r.point_id;
            return ERR_OK;
        }
        TRY(org_agency(t, agency_id, &a));
        agency_id = a.parent_id;
    }
    return missing(t, "point that serves the agency");
}

enum err org_authority_of(struct tx *t, int64_t agency_id, struct agency *ret)
{
    for (int depth = 0; depth < DESK_DEPTH_MAX && agency_id; depth++) {
        struct agency a;

        TRY(org_agency(t, agency_id, &a));
        if (str_eq_c(a.kind, "committee") || str_eq_c(a.kind, "department")) {
            *ret = a;
            return ERR_OK;
        }
        agency_id = a.parent_id;
    }
    return missing(t, "authority above the agency");
}

enum err org_desk_path(struct tx *t, int64_t desk_id,
                       int64_t ret[DESK_DEPTH_MAX], size_t *ret_count)
{
    struct desk_path_rows rows;

    TRY(desk_path(t, desk_id, DESK_DEPTH_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++)
        ret[i] = rows.row[i].ancestor_id;
    *ret_count = rows.count;
    return ERR_OK;
}

enum err org_agency_put(struct tx *t, const struct agency *a, bool demo_code,
                        struct day from)
{
    return agency_put(t,
                      &(struct agency_put_in){
                          .id = id_new(t->cx->now),
                          .key = a->key,
                          .valid_from = from,
                          .code = a->code,
                          .code_demo = demo_code,
                          .kind = a->kind,
                          .task = a->task,
                          .name = a->name,
                          .short_name = a->short_name,
                          .level = (int32_t)a->level,
                          .area = a->area,
                          .parent_id = a->parent_id ? &a->parent_id : NULL,
                          .name_fold = viet_fold(t->cx->arena, a->name),
                      },
                      NULL);
}

enum err org_point_put(struct tx *t, const struct point *p, struct day from)
{
    return point_put(t,
                     &(struct point_put_in){
                         .id = id_new(t->cx->now),
                         .key = p->key,
                         .valid_from = from,
                         .kind = p->kind,
                         .name = p->name,
                         .short_name = p->short_name,
                         .head_agency_id = p->head_agency_id,
                         .area = p->area,
                         .counters = p->counters,
                     },
                     NULL);
}

enum err org_serves_put(struct tx *t, int64_t point_id, int64_t agency_id,
                        struct day from, const struct day *to)
{
    return point_serves_put(t, point_id, agency_id, from, to, NULL);
}

/* The agencies in order of id, so that a parent is found by halving. */
static int64_t parent_of(const struct agency_parents_rows *rows, int64_t id)
{
    size_t low = 0;
    size_t high = rows->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (rows->row[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->count && rows->row[low].id == id &&
                   rows->row[low].has_parent_id
               ? rows->row[low].parent_id
               : 0;
}

/* Writes a desk with every desk above it, `first_above` the nearest. */
static enum err draw_desk(struct tx *t, const struct agency_parents_rows *rows,
                          int64_t desk_id, int64_t first_above)
{
    int64_t path[DESK_DEPTH_MAX];
    int count = 0;

    for (int64_t desk = desk_id; desk;
         desk = desk == desk_id ? first_above : parent_of(rows, desk)) {
        if (count == DESK_DEPTH_MAX)
            return RAISE(&t->cx->err, ERR_INTERNAL,
                         "desk %" PRId64 " lies too deep, or in a circle",
                         desk_id);
        path[count++] = desk;
    }
    for (int depth = 0; depth < count; depth++)
        TRY(desk_tree_insert(t, path[depth], desk_id, depth, NULL));
    return ERR_OK;
}

enum err org_tree_draw(struct tx *t, struct day on)
{
    struct agency_parents_rows agencies;
    struct point_heads_rows points;

    TRY(agency_parents(t, on, DESKS_MAX, &agencies));
    TRY(point_heads(t, on, DESKS_MAX, &points));
    TRY(desk_tree_clear(t, NULL));
    for (size_t i = 0; i < agencies.count; i++)
        TRY(draw_desk(t, &agencies, agencies.row[i].id,
                      agencies.row[i].has_parent_id ? agencies.row[i].parent_id
                                                    : 0));
    for (size_t i = 0; i < points.count; i++)
        TRY(draw_desk(t, &agencies, points.row[i].id,
                      points.row[i].head_agency_id));
    return ERR_OK;
}
