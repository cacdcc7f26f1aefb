#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"
#include "base/text.h"
#include "base/viet.h"

#include "domain/area/area_store.h"

#include "web/form_sent.h"

#define TYPED_POINTS_MAX 120
#define FOUND_MAX        20
#define PICKS_MAX        10

/* The ends of names that are the browser's and not the form's. */
#define TYPED    ".text"
#define PICK     ".pick"
#define DISTRICT ".district"
#define COUNTRY  ".country"
#define PROVINCE ".province"
#define COMMUNE  ".commune"

/* Inputs on their way in. */
struct sent {
    struct tx *t;
    struct arena *arena;
    const struct form *form;
    struct day today;
    struct area province;
    struct form_input *item;
    size_t count;
    size_t room;
};

static struct form_input *find(struct sent *s, struct str name)
{
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->item[i].name, name))
            return &s->item[i];
    return NULL;
}

static void set(struct sent *s, struct str name, struct str value)
{
    struct form_input *in = find(s, name);

    if (in)
        in->value = value;
    else if (s->count < s->room)
        s->item[s->count++] = (struct form_input){name, value};
}

static struct str value_of(struct sent *s, struct str name)
{
    const struct form_input *in = find(s, name);

    return in ? in->value : S("");
}

/* `name` with another end: "x.commune", ".commune", ".detail": "x.detail". */
static struct str with_end(struct sent *s, struct str name, const char *end,
                           const char *other)
{
    return arena_printf(s->arena, "%.*s%s", (int)(name.n - strlen(end)), name.p,
                        other);
}

/* "lines[2].at" is the field "lines[].at". */
static struct str path_of(struct sent *s, struct str name)
{
    struct buf b = buf_new(s->arena, name.n + 1);
    bool inside = false;

    for (size_t i = 0; i < name.n; i++) {
        inside = inside && name.p[i] != ']';
        if (!inside)
            buf_add(&b, str_sub(name, i, i + 1));
        inside = inside || name.p[i] == '[';
    }
    return buf_str(&b);
}

static enum area_level level_of(struct sent *s, struct str name)
{
    const struct field *f = form_field(s->form, path_of(s, name));

    return f && f->type == TYPE_AREA ? f->area_level : AREA_COMMUNE;
}

/* Where the district stands that narrows the search for `name`. */
static struct str district_of(struct sent *s, struct str name)
{
    return value_of(s, str_ends(name, S(COMMUNE))
                           ? with_end(s, name, COMMUNE, DISTRICT)
                           : with_end(s, name, "", DISTRICT));
}

/* The whole name, or all of it behind "phường", "xã", "thành phố". */
static bool is_name(struct arena *a, const struct area *area, struct str fold)
{
    struct str name = viet_fold(a, area->name);

    return str_eq(name, fold) ||
           (str_ends(name, fold) && name.p[name.n - fold.n - 1] == ' ');
}

static enum err candidates(struct sent *s, struct str name, struct str typed,
                           struct areas *ret)
{
    switch (level_of(s, name)) {
    case AREA_COMMUNE:
        return area_search(s->t, typed, district_of(s, name), s->today,
                           FOUND_MAX, ret);
    case AREA_DISTRICT:
        return area_below(s->t, s->province.code, s->today, ret);
    case AREA_PROVINCE: *ret = (struct areas){&s->province, 1}; break;
    }
    return ERR_OK;
}

/* The code of the one unit that was meant, else what was typed. */
static enum err look_up(struct sent *s, struct str name, struct str typed,
                        struct str *ret)
{
    struct str fold = viet_fold(s->arena, typed);
    const struct area *hit = NULL;
    struct areas found;
    size_t hits = 0;

    TRY(candidates(s, name, typed, &found));
    for (size_t i = 0; i < found.count; i++)
        if (is_name(s->arena, &found.area[i], fold)) {
            hit = &found.area[i];
            hits++;
        }
    if (hits == 0 && found.count == 1 && level_of(s, name) == AREA_COMMUNE) {
        hit = &found.area[0];
        hits = 1;
    }
    *ret = hits == 1 ? hit->code : typed;
    return ERR_OK;
}

/* Does the code stand for what was typed? Then it was chosen from the list. */
static enum err is_same(struct sent *s, struct str code, struct str typed,
                        bool *ret)
{
    struct area area;
    bool found = false;

    if (!str_empty(code))
        TRY(area_find(s->t, code, s->today, &area, &found));
    *ret = found &&
           str_eq(viet_fold(s->arena, area.name), viet_fold(s->arena, typed));
    return ERR_OK;
}

static enum err take_typed(struct sent *s, struct str name, struct str raw)
{
    struct text_rule rule = {.points_max = TYPED_POINTS_MAX};
    struct errbox ignored;
    struct str typed;
    struct str code;
    bool same;

    if (find(s, with_end(s, name, "", PICK))) {
        set(s, name, value_of(s, with_end(s, name, "", PICK)));
        return ERR_OK;
    }
    if (text_in(&ignored, s->arena, raw, rule, &typed) != ERR_OK)
        typed = S("?");
    TRY(is_same(s, value_of(s, name), typed, &same));
    if (same)
        return ERR_OK;
    if (str_empty(typed)) {
        set(s, name, S(""));
        return ERR_OK;
    }
    TRY(look_up(s, name, typed, &code));
    set(s, name, code);
    return ERR_OK;
}

static enum err take_all_typed(struct sent *s)
{
    size_t count = s->count;

