#include "base/prelude.h"

#include "base/msg.h"

#include "domain/form/form_reading.h"

static const struct field *pages_end(const struct form *form)
{
    return form->field + form->field_count;
}

const struct field *form__lookup_in(const struct form *form,
                                    const struct field *holder, struct str name)
{
    const struct field *f = holder ? field_first(holder) : form->field;
    const struct field *end = holder ? field_end(holder) : pages_end(form);
    size_t dot = str_find_char(name, '.', 0);
    struct str head = str_sub(name, 0, dot);

    while (f < end && !str_eq(f->name, head))
        f = field_next(f);
    if (f >= end)
        return NULL;
    if (dot == name.n)
        return f;
    if (!field_holds_others(f))
        return NULL;
    return form__lookup_in(form, f, str_sub(name, dot + 1, name.n));
}

const struct field *form__lookup(const struct form *form,
                                 const struct field *carrier, struct str name)
{
    const struct field *holder = carrier ? carrier->parent : NULL;

    for (;;) {
        const struct field *f = form__lookup_in(form, holder, name);

        if (f || !holder)
            return f;
        holder = holder->parent;
    }
}

bool form__left_out(const struct form_reading *r, const struct field *f,
                    struct str name)
{
    for (size_t i = 0; i < r->use_count; i++) {
        if (r->use[i].holder == f->parent)
            return !node_absent(form__block_field(r->use[i].block, name));
    }
    return false;
}

/* What a condition is read with. */
struct scope {
    const struct form *form;
    const struct procedure *card;
    const struct field *carrier;
};

static bool fill_condition(struct scope s, struct node n, struct condition *c);

static bool fill_parts(struct scope s, struct node list, struct condition *c)
{
    size_t count = read_some(list, FORM_CONDITIONS_MAX);
    struct condition *part =
        ARENA_ARRAY(list.reader->arena, struct condition, count);

    for (size_t i = 0; i < count; i++) {
        if (!fill_condition(s, node_at(list, i), &part[i]))
            return false;
    }
    c->part = part;
    c->part_count = count;
    return count > 0;
}

static bool fill_not(struct scope s, struct node n, struct condition *c)
{
    struct condition *part = ARENA_NEW(n.reader->arena, struct condition);

    c->part = part;
    c->part_count = 1;
    return fill_condition(s, n, part);
}

/* A value as it stands in answers; true and whole numbers become text. */
static struct str read_value(struct node n)
{
    if (node_is_whole(n))
        return arena_printf(n.reader->arena, "%" PRId64,
                            read_whole(n, INT64_MIN, INT64_MAX, 0));
    if (!node_is_text(n) && read_flag(n, false))
        return S("true");
    return node_is_text(n) ? read_text(n, PACK_TEXT_BYTES) : STR_NONE;
}

static struct str read_field_value(struct node n, const struct field *f)
{
    struct str value = read_value(n);

    if ((f->type == TYPE_CHOICE || f->type == TYPE_MANY) && value.p &&
        f->option_count > 0 && !field_option(f, value))
        node_error2(n, MSG_PACK_CONDITION_VALUE, value, f->path);
    return value;
}

static void fill_values(struct node n, struct condition *c)
{
    struct node in = node_key(n, "in");
    bool many = !node_absent(in);
    size_t count = many ? read_list(in, FORM_CONDITIONS_MAX) : 1;
    struct str *value = ARENA_ARRAY(n.reader->arena, struct str, count);

    for (size_t i = 0; i < count; i++)
        value[i] = read_field_value(many ? node_at(in, i) : node_key(n, "is"),
                                    c->field);
    c->value = value;
    c->value_count = count;
}

static bool fill_field_condition(struct scope s, struct node n,
                                 struct condition *c)
{
    struct node name = node_key(n, "field");
    struct str text = read_text(name, PACK_TEXT_BYTES);

    read_object(n, "field! is in filled");
    if (node_count(n) != 2) {
        node_error(n, MSG_PACK_CONDITION_ONE);
        return false;
    }
    c->field = text.p ? form__lookup(s.form, s.carrier, text) : NULL;
    if (!c->field) {
        if (text.p)
            node_error1(name, MSG_PACK_FIELD_UNKNOWN, text);
        return false;
    }
    if (c->field->group && (!s.carrier || s.carrier->group != c->field->group))
        node_error1(name, MSG_PACK_FIELD_PLACE, text);
    if (c->field->type == TYPE_BLOCK || c->field->type == TYPE_COMPUTED)
        node_error1(name, MSG_PACK_FIELD_TYPE, text);
    c->kind =
        node_absent(node_key(n, "filled")) ? CONDITION_IN : CONDITION_FILLED;
    c->filled = read_flag(node_key(n, "filled"), true);
    if (c->kind == CONDITION_IN)
        fill_values(n, c);
    return true;
}

