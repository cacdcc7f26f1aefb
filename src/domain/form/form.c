#include "base/prelude.h"

#include "domain/form/form.h"

struct str address_part_name(enum address_part part)
{
    static const char *const name[ADDRESS_PART_COUNT] = {
        [ADDRESS_COUNTRY] = "country",   [ADDRESS_PROVINCE] = "province",
        [ADDRESS_DISTRICT] = "district", [ADDRESS_COMMUNE] = "commune",
        [ADDRESS_DETAIL] = "detail",     [ADDRESS_ABROAD] = "abroad",
    };

    return str_c(name[part]);
}

struct str field_type_name(enum field_type type)
{
    static const char *const name[FIELD_TYPE_COUNT] = {
        [FIELD_TEXT] = "text",         [FIELD_LONG] = "long",
        [FIELD_NUMBER] = "number",     [FIELD_DECIMAL] = "decimal",
        [FIELD_MONEY] = "money",       [FIELD_DATE] = "date",
        [FIELD_TIME] = "time",         [FIELD_CHOICE] = "choice",
        [FIELD_MANY] = "many",         [FIELD_AREA] = "area",
        [FIELD_ADDRESS] = "address",   [FIELD_ID_NUMBER] = "id_number",
        [FIELD_PHONE] = "phone",       [FIELD_EMAIL] = "email",
        [FIELD_BLOCK] = "block",       [FIELD_GROUP] = "group",
        [FIELD_FILE] = "file",         [FIELD_DECLARATION] = "declaration",
        [FIELD_COMPUTED] = "computed",
    };

    return str_c(name[type]);
}

bool field_holds_others(const struct field *f)
{
    return f->type == FIELD_BLOCK || f->type == FIELD_GROUP;
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
