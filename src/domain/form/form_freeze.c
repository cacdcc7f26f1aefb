#include "base/prelude.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/form/form_show.h"

static void freeze_into(struct arena *a, const struct filling *f,
                        struct json *into, const struct field *field,
                        size_t row);

static const struct json *freeze_holder(struct arena *a,
                                        const struct filling *f,
                                        const struct field *holder, size_t row)
{
    struct json *object = json_new_object(a);

    for (const struct field *c = field_first(holder); c < field_end(holder);
         c = field_next(c))
        freeze_into(a, f, object, c, row);
    return object;
}

static const struct json *freeze_rows(struct arena *a, const struct filling *f,
                                      const struct field *group)
{
    struct json *rows = json_new_array(a);

    for (size_t row = 0; row < answer_rows(f->answers, group); row++)
        json_add(rows, freeze_holder(a, f, group, row));
    return rows;
}

static void freeze_into(struct arena *a, const struct filling *f,
                        struct json *into, const struct field *field,
                        size_t row)
{
    const struct json *value;
    struct str text;

    if (!filling_shows(f, field, row))
        return;
    if (field->type == TYPE_COMPUTED) {
        text = form_compute(a, f, field, row);
        if (text.p)
            json_set_str(into, field->name.p, text);
        return;
    }
    if (field->type == TYPE_GROUP)
        value = freeze_rows(a, f, field);
    else if (field->type == TYPE_BLOCK)
        value = freeze_holder(a, f, field, row);
    else
        value = filling_answer(f, field, row);
    if (value && (field->type == TYPE_GROUP || answer_filled(value)))
        json_set(into, field->name.p, value);
}

const struct json *form_freeze(struct arena *a, const struct filling *f)
{
    struct json *frozen = json_new_object(a);
    const struct field *end = f->form->field + f->form->field_count;

    for (const struct field *field = f->form->field; field < end;
         field = field_next(field))
        freeze_into(a, f, frozen, field, 0);
    return frozen;
}
