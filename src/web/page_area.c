/* page_area.c - "/dia-ban": the list that a type-ahead of units fetches. */
#include "base/prelude.h"

#include "base/viet.h"

#include "domain/area/area_store.h"

#include "web/page.h"
#include "web/view_form.h"

#define FOUND_MAX 50
#define SHOWN_MAX 8

static const struct text_rule typed_rule = {.points_max = 120};
static const struct text_rule code_rule = {.points_max = AREA_CODE_BYTES_MAX};

/* Districts are few: those with the words anywhere in their name. */
static enum err find_districts(struct tx *t, struct str typed, struct day on,
                               struct areas *ret)
{
    struct arena *a = t->cx->arena;
    struct str fold = viet_fold(a, typed);
    struct area province;
    struct areas all;
    struct area *found;
    size_t n = 0;

    TRY(area_province(t, on, &province));
    TRY(area_below(t, province.code, on, &all));
    found = ARENA_ARRAY(a, struct area, all.count);
    for (size_t i = 0; i < all.count; i++) {
        struct str name = viet_fold(a, all.area[i].name);

        if (str_find(name, fold) < name.n)
            found[n++] = all.area[i];
    }
    *ret = (struct areas){found, n};
    return ERR_OK;
}

static enum err place_of(struct tx *t, const struct area *a, struct day on,
                         struct str *ret)
{
    struct area parent;
    bool found;

    TRY(area_find(t, a->parent, on, &parent, &found));
    *ret = found ? parent.name : S("");
    return ERR_OK;
}

static enum err show(struct tx *t, struct req *rq, struct reply *rp,
                     const struct areas *found)
{
    struct area_option_view option[SHOWN_MAX];
    struct area_options_view v = {.option = option};
    struct day today = instant_day(t->cx->now);
    struct out *o = page_begin(rq);

    for (; v.count < found->count && v.count < SHOWN_MAX; v.count++) {
        const struct area *a = &found->area[v.count];

        option[v.count] = (struct area_option_view){
            .code = a->code,
            .name = a->name,
            .label = a->name,
        };
        TRY(place_of(t, a, today, &option[v.count].where));
    }
    v.more = (unsigned)(found->count - v.count);
    tpl_area_options(o, &v);
    rp->cache = CACHE_PUBLIC;
    reply_page(rp, o);
    return ERR_OK;
}

enum err page_areas(struct tx *t, struct req *rq, struct reply *rp)
{
    struct str typed = req_query(rq, "q", typed_rule);
    struct str level = req_query(rq, "cap", code_rule);
    struct str district = req_query(rq, "huyen", code_rule);
    struct day today = instant_day(t->cx->now);
    struct areas found = {0};

    if (str_eq(level, S("huyen")))
        TRY(find_districts(t, typed, today, &found));
    else if (!str_empty(typed))
        TRY(area_search(t, typed, district, today, FOUND_MAX, &found));
    return show(t, rq, rp, &found);
}