static bool fill_case(struct scope s, struct node n, struct condition *c)
{
    struct str code = read_text(n, PACK_TEXT_BYTES);

    c->kind = CONDITION_CASE;
    c->case_index = code.p ? procedure_case_index(s.card, code) : -1;
    if (code.p && c->case_index < 0)
        node_error1(n, MSG_PACK_CASE_UNKNOWN, code);
    return c->case_index >= 0;
}

static bool fill_channel(struct scope s, struct node n, struct condition *c)
{
    struct str name = read_text(n, PACK_TEXT_BYTES);

    c->kind = CONDITION_CHANNEL;
    if (!name.p)
        return false;
    if (channel_parse(name, &c->channel) &&
        (s.card->channels & (1U << c->channel)))
        return true;
    node_error1(n, MSG_PACK_NO_CHANNEL, name);
    return false;
}

static bool fill_condition(struct scope s, struct node n, struct condition *c)
{
    if (!node_absent(node_key(n, "field")))
        return fill_field_condition(s, n, c);
    if (!read_object(n, "case channel all any not") || node_count(n) != 1) {
        node_error(n, MSG_PACK_CONDITION_ONE);
        return false;
    }
    if (!node_absent(node_key(n, "case")))
        return fill_case(s, node_key(n, "case"), c);
    if (!node_absent(node_key(n, "channel")))
        return fill_channel(s, node_key(n, "channel"), c);
    if (!node_absent(node_key(n, "not"))) {
        c->kind = CONDITION_NOT;
        return fill_not(s, node_key(n, "not"), c);
    }
    c->kind = node_absent(node_key(n, "all")) ? CONDITION_ANY : CONDITION_ALL;
    return fill_parts(s, node_key(n, c->kind == CONDITION_ALL ? "all" : "any"),
                      c);
}

const struct condition *form__condition(const struct form *form,
                                        const struct procedure *card,
                                        const struct field *carrier,
                                        struct node n)
{
    struct scope s = {form, card, carrier};
    struct condition *c;

    if (node_absent(n))
        return NULL;
    c = ARENA_NEW(n.reader->arena, struct condition);
    return fill_condition(s, n, c) ? c : NULL;
}

const struct condition *form_condition_read(struct node n,
                                            const struct form *form,
                                            const struct procedure *card)
{
    return form__condition(form, card, NULL, n);
}

static void resolve_required(struct form_reading *r, struct node n,
                             struct field *f)
{
    struct node required = node_key(n, "required");

    if (f->type == TYPE_DECLARATION)
        f->required = true;
    if (!node_is_object(required)) {
        f->required = read_flag(required, f->required);
        return;
    }
    f->required = true;
    f->required_when = form__condition(r->form, r->card, f, required);
}

/* The text field for "khác" shows with that value, said or not. */
static void show_with_other(struct form_reading *r, const struct field *f)
{
    struct field *text = &r->field[f->other->index];
    static const struct str other[] = {S_INIT("other")};
    struct condition *c = ARENA_NEW(r->reader->arena, struct condition);

    if (!node_absent(node_key(r->node[text->index], "show")))
        return;
    *c = (struct condition){
        .kind = CONDITION_IN,
        .field = f,
        .value = other,
        .value_count = COUNT_OF(other),
    };
    text->show = c;
}

static void resolve_other(struct form_reading *r, struct node n,
                          struct field *f)
{
    struct node other = node_key(n, "other");
    struct str name = read_text(other, PACK_TEXT_BYTES);

    if (!name.p)
        return;
    f->other = form__lookup_in(r->form, f->parent, name);
    if (!f->other && form__left_out(r, f, name))
        return;
    if (!f->other ||
        (f->other->type != TYPE_TEXT && f->other->type != TYPE_LONG)) {
        f->other = NULL;
        node_error1(other, MSG_PACK_OTHER_FIELD, name);
    } else if (!field_option(f, S("other"))) {
        node_error2(other, MSG_PACK_CONDITION_VALUE, S("other"), f->path);
    } else {
        show_with_other(r, f);
    }
}

static bool is_numeric(enum field_type type)
{
    return type == TYPE_NUMBER || type == TYPE_DECIMAL || type == TYPE_MONEY;
}

/* A field of one type (any number will do for a number) this one speaks of. */
static const struct field *resolve_typed(struct form_reading *r,
                                         const struct field *f, struct node n,
                                         enum field_type type)
{
    struct str name = read_text(n, PACK_TEXT_BYTES);
    const struct field *found;

