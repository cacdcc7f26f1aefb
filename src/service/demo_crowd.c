#include "base/prelude.h"

#include "base/check.h"
#include "base/csv.h"
#include "base/num.h"

#include "service/demo_crowd.h"

#define NAMES_MAX  1000
#define PLACES_MAX 200
#define WEIGHT_MAX 1000

/* Who lives outside the demo's units. */
#define AWAY_PER_MILLE 60

#define AGE_MIN 21
#define AGE_MAX 72

struct name {
    struct str people; /* kinh, khmer, cham, hoa   */
    struct str part;   /* family, middle, given    */
    struct str sex;    /* male, female, any        */
    struct str text;
    int weight;
};

struct place {
    struct str commune;
    struct str district;
    struct str street;
    bool is_home;
    int weight;
};

struct village {
    struct arena *arena;
    struct chance *chance;
    struct name name[NAMES_MAX];
    size_t name_count;
    struct place place[PLACES_MAX];
    size_t place_count;
};

/* One row of a table, its columns by name; the first fault stays. */
struct row {
    struct csv csv;
    struct errbox *box;
    enum err err;
};

static struct str text_of(struct row *r, const char *column)
{
    size_t at = 0;

    if (r->err == ERR_OK)
        r->err = csv_column(r->box, &r->csv, column, &at);
    return r->err == ERR_OK ? r->csv.cell[at] : S("");
}

static int weight_of(struct row *r)
{
    int64_t n = 1;
    struct str text = text_of(r, "weight");

    if (r->err == ERR_OK && !num_parse(text, 1, WEIGHT_MAX, &n))
        r->err =
            RAISE(r->box, ERR_INPUT, "line %zu: column weight", r->csv.line);
    return (int)n;
}

static enum err read_names(struct village *v, struct str text,
                           struct errbox *box)
{
    struct row r = {.box = box, .err = ERR_OK};
    bool found;

    TRY(csv_open(box, v->arena, text, NAMES_MAX, &r.csv));
    for (;;) {
        TRY(csv_row(box, &r.csv, &found));
        if (!found)
            return ERR_OK;
        v->name[v->name_count++] = (struct name){
            .people = text_of(&r, "people"),
            .part = text_of(&r, "part"),
            .sex = text_of(&r, "sex"),
            .text = text_of(&r, "text"),
            .weight = weight_of(&r),
        };
        TRY(r.err);
    }
}

static enum err read_places(struct village *v, struct str text,
                            struct errbox *box)
{
    struct row r = {.box = box, .err = ERR_OK};
    bool found;

    TRY(csv_open(box, v->arena, text, PLACES_MAX, &r.csv));
    for (;;) {
        TRY(csv_row(box, &r.csv, &found));
        if (!found)
            return ERR_OK;
        v->place[v->place_count++] = (struct place){
            .commune = text_of(&r, "commune"),
            .district = text_of(&r, "district"),
            .street = text_of(&r, "street"),
            .is_home = str_eq_c(text_of(&r, "kind"), "home"),
            .weight = weight_of(&r),
        };
        TRY(r.err);
    }
}

static bool fits(const struct name *n, const char *people, const char *part,
                 enum sex sex)
{
    return str_eq_c(n->people, people) && str_eq_c(n->part, part) &&
           (str_eq_c(n->sex, "any") ||
            str_eq_c(n->sex, sex == SEX_MALE ? "male" : "female"));
}

/* Empty where a people has no such part: the Khmer bear no middle name. */
static struct str draw_part(struct village *v, const char *people,
                            const char *part, enum sex sex)
{
    int weight[NAMES_MAX];
    bool any = false;

    for (size_t i = 0; i < v->name_count; i++) {
        bool fit = fits(&v->name[i], people, part, sex);

        weight[i] = fit ? v->name[i].weight : 0;
        any |= fit;
    }
    if (!any)
        return S("");
    return v->name[chance_weighted(v->chance, weight, v->name_count)].text;
}

static struct str draw_name(struct village *v, const char *people, enum sex sex)
{
    struct str family = draw_part(v, people, "family", sex);
    struct str middle = draw_part(v, people, "middle", sex);
    struct str given = draw_part(v, people, "given", sex);

    if (str_empty(middle))
        return arena_printf(v->arena, "%.*s %.*s", STR_ARG(family),
                            STR_ARG(given));
    return arena_printf(v->arena, "%.*s %.*s %.*s", STR_ARG(family),
                        STR_ARG(middle), STR_ARG(given));
}

/*
 * PPP G YY NNNNNN with the province's own 089; `serial` keeps them apart.
 *
 * Source: Decree 137/2015 art. 13; Circular 59/2021/TT-BCA art. 4.
 */
static struct str id_number(struct arena *a, enum sex sex, int year,
                            size_t serial)
{
    int century = year < 2000 ? 0 : 2;

    return arena_printf(a, "089%d%02d%06zu",
                        century + (sex == SEX_FEMALE ? 1 : 0), year % 100,
                        serial);
}

static void draw_birth(struct village *v, struct day today, size_t serial,
                       struct demo_person *p)
{
    int days = (int)chance_between(v->chance, AGE_MIN * 366, AGE_MAX * 365);
    struct day birth = {today.n - days};

    p->birth_date = day_iso(v->arena, birth);
    p->id_number = id_number(v->arena, p->sex, day_civil(birth).year, serial);
}

static void draw_place(struct village *v, bool is_home, struct demo_person *p)
{
    int weight[PLACES_MAX];
    const struct place *at;

    for (size_t i = 0; i < v->place_count; i++)
        weight[i] = v->place[i].is_home == is_home ? v->place[i].weight : 0;
    at = &v->place[chance_weighted(v->chance, weight, v->place_count)];
    p->is_home = at->is_home;
    p->commune = at->commune;
    p->district = at->district;
    p->detail = arena_printf(
        v->arena, "%d/%d %.*s", (int)chance_between(v->chance, 1, 199),
        (int)chance_between(v->chance, 1, 24), STR_ARG(at->street));
}

/*
 * More Khmer, Hoa and Chăm than live there, so that whoever looks at a queue
 * sees that all of them do.
 */
static void draw_person(struct village *v, struct day today, size_t serial,
                        struct demo_person *p)
{
    static const struct {
        const char *name;
        struct str ethnic;
    } people[] = {
        {"kinh", S_INIT("01")},
        {"khmer", S_INIT("05")},
        {"hoa", S_INIT("04")},
        {"cham", S_INIT("17")},
    };
    static const int weight[] = {84, 8, 4, 4};
    size_t which = chance_weighted(v->chance, weight, COUNT_OF(weight));

    p->sex = chance_is(v->chance, 520) ? SEX_FEMALE : SEX_MALE;
    p->name = draw_name(v, people[which].name, p->sex);
    p->ethnic = people[which].ethnic;
    p->phone = arena_printf(v->arena, "0900000%03zu", 500 + serial);
    draw_birth(v, today, 500 + serial, p);
    draw_place(v, !chance_is(v->chance, AWAY_PER_MILLE), p);
}

enum err demo_crowd(struct arena *a, struct str names, struct str places,
                    struct chance *chance, struct day today,
                    struct demo_person *ret, size_t count, struct errbox *box)
{
    struct village *v = ARENA_NEW(a, struct village);

    check(count <= DEMO_CROWD_MAX);
    v->arena = a;
    v->chance = chance;
    TRY(read_names(v, names, box));
    TRY(read_places(v, places, box));
    for (size_t i = 0; i < count; i++)
        draw_person(v, today, i, &ret[i]);
    return ERR_OK;
}
