#include "base/prelude.h"

#include "base/utf8.h"
#include "base/viet.h"

#include "domain/area/area.sql.h"
#include "domain/area/area_store.h"

/* What the other provinces lie in; ours is the root of its tree. */
#define COUNTRY "VN"

enum err area_find(struct tx *t, struct str code, struct day on,
                   struct area *ret, bool *ret_found)
{
    struct area_row_on_row r;
    bool found;

    TRY(area_row_on(t, code, on, &r, &found));
    if (found)
        *ret = (struct area){r.code, r.name, r.kind, (enum area_level)r.level,
                             r.parent};
    *ret_found = found;
    return ERR_OK;
}

enum err area_below(struct tx *t, struct str parent, struct day on,
                    struct areas *ret)
{
    struct area_rows_below_rows rows;
    struct area *list;

    TRY(area_rows_below(t, parent, on, AREAS_BELOW_MAX, &rows));
    list = ARENA_ARRAY(t->cx->arena, struct area, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct area_rows_below_row *r = &rows.row[i];

        list[i] = (struct area){r->code, r->name, r->kind,
                                (enum area_level)r->level, r->parent};
    }
    *ret = (struct areas){list, rows.count};
    return ERR_OK;
}

enum err area_province(struct tx *t, struct day on, struct area *ret)
{
    struct areas top;

    TRY(area_below(t, S(""), on, &top));
    if (top.count == 0)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no province is imported");
    *ret = top.area[0];
    return ERR_OK;
}

enum err area_provinces(struct tx *t, struct day on, struct areas *ret)
{
    return area_below(t, S(COUNTRY), on, ret);
}

/* Some word of `name` begins with `word`. */
static bool has_word(struct str name, struct str word)
{
    struct str rest = name;
    struct str part;

    while (str_next(&rest, ' ', &part))
        if (str_starts(part, word))
            return true;
    return false;
}

static bool has_all_words(struct str name_fold, struct str typed_fold)
{
    struct str rest = typed_fold;
    struct str word;

    while (str_next(&rest, ' ', &word))
        if (!has_word(name_fold, word))
            return false;
    return true;
}

/* A province has some hundred communes: reading them all is one index scan. */
enum err area_search(struct tx *t, struct str typed, struct str district,
                     struct day on, size_t max, struct areas *ret)
{
    struct area_rows_at_level_rows rows;
    struct str fold = viet_fold(t->cx->arena, typed);
    struct area *list = ARENA_ARRAY(t->cx->arena, struct area, max);
    size_t count = 0;

    TRY(area_rows_at_level(t, AREA_COMMUNE, on, AREAS_BELOW_MAX, &rows));
    for (size_t i = 0; i < rows.count && count < max; i++) {
        const struct area_rows_at_level_row *r = &rows.row[i];

        if ((str_empty(district) || str_eq(r->parent, district)) &&
            has_all_words(r->name_fold, fold))
            list[count++] = (struct area){r->code, r->name, r->kind,
                                          (enum area_level)r->level, r->parent};
    }
    *ret = (struct areas){list, count};
    return ERR_OK;
}

struct str area_name_inside(struct arena *a, struct str name)
{
    struct str first = utf8_cut(name, 1);
    struct str lower = viet_lower(a, first);

    return arena_printf(a, "%.*s%.*s", STR_ARG(lower),
                        STR_ARG(str_sub(name, first.n, name.n)));
}

enum err area_full_name(struct tx *t, struct str code, struct day on,
                        struct str *ret)
{
    struct str name = S("");
    struct str next = code;

    for (int level = 0; level < 3 && !str_empty(next); level++) {
        struct area a;
        bool found;

        TRY(area_find(t, next, on, &a, &found));
        if (!found)
            return RAISE(&t->cx->err, ERR_NOT_FOUND, "no area of that code");
        name = arena_printf(t->cx->arena, "%s%s%s", name.p,
                            str_empty(name) ? "" : ", ",
                            area_name_inside(t->cx->arena, a.name).p);
        next = a.level == AREA_PROVINCE ? S("") : a.parent;
    }
    *ret = name;
    return ERR_OK;
}

enum err area_put(struct tx *t, const struct area *area, struct day from,
                  const struct day *to)
{
    struct arena *a = t->cx->arena;

    return area_insert(t,
                       &(struct area_insert_in){
                           .code = area->code,
                           .valid_from = from,
                           .valid_to = to,
                           .name = area->name,
                           .kind = area->kind,
                           .level = (int32_t)area->level,
                           .parent = area->parent,
                           .name_fold = viet_fold(a, area->name),
                           .name_sort = viet_sort_key(a, area->name),
                       },
                       NULL);
}
