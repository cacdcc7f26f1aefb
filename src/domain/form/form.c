#include "base/prelude.h"

#include "domain/form/form.h"

struct str address_part_name(enum address_part part)
{
    static const char *const name[ADDRESS_PART_COUNT] = {
        [ADDRESS_COUNTRY] = "country",   [ADDRESS_PROVINCE] = "province",
        [ADDRESS_DISTRICT] = "district", [ADDRESS_COMMUNE] = "commune",
        [ADDRESS_PLACE] = "place",       [ADDRESS_DETAIL] = "detail",
        [ADDRESS_ABROAD] = "abroad",
    };

    return str_c(name[part]);
}

struct str field_type_name(enum field_type type)
{
    static const char *const name[TYPE_COUNT] = {
        [TYPE_TEXT] = "text",         [TYPE_LONG] = "long",
        [TYPE_NUMBER] = "number",     [TYPE_DECIMAL] = "decimal",
        [TYPE_MONEY] = "money",       [TYPE_DATE] = "date",
        [TYPE_TIME] = "time",         [TYPE_CHOICE] = "choice",
        [TYPE_MANY] = "many",         [TYPE_AREA] = "area",
        [TYPE_ADDRESS] = "address",   [TYPE_ID_NUMBER] = "id_number",
        [TYPE_PHONE] = "phone",       [TYPE_EMAIL] = "email",
        [TYPE_BLOCK] = "block",       [TYPE_GROUP] = "group",
        [TYPE_FILE] = "file",         [TYPE_DECLARATION] = "declaration",
        [TYPE_COMPUTED] = "computed",
    };

    return str_c(name[type]);
}

bool field_holds_others(const struct field *f)
{
    return f->type == TYPE_BLOCK || f->type == TYPE_GROUP;
}

size_t field_rows_min(const struct field *group)
{
    if (group->min.kind == BOUND_VALUE)
        return (size_t)group->min.n;
    return group->required && !group->required_when ? 1 : 0;
}

const struct field *field_first(const struct field *holder)
{
    return holder + 1;
}

const struct field *field_end(const struct field *holder)
{
    return holder + holder->span;
}

const struct field *field_next(const struct field *f)
{
    return f + f->span;
}

const struct field *form_field(const struct form *form, struct str path)
{
    for (size_t i = 0; i < form->field_count; i++) {
        if (str_eq(form->field[i].path, path))
            return &form->field[i];
    }
    return NULL;
}

size_t form_page_index(const struct form *form, struct str id)
{
    size_t i = 0;

    while (i < form->page_count && !str_eq(form->page[i].id, id))
        i++;
    return i;
}

const struct form_option *field_option(const struct field *f, struct str value)
{
    for (size_t i = 0; i < f->option_count; i++) {
        if (str_eq(f->option[i].value, value))
            return &f->option[i];
    }
    return NULL;
}
