#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/form/form_reading.h"

/* What the operands of a rule have to be. */
enum operand_class { CLASS_ANY, CLASS_DAY, CLASS_NUMBER };

static const struct {
    const char *name;
    enum operand_class class;
    size_t min;
    size_t max;
} RULE[RULE_KIND_COUNT] = {
    [RULE_NOT_AFTER] = {"not_after", CLASS_DAY, 2, 2},
    [RULE_NOT_BEFORE] = {"not_before", CLASS_DAY, 2, 2},
    [RULE_YEARS_BETWEEN] = {"years_between", CLASS_DAY, 2, 2},
    [RULE_DAYS_BETWEEN] = {"days_between", CLASS_DAY, 2, 2},
    [RULE_EQUAL] = {"equal", CLASS_ANY, 2, 2},
    [RULE_DIFFERENT] = {"different", CLASS_ANY, 2, 2},
    [RULE_AT_MOST] = {"at_most", CLASS_NUMBER, 2, 2},
    [RULE_SUM_AT_MOST] = {"sum_at_most", CLASS_NUMBER, 2, FORM_OPERANDS_MAX},
    [RULE_ONE_OF_FILLED] = {"one_of_filled", CLASS_ANY, 2, FORM_OPERANDS_MAX},
    [RULE_UNIQUE_IN_GROUP] = {"unique_in_group", CLASS_ANY, 2, 2},
    [RULE_WHEN] = {.name = "when"},
    [RULE_THAT] = {.name = "that"},
    [RULE_DIGITS] = {"digits", CLASS_ANY, 2, FORM_OPERANDS_MAX},
    [RULE_ROW_COUNT] = {"row_count", CLASS_NUMBER, 2, 2},
    [RULE_ROW_SUM] = {"row_sum", CLASS_NUMBER, 3, 3},
    [RULE_ONE_ROW] = {"one_row", CLASS_ANY, 3, 3},
};

#define RULE_KEYS                                                         \
    "not_after not_before years_between days_between equal different "    \
    "at_most sum_at_most one_of_filled unique_in_group when that digits " \
    "row_count row_sum one_row"

/* Where one rule is read: on the form's pages, or in a use of a block. */
struct rule_scope {
    struct form_reading *r;
    const struct form_rule *rule;
    const struct block_use *use; /* NULL on the pages                     */
    bool left_out;               /* it names a field that `with` dropped  */
};

/* Beside the field that the rule is told at, then outside. */
static const struct field *find(struct rule_scope *s, struct node n,
                                struct str name)
{
    const struct field *f =
        s->use && !s->rule->field
            ? form__lookup_in(s->r->form, s->use->holder, name)
            : form__lookup(s->r->form, s->rule->field, name);

    if (f)
        return f;
    if (s->use && !node_absent(form__block_field(s->use->block, name)))
        s->left_out = true;
    else
        node_error1(n, MSG_PACK_FIELD_UNKNOWN, name);
    return NULL;
}

static bool is_numeric(const struct field *f)
{
    return f->type == TYPE_NUMBER || f->type == TYPE_DECIMAL ||
           f->type == TYPE_MONEY;
}

static void check_class(struct node n, const struct field *f,
                        enum operand_class class)
{
    bool fits = f->type != TYPE_BLOCK && f->type != TYPE_GROUP &&
                f->type != TYPE_COMPUTED;

    if (class == CLASS_DAY)
        fits = f->type == TYPE_DATE;
    if (class == CLASS_NUMBER)
        fits = is_numeric(f);
    if (!fits)
        node_error1(n, MSG_PACK_FIELD_TYPE, f->path);
}

/* The rule is asked for each row of the one group that it names. */
static void note_group(struct rule_scope *s, struct node n,
                       const struct field *f, struct form_rule *rule)
{
    (void)s;
    if (!f->group)
        return;
    if (rule->group && rule->group != f->group)
        node_error1(n, MSG_PACK_FIELD_PLACE, f->path);
    rule->group = f->group;
}

static struct operand read_operand(struct rule_scope *s, struct node n,
                                   enum operand_class class,
                                   struct form_rule *rule)
{
    struct operand o = {.kind = OPERAND_NUMBER};
    struct day d;

    if (node_is_whole(n)) {
        o.n = read_whole(n, INT32_MIN, INT32_MAX, 0);
        return o;
    }
    o.text = read_text(n, PACK_TEXT_BYTES);
    if (!o.text.p)
        return o;
    if (str_eq_c(o.text, "$today")) {
        o.kind = OPERAND_TODAY;
    } else if (day_parse_iso(o.text, &d)) {
        o.kind = OPERAND_DAY;
        o.n = d.n;
    } else {
        o.kind = OPERAND_FIELD;
        o.field = find(s, n, o.text);
        if (o.field) {
            check_class(n, o.field, class);
            note_group(s, n, o.field, rule);
        }
    }
    return o;
}

