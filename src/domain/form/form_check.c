#include "base/prelude.h"

#include "base/msg.h"
#include "base/utf8.h"
#include "base/viet.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_checking.h"

static bool has_error(const struct checking *c, struct spot at)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct form_fault *fault = &c->fault[i];

        if (fault->level == RULE_ERROR && fault->field == at.field &&
            fault->row == at.row)
            return true;
    }
    return false;
}

struct form_fault *form__fault(struct checking *c, struct spot at,
                               enum rule_level level, int message)
{
    struct form_fault *fault;

    if (c->count == FORM_FAULTS_MAX || has_error(c, at))
        return NULL;
    fault = &c->fault[c->count++];
    c->errors += level == RULE_ERROR;
    *fault = (struct form_fault){
        .level = level,
        .field = at.field,
        .row = at.row,
        .name = field_input_name(c->arena, at.field, at.row),
        .part = -1,
        .message = message,
    };
    return fault;
}

void form__error(struct checking *c, struct spot at, int message)
{
    (void)form__fault(c, at, RULE_ERROR, message);
}

void form__error1(struct checking *c, struct spot at, int message, struct str a)
{
    struct form_fault *fault = form__fault(c, at, RULE_ERROR, message);

    if (fault)
        fault->argument[0] = a;
}

void form__error2(struct checking *c, struct spot at, int message, struct str a,
                  struct str b)
{
    struct form_fault *fault = form__fault(c, at, RULE_ERROR, message);

    if (!fault)
        return;
    fault->argument[0] = a;
    fault->argument[1] = b;
}

static int missing_message(enum field_type type)
{
    switch (type) {
    case TYPE_CHOICE:
    case TYPE_MANY:
    case TYPE_AREA: return MSG_FORM_CHOOSE;
    case TYPE_DECLARATION: return MSG_FORM_DECLARE;
    case TYPE_FILE: return MSG_FORM_ATTACH;
    case TYPE_TEXT:
    case TYPE_LONG:
    case TYPE_NUMBER:
    case TYPE_DECIMAL:
    case TYPE_MONEY:
    case TYPE_DATE:
    case TYPE_TIME:
    case TYPE_ADDRESS:
    case TYPE_ID_NUMBER:
    case TYPE_PHONE:
    case TYPE_EMAIL:
    case TYPE_BLOCK:
    case TYPE_GROUP:
    case TYPE_COMPUTED:
    case TYPE_COUNT: break;
    }
    return MSG_FORM_WRITE;
}

/* A file is no answer: whether it came, the caller knows. */
static bool is_missing(const struct checking *c, struct spot at,
                       const struct json *answer)
{
    const struct filling *f = c->filling;

    if (at.field->type == TYPE_FILE)
        return f->has_paper && !f->has_paper(f->data, at.field->component);
    return answer == NULL;
}

static void check_rows(struct checking *c, struct spot at)
{
    size_t rows = answer_rows(c->filling->answers, at.field);

    if ((int64_t)rows > at.field->max.n)
        form__error1(c, at, MSG_FORM_ROWS_MAX,
                     arena_printf(c->arena, "%" PRId64, at.field->max.n));
}

static void check_field(struct checking *c, struct spot at)
{
    const struct filling *f = c->filling;
    const struct json *answer;

    if (at.field->type == TYPE_BLOCK || at.field->type == TYPE_COMPUTED ||
        !filling_shows(f, at.field, at.row))
        return;
    if (at.field->type == TYPE_GROUP) {
        check_rows(c, at);
        return;
    }
    answer = filling_answer(f, at.field, at.row);
    if (!is_missing(c, at, answer)) {
        if (answer)
            form__check_value(c, at, answer);
    } else if (filling_requires(f, at.field, at.row)) {
        form__error(c, at, missing_message(at.field->type));
    }
}

static bool comes_before(const struct form_fault *a, const struct form_fault *b)
{
    const struct field *group = a->field->group;

    if (group && group == b->field->group && a->row != b->row)
        return a->row < b->row;
    return a->field->index < b->field->index;
}

/* Rules are asked last but told where they belong. */
static void sort_faults(struct checking *c)
{
    for (size_t i = 1; i < c->count; i++) {
        struct form_fault one = c->fault[i];
        size_t k = i;

        for (; k > 0 && comes_before(&one, &c->fault[k - 1]); k--)
            c->fault[k] = c->fault[k - 1];
        c->fault[k] = one;
    }
}

struct form_faults form_check(struct arena *a, const struct filling *f,
                              size_t page)
{
    struct checking c = {
        .arena = a,
        .filling = f,
        .fault = ARENA_ARRAY(a, struct form_fault, FORM_FAULTS_MAX),
    };
    struct filling_walk w = {.filling = f};

    while (filling_next(&w)) {
        if (page == FORM_ALL_PAGES || w.field->page == page)
            check_field(&c, (struct spot){w.field, w.row});
    }
    for (size_t i = 0; i < f->form->rule_count; i++) {
        const struct form_rule *rule = &f->form->rule[i];

        if (page == FORM_ALL_PAGES || rule->field->page == page)
            form__check_rule(&c, rule);
    }
    sort_faults(&c);
    return (struct form_faults){c.fault, c.count, c.errors};
}

/* "Số điện thoại" inside a sentence; "UBND xã" stays. */
static struct str lowered(struct arena *a, struct str label)
{
    struct str first = utf8_cut(label, 1);
    struct str second = utf8_cut(str_sub(label, first.n, label.n), 1);

    if (!str_eq(viet_lower(a, second), second))
        return label;
    return arena_printf(a, "%s%.*s", viet_lower(a, first).p,
                        STR_ARG(str_sub(label, first.n, label.n)));
}

struct str form_fault_text(struct arena *a, enum lang lang,
                           const struct form_fault *fault)
{
    const struct str args[] = {
        lowered(a, fault->field->label.in[lang]),
        fault->argument[0],
        fault->argument[1],
    };

    if (fault->message == 0)
        return fault->words.in[lang];
    return msg_format(a, lang, fault->message, COUNT_OF(args), args);
}

const struct form_fault *form_fault_at(const struct form_faults *faults,
                                       enum rule_level level,
                                       const struct field *field, size_t row)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct form_fault *fault = &faults->item[i];

        if (fault->level == level && fault->field == field && fault->row == row)
            return fault;
    }
    return NULL;
}