    if (!name.p)
        return NULL;
    found = form__lookup(r->form, f, name);
    if (!found && form__left_out(r, f, name))
        return NULL;
    if (!found)
        node_error1(n, MSG_PACK_FIELD_UNKNOWN, name);
    else if (found->type != type &&
             !(is_numeric(type) && is_numeric(found->type)))
        node_error1(n, MSG_PACK_FIELD_TYPE, name);
    else if (found->group && found->group != f->group)
        node_error1(n, MSG_PACK_FIELD_PLACE, name);
    else
        return found;
    return NULL;
}

static void resolve_against(struct form_reading *r, struct node n,
                            struct field *f)
{
    struct node against = node_key(n, "against");

    if (!read_object(against, "birth_date sex"))
        return;
    f->birth_date =
        resolve_typed(r, f, node_key(against, "birth_date"), TYPE_DATE);
    f->sex = resolve_typed(r, f, node_key(against, "sex"), TYPE_CHOICE);
}

static const struct {
    const char *name;
    size_t count;
    enum field_type type;
} FROM[] = {
    [COMPUTED_DATE_WORDS] = {"date_words", 1, TYPE_DATE},
    [COMPUTED_MONEY_WORDS] = {"money_words", 1, TYPE_MONEY},
    [COMPUTED_TODAY] = {"today", 0, TYPE_TEXT},
    [COMPUTED_PLACE_TODAY] = {"place_today", 1, TYPE_AREA},
    [COMPUTED_PERCENT] = {"percent", 2, TYPE_DECIMAL},
    [COMPUTED_PAPERS] = {"papers", 0, TYPE_TEXT},
};

static void resolve_from(struct form_reading *r, struct node n, struct field *f)
{
    struct node list = node_key(n, "from");
    const char *name[COUNT_OF(FROM)];
    size_t count = read_some(list, 3);
    int from;

    for (size_t i = 0; i < COUNT_OF(FROM); i++)
        name[i] = FROM[i].name;
    if (f->type != TYPE_COMPUTED)
        return;
    from = read_name(node_at(list, 0), name, COUNT_OF(FROM), -1);
    if (from < 0)
        return;
    f->from = (enum computed_from)from;
    if (count - 1 != FROM[from].count)
        node_error2(list, MSG_PACK_OPERANDS, str_c(FROM[from].name),
                    arena_printf(r->reader->scratch, "%zu", FROM[from].count));
    for (size_t i = 0; i < FROM[from].count; i++)
        f->from_field[i] =
            resolve_typed(r, f, node_at(list, i + 1), FROM[from].type);
}

static void resolve_default(struct form_reading *r, struct node n,
                            struct field *f)
{
    struct node initial = node_key(n, "default");

    (void)r;
    if (node_absent(initial))
        return;
    f->initial = read_value(initial);
    if (field_holds_others(f) || f->type == TYPE_ADDRESS ||
        f->type == TYPE_MANY || f->type == TYPE_FILE ||
        f->type == TYPE_COMPUTED ||
        (f->type == TYPE_CHOICE && !field_option(f, f->initial)))
        node_error(initial, MSG_PACK_DEFAULT_BAD);
}

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct circles {
    struct form_reading *r;
    enum mark mark[FORM_FIELDS_MAX];
};

static void visit(struct circles *c, const struct field *f);

static void visit_condition(struct circles *c, const struct condition *cond)
{
    if (!cond)
        return;
    if (cond->field)
        visit(c, cond->field);
    for (size_t i = 0; i < cond->part_count; i++)
        visit_condition(c, &cond->part[i]);
}

/* Whether a field shows depends on its holder and on what it names. */
static void visit(struct circles *c, const struct field *f)
{
    if (c->mark[f->index] == MARK_DONE)
        return;
    if (c->mark[f->index] == MARK_OPEN) {
        node_error1(c->r->node[f->index], MSG_PACK_CONDITION_CIRCLE, f->path);
        c->r->field[f->index].show = NULL;
        return;
    }
    c->mark[f->index] = MARK_OPEN;
    if (f->parent)
        visit(c, f->parent);
    visit_condition(c, f->show);
    c->mark[f->index] = MARK_DONE;
}

static void refuse_circles(struct form_reading *r)
{
    struct circles *c = ARENA_NEW(r->reader->scratch, struct circles);

    c->r = r;
    for (size_t i = 0; i < r->form->field_count; i++)
        visit(c, &r->field[i]);
}

void form__resolve(struct form_reading *r)
{
    for (size_t i = 0; i < r->form->field_count; i++) {
        struct field *f = &r->field[i];
        struct node n = r->node[i];
        struct node show = node_key(n, "show");

        if (!node_absent(show))
            f->show = form__condition(r->form, r->card, f, show);
        resolve_required(r, n, f);
        resolve_against(r, n, f);
        resolve_from(r, n, f);
        resolve_default(r, n, f);
    }
    for (size_t i = 0; i < r->form->field_count; i++)
        resolve_other(r, r->node[i], &r->field[i]);
    refuse_circles(r);
}
