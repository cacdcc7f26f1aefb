#include "base/prelude.h"

#include "base/num.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_show.h"
#include "domain/form/form_view.h"

struct viewing {
    struct arena *arena;
    const struct filling *filling;
    enum lang lang;
    const struct form_faults *faults;
};

static struct form_item view_item(const struct viewing *v,
                                  const struct field *field, size_t row);

static size_t count_children(const struct field *holder)
{
    size_t count = 0;

    for (const struct field *f = field_first(holder); f < field_end(holder);
         f = field_next(f))
        count++;
    return count;
}

static const struct form_item *view_children(const struct viewing *v,
                                             const struct field *holder,
                                             size_t row)
{
    struct form_item *item =
        ARENA_ARRAY(v->arena, struct form_item, count_children(holder));
    size_t n = 0;

    for (const struct field *f = field_first(holder); f < field_end(holder);
         f = field_next(f))
        item[n++] = view_item(v, f, row);
    return item;
}

static void view_rows(const struct viewing *v, const struct field *group,
                      struct form_item *item)
{
    const struct words *words =
        words_none(group->row_label) ? &group->label : &group->row_label;
    size_t kept = answer_rows(v->filling->answers, group);
    size_t min = field_rows_min(group);
    size_t count = kept > min ? kept : min;
    struct form_row *rows = ARENA_ARRAY(v->arena, struct form_row, count);

    for (size_t i = 0; i < count; i++) {
        rows[i].title = arena_printf(v->arena, "%.*s %zu",
                                     STR_ARG(words->in[v->lang]), i + 1);
        rows[i].child = view_children(v, group, i);
        rows[i].child_count = count_children(group);
        if (count > min)
            rows[i].remove =
                arena_printf(v->arena, "remove:%s:%zu", group->path.p, i);
    }
    item->rows = rows;
    item->row_count = count;
    if ((int64_t)count < group->max.n)
        item->add = arena_printf(v->arena, "add:%s", group->path.p);
}

static bool is_chosen(const struct json *answer, struct str value)
{
    if (!answer || json_kind(answer) != JSON_KIND_ARRAY)
        return answer && answer_is(answer, value);
    for (size_t i = 0; i < json_count(answer); i++) {
        if (answer_is(json_at(answer, i), value))
            return true;
    }
    return false;
}

static void view_choices(const struct viewing *v, const struct json *answer,
                         struct form_item *item)
{
    const struct field *field = item->field;
    struct form_choice *choice =
        ARENA_ARRAY(v->arena, struct form_choice, field->option_count);

    for (size_t i = 0; i < field->option_count; i++)
        choice[i] = (struct form_choice){
            .value = field->option[i].value,
            .label = field->option[i].label.in[v->lang],
            .chosen = is_chosen(answer, field->option[i].value),
        };
    item->choice = choice;
    item->choice_count = field->option_count;
}

static struct str number_or_none(const struct viewing *v, int n)
{
    return n > 0 ? arena_printf(v->arena, "%d", n) : STR_NONE;
}

static void view_date(const struct viewing *v, const struct json *answer,
                      struct form_item *item)
{
    struct civil d;

    if (answer_date(answer, true, &d)) {
        item->day = number_or_none(v, d.day);
        item->month = number_or_none(v, d.month);
        item->year = number_or_none(v, d.year);
        return;
    }
    item->day = answer_part(answer, "day");
    item->month = answer_part(answer, "month");
    item->year = answer_part(answer, "year");
    if (answer && !item->year.p)
        item->day = answer_text(v->arena, answer);
}

static struct str unit_name(const struct viewing *v, struct str code,
                            enum area_level level)
{
    const struct filling *f = v->filling;
    struct str name;

    if (str_empty(code) || !f->area_name ||
        !f->area_name(f->data, code, level, &name))
        return STR_NONE;
    return name;
}

static void view_address(const struct viewing *v, const struct json *answer,
                         struct form_item *item)
{
    for (int i = 0; i < ADDRESS_PART_COUNT; i++)
        item->part[i] =
            answer_part(answer, address_part_name((enum address_part)i).p);
    item->area_name = unit_name(v, item->part[ADDRESS_COMMUNE], AREA_COMMUNE);
}

static struct str view_number(const struct viewing *v,
                              const struct field *field,
                              const struct json *answer)
{
    struct errbox box;
    int64_t n;

    if (field->type == TYPE_MONEY && answer &&
        json_as_i64(&box, answer, INT64_MIN, INT64_MAX, &n) == ERR_OK)
        return num_vn(v->arena, n);
    return answer_text(v->arena, answer);
}

static void view_value(const struct viewing *v, const struct json *answer,
                       struct form_item *item)
{
    const struct field *field = item->field;