/* Flattens [[a…], b] into a…, b. */
static size_t read_sum(struct rule_scope *s, struct node n,
                       struct operand *into, struct form_rule *rule)
{
    struct node parts = node_at(n, 0);
    size_t count = read_list(parts, FORM_OPERANDS_MAX - 1);

    if (node_count(n) != 2)
        return 0;
    for (size_t i = 0; i < count; i++)
        into[i] = read_operand(s, node_at(parts, i), CLASS_NUMBER, rule);
    into[count] = read_operand(s, node_at(n, 1), CLASS_NUMBER, rule);
    return count + 1;
}

static const struct field *read_group(struct rule_scope *s, struct node n)
{
    struct str name = read_text(n, PACK_TEXT_BYTES);
    const struct field *f = name.p ? find(s, n, name) : NULL;

    if (f && f->type != TYPE_GROUP)
        node_error1(n, MSG_PACK_FIELD_TYPE, name);
    return f && f->type == TYPE_GROUP ? f : NULL;
}

static struct operand read_column(struct rule_scope *s, struct node n,
                                  const struct field *group,
                                  enum operand_class class)
{
    struct operand o = {.kind = OPERAND_FIELD};
    struct str name = read_text(n, PACK_TEXT_BYTES);

    if (!group || !name.p)
        return o;
    o.field = form__lookup_in(s->r->form, group, name);
    if (!o.field)
        node_error1(n, MSG_PACK_FIELD_UNKNOWN, name);
    else
        check_class(n, o.field, class);
    return o;
}

/* The rules about a whole group: it, its column, what is wanted. */
static size_t read_group_rule(struct rule_scope *s, struct node n,
                              enum rule_kind kind, struct operand *into,
                              struct form_rule *rule)
{
    const struct field *group = read_group(s, node_at(n, 0));
    enum operand_class class = RULE[kind].class;

    into[0] = (struct operand){.kind = OPERAND_FIELD, .field = group};
    if (kind == RULE_ROW_COUNT) {
        into[1] = read_operand(s, node_at(n, 1), class, rule);
        return node_count(n);
    }
    into[1] = read_column(s, node_at(n, 1), group, class);
    if (kind == RULE_ROW_SUM)
        into[2] = read_operand(s, node_at(n, 2), class, rule);
    if (kind == RULE_ONE_ROW)
        into[2] =
            (struct operand){.kind = OPERAND_TEXT,
                             .text = read_text(node_at(n, 2), PACK_TEXT_BYTES)};
    return node_count(n);
}

static size_t read_plain(struct rule_scope *s, struct node n,
                         enum rule_kind kind, struct operand *into,
                         struct form_rule *rule)
{
    size_t count = node_count(n);

    if (count > RULE[kind].max)
        return count;
    for (size_t i = 0; i < count; i++)
        into[i] = read_operand(s, node_at(n, i), RULE[kind].class, rule);
    return count;
}

/* [a, b, low, high] */
static size_t read_between(struct rule_scope *s, struct node n,
                           struct rule_test *test, struct operand *into,
                           struct form_rule *rule)
{
    if (node_count(n) != 4)
        return 0;
    for (size_t i = 0; i < 2; i++)
        into[i] = read_operand(s, node_at(n, i), CLASS_DAY, rule);
    test->low = read_whole(node_at(n, 2), -100000, 100000, 0);
    test->high = read_whole(node_at(n, 3), -100000, 100000, 0);
    if (test->low > test->high)
        node_error(node_at(n, 3), MSG_PACK_MIN_MAX);
    return 2;
}

static size_t read_operands(struct rule_scope *s, struct node n,
                            struct rule_test *test, struct operand *into,
                            struct form_rule *rule)
{
    switch (test->kind) {
    case RULE_YEARS_BETWEEN:
    case RULE_DAYS_BETWEEN: return read_between(s, n, test, into, rule);
    case RULE_SUM_AT_MOST: return read_sum(s, n, into, rule);
    case RULE_UNIQUE_IN_GROUP:
    case RULE_ROW_COUNT:
    case RULE_ROW_SUM:
    case RULE_ONE_ROW: return read_group_rule(s, n, test->kind, into, rule);
    case RULE_NOT_AFTER:
    case RULE_NOT_BEFORE:
    case RULE_EQUAL:
    case RULE_DIFFERENT:
    case RULE_AT_MOST:
    case RULE_ONE_OF_FILLED:
    case RULE_DIGITS: return read_plain(s, n, test->kind, into, rule);
    case RULE_WHEN:
    case RULE_THAT:
    case RULE_KIND_COUNT: break;
    }
    UNREACHABLE();
}

