/*
 * form.h - an e-form as data: pages of fields, conditions, rules.
 *
 * Read once from form.json with the blocks and lists it names, resolved to
 * pointers, then never changed: threads share it. Nothing here knows HTML, the
 * database or the clock. What people answer is form_answer.h; whether it is
 * right is form_check.h; how it is laid before them is form_view.h.
 *
 * docs/how/packs.md is the author's manual of form.json.
 */
#ifndef DOMAIN_FORM_FORM_H
#define DOMAIN_FORM_FORM_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"
#include "base/words.h"

#include "domain/area/area.h"
#include "domain/procedure/pack_read.h"
#include "domain/procedure/procedure.h"

#define FORM_FIELDS_MAX     400
#define FORM_PAGES_MAX      20
#define FORM_OPTIONS_MAX    200
#define FORM_ROWS_MAX       50
#define FORM_RULES_MAX      100
#define FORM_ANSWER_BYTES   ((size_t)256 << 10)
#define FORM_TEXT_MAX       200  /* letters of a text without `max` */
#define FORM_LONG_MAX       2000 /* the same of a long text         */
#define FORM_LONG_MAX_MAX   20000
#define FORM_CONDITIONS_MAX 20 /* parts of an all, any or in      */
#define FORM_OPERANDS_MAX   20

enum field_type {
    TYPE_TEXT,
    TYPE_LONG,
    TYPE_NUMBER,
    TYPE_DECIMAL,
    TYPE_MONEY,
    TYPE_DATE,
    TYPE_TIME,
    TYPE_CHOICE,
    TYPE_MANY,
    TYPE_AREA,
    TYPE_ADDRESS,
    TYPE_ID_NUMBER,
    TYPE_PHONE,
    TYPE_EMAIL,
    TYPE_BLOCK,
    TYPE_GROUP,
    TYPE_FILE,
    TYPE_DECLARATION,
    TYPE_COMPUTED,
    TYPE_COUNT
};

enum text_pattern {
    PATTERN_ANY,
    PATTERN_NAME,
    PATTERN_PLATE,
    PATTERN_TAX_CODE,
    PATTERN_DIGITS,
    PATTERN_PASSPORT,
};

enum address_part {
    ADDRESS_COUNTRY,
    ADDRESS_PROVINCE,
    ADDRESS_DISTRICT,
    ADDRESS_COMMUNE,
    ADDRESS_PLACE, /* commune and district of another province, in words */
    ADDRESS_DETAIL,
    ADDRESS_ABROAD,
    ADDRESS_PART_COUNT
};
/* "province": the part's key in an answer. */
struct str address_part_name(enum address_part part);

enum prefill {
    PREFILL_NONE,
    PREFILL_ACCOUNT, /* of a block: its fields' own count */
    PREFILL_FULL_NAME,
    PREFILL_BIRTH_DATE,
    PREFILL_SEX,
    PREFILL_ID_NUMBER,
    PREFILL_PHONE,
    PREFILL_EMAIL,
    PREFILL_ADDRESS,
    PREFILL_ETHNIC,
};

enum computed_from {
    COMPUTED_DATE_WORDS,
    COMPUTED_MONEY_WORDS,
    COMPUTED_TODAY,
    COMPUTED_PLACE_TODAY,
    COMPUTED_PERCENT,
    COMPUTED_PAPERS,
};

struct form_option {
    struct str value;
    struct words label;
};

/* One end of a range: none, a number or day, or the day of asking. */
enum bound_kind { BOUND_NONE, BOUND_VALUE, BOUND_TODAY };

/*
 * `n` is in the field's own measure: letters of a text, chosen options, rows,
 * whole units, whole đồng, day numbers, thousandths of a decimal.
 */
struct bound {
    enum bound_kind kind;
    int64_t n;
};

enum condition_kind {
    CONDITION_IN,     /* the field's value is one of `value`  */
    CONDITION_FILLED, /* the field is filled, or not          */
    CONDITION_CASE,
    CONDITION_CHANNEL,
    CONDITION_ALL,
    CONDITION_ANY,
    CONDITION_NOT,
};

struct condition {
    enum condition_kind kind;
    const struct field *field;
    const struct str *value;
    size_t value_count;
    bool filled;
    int case_index;
    enum channel channel;
    const struct condition *part;
    size_t part_count;
};

struct field {
    size_t index; /* place in form->field           */
    size_t page;  /* place in form->page            */
    struct str name;
    struct str path;            /* "requester.full_name", "lines[].code" */
    const struct field *parent; /* its block or group; NULL on the page */
    const struct field *group;  /* the group whose rows it stands in     */
    size_t span; /* this field and all that stand in it, which follow it */

