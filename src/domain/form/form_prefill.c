#include "base/prelude.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_typed.h"

static const struct json *date_of(struct arena *a, const struct field *f,
                                  struct civil d)
{
    if (d.year == 0 || ((d.month == 0 || d.day == 0) && !f->partial))
        return NULL;
    if (d.month == 0)
        return form__json_text(a, arena_printf(a, "%04d", d.year));
    if (d.day == 0)
        return form__json_text(a,
                               arena_printf(a, "%04d-%02d", d.year, d.month));
    return form__json_text(
        a, arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day));
}

static const struct json *address_of(struct arena *a,
                                     const struct form_person *p)
{
    const struct {
        enum address_part part;
        struct str text;
    } known[] = {
        {ADDRESS_PROVINCE, p->province},
        {ADDRESS_DISTRICT, p->district},
        {ADDRESS_COMMUNE, p->commune},
        {ADDRESS_DETAIL, p->detail},
    };
    struct json *address = json_new_object(a);

    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (!str_empty(known[i].text))
            json_set_str(address, address_part_name(known[i].part).p,
                         known[i].text);
    }
    return json_count(address) > 0 ? address : NULL;
}

/* Only what the field's list offers. */
static const struct json *option_of(struct arena *a, const struct field *f,
                                    struct str value)
{
    return value.p && field_option(f, value) ? form__json_text(a, value) : NULL;
}

static const struct json *known(struct arena *a, const struct field *f,
                                const struct form_person *p)
{
    switch (f->prefill) {
    case PREFILL_NONE:
    case PREFILL_ACCOUNT: return NULL;
    case PREFILL_FULL_NAME: return form__json_text(a, p->full_name);
    case PREFILL_BIRTH_DATE: return date_of(a, f, p->birth_date);
    case PREFILL_SEX:
        if (p->sex == SEX_UNKNOWN)
            return NULL;
        return option_of(a, f, p->sex == SEX_MALE ? S("male") : S("female"));
    case PREFILL_ID_NUMBER: return form__json_text(a, p->id_number);
    case PREFILL_PHONE: return form__json_text(a, p->phone);
    case PREFILL_EMAIL: return form__json_text(a, p->email);
    case PREFILL_ADDRESS: return address_of(a, p);
    case PREFILL_ETHNIC: return option_of(a, f, p->ethnic);
    }
    return NULL;
}

static const struct json *begin_holder(struct arena *a,
                                       const struct field *holder,
                                       const struct form_person *p);

/*
 * A default answers what has to be answered. What may stay empty stays empty:
 * a paper's kind that nobody chose would ask for its number and its date.
 */
static bool has_default(const struct field *f)
{
    return f->type != TYPE_GROUP && f->initial.p && f->required;
}

static const struct json *begin_field(struct arena *a, const struct field *f,
                                      const struct form_person *p)
{
    const struct json *value;

    if (f->type == TYPE_BLOCK)
        return begin_holder(a, f, p);
    value = p ? known(a, f, p) : NULL;
    if (value || !has_default(f))
        return value;
    return form__typed(a, f, f->initial);
}

static const struct json *begin_holder(struct arena *a,
                                       const struct field *holder,
                                       const struct form_person *p)
{
    struct json *object = json_new_object(a);

    for (const struct field *f = field_first(holder); f < field_end(holder);
         f = field_next(f)) {
        const struct json *value = begin_field(a, f, p);

        if (value)
            json_set(object, f->name.p, value);
    }
    return object;
}

const struct json *form__initial_row(struct arena *a, const struct field *group)
{
    return begin_holder(a, group, NULL);
}

const struct json *form_answers_new(struct arena *a, const struct form *form,
                                    const struct form_person *person)
{
    struct json *answers = json_new_object(a);
    const struct field *end = form->field + form->field_count;

    for (const struct field *f = form->field; f < end; f = field_next(f)) {
        const struct json *value = begin_field(a, f, person);

        if (value)
            json_set(answers, f->name.p, value);
    }
    return answers;
}
