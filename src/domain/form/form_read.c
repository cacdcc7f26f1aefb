#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/form/form_number.h"
#include "domain/form/form_reading.h"

#define SOURCE_BYTES 1000
#define ITEM_BYTES   100
#define DECIMAL_ONE  1000
#define NUMBER_MAX   1000000000000000

static const char *const PATTERN[] = {"any",      "name",   "plate",
                                      "tax_code", "digits", "passport"};
static const char *const AREA_LEVEL[] = {"province", "district", "commune"};
static const char *const LOOK[] = {"select", "radio"};
static const char *const ADDRESS_PARTS[] = {
    "country", "province", "district", "commune", "place", "detail", "abroad"};
static const char *const PREFILL[] = {
    "",
    "account",
    "account.full_name",
    "account.birth_date",
    "account.sex",
    "account.id_number",
    "account.phone",
    "account.email",
    "account.address",
    "account.ethnic",
};

/* The keys that only a type has. */
static const char *const OWN_KEYS[TYPE_COUNT] = {
    [TYPE_TEXT] = "min max pattern upper",
    [TYPE_LONG] = "min max",
    [TYPE_NUMBER] = "min max unit",
    [TYPE_DECIMAL] = "min max places unit",
    [TYPE_MONEY] = "min max",
    [TYPE_DATE] = "min max partial",
    [TYPE_TIME] = "",
    [TYPE_CHOICE] = "options list other look",
    [TYPE_MANY] = "options list other min max",
    [TYPE_AREA] = "area_level!",
    [TYPE_ADDRESS] = "required_parts",
    [TYPE_ID_NUMBER] = "against",
    [TYPE_PHONE] = "",
    [TYPE_EMAIL] = "",
    [TYPE_BLOCK] = "block! with",
    [TYPE_GROUP] = "fields! min max row_label",
    [TYPE_FILE] = "component!",
    [TYPE_DECLARATION] = "text!",
    [TYPE_COMPUTED] = "from!",
};

static void read_field(struct form_reading *r, struct node n,
                       const struct field *parent, size_t page);

static enum field_type read_type(struct node n)
{
    const char *name[TYPE_COUNT];

    for (int i = 0; i < TYPE_COUNT; i++)
        name[i] = field_type_name((enum field_type)i).p;
    return (enum field_type)read_name(n, name, TYPE_COUNT, TYPE_TEXT);
}

/* 12 or "12,5" in thousandths. */
static int64_t read_thousandths(struct node n)
{
    struct str text;
    int64_t value = 0;

    if (node_is_whole(n))
        return DECIMAL_ONE * read_whole(n, -NUMBER_MAX, NUMBER_MAX, 0);
    if (!node_is_text(n)) {
        node_error(n, MSG_PACK_NOT_NUMBER);
        return 0;
    }
    text = read_text(n, PACK_ID_BYTES);
    if (text.p && !decimal_parse(text, &value))
        node_error(n, MSG_PACK_NOT_NUMBER);
    return value;
}

static struct bound read_date_bound(struct node n)
{
    if (node_is_text(n) && str_eq_c(read_text(n, PACK_ID_BYTES), "$today"))
        return (struct bound){.kind = BOUND_TODAY};
    return (struct bound){BOUND_VALUE, read_day(n).n};
}

static struct bound read_bound(struct node n, enum field_type type)
{
    if (node_absent(n))
        return (struct bound){.kind = BOUND_NONE};
    if (type == TYPE_DATE)
        return read_date_bound(n);
    if (type == TYPE_DECIMAL)
        return (struct bound){BOUND_VALUE, read_thousandths(n)};
    return (struct bound){BOUND_VALUE,
                          read_whole(n, -NUMBER_MAX, NUMBER_MAX, 0)};
}

/* Where the author sets no upper end, the house does. */
static void close_range(struct field *f)
{
    static const int64_t ceiling[TYPE_COUNT] = {
        [TYPE_TEXT] = FORM_TEXT_MAX,
        [TYPE_LONG] = FORM_LONG_MAX,
        [TYPE_GROUP] = FORM_ROWS_MAX,
    };

    if (f->max.kind == BOUND_NONE && ceiling[f->type])
        f->max = (struct bound){BOUND_VALUE, ceiling[f->type]};
}

