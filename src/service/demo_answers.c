#include "base/prelude.h"

#include "base/buf.h"

#include "service/demo_answers.h"

struct name {
    struct str name;
    struct str value;
};

#define NAMES 16

static void list_names(struct arena *a, const struct demo_applicant *who,
                       struct name ret[NAMES])
{
    const struct name names[NAMES] = {
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

    memcpy(ret, names, sizeof names);
}

/* The longest name that stands at the beginning of `rest`. */
static const struct name *name_at(const struct name names[NAMES],
                                  struct str rest)
{
    const struct name *longest = NULL;

    for (size_t i = 0; i < NAMES; i++)
        if (str_starts(rest, names[i].name) &&
            (!longest || names[i].name.n > longest->name.n))
            longest = &names[i];
    return longest;
}

static struct str fill_in(struct arena *a, struct str text,
                          const struct name names[NAMES])
{
    struct buf b = buf_new(a, DEMO_ANSWERS_BYTES_MAX);
    struct str rest = text;

    while (!str_empty(rest)) {
        size_t at = str_find_char(rest, '$', 0);

        buf_add(&b, str_sub(rest, 0, at));
        rest = str_sub(rest, at, rest.n);
        if (!str_empty(rest)) {
            const struct name *n = name_at(names, rest);

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
    struct name names[NAMES];
    const struct json *o;

    list_names(a, who, names);
    TRY(json_parse(box, a, fill_in(a, template_text, names),
                   DEMO_ANSWERS_BYTES_MAX, &o));
    TRY(json_str(box, o, "case", ret_case));
    return json_obj(box, o, "answers", ret);
}