    for (size_t i = 0; i < count; i++) {
        struct str name = s->item[i].name;

        if (str_ends(name, S(TYPED)))
            TRY(take_typed(s, with_end(s, name, TYPED, ""), s->item[i].value));
    }
    return ERR_OK;
}

/* A commune says which district it is in. */
static enum err settle_district(struct sent *s, struct str name)
{
    struct str commune = value_of(s, with_end(s, name, PROVINCE, COMMUNE));
    struct area area;
    bool found = false;

    if (!str_empty(commune))
        TRY(area_find(s->t, commune, s->today, &area, &found));
    if (found)
        set(s, with_end(s, name, PROVINCE, DISTRICT), area.parent);
    return ERR_OK;
}

static void clear(struct sent *s, struct str name, const char *const *end,
                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        set(s, with_end(s, name, PROVINCE, end[i]), S(""));
}

/* `name` is an address's province; what the other kinds of place ask, goes. */
static enum err settle_address(struct sent *s, struct str name,
                               struct str province)
{
    static const char *const abroad[] = {PROVINCE, DISTRICT, COMMUNE, ".place",
                                         ".detail"};
    static const char *const inland[] = {DISTRICT, COMMUNE, ".abroad"};
    static const char *const here[] = {".place", ".abroad"};
    bool is_abroad = str_eq(province, S(PROVINCE_ABROAD));

    set(s, with_end(s, name, PROVINCE, COUNTRY),
        is_abroad ? S(PROVINCE_ABROAD) : S("VN"));
    if (is_abroad) {
        clear(s, name, abroad, COUNT_OF(abroad));
        return ERR_OK;
    }
    if (!str_empty(province) && !str_eq(province, s->province.code)) {
        clear(s, name, inland, COUNT_OF(inland));
        return ERR_OK;
    }
    clear(s, name, here, COUNT_OF(here));
    set(s, name, s->province.code);
    return settle_district(s, name);
}

static enum err settle_addresses(struct sent *s)
{
    size_t count = s->count;

    for (size_t i = 0; i < count; i++)
        if (str_ends(s->item[i].name, S(PROVINCE)))
            TRY(settle_address(s, s->item[i].name, s->item[i].value));
    return ERR_OK;
}

enum err form_sent(struct tx *t, const struct req *rq, const struct form *form,
                   struct form_inputs *ret)
{
    struct sent s = {
        .t = t,
        .arena = t->cx->arena,
        .form = form,
        .today = instant_day(t->cx->now),
        .room = 2 * REQ_FIELDS_MAX,
    };

    TRY(area_province(t, s.today, &s.province));
    s.item = ARENA_ARRAY(s.arena, struct form_input, s.room);
    for (size_t i = 0; i < rq->field.count && s.count < s.room; i++)
        s.item[s.count++] =
            (struct form_input){rq->field.at[i].name, rq->field.at[i].value};
    TRY(take_all_typed(&s));
    TRY(settle_addresses(&s));
    *ret = (struct form_inputs){s.item, s.count};
    return ERR_OK;
}

enum err form_provinces(struct tx *t, enum lang lang, struct options_view *ret)
{
    struct arena *a = t->cx->arena;
    struct day today = instant_day(t->cx->now);
    struct area ours;
    struct areas others;
    struct option_view *o;

    TRY(area_province(t, today, &ours));
    TRY(area_provinces(t, today, &others));
    o = ARENA_ARRAY(a, struct option_view, others.count + 2);
    o[0] = (struct option_view){.value = ours.code, .label = ours.name};
    for (size_t i = 0; i < others.count; i++)
        o[i + 1] = (struct option_view){.value = others.area[i].code,
                                        .label = others.area[i].name};
    o[others.count + 1] = (struct option_view){
        .value = S(PROVINCE_ABROAD), .label = msg(lang, MSG_FILING_ABROAD)};
    *ret = (struct options_view){o, others.count + 2};
    return ERR_OK;
}

struct options_view form_picks(void *data, struct str typed,
                               struct str district)
{
    struct tx *t = data;
    struct errbox before = t->cx->err;
    struct day today = instant_day(t->cx->now);
    struct areas found;
    struct option_view *o;

    if (area_search(t, typed, district, today, PICKS_MAX, &found) != ERR_OK) {
        t->cx->err = before;
        return (struct options_view){0};
    }
    o = ARENA_ARRAY(t->cx->arena, struct option_view, found.count);
    for (size_t i = 0; i < found.count; i++) {
        struct area parent = {.name = S("")};
        bool is_there;

        o[i] = (struct option_view){.value = found.area[i].code,
                                    .label = found.area[i].name};
        if (area_find(t, found.area[i].parent, today, &parent, &is_there) ==
            ERR_OK)
            o[i].hint = parent.name;
    }
    t->cx->err = before;
    return (struct options_view){o, found.count};
}

enum err form_districts(struct tx *t, struct options_view *ret)
{
    struct day today = instant_day(t->cx->now);
    struct option_view *o;
    struct area province;
    struct areas below;

    TRY(area_province(t, today, &province));
    TRY(area_below(t, province.code, today, &below));
    o = ARENA_ARRAY(t->cx->arena, struct option_view, below.count);
    for (size_t i = 0; i < below.count; i++)
        o[i] = (struct option_view){.value = below.area[i].code,
                                    .label = below.area[i].name};
    *ret = (struct options_view){o, below.count};
    return ERR_OK;
}