static void read_operand_list(struct rule_scope *s, struct node n,
                              struct rule_test *test, struct form_rule *rule)
{
    struct operand *operand =
        ARENA_ARRAY(n.reader->arena, struct operand, FORM_OPERANDS_MAX);

    test->operand = operand;
    test->operand_count = read_operands(s, n, test, operand, rule);
    if (test->operand_count < RULE[test->kind].min ||
        test->operand_count > RULE[test->kind].max) {
        node_error2(
            n, MSG_PACK_OPERANDS, str_c(RULE[test->kind].name),
            arena_printf(n.reader->scratch, "%zu", RULE[test->kind].min));
        test->operand_count = 0;
    }
}

static const struct condition *read_condition(struct rule_scope *s,
                                              struct node n)
{
    if (node_absent(n))
        return NULL;
    return form__condition(s->r->form, s->r->card, s->rule->field, n);
}

static enum rule_kind kind_of(struct node check)
{
    for (int i = 0; i < RULE_KIND_COUNT; i++) {
        if (!node_absent(node_key(check, RULE[i].name)))
            return (enum rule_kind)i;
    }
    return RULE_KIND_COUNT;
}

static void read_test(struct rule_scope *s, struct node check,
                      struct rule_test *test, struct form_rule *rule,
                      bool inside);

static void read_when(struct rule_scope *s, struct node n,
                      struct rule_test *test, struct form_rule *rule)
{
    struct rule_test *then = ARENA_NEW(n.reader->arena, struct rule_test);

    if (!read_object(n, "if! then!"))
        return;
    test->condition = read_condition(s, node_key(n, "if"));
    test->then = then;
    read_test(s, node_key(n, "then"), then, rule, true);
}

static void read_test(struct rule_scope *s, struct node check,
                      struct rule_test *test, struct form_rule *rule,
                      bool inside)
{
    struct node n;

    if (!read_object(check, RULE_KEYS) || node_count(check) != 1) {
        node_error(check, MSG_PACK_RULE_ONE);
        return;
    }
    test->kind = kind_of(check);
    if (test->kind == RULE_KIND_COUNT)
        return;
    n = node_key(check, RULE[test->kind].name);
    if (test->kind == RULE_THAT)
        test->condition = read_condition(s, n);
    else if (test->kind == RULE_WHEN && inside)
        node_error(check, MSG_PACK_RULE_ONE);
    else if (test->kind == RULE_WHEN)
        read_when(s, n, test, rule);
    else
        read_operand_list(s, n, test, rule);
}

static const char *const RULE_LEVEL[] = {"error", "warning"};

/* False when the rule is not asked here. */
static bool read_rule(struct form_reading *r, struct node n,
                      const struct block_use *use, struct form_rule *rule)
{
    struct rule_scope s = {.r = r, .rule = rule, .use = use};
    struct node field = node_key(n, "field");
    struct str name;

    *rule = (struct form_rule){0};
    if (!read_object(n, "id! field! level check! message! source"))
        return false;
    rule->id = read_id(node_key(n, "id"));
    rule->level = (enum rule_level)read_name(node_key(n, "level"), RULE_LEVEL,
                                             COUNT_OF(RULE_LEVEL), RULE_ERROR);
    rule->message = read_words(node_key(n, "message"));
    name = read_text(field, PACK_TEXT_BYTES);
    rule->field = name.p ? find(&s, field, name) : NULL;
    if (!rule->field)
        return false;
    rule->group = rule->field->group;
    read_test(&s, node_key(n, "check"), &rule->test, rule, false);
    return !s.left_out;
}

static size_t read_rule_list(struct form_reading *r, struct node list,
                             const struct block_use *use,
                             struct form_rule *rule)
{
    size_t count = read_list(list, FORM_RULES_MAX);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (!read_rule(r, node_at(list, i), use, &rule[kept]))
            continue;
        for (size_t k = 0; k < kept; k++) {
            if (rule[kept].id.p && str_eq(rule[k].id, rule[kept].id))
                node_error1(node_at(list, i), MSG_PACK_TWICE, rule[kept].id);
        }
        kept++;
    }
    return kept;
}

void form__read_rules(struct form_reading *r, struct node rules)
{
    size_t max = node_count(rules);
    struct form_rule *rule;

    for (size_t i = 0; i < r->use_count; i++)
        max += node_count(node_key(r->use[i].block, "rules"));
    rule = ARENA_ARRAY(r->reader->arena, struct form_rule, max);
    r->form->rule = rule;
    r->form->rule_count = read_rule_list(r, rules, NULL, rule);
    for (size_t i = 0; i < r->use_count; i++)
        r->form->rule_count +=
            read_rule_list(r, node_key(r->use[i].block, "rules"), &r->use[i],
                           rule + r->form->rule_count);
}