static void read_range(struct node n, struct field *f)
{
    struct node max = node_key(n, "max");

    f->min = read_bound(node_key(n, "min"), f->type);
    f->max = read_bound(max, f->type);
    if (f->min.kind == BOUND_VALUE && f->max.kind == BOUND_VALUE &&
        f->min.n > f->max.n)
        node_error(max, MSG_PACK_MIN_MAX);
    if ((f->type == TYPE_TEXT || f->type == TYPE_LONG) &&
        f->max.n > FORM_LONG_MAX_MAX)
        node_error2(max, MSG_PACK_NUMBER_RANGE, S("1"), S("20000"));
    if (f->type == TYPE_GROUP && f->max.n > FORM_ROWS_MAX)
        node_error2(max, MSG_PACK_NUMBER_RANGE, S("1"), S("50"));
    if (f->type == TYPE_GROUP && f->min.n < 0)
        node_error2(node_key(n, "min"), MSG_PACK_NUMBER_RANGE, S("0"), S("50"));
    close_range(f);
}

static const struct form_option *read_options(struct node list,
                                              size_t *ret_count)
{
    size_t count = read_list(list, FORM_OPTIONS_MAX);
    struct form_option *option =
        ARENA_ARRAY(list.reader->arena, struct form_option, count);

    for (size_t i = 0; i < count; i++) {
        struct node n = node_at(list, i);

        if (!read_object(n, "value! label!"))
            continue;
        option[i].value = read_code(node_key(n, "value"));
        option[i].label = read_words(node_key(n, "label"));
        for (size_t k = 0; k < i; k++) {
            if (option[i].value.p && str_eq(option[k].value, option[i].value))
                node_error1(n, MSG_PACK_TWICE, option[i].value);
        }
    }
    *ret_count = count;
    return option;
}

/* The contents of a shared file, with the file's own name for findings. */
static struct node shared_file(struct node files, const char *folder,
                               struct str name)
{
    struct pack_reader *reader = files.reader;
    struct node n = node_key(files, arena_cstr(reader->scratch, name));

    n.file =
        arena_printf(reader->scratch, "%s/%.*s.json", folder, STR_ARG(name));
    n.path = S("");
    return n;
}

const struct form_option *form_list_read(struct node lists, struct node name,
                                         size_t *ret_count)
{
    struct str code = read_id(name);
    struct node file;

    *ret_count = 0;
    if (!code.p)
        return NULL;
    file = shared_file(lists, "lists", code);
    if (node_absent(file)) {
        node_error1(name, MSG_PACK_LIST_FILE, code);
        return NULL;
    }
    if (!read_object(file, "code! source! options!"))
        return NULL;
    if (!str_eq(read_id(node_key(file, "code")), code))
        node_error1(node_key(file, "code"), MSG_PACK_FILE_CODE, code);
    read_text(node_key(file, "source"), SOURCE_BYTES);
    return read_options(node_key(file, "options"), ret_count);
}

static void read_choice(struct form_reading *r, struct node n, struct field *f)
{
    struct node list = node_key(n, "list");
    struct node options = node_key(n, "options");

    if (node_absent(list) == node_absent(options))
        node_error(n, MSG_PACK_OPTIONS_ONE);
    else if (!node_absent(list))
        f->option = form_list_read(r->lists, list, &f->option_count);
    else
        f->option = read_options(options, &f->option_count);
    f->look_radio =
        read_name(node_key(n, "look"), LOOK, COUNT_OF(LOOK), 0) == 1;
}

static void read_file(struct form_reading *r, struct node n, struct field *f)
{
    struct node component = node_key(n, "component");

    f->component = read_id(component);
    if (f->component.p && !procedure_component(r->card, f->component))
        node_error1(component, MSG_PACK_COMPONENT_UNKNOWN, f->component);
}

