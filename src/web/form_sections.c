#include "base/prelude.h"

#include "web/form_sections.h"

/* A block that always shows is a card of its own. */
static bool is_card(const struct field_view *f)
{
    return f->look == FIELD_BLOCK && str_empty(f->when_name);
}

size_t form_sections(struct arena *a, const struct form_fields *fields,
                     const struct section_view **ret)
{
    struct section_view *s =
        ARENA_ARRAY(a, struct section_view, fields->count + 1);
    size_t n = 0;

    for (size_t i = 0; i < fields->count; i++) {
        const struct field_view *f = &fields->field[i];

        if (is_card(f)) {
            struct field_view *inside = ARENA_NEW(a, struct field_view);

            *inside = *f;
            inside->label = inside->hint = STR_NONE;
            s[n++] = (struct section_view){f->label, f->hint, inside, 1};
        } else if (n > 0 && i > 0 && !is_card(f - 1)) {
            s[n - 1].count++;
        } else {
            s[n++] = (struct section_view){STR_NONE, STR_NONE, f, 1};
        }
    }
    *ret = s;
    return n;
}

static bool has_conditions(const struct form_item *item, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (item[i].field->show ||
            has_conditions(item[i].child, item[i].child_count))
            return true;
    return false;
}

bool form_has_conditions(const struct form_page_view *page)
{
    return has_conditions(page->item, page->count);
}
