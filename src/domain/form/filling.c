#include "base/prelude.h"

#include "base/check.h"

#include "domain/form/filling.h"
#include "domain/form/form_answer.h"

static bool among(const struct condition *c, const struct json *answer)
{
    for (size_t i = 0; i < c->value_count; i++) {
        if (answer_is(answer, c->value[i]))
            return true;
    }
    return false;
}

static bool holds_in(const struct condition *c, const struct json *answer)
{
    if (!answer)
        return false;
    if (json_kind(answer) != JSON_KIND_ARRAY)
        return among(c, answer);
    for (size_t i = 0; i < json_count(answer); i++) {
        if (among(c, json_at(answer, i)))
            return true;
    }
    return false;
}

static bool holds_parts(const struct filling *f, const struct condition *c,
                        size_t row)
{
    bool all = c->kind == CONDITION_ALL;

    for (size_t i = 0; i < c->part_count; i++) {
        if (filling_holds(f, &c->part[i], row) != all)
            return !all;
    }
    return all;
}

bool filling_holds(const struct filling *f, const struct condition *c,
                   size_t row)
{
    if (!c)
        return true;
    switch (c->kind) {
    case CONDITION_IN: return holds_in(c, filling_answer(f, c->field, row));
    case CONDITION_FILLED:
        return (filling_answer(f, c->field, row) != NULL) == c->filled;
    case CONDITION_CASE: return c->case_index == f->case_index;
    case CONDITION_CHANNEL: return c->channel == f->channel;
    case CONDITION_ALL:
    case CONDITION_ANY: return holds_parts(f, c, row);
    case CONDITION_NOT: return !filling_holds(f, c->part, row);
    }
    UNREACHABLE();
}

bool filling_shows(const struct filling *f, const struct field *field,
                   size_t row)
{
    if (field->parent && !filling_shows(f, field->parent, row))
        return false;
    return filling_holds(f, field->show, row);
}

bool filling_requires(const struct filling *f, const struct field *field,
                      size_t row)
{
    return field->required && filling_holds(f, field->required_when, row);
}

const struct json *filling_answer(const struct filling *f,
                                  const struct field *field, size_t row)
{
    const struct json *answer =
        answer_at(f->answers, field, field->group ? row : 0);

    if (!answer_filled(answer) || !filling_shows(f, field, row))
        return NULL;
    return answer;
}

static size_t rows_of(const struct filling *f, const struct field *group)
{
    size_t rows = answer_rows(f->answers, group);
    size_t min = field_rows_min(group);

    return rows > min ? rows : min;
}

static bool step_to(struct filling_walk *w, const struct field *field)
{
    const struct form *form = w->filling->form;

    w->field = field;
    return field < form->field + form->field_count;
}

bool filling_next(struct filling_walk *w)
{
    const struct field *now = w->field;
    const struct field *group;

    if (!now)
        return step_to(w, w->filling->form->field);
    if (now->type == TYPE_GROUP) {
        w->row = 0;
        return step_to(w, rows_of(w->filling, now) > 0 ? field_first(now)
                                                       : field_end(now));
    }
    group = now->group;
    if (!group || now + 1 < field_end(group))
        return step_to(w, now + 1);
    if (++w->row < rows_of(w->filling, group))
        return step_to(w, field_first(group));
    w->row = 0;
    return step_to(w, field_end(group));
}
