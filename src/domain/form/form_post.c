#include "base/prelude.h"

#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_typed.h"

/* One page being taken in. */
struct post {
    struct arena *arena;
    struct form_inputs inputs;
};

/* The first input of that name; p is NULL when it was not sent. */
static struct str sent(const struct post *p, struct str name)
{
    for (size_t i = 0; i < p->inputs.count; i++) {
        if (str_eq(p->inputs.item[i].name, name))
            return p->inputs.item[i].value.p ? p->inputs.item[i].value : S("");
    }
    return STR_NONE;
}

static struct str sent_part(const struct post *p, struct str name,
                            const char *part)
{
    return sent(p, arena_printf(p->arena, "%s.%s", name.p, part));
}

static const struct json *post_date(const struct post *p, const struct field *f,
                                    struct str name, const struct json *old)
{
    struct str day = sent_part(p, name, "day");
    struct str month = sent_part(p, name, "month");
    struct str year = sent_part(p, name, "year");

    if (!day.p && !month.p && !year.p)
        return sent(p, name).p ? form__typed(p->arena, f, sent(p, name)) : old;
    return form__typed_date(p->arena, f, day, month, year);
}

static const struct json *post_address(const struct post *p, struct str name,
                                       const struct json *old)
{
    struct json *address = json_new_object(p->arena);

    for (int i = 0; i < ADDRESS_PART_COUNT; i++) {
        const char *key = address_part_name((enum address_part)i).p;
        struct str raw = sent_part(p, name, key);
        struct str text =
            raw.p ? form__text(p->arena, raw, false) : answer_part(old, key);

        if (!str_empty(text))
            json_set_str(address, key, text);
    }
    return json_count(address) > 0 ? address : NULL;
}

static const struct json *post_many(const struct post *p, struct str name)
{
    struct json *values = json_new_array(p->arena);

    for (size_t i = 0; i < p->inputs.count; i++) {
        if (!str_eq(p->inputs.item[i].name, name) ||
            json_count(values) == FORM_OPTIONS_MAX)
            continue;
        json_add_str(values,
                     form__text(p->arena, p->inputs.item[i].value, false));
    }
    return json_count(values) > 0 ? values : NULL;
}

static const struct json *post_field(const struct post *p,
                                     const struct field *f, struct str name,
                                     const struct json *old);

static const struct json *member_of(const struct json *object,
                                    const struct field *f)
{
    if (!object || json_kind(object) != JSON_KIND_OBJECT)
        return NULL;
    return json_member(object, f->name.p);
}

/* The fields of a block or row, each under `prefix`. */
static const struct json *post_holder(const struct post *p,
                                      const struct field *holder,
                                      struct str prefix, const struct json *old)
{
    struct json *object = json_new_object(p->arena);

    for (const struct field *f = field_first(holder); f < field_end(holder);
         f = field_next(f)) {
        struct str name = arena_printf(p->arena, "%s.%s", prefix.p, f->name.p);
        const struct json *value = post_field(p, f, name, member_of(old, f));

        if (value)
            json_set(object, f->name.p, value);
    }
    return object;
}

/* Rows that were sent: one more than the highest number in "lines[N].". */
static size_t rows_sent(const struct post *p, struct str name)
{
    struct str start = arena_printf(p->arena, "%s[", name.p);
    size_t rows = 0;

    for (size_t i = 0; i < p->inputs.count; i++) {
        struct str input = p->inputs.item[i].name;
        size_t end = str_find_char(input, ']', 0);
        int64_t row;

        if (str_starts(input, start) &&
            num_parse(str_sub(input, start.n, end), 0, FORM_ROWS_MAX - 1,
                      &row) &&
            (size_t)row >= rows)
            rows = (size_t)row + 1;
    }
    return rows;
}

static const struct json *row_of(const struct json *rows, size_t i)
{
    if (!rows || json_kind(rows) != JSON_KIND_ARRAY || i >= json_count(rows))
        return NULL;
    return json_at(rows, i);
}

static const struct json *post_group(const struct post *p,
                                     const struct field *group, struct str name,
                                     const struct json *old)
{
    struct json *rows = json_new_array(p->arena);
    size_t count = rows_sent(p, name);
    size_t kept = row_of(old, 0) ? json_count(old) : 0;

    if (kept > count)
        count = kept < FORM_ROWS_MAX ? kept : FORM_ROWS_MAX;
    for (size_t i = 0; i < count; i++)
        json_add(rows, post_holder(p, group,
                                   arena_printf(p->arena, "%s[%zu]", name.p, i),
                                   row_of(old, i)));
    return count > 0 ? rows : NULL;
}

