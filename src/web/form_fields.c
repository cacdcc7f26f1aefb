#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"

#include "domain/form/form_answer.h"

#include "web/form_fields.h"

#define JOINED_BYTES_MAX 4000
#define HOME_COUNTRY     "VN"
#define DETAIL_ID        "-dong"
#define ABROAD_ID        "-nuoc-ngoai"

static struct field_view one(const struct form_fields_use *use,
                             const struct form_item *item);

static struct str add(struct arena *a, struct str name, const char *tail)
{
    return arena_printf(a, "%.*s%s", STR_ARG(name), tail);
}

static struct str join(struct arena *a, const struct str *part, size_t count,
                       const char *between)
{
    struct buf b = buf_new(a, JOINED_BYTES_MAX);

    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_add_c(&b, between);
        buf_add(&b, part[i]);
    }
    return buf_str(&b);
}

static struct options_view choices(struct arena *a,
                                   const struct form_item *item)
{
    struct option_view *option =
        ARENA_ARRAY(a, struct option_view, item->choice_count);

    for (size_t i = 0; i < item->choice_count; i++)
        option[i] = (struct option_view){
            .value = item->choice[i].value,
            .label = item->choice[i].label,
            .is_chosen = item->choice[i].chosen,
        };
    return (struct options_view){option, item->choice_count};
}

static struct options_view chosen(struct arena *a, struct options_view all,
                                  struct str value)
{
    struct option_view *option = ARENA_ARRAY(a, struct option_view, all.count);

    for (size_t i = 0; i < all.count; i++) {
        option[i] = all.option[i];
        option[i].is_chosen = str_eq(option[i].value, value);
    }
    return (struct options_view){option, all.count};
}

static struct str level_word(enum area_level level)
{
    switch (level) {
    case AREA_PROVINCE: return S("tinh");
    case AREA_DISTRICT: return S("huyen");
    case AREA_COMMUNE: return S("xa");
    }
    return STR_NONE;
}

/* A code that names nothing is what was typed: it stays to be read. */
static struct area_field_view finder(const struct form_fields_use *use,
                                     struct str name, struct str code,
                                     struct str area_name,
                                     enum area_level level)
{
    return (struct area_field_view){
        .text_name = add(use->arena, name, ".text"),
        .text = str_empty(area_name) ? code : area_name,
        .find = URL_PATH(use->arena, "/dia-ban?cap={}", level_word(level)),
        .pick_name = add(use->arena, name, ".pick"),
    };
}

static void offer_picks(const struct form_fields_use *use, struct str area_name,
                        struct str district, struct area_field_view *v)
{
    if (use->picks && str_empty(area_name) && !str_empty(v->text))
        v->picks = use->picks(use->data, v->text, district);
}

static void fill_area(const struct form_fields_use *use,
                      const struct form_item *item, struct field_view *f)
{
    enum area_level level = item->field->area_level;

    f->area = finder(use, item->name, item->value, item->area_name, level);
    if (str_empty(item->area_name))
        f->value = STR_NONE;
    if (level == AREA_COMMUNE) {
        f->area.districts = use->districts;
        f->area.district_name = add(use->arena, item->name, ".district");
        offer_picks(use, item->area_name, STR_NONE, &f->area);
    }
}

static void name_parts(struct arena *a, const struct form_item *item,
                       struct address_field_view *v)
{
    v->province_name = add(a, item->name, ".province");
    v->commune_name = add(a, item->name, ".commune");
    v->place_name = add(a, item->name, ".place");
    v->detail_name = add(a, item->name, ".detail");
    v->abroad_name = add(a, item->name, ".abroad");
}

/* Which province, and so which of the parts are asked. */
static void place_province(const struct form_fields_use *use,
                           const struct form_item *item,
                           struct address_field_view *v)
{
    struct str country = item->part[ADDRESS_COUNTRY];
    struct str province = item->part[ADDRESS_PROVINCE];

    check(use->provinces.count >= 2);
    v->home = use->provinces.option[0].value;
    v->abroad_value = use->provinces.option[use->provinces.count - 1].value;
    if (!str_empty(country) && !str_eq_c(country, HOME_COUNTRY)) {
        v->where = ADDRESS_FOREIGN;
        province = v->abroad_value;
    } else if (!str_empty(province) && !str_eq(province, v->home)) {
        v->where = ADDRESS_INLAND;
    } else {
        province = v->home;
    }
    v->provinces = chosen(use->arena, use->provinces, province);
}

/* A commune that lacks is asked in one of two ways: the fault leads there. */
static void name_elements(struct arena *a, struct str name,
                          struct address_field_view *v)
{
    bool inland = v->where == ADDRESS_INLAND;

    v->here_id = inland ? add(a, name, "-tim") : name;
    v->place_id = inland ? name : add(a, name, "-noi-khac");
    v->detail_id = add(a, name, DETAIL_ID);
    v->abroad_id = add(a, name, ABROAD_ID);
}