    switch (field->type) {
    case TYPE_CHOICE:
        item->value = answer_text(v->arena, answer);
        view_choices(v, answer, item);
        break;
    case TYPE_MANY: view_choices(v, answer, item); break;
    case TYPE_DATE: view_date(v, answer, item); break;
    case TYPE_ADDRESS: view_address(v, answer, item); break;
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_MONEY: item->value = view_number(v, field, answer); break;
    case TYPE_COMPUTED:
        item->value = form_compute(v->arena, v->filling, field, item->row);
        break;
    case TYPE_AREA:
        item->value = answer_text(v->arena, answer);
        item->area_name = unit_name(v, item->value, field->area_level);
        break;
    case TYPE_TEXT:
    case TYPE_LONG:
    case TYPE_TIME:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE:
    case TYPE_EMAIL:
    case TYPE_DECLARATION: item->value = answer_text(v->arena, answer); break;
    case TYPE_BLOCK:
        item->child = view_children(v, field, item->row);
        item->child_count = count_children(field);
        break;
    case TYPE_GROUP: view_rows(v, field, item); break;
    case TYPE_FILE:
    case TYPE_COUNT: break;
    }
}

/* A condition that a browser can follow: one field of this page has a value. */
static bool is_simple(const struct field *field)
{
    const struct condition *c = field->show;

    return c && c->kind == CONDITION_IN && c->field->page == field->page;
}

static void view_condition(const struct viewing *v, struct form_item *item)
{
    const struct field *field = item->field;

    if (!is_simple(field))
        return;
    item->when_name = field_input_name(v->arena, field->show->field, item->row);
    item->when_is = field->show->value;
    item->when_count = field->show->value_count;
}

static bool names(const struct condition *c, const struct field *field)
{
    if (!c)
        return false;
    if (c->field == field)
        return true;
    for (size_t i = 0; i < c->part_count; i++) {
        if (names(&c->part[i], field))
            return true;
    }
    return false;
}

/* Some field of this page depends on it in a way only the server can tell. */
static bool refreshes(const struct form *form, const struct field *field)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *other = &form->field[i];

        if (other->page == field->page && !is_simple(other) &&
            names(other->show, field))
            return true;
    }
    return false;
}

static void view_faults(const struct viewing *v, struct form_item *item)
{
    const struct form_fault *error =
        form_fault_at(v->faults, RULE_ERROR, item->field, item->row);
    const struct form_fault *warning =
        form_fault_at(v->faults, RULE_WARNING, item->field, item->row);

    item->error_part = error ? error->part : -1;
    if (error) {
        item->error = form_fault_text(v->arena, v->lang, error);
        item->error_date_parts = error->date_parts;
    }
    if (warning)
        item->warning = form_fault_text(v->arena, v->lang, warning);
}

static struct form_item view_item(const struct viewing *v,
                                  const struct field *field, size_t row)
{
    const struct filling *f = v->filling;
    const struct json *answer = answer_at(f->answers, field, row);
    struct form_item item = {
        .field = field,
        .row = row,
        .name = field_input_name(v->arena, field, row),
        .label = field->label.in[v->lang],
        .hint = field->hint.in[v->lang],
        .unit = field->unit.in[v->lang],
        .text = field->text.in[v->lang],
        .required = filling_requires(f, field, row),
        .shown = filling_shows(f, field, row),
        .refreshes = refreshes(f->form, field),
    };

    view_value(v, answer, &item);
    view_condition(v, &item);
    view_faults(v, &item);
    return item;
}

struct form_page_view form_view(struct arena *a, const struct filling *f,
                                enum lang lang, size_t page,
                                const struct form_faults *faults)
{
    const struct form_page *p = &f->form->page[page];
    const struct field *end = p->field + p->field_count;
    struct viewing v = {a, f, lang, faults};
    struct form_item *item = ARENA_ARRAY(a, struct form_item, p->field_count);
    size_t count = 0;

    for (const struct field *field = p->field; field < end;
         field = field_next(field))
        item[count++] = view_item(&v, field, 0);
    return (struct form_page_view){
        .page = p,
        .index = page,
        .title = p->title.in[lang],
        .hint = p->hint.in[lang],
        .item = item,
        .count = count,
    };
}

/* A page whose fields are all hidden is passed over. */
static bool asks_anything(const struct filling *f, size_t page)
{
    const struct form_page *p = &f->form->page[page];
    const struct field *end = p->field + p->field_count;

    for (const struct field *field = p->field; field < end;
         field = field_next(field)) {
        if (filling_shows(f, field, 0))
            return true;
    }
    return false;
}

size_t form_page_after(const struct filling *f, size_t page)
{
    do
        page++;
    while (page < f->form->page_count && !asks_anything(f, page));
    return page < f->form->page_count ? page : f->form->page_count;
}

size_t form_page_before(const struct filling *f, size_t page)
{
    while (page > 0) {
        page--;
        if (asks_anything(f, page))
            return page;
    }
    return f->form->page_count;
}