static const struct json *post_one(const struct post *p, const struct field *f,
                                   struct str name, const struct json *old)
{
    struct str raw = sent(p, name);
    bool is_box = f->type == TYPE_DECLARATION ||
                  (f->type == TYPE_CHOICE && f->look_radio);

    if (!raw.p)
        return is_box ? NULL : old;
    return form__typed(p->arena, f, raw);
}

static const struct json *post_field(const struct post *p,
                                     const struct field *f, struct str name,
                                     const struct json *old)
{
    switch (f->type) {
    case TYPE_DATE: return post_date(p, f, name, old);
    case TYPE_ADDRESS: return post_address(p, name, old);
    case TYPE_MANY: return post_many(p, name);
    case TYPE_BLOCK: return post_holder(p, f, name, old);
    case TYPE_GROUP: return post_group(p, f, name, old);
    case TYPE_FILE:
    case TYPE_COMPUTED: return NULL;
    case TYPE_TEXT:
    case TYPE_LONG:
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_MONEY:
    case TYPE_TIME:
    case TYPE_CHOICE:
    case TYPE_AREA:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE:
    case TYPE_EMAIL:
    case TYPE_DECLARATION:
    case TYPE_COUNT: break;
    }
    return post_one(p, f, name, old);
}

static const struct field *form_end(const struct form *form)
{
    return form->field + form->field_count;
}

const struct json *form_answers_post(struct arena *a, const struct form *form,
                                     size_t page, const struct json *answers,
                                     struct form_inputs inputs)
{
    struct post p = {a, inputs};
    struct json *now = json_new_object(a);

    for (const struct field *f = form->field; f < form_end(form);
         f = field_next(f)) {
        const struct json *old = member_of(answers, f);
        const struct json *value =
            f->page == page ? post_field(&p, f, f->name, old) : old;

        if (value)
            json_set(now, f->name.p, value);
    }
    return now;
}

/* The answers with another value for one field of the pages. */
static const struct json *replaced(struct arena *a, const struct form *form,
                                   const struct json *answers,
                                   const struct field *which,
                                   const struct json *value)
{
    struct json *now = json_new_object(a);

    for (const struct field *f = form->field; f < form_end(form);
         f = field_next(f)) {
        const struct json *kept = f == which ? value : member_of(answers, f);

        if (kept)
            json_set(now, f->name.p, kept);
    }
    return now;
}

static const struct json *with_row_more(struct arena *a,
                                        const struct form *form,
                                        const struct json *answers,
                                        const struct field *group)
{
    struct json *rows = json_new_array(a);
    size_t kept = answer_rows(answers, group);
    size_t count = kept;

    if (count < field_rows_min(group))
        count = field_rows_min(group);
    if ((int64_t)count >= group->max.n)
        return answers;
    for (size_t i = 0; i < count; i++)
        json_add(rows, i < kept ? json_at(answer_at(answers, group, 0), i)
                                : form__initial_row(a, group));
    json_add(rows, form__initial_row(a, group));
    return replaced(a, form, answers, group, rows);
}

static const struct json *with_row_less(struct arena *a,
                                        const struct form *form,
                                        const struct json *answers,
                                        const struct field *group,
                                        struct str number)
{
    struct json *rows = json_new_array(a);
    size_t count = answer_rows(answers, group);
    int64_t row;

    if (!num_parse(number, 0, FORM_ROWS_MAX, &row) || (size_t)row >= count)
        return answers;
    for (size_t i = 0; i < count; i++) {
        if (i != (size_t)row)
            json_add(rows, json_at(answer_at(answers, group, 0), i));
    }
    return replaced(a, form, answers, group, rows);
}

const struct json *form_answers_act(struct arena *a, const struct form *form,
                                    const struct json *answers,
                                    struct str action)
{
    struct str rest = action;
    struct str verb = S("");
    struct str path = S("");
    struct str number = S("");
    const struct field *group;

    if (!str_next(&rest, ':', &verb) || !str_next(&rest, ':', &path))
        return answers;
    if (!str_next(&rest, ':', &number))
        number = S("");
    group = form_field(form, path);
    if (!group || group->type != TYPE_GROUP)
        return answers;
    if (str_eq_c(verb, "add"))
        return with_row_more(a, form, answers, group);
    if (str_eq_c(verb, "remove"))
        return with_row_less(a, form, answers, group, number);
    return answers;
}