static void place_error(const struct form_item *item,
                        struct address_field_view *v)
{
    if (item->error_part == ADDRESS_DETAIL)
        v->detail_error = item->error;
    else if (v->where == ADDRESS_FOREIGN)
        v->abroad_error = item->error;
    else
        v->commune_error = item->error;
}

static void fill_address(const struct form_fields_use *use,
                         const struct form_item *item, struct field_view *f)
{
    struct address_field_view *v =
        ARENA_NEW(use->arena, struct address_field_view);
    struct str code = item->part[ADDRESS_COMMUNE];

    name_parts(use->arena, item, v);
    place_province(use, item, v);
    name_elements(use->arena, item->name, v);
    v->area = finder(use, v->commune_name, code, item->area_name, AREA_COMMUNE);
    v->area.district_name = add(use->arena, item->name, ".district");
    v->area.districts =
        chosen(use->arena, use->districts, item->part[ADDRESS_DISTRICT]);
    offer_picks(use, item->area_name, item->part[ADDRESS_DISTRICT], &v->area);
    v->commune = str_empty(item->area_name) ? STR_NONE : code;
    v->place = item->part[ADDRESS_PLACE];
    v->detail = item->part[ADDRESS_DETAIL];
    v->abroad = item->part[ADDRESS_ABROAD];
    place_error(item, v);
    f->error = STR_NONE;
    f->address = v;
    f->does_refresh = true; /* without a script only the server shows */
}

static void fill_date(const struct form_item *item, struct field_view *f)
{
    f->date = (struct date_field_view){
        .day = item->day,
        .month = item->month,
        .year = item->year,
        .is_day_wrong = item->error_date_parts & FAULT_DAY,
        .is_month_wrong = item->error_date_parts & FAULT_MONTH,
        .is_year_wrong = item->error_date_parts & FAULT_YEAR,
    };
}

static bool is_filled(const struct form_item *item)
{
    return !str_empty(item->value) || !str_empty(item->year) ||
           !str_empty(item->part[ADDRESS_COMMUNE]);
}

/* The labels of what the account gave: "Họ và tên, Ngày sinh". */
static struct str from_account(struct arena *a, const struct form_item *block)
{
    struct str *label = ARENA_ARRAY(a, struct str, block->child_count);
    size_t count = 0;

    if (block->field->prefill != PREFILL_ACCOUNT)
        return STR_NONE;
    for (size_t i = 0; i < block->child_count; i++) {
        const struct form_item *child = &block->child[i];

        if (child->field->prefill != PREFILL_NONE && is_filled(child))
            label[count++] = child->label;
    }
    return join(a, label, count, ", ");
}

static struct form_fields list(const struct form_fields_use *use,
                               const struct form_item *item, size_t count)
{
    struct field_view *field =
        ARENA_ARRAY(use->arena, struct field_view, count);
    struct form_fields ret = {.field = field};

    for (size_t i = 0; i < count; i++) {
        if (item[i].field->type == TYPE_FILE)
            continue;
        field[ret.count] = one(use, &item[i]);
        ret.has_refresh = ret.has_refresh || field[ret.count].does_refresh;
        ret.count++;
    }
    return ret;
}

static void fill_block(const struct form_fields_use *use,
                       const struct form_item *item, struct field_view *f)
{
    struct form_fields children = list(use, item->child, item->child_count);

    f->child = children.field;
    f->child_count = children.count;
    f->does_refresh = f->does_refresh || children.has_refresh;
    if (!use->is_counter)
        f->from_account = from_account(use->arena, item);
}

static void fill_group(const struct form_fields_use *use,
                       const struct form_item *item, struct field_view *f)
{
    struct row_view *row =
        ARENA_ARRAY(use->arena, struct row_view, item->row_count);

    for (size_t i = 0; i < item->row_count; i++) {
        const struct form_row *from = &item->rows[i];
        struct form_fields children = list(use, from->child, from->child_count);

        row[i] = (struct row_view){.title = from->title,
                                   .child = children.field,
                                   .count = children.count,
                                   .remove = from->remove};
        f->does_refresh = f->does_refresh || children.has_refresh;
    }
    f->row = row;
    f->row_count = item->row_count;
    f->add = item->add;
}

static enum field_look look_of(const struct field *field)
{
    switch (field->type) {
    case TYPE_TEXT: return FIELD_TEXT;
    case TYPE_LONG: return FIELD_LONG;
    case TYPE_NUMBER: return FIELD_NUMBER;
    case TYPE_DECIMAL: return FIELD_DECIMAL;
    case TYPE_MONEY: return FIELD_MONEY;
    case TYPE_DATE: return FIELD_DATE;
    case TYPE_TIME: return FIELD_TIME;
    case TYPE_CHOICE: return field->look_radio ? FIELD_RADIO : FIELD_SELECT;
    case TYPE_MANY: return FIELD_MANY;
    case TYPE_AREA: return FIELD_AREA;
    case TYPE_ADDRESS: return FIELD_ADDRESS;
    case TYPE_ID_NUMBER: return FIELD_ID;
    case TYPE_PHONE: return FIELD_PHONE;
    case TYPE_EMAIL: return FIELD_EMAIL;
    case TYPE_BLOCK: return FIELD_BLOCK;
    case TYPE_GROUP: return FIELD_GROUP;
    case TYPE_DECLARATION: return FIELD_DECLARATION;
    case TYPE_COMPUTED:
    case TYPE_FILE:
    case TYPE_COUNT: return FIELD_COMPUTED;
    }
    return FIELD_COMPUTED;
}