static void read_fields(struct form_reading *r, struct node list,
                        const struct field *parent, size_t page)
{
    size_t count = read_list(list, FORM_FIELDS_MAX);

    for (size_t i = 0; i < count; i++)
        read_field(r, node_at(list, i), parent, page);
}

struct node form__block_field(struct node block, struct str name)
{
    struct node list = node_key(block, "fields");

    for (size_t i = 0; i < node_count(list); i++) {
        struct node n = node_at(list, i);

        if (str_eq(node_text(node_key(n, "name")), name))
            return n;
    }
    return (struct node){.reader = block.reader};
}

static void lay_over(struct json *into, const struct json *members)
{
    struct json_walk walk = json_walk(members);
    const struct json *member;
    struct str key;

    while (json_next(&walk, &key, &member))
        json_set(into, key.p, member);
}

/* The block's field with what the use changes laid over it. */
static struct node overlaid(struct node use, struct node field)
{
    struct json *merged = json_new_object(use.reader->scratch);

    lay_over(merged, field.json);
    lay_over(merged, use.json);
    use.json = merged;
    return use;
}

static void read_block_use(struct form_reading *r, struct node use,
                           struct node block, const struct field *parent)
{
    bool changes = !node_is_text(use);
    struct node named = changes ? node_key(use, "name") : use;
    struct str name;
    struct node field;

    if (changes &&
        !read_object(use, "name! label hint required show item default min max "
                          "partial list options required_parts source"))
        return;
    name = read_id(named);
    field = form__block_field(block, name);
    if (name.p && node_absent(field))
        node_error2(use, MSG_PACK_NO_BLOCK_FIELD, name, block.file);
    if (!node_absent(field))
        read_field(r, changes ? overlaid(use, field) : field, parent,
                   parent->page);
}

static void read_block(struct form_reading *r, struct node n,
                       const struct field *f)
{
    struct node name = node_key(n, "block");
    struct node with = node_key(n, "with");
    struct str code = read_id(name);
    struct node block;

    if (!code.p)
        return;
    block = shared_file(r->blocks, "blocks", code);
    if (node_absent(block)) {
        node_error1(name, MSG_PACK_BLOCK_FILE, code);
        return;
    }
    if (!read_object(block, "code! title source fields! rules"))
        return;
    if (!str_eq(read_id(node_key(block, "code")), code))
        node_error1(node_key(block, "code"), MSG_PACK_FILE_CODE, code);
    r->use[r->use_count++] = (struct block_use){f, block};
    if (node_absent(with)) {
        read_fields(r, node_key(block, "fields"), f, f->page);
        return;
    }
    for (size_t i = 0; i < read_list(with, FORM_FIELDS_MAX); i++)
        read_block_use(r, node_at(with, i), block, f);
}

static void read_own(struct form_reading *r, struct node n, struct field *f)
{
    if (f->type == TYPE_CHOICE || f->type == TYPE_MANY)
        read_choice(r, n, f);
    if (f->type == TYPE_FILE)
        read_file(r, n, f);
    if (f->type == TYPE_BLOCK)
        read_block(r, n, f);
    if (f->type == TYPE_GROUP)
        read_fields(r, node_key(n, "fields"), f, f->page);
    f->unit = read_words(node_key(n, "unit"));
    f->text = read_words(node_key(n, "text"));
    f->row_label = read_words(node_key(n, "row_label"));
    f->places = (int)read_whole(node_key(n, "places"), 1, 3, 2);
    f->upper = read_flag(node_key(n, "upper"), false);
    f->partial = read_flag(node_key(n, "partial"), false);
    f->pattern = (enum text_pattern)read_name(node_key(n, "pattern"), PATTERN,
                                              COUNT_OF(PATTERN), PATTERN_ANY);
    f->area_level =
        (enum area_level)read_name(node_key(n, "area_level"), AREA_LEVEL,
                                   COUNT_OF(AREA_LEVEL), AREA_COMMUNE);
    f->address_parts = read_names(node_key(n, "required_parts"), ADDRESS_PARTS,
                                  COUNT_OF(ADDRESS_PARTS));
}

