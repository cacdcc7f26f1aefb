#include "base/prelude.h"

#include "base/buf.h"
#include "base/chance.h"
#include "base/check.h"

#include "service/demo_answers.h"

struct name {
    struct str name;
    struct str value;
};

#define NAMES_MAX 32

/* Who is older has grandchildren. */
#define PARENT_AGE_MAX 45
#define KINH           S("01")

struct names {
    struct name item[NAMES_MAX];
    size_t count;
};

static void add_name(struct names *n, const char *name, struct str value)
{
    check(n->count < NAMES_MAX);
    n->item[n->count++] = (struct name){str_c(name), value};
}

static void list_names(struct arena *a, const struct demo_applicant *who,
                       struct names *ret)
{
    const struct name names[] = {
        {S("$full_name"), who->full_name},
        {S("$birth_date"), who->birth_date},
        {S("$sex"), who->sex},
        {S("$id_number"), who->id_number},
        {S("$phone"), who->phone},
        {S("$email"), who->email},
        {S("$province"), who->province},
        {S("$district"), who->district},
        {S("$commune"), who->commune},
        {S("$detail"), who->detail},
        {S("$area_province"), who->province},
        {S("$area_district"), who->district},
        {S("$area_commune"), who->commune},
        {S("$today"), day_iso(a, who->today)},
        {S("$week_ago"), day_iso(a, (struct day){who->today.n - 7})},
        {S("$"), S("$")},
    };

    memcpy(ret->item, names, sizeof names);
    ret->count = COUNT_OF(names);
}

struct parent {
    struct str name, birth, ethnic;
};

static struct str word_of(const struct json *row, size_t at)
{
    struct errbox box = {0};
    struct str word = S("");

    if (json_as_str(&box, json_at(row, at), &word) != ERR_OK)
        check(false);
    return word;
}

static const struct json *draw(struct chance *c, const struct json *family,
                               const char *list)
{
    const struct json *rows = json_member(family, list);

    return json_at(rows, chance_below(c, json_count(rows)));
}

static struct parent draw_parent(struct chance *c, const struct json *family,
                                 const char *list)
{
    const struct json *row = draw(c, family, list);

    return (struct parent){word_of(row, 0), word_of(row, 1), KINH};
}

static void add_parent(struct arena *a, struct names *n, const char *who,
                       const struct parent *p)
{
    add_name(n, arena_printf(a, "$%s_name", who).p, p->name);
    add_name(n, arena_printf(a, "$%s_birth", who).p, p->birth);
    add_name(n, arena_printf(a, "$%s_ethnic", who).p, p->ethnic);
}

static void add_child(struct chance *c, const struct json *family,
                      struct str father, struct names *n)
{
    const struct json *row = draw(c, family, "children");

    add_name(n, "$child_family",
             str_sub(father, 0, str_find_char(father, ' ', 0)));
    add_name(n, "$child_middle", word_of(row, 0));
    add_name(n, "$child_given", word_of(row, 1));
    add_name(n, "$child_sex", word_of(row, 2));
}

static bool is_young(const struct demo_applicant *who)
{
    struct day birth;

    return day_parse_iso(who->birth_date, &birth) &&
           day_civil(who->today).year - day_civil(birth).year <= PARENT_AGE_MAX;
}

static uint64_t seed_of(const struct demo_applicant *who)
{
    uint64_t seed = (uint64_t)(uint32_t)who->today.n;

    for (size_t i = 0; i < who->id_number.n; i++)
        seed = seed * 31 + (unsigned char)who->id_number.p[i];
    return seed;
}

static void add_family(struct arena *a, const struct json *family,
                       const struct demo_applicant *who, struct names *n)
{
    struct chance c = chance_new(seed_of(who));
    struct parent father = draw_parent(&c, family, "fathers");
    struct parent mother = draw_parent(&c, family, "mothers");
    bool is_mother = str_eq(who->sex, S("female"));
    bool young = is_young(who);

    if (young)
        *(is_mother ? &mother : &father) =
            (struct parent){who->full_name, who->birth_date, who->ethnic};
    add_parent(a, n, "father", &father);
    add_parent(a, n, "mother", &mother);
    add_child(&c, family, father.name, n);
    if (young)
        add_name(n, "$relation", is_mother ? S("mother") : S("father"));
    else
        add_name(n, "$relation",
                 is_mother ? S("grandmother") : S("grandfather"));
}

/* The longest name that stands at the beginning of `rest`. */
static const struct name *name_at(const struct names *names, struct str rest)
{
    const struct name *longest = NULL;

    for (size_t i = 0; i < names->count; i++)
        if (str_starts(rest, names->item[i].name) &&
            (!longest || names->item[i].name.n > longest->name.n))
            longest = &names->item[i];
    return longest;
}

static struct str fill_in(struct arena *a, struct str text,
                          const struct names *names)
{
    struct buf b = buf_new(a, DEMO_ANSWERS_BYTES_MAX);
    struct str rest = text;

    while (!str_empty(rest)) {
        size_t at = str_find_char(rest, '$', 0);

        buf_add(&b, str_sub(rest, 0, at));
        rest = str_sub(rest, at, rest.n);
        if (!str_empty(rest)) {
            const struct name *n = name_at(names, rest);

            check(n != NULL); /* "$" itself is one */
            buf_add(&b, n->value);
            rest = str_sub(rest, n->name.n, rest.n);
        }
    }
    return buf_str(&b);
}

enum err demo_answers(struct arena *a, struct str template_text,
                      const struct demo_applicant *who, struct str *ret_case,
                      const struct json **ret, struct errbox *box)
{
    struct names names;
    const struct json *o;
    const struct json *family;

    TRY(json_parse(box, a, template_text, DEMO_ANSWERS_BYTES_MAX, &o));
    list_names(a, who, &names);
    family = json_member(o, "family");
    if (family)
        add_family(a, family, who, &names);
    TRY(json_parse(box, a, fill_in(a, template_text, &names),
                   DEMO_ANSWERS_BYTES_MAX, &o));
    TRY(json_str(box, o, "case", ret_case));
    return json_obj(box, o, "answers", ret);
}