static unsigned width_of(const struct field *field)
{
    switch (field->type) {
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_TIME: return 10;
    case TYPE_MONEY:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE: return 20;
    case TYPE_TEXT: return field->max.n <= 20 ? 20 : 0;
    case TYPE_LONG:
    case TYPE_DATE:
    case TYPE_CHOICE:
    case TYPE_MANY:
    case TYPE_AREA:
    case TYPE_ADDRESS:
    case TYPE_EMAIL:
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_FILE:
    case TYPE_DECLARATION:
    case TYPE_COMPUTED:
    case TYPE_COUNT: return 0;
    }
    return 0;
}

/* Source: HTML, autofill; WCAG 2.1 §1.3.5. */
static struct str autocomplete_of(const struct field *field)
{
    switch (field->prefill) {
    case PREFILL_FULL_NAME: return S("name");
    case PREFILL_PHONE: return S("tel");
    case PREFILL_EMAIL: return S("email");
    case PREFILL_NONE:
    case PREFILL_ACCOUNT:
    case PREFILL_BIRTH_DATE:
    case PREFILL_SEX:
    case PREFILL_ID_NUMBER:
    case PREFILL_ADDRESS:
    case PREFILL_ETHNIC: return STR_NONE;
    }
    return STR_NONE;
}

static bool is_asked(const struct field *field)
{
    return field->type != TYPE_BLOCK && field->type != TYPE_GROUP &&
           field->type != TYPE_COMPUTED && field->type != TYPE_DECLARATION;
}

static void fill_own(const struct form_fields_use *use,
                     const struct form_item *item, struct field_view *f)
{
    switch (f->look) {
    case FIELD_DATE: fill_date(item, f); break;
    case FIELD_RADIO:
    case FIELD_SELECT:
    case FIELD_MANY: f->options = choices(use->arena, item); break;
    case FIELD_AREA: fill_area(use, item, f); break;
    case FIELD_ADDRESS: fill_address(use, item, f); break;
    case FIELD_BLOCK: fill_block(use, item, f); break;
    case FIELD_GROUP: fill_group(use, item, f); break;
    case FIELD_DECLARATION:
        if (!str_empty(item->text))
            f->label = item->text;
        break;
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_NUMBER:
    case FIELD_DECIMAL:
    case FIELD_MONEY:
    case FIELD_TIME:
    case FIELD_ID:
    case FIELD_PHONE:
    case FIELD_EMAIL:
    case FIELD_COMPUTED: break;
    }
}

static struct field_view one(const struct form_fields_use *use,
                             const struct form_item *item)
{
    const struct field *field = item->field;
    bool is_text = field->type == TYPE_TEXT || field->type == TYPE_LONG;
    struct field_view f = {
        .look = look_of(field),
        .id = item->name,
        .name = item->name,
        .label = item->label,
        .hint = item->hint,
        .error = item->error,
        .warning = item->warning,
        .value = item->value,
        .unit = item->unit,
        .autocomplete = autocomplete_of(field),
        .width = width_of(field),
        .letters_max = is_text ? (unsigned)field->max.n : 0,
        .is_optional = !item->required && is_asked(field),
        .is_hidden = !item->shown,
        .does_refresh = item->refreshes,
        .when_name = item->when_name,
        .when_is = join(use->arena, item->when_is, item->when_count, " "),
    };

    fill_own(use, item, &f);
    return f;
}

struct form_fields form_fields(const struct form_fields_use *use,
                               const struct form_page_view *page)
{
    return list(use, page->item, page->count);
}

/* The lines of an address have elements of their own. */
static struct str element_of(struct arena *a, const struct form_fault *fault)
{
    struct str name = field_input_name(a, fault->field, fault->row);

    if (fault->part == ADDRESS_DETAIL)
        return add(a, name, DETAIL_ID);
    if (fault->part == ADDRESS_ABROAD)
        return add(a, name, ABROAD_ID);
    return name;
}

struct errors_view form_fields_errors(struct arena *a, enum lang lang,
                                      const struct form_faults *faults)
{
    struct wrong_view *wrong =
        ARENA_ARRAY(a, struct wrong_view, faults->errors);
    size_t count = 0;

    for (size_t i = 0; i < faults->count; i++) {
        const struct form_fault *fault = &faults->item[i];

        if (fault->level == RULE_ERROR && count < faults->errors)
            wrong[count++] = (struct wrong_view){
                .field = element_of(a, fault),
                .words = form_fault_text(a, lang, fault),
            };
    }
    return (struct errors_view){wrong, count};
}