static bool prefill_fits(enum prefill what, enum field_type type)
{
    switch (what) {
    case PREFILL_NONE: return true;
    case PREFILL_ACCOUNT: return type == TYPE_BLOCK;
    case PREFILL_FULL_NAME: return type == TYPE_TEXT;
    case PREFILL_BIRTH_DATE: return type == TYPE_DATE;
    case PREFILL_SEX: return type == TYPE_CHOICE;
    case PREFILL_ID_NUMBER: return type == TYPE_ID_NUMBER;
    case PREFILL_PHONE: return type == TYPE_PHONE;
    case PREFILL_EMAIL: return type == TYPE_EMAIL;
    case PREFILL_ADDRESS: return type == TYPE_ADDRESS;
    case PREFILL_ETHNIC: return type == TYPE_CHOICE;
    }
    UNREACHABLE();
}

/* A block's fields are prefilled only where the use says "account". */
static void read_prefill(struct node n, struct field *f)
{
    struct node prefill = node_key(n, "prefill");

    f->prefill = (enum prefill)read_name(prefill, PREFILL, COUNT_OF(PREFILL),
                                         PREFILL_NONE);
    if (!prefill_fits(f->prefill, f->type))
        node_error2(prefill, MSG_PACK_PREFILL_BAD, str_c(PREFILL[f->prefill]),
                    field_type_name(f->type));
    if (f->parent && f->parent->type == TYPE_BLOCK &&
        f->parent->prefill != PREFILL_ACCOUNT)
        f->prefill = PREFILL_NONE;
}

static void read_common(struct form_reading *r, struct node n, struct field *f)
{
    f->label = read_words(node_key(n, "label"));
    f->hint = read_words(node_key(n, "hint"));
    f->item = read_text(node_key(n, "item"), ITEM_BYTES);
    f->source = read_text(node_key(n, "source"), SOURCE_BYTES);
    f->sensitive = read_flag(node_key(n, "sensitive"), false) ||
                   (f->parent && f->parent->sensitive);
    read_prefill(n, f);
    (void)r;
}

static void set_path(struct form_reading *r, struct field *f)
{
    const struct field *p = f->parent;

    f->path = f->name;
    if (p)
        f->path =
            arena_printf(r->reader->arena, "%s%s.%.*s", p->path.p,
                         p->type == TYPE_GROUP ? "[]" : "", STR_ARG(f->name));
}

static void check_name_is_new(struct form_reading *r, struct node n,
                              const struct field *f)
{
    for (size_t i = 0; i < f->index; i++) {
        const struct field *other = &r->field[i];

        if (other->parent == f->parent && f->name.p &&
            str_eq(other->name, f->name))
            node_error1(node_key(n, "name"), MSG_PACK_TWICE, f->name);
    }
}

/* Page > block > field, page > group > field, page > group > block > field. */
static bool may_stand_in(enum field_type type, const struct field *parent)
{
    if (!parent)
        return true;
    if (type == TYPE_GROUP)
        return false;
    return type != TYPE_BLOCK || parent->type == TYPE_GROUP;
}

static const char *keys_of(struct form_reading *r, enum field_type type)
{
    return arena_printf(r->reader->scratch,
                        "name! type! label! hint required show item prefill "
                        "default sensitive source %s",
                        OWN_KEYS[type])
        .p;
}

static void read_field(struct form_reading *r, struct node n,
                       const struct field *parent, size_t page)
{
    struct node type = node_key(n, "type");
    struct field *f = &r->field[r->form->field_count];

    if (!node_is_object(n)) {
        node_error(n, MSG_PACK_NOT_OBJECT);
        return;
    }
    if (r->form->field_count == r->field_max)
        return;
    f->type = read_type(type);
    read_object(n, keys_of(r, f->type));
    if (!may_stand_in(f->type, parent)) {
        node_error(type, MSG_PACK_GROUP_IN_GROUP);
        return;
    }
    r->node[r->form->field_count] = n;
    f->index = r->form->field_count++;
    f->page = page;
    f->parent = parent;
    f->group = !parent                      ? NULL
               : parent->type == TYPE_GROUP ? parent
                                            : parent->group;
    f->name = read_id(node_key(n, "name"));
    set_path(r, f);
    check_name_is_new(r, n, f);
    read_common(r, n, f);
    read_range(n, f);
    read_own(r, n, f);
    f->span = r->form->field_count - f->index;
}