    enum field_type type;
    struct words label;
    struct words hint;
    struct words unit;
    struct words text;      /* of a declaration                    */
    struct words row_label; /* of a group                          */
    struct str item;        /* line of the real declaration: "2-8" */
    struct str source;
    bool sensitive;

    bool required;
    const struct condition *required_when; /* when `required`; NULL always */
    const struct condition *show;          /* NULL: always                 */

    struct bound min;
    struct bound max;
    int places;
    bool upper;
    bool partial;
    enum text_pattern pattern;
    enum area_level area_level;
    unsigned address_parts; /* bits of the parts that are needed */
    bool look_radio;
    const struct form_option *option;
    size_t option_count;
    const struct field *other;      /* text shown with the value "other" */
    const struct field *birth_date; /* `against` of an id_number         */
    const struct field *sex;
    struct str component; /* of a file */
    enum computed_from from;
    const struct field *from_field[2];
    enum prefill prefill;
    struct str initial; /* `default`, as the value is stored */
};

struct form_page {
    struct str id;
    struct words title;
    struct words hint;
    const struct field *field; /* its first                         */
    size_t field_count;        /* with what stands in blocks, groups */
};

enum operand_kind {
    OPERAND_FIELD,
    OPERAND_TODAY,
    OPERAND_NUMBER,
    OPERAND_DAY,
    OPERAND_TEXT,
};

struct operand {
    enum operand_kind kind;
    const struct field *field;
    int64_t n; /* a number, or a day's */
    struct str text;
};

enum rule_kind {
    RULE_NOT_AFTER,
    RULE_NOT_BEFORE,
    RULE_YEARS_BETWEEN,
    RULE_DAYS_BETWEEN,
    RULE_EQUAL,
    RULE_DIFFERENT,
    RULE_AT_MOST,
    RULE_SUM_AT_MOST,
    RULE_ONE_OF_FILLED,
    RULE_UNIQUE_IN_GROUP,
    RULE_WHEN,
    RULE_THAT,
    RULE_DIGITS,
    RULE_ROW_COUNT,
    RULE_ROW_SUM,
    RULE_ONE_ROW,
    RULE_KIND_COUNT
};

/* What a rule asks. */
struct rule_test {
    enum rule_kind kind;
    const struct operand *operand;
    size_t operand_count;
    int64_t low; /* of the two "between" */
    int64_t high;
    const struct condition *condition; /* of when and that */
    const struct rule_test *then;      /* of when          */
};

enum rule_level { RULE_ERROR, RULE_WARNING };

struct form_rule {
    struct str id;
    const struct field *field; /* where it is told */
    enum rule_level level;
    struct words message;
    struct rule_test test;
    const struct field *group; /* asked for each row of it; or NULL */
};

struct form {
    struct str code;
    struct str version;
    struct words title;
    struct str source;
    const struct form_page *page;
    size_t page_count;
    const struct field *field; /* all, in the order of showing */
    size_t field_count;
    const struct form_rule *rule;
    size_t rule_count;
};

/*
 * Reads form.json. `blocks` and `lists` are objects: name → contents of the
 * file. `card` gives the codes of cases and components. What is wrong is among
 * the reader's findings; a form with an error among them is not to be used.
 */
const struct form *form_read(struct node form, struct node blocks,
                             struct node lists, const struct procedure *card);

/*
 * Reads a condition that stands outside the form and speaks of its fields (the
 * `when` of a component). NULL when the node is absent or wrong.
 */
const struct condition *form_condition_read(struct node n,
                                            const struct form *form,
                                            const struct procedure *card);

/*
 * The options of a list file. `name` is its file's name, checked against its
 * code.
 */
const struct form_option *form_list_read(struct node lists, struct node name,
                                         size_t *ret_count);

/* The field of that path ("requester.id_number", "lines[].code"), or NULL. */
const struct field *form_field(const struct form *form, struct str path);
/* Index of the page with that id; page_count when there is none. */
size_t form_page_index(const struct form *form, struct str id);
/* The option of that value, or NULL. */
const struct form_option *field_option(const struct field *f, struct str value);
/* "text": the type's name in packs. */
struct str field_type_name(enum field_type type);
/* How many rows of a group are on the page even when nothing is in them. */
size_t field_rows_min(const struct field *group);
/* True for a block or a group: it has children and no value of its own. */
bool field_holds_others(const struct field *f);

/*
 * Walks the fields that stand directly in a block or group:
 *
 *     for (f = field_first(group); f < field_end(group); f = field_next(f))
 */
const struct field *field_first(const struct field *holder);
const struct field *field_end(const struct field *holder);
const struct field *field_next(const struct field *f);

#endif
