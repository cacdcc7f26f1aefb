#include "base/prelude.h"

#include "base/check.h"
#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_number.h"

static const struct json *holder_of(const struct json *answers,
                                    const struct field *f, size_t row)
{
    const struct field *p = f->parent;
    const struct json *value;

    if (!p)
        return answers;
    value = answer_at(answers, p, row);
    if (p->type != TYPE_GROUP)
        return value;
    if (!value || json_kind(value) != JSON_KIND_ARRAY ||
        row >= json_count(value))
        return NULL;
    return json_at(value, row);
}

const struct json *answer_at(const struct json *answers, const struct field *f,
                             size_t row)
{
    const struct json *holder = holder_of(answers, f, row);

    if (!holder || json_kind(holder) != JSON_KIND_OBJECT)
        return NULL;
    return json_member(holder, f->name.p);
}

size_t answer_rows(const struct json *answers, const struct field *group)
{
    const struct json *rows = answer_at(answers, group, 0);
    size_t count =
        rows && json_kind(rows) == JSON_KIND_ARRAY ? json_count(rows) : 0;

    return count < FORM_ROWS_MAX ? count : FORM_ROWS_MAX;
}

static struct str bare_text(const struct json *value)
{
    return value ? json_bare_text(value) : STR_NONE;
}

static bool object_filled(const struct json *object)
{
    struct json_walk walk = json_walk(object);
    const struct json *member;
    struct str key;

    while (json_next(&walk, &key, &member)) {
        if (answer_filled(member))
            return true;
    }
    return false;
}

bool answer_filled(const struct json *answer)
{
    if (!answer)
        return false;
    switch (json_kind(answer)) {
    case JSON_KIND_NULL: return false;
    case JSON_KIND_TEXT: return bare_text(answer).n > 0;
    case JSON_KIND_NUMBER: return true;
    case JSON_KIND_FRACTION: return true;
    case JSON_KIND_FLAG: return json_bare_flag(answer);
    case JSON_KIND_ARRAY: return json_count(answer) > 0;
    case JSON_KIND_OBJECT: return object_filled(answer);
    }
    UNREACHABLE();
}

struct str answer_text(struct arena *a, const struct json *answer)
{
    struct str text = bare_text(answer);
    int64_t n;

    if (!answer || text.p)
        return text;
    if (json_bare_number(answer, &n))
        return arena_printf(a, "%" PRId64, n);
    return json_bare_flag(answer) ? S("true") : STR_NONE;
}

bool answer_is(const struct json *answer, struct str value)
{
    struct str text = bare_text(answer);
    int64_t n;
    int64_t wanted;

    if (text.p || !answer)
        return text.p && str_eq(text, value);
    if (json_bare_number(answer, &n))
        return num_parse(value, INT64_MIN, INT64_MAX, &wanted) && n == wanted;
    return json_bare_flag(answer) && str_eq_c(value, "true");
}

struct str answer_part(const struct json *answer, const char *key)
{
    if (!answer || json_kind(answer) != JSON_KIND_OBJECT)
        return STR_NONE;
    return bare_text(json_member(answer, key));
}

bool answer_date(const struct json *answer, bool partial, struct civil *ret)
{
    struct str text = bare_text(answer);
    int64_t part[3] = {0};
    struct civil first;
    struct day d;
    struct str rest = text;
    struct str word;
    size_t n = 0;

    /* So there are three parts at most. */
    if (text.n != 10 && (!partial || (text.n != 7 && text.n != 4)))
        return false;
    while (str_next(&rest, '-', &word)) {
        if (word.n != (n == 0 ? 4U : 2U) ||
            !num_parse(word, INT64_MIN, INT64_MAX, &part[n]))
            return false;
        n++;
    }
    first = (struct civil){
        .year = (int)part[0],
        .month = n > 1 ? (int)part[1] : 1,
        .day = n > 2 ? (int)part[2] : 1,
    };
    if (!day_from_civil(first, &d))
        return false;
    *ret = (struct civil){(int)part[0], (int)part[1], (int)part[2]};
    return true;
}

bool answer_thousandths(const struct json *answer, int64_t *ret)
{
    struct str text = bare_text(answer);
    int64_t n;

    if (text.p)
        return decimal_parse(text, ret);
    if (!answer || !json_bare_number(answer, &n) || n < -FORM_NUMBER_MAX ||
        n > FORM_NUMBER_MAX)
        return false;
    *ret = n * 1000;
    return true;
}

struct str field_input_name(struct arena *a, const struct field *f, size_t row)
{
    if (!f->parent)
        return f->name;
    if (f->parent->type == TYPE_GROUP)
        return arena_printf(a, "%s[%zu].%s", f->parent->path.p, row, f->name.p);
    return arena_printf(a, "%s.%s", field_input_name(a, f->parent, row).p,
                        f->name.p);
}