static void read_page(struct form_reading *r, struct node n,
                      struct form_page *page, size_t index)
{
    size_t first = r->form->field_count;

    if (!read_object(n, "id! title! hint fields!"))
        return;
    page->id = read_id(node_key(n, "id"));
    page->title = read_words(node_key(n, "title"));
    page->hint = read_words(node_key(n, "hint"));
    read_fields(r, node_key(n, "fields"), NULL, index);
    page->field = &r->field[first];
    page->field_count = r->form->field_count - first;
}

static void read_pages(struct form_reading *r, struct node list)
{
    size_t count = read_some(list, FORM_PAGES_MAX);
    struct form_page *page =
        ARENA_ARRAY(r->reader->arena, struct form_page, count);

    r->form->page = page;
    for (size_t i = 0; i < count; i++) {
        read_page(r, node_at(list, i), &page[i], i);
        if (page[i].id.p && form_page_index(r->form, page[i].id) < i)
            node_error1(node_at(list, i), MSG_PACK_TWICE, page[i].id);
        r->form->page_count = i + 1;
    }
}

static size_t count_fields(struct node list, struct node blocks);

static size_t count_field(struct node n, struct node blocks)
{
    struct node with = node_key(n, "with");
    struct str block = node_text(node_key(n, "block"));

    if (node_is_list(with))
        return 1 + node_count(with);
    if (block.p)
        return 1 + node_count(node_key(node_key(blocks, block.p), "fields"));
    return 1 + count_fields(node_key(n, "fields"), blocks);
}

/* How many fields there will be at most, for the size of the array. */
static size_t count_fields(struct node list, struct node blocks)
{
    size_t count = 0;

    for (size_t i = 0; i < node_count(list); i++)
        count += count_field(node_at(list, i), blocks);
    return count;
}

static size_t count_all_fields(struct node form, struct node blocks)
{
    struct node pages = node_key(form, "pages");
    size_t count = 0;

    for (size_t i = 0; i < node_count(pages); i++)
        count += count_fields(node_key(node_at(pages, i), "fields"), blocks);
    if (count <= FORM_FIELDS_MAX)
        return count;
    node_error1(pages, MSG_PACK_TOO_MANY, S("400"));
    return FORM_FIELDS_MAX;
}

const struct form *form_read(struct node form, struct node blocks,
                             struct node lists, const struct procedure *card)
{
    struct pack_reader *reader = form.reader;
    struct form_reading r = {
        .reader = reader,
        .form = ARENA_NEW(reader->arena, struct form),
        .field_max = count_all_fields(form, blocks),
        .blocks = blocks,
        .lists = lists,
        .card = card,
    };

    /* Also a form that is refused has a list of fields, an empty one. */
    r.field = ARENA_ARRAY(reader->arena, struct field, r.field_max);
    r.form->field = r.field;
    if (!read_object(form, "code! version! title! source! pages! rules"))
        return r.form;
    r.node = ARENA_ARRAY(reader->scratch, struct node, r.field_max);
    r.use = ARENA_ARRAY(reader->scratch, struct block_use, r.field_max);
    r.form->code = read_id(node_key(form, "code"));
    r.form->version = read_code(node_key(form, "version"));
    r.form->title = read_words(node_key(form, "title"));
    r.form->source = read_text(node_key(form, "source"), SOURCE_BYTES);
    read_pages(&r, node_key(form, "pages"));
    form__resolve(&r);
    form__read_rules(&r, node_key(form, "rules"));
    return r.form;
}
