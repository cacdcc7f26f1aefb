/* What an author may write as a rule. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "written_form.h"

#define FIELDS                                                             \
    .fields = "{'name':'a','label':#,'type':'date'},"                      \
              "{'name':'b','label':#,'type':'date'},"                      \
              "{'name':'k','label':#,'type':'number'},"                    \
              "{'name':'e','label':#,'type':'decimal'},"                   \
              "{'name':'m','label':#,'type':'money'},"                     \
              "{'name':'t','label':#,'type':'text'},"                      \
              "{'name':'w','label':#,'type':'computed','from':['today']}," \
              "{'name':'r','label':#,'type':'group','fields':["            \
              " {'name':'c','label':#,'type':'text'},"                     \
              " {'name':'p','label':#,'type':'number'}]},"                 \
              "{'name':'s','label':#,'type':'group','fields':["            \
              " {'name':'c','label':#,'type':'text'}]}"
#define RULE(id, check) \
    "{'id':'" id "','field':'k','check':{" check "},'message':#}"
#define CHECK(check) FIELDS, .rules = RULE("x", check)
#define AT           "rules[0].check"
#define NEEDS(kind, count, operands)                    \
    WRONG2(MSG_PACK_OPERANDS, kind, count, AT "." kind, \
           CHECK("'" kind "':" operands))
#define OF_TYPE(kind, at, name, operands)             \
    WRONG1(MSG_PACK_FIELD_TYPE, name, AT "." kind at, \
           CHECK("'" kind "':" operands))
#define UNKNOWN(kind, at, name, operands)                \
    WRONG1(MSG_PACK_FIELD_UNKNOWN, name, AT "." kind at, \
           CHECK("'" kind "':" operands))

static void a_rule_has_the_operands_of_its_kind(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(CHECK("'not_after':['a','b']")), NEEDS("not_after", "2", "['a']"),
        NEEDS("not_after", "2", "['a','b','a']"),
        RIGHT(CHECK("'not_before':['a','b']")),
        NEEDS("not_before", "2", "['a']"),
        NEEDS("not_before", "2", "['a','b','a']"),
        RIGHT(CHECK("'equal':['a','b']")), NEEDS("equal", "2", "['a']"),
        NEEDS("equal", "2", "['a','b','a']"),
        RIGHT(CHECK("'different':['a','b']")), NEEDS("different", "2", "['a']"),
        NEEDS("different", "2", "['a','b','a']"),
        RIGHT(CHECK("'at_most':['k',5]")), NEEDS("at_most", "2", "['k']"),
        NEEDS("at_most", "2", "['k',5,6]"), RIGHT(CHECK("'digits':['t',3]")),
        NEEDS("digits", "2", "['t']"),
        RIGHT(CHECK("'one_of_filled':['t','k']")),
        NEEDS("one_of_filled", "2", "['t']"));
}

static void a_rule_of_rows_has_the_operands_of_its_kind(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'unique_in_group':['r','c']")),
                NEEDS("unique_in_group", "2", "['r']"),
                NEEDS("unique_in_group", "2", "['r','c','c']"),
                RIGHT(CHECK("'row_count':['r','k']")),
                NEEDS("row_count", "2", "['r']"),
                NEEDS("row_count", "2", "['r','k','k']"),
                RIGHT(CHECK("'row_sum':['r','p','k']")),
                NEEDS("row_sum", "3", "['r','p']"),
                NEEDS("row_sum", "3", "['r','p','k','k']"),
                RIGHT(CHECK("'one_row':['r','c','x']")),
                NEEDS("one_row", "3", "['r','c']"),
                NEEDS("one_row", "3", "['r','c','x','x']"));
}

static void between_has_two_days_and_two_numbers(void **state)
{
#define BOUND(at, rest)                                                       \
    WRONG2(MSG_PACK_NUMBER_RANGE, "-100000", "100000", AT ".days_between" at, \
           CHECK("'days_between':['a','b'," rest "]"))
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'years_between':['a','b',1,2]")),
                RIGHT(CHECK("'days_between':['a','b',2,2]")),
                NEEDS("years_between", "2", "['a','b',1]"),
                NEEDS("years_between", "2", "['a','b',1,2,3]"),
                NEEDS("days_between", "2", "['a','b',1]"),
                NEEDS("days_between", "2", "['a','b',1,2,3]"),
                WRONG(MSG_PACK_MIN_MAX, AT ".days_between[3]",
                      CHECK("'days_between':['a','b',3,2]")),
                RIGHT(CHECK("'days_between':['a','b',-100000,-100000]")),
                RIGHT(CHECK("'days_between':['a','b',100000,100000]")),
                WRONG(MSG_PACK_NOT_WHOLE, AT ".days_between[2]",
                      CHECK("'days_between':['a','b','c',2]")),
                BOUND("[2]", "-100001,0"), BOUND("[2]", "100001,0"),
                BOUND("[3]", "0,100001"), BOUND("[3]", "0,-100001"),
                OF_TYPE("years_between", "[0]", "k", "['k','b',1,2]"),
                OF_TYPE("days_between", "[1]", "k", "['a','k',1,2]"));
}

static void a_sum_has_its_parts_in_a_list(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'sum_at_most':[['k'],'m']")),
                RIGHT(CHECK("'sum_at_most':[['k','e'],'m']")),
                RIGHT(CHECK("'sum_at_most':[['k','e'],5]")),
                NEEDS("sum_at_most", "2", "[[],'m']"),
                NEEDS("sum_at_most", "2", "[['k']]"),
                NEEDS("sum_at_most", "2", "[['k'],'m','m']"),
                OF_TYPE("sum_at_most", "[0][1]", "t", "[['k','t'],'m']"),
                OF_TYPE("sum_at_most", "[1]", "t", "[['k'],'t']"));
}

static void a_rule_compares_fields_that_can_be_compared(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'not_after':['a','$today']")),
                RIGHT(CHECK("'not_after':['a','2020-01-01']")),
                OF_TYPE("not_after", "[1]", "k", "['a','k']"),
                OF_TYPE("not_before", "[0]", "t", "['t','a']"),
                RIGHT(CHECK("'at_most':['k','e']")),
                RIGHT(CHECK("'at_most':['m','k']")),
                OF_TYPE("at_most", "[0]", "a", "['a','k']"),
                RIGHT(CHECK("'equal':['t','k']")),
                OF_TYPE("equal", "[1]", "r", "['t','r']"),
                OF_TYPE("equal", "[1]", "w", "['t','w']"),
                UNKNOWN("equal", "[1]", "q", "['t','q']"),
                OF_TYPE("unique_in_group", "[0]", "t", "['t','c']"),
                UNKNOWN("unique_in_group", "[1]", "q", "['r','q']"),
                UNKNOWN("unique_in_group", "[0]", "q", "['q','c']"),
                OF_TYPE("row_sum", "[1]", "r[].c", "['r','c','k']"),
                OF_TYPE("row_sum", "[2]", "t", "['r','p','t']"),
                OF_TYPE("row_count", "[1]", "t", "['r','t']"),
                RIGHT(CHECK("'one_row':['r','p','5']")));
}

static void a_number_of_a_rule_has_32_bits(void **state)
{
#define TOO(n)                                                 \
    WRONG2(MSG_PACK_NUMBER_RANGE, "-2147483648", "2147483647", \
           AT ".at_most[1]", CHECK("'at_most':['k'," n "]"))
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'at_most':['k',2147483647]")),
                RIGHT(CHECK("'at_most':['k',-2147483648]")), TOO("2147483648"),
                TOO("-2147483649"));
}

static void a_rule_speaks_of_one_group(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(CHECK("'different':['r.c','t']")),
                RIGHT(CHECK("'different':['r.c','r.c']")),
                WRONG1(MSG_PACK_FIELD_PLACE, "s[].c", AT ".different[1]",
                       CHECK("'different':['r.c','s.c']")));
}

static void a_rule_has_exactly_one_check(void **state)
{
#define ONE(at, check) WRONG(MSG_PACK_RULE_ONE, AT at, CHECK(check))
    (void)state;
    EXPECT_TOLD(
        RIGHT(CHECK("'that':{'case':'late'}")), ONE("", ""),
        WRONG1(MSG_PACK_KEY_UNKNOWN, "magic", AT, CHECK("'magic':[]")),
        ONE("", "'that':{'case':'late'},'at_most':['k',5]"),
        RIGHT(
            CHECK("'when':{'if':{'case':'late'},'then':{'at_most':['k',5]}}")),
        RIGHT(CHECK("'when':{'if':{'case':'late'},'then':{'that':"
                    "{'case':'late'}}}")),
        ONE(".when.then", "'when':{'if':{'case':'late'},'then':{'when':"
                          "{'if':{'case':'late'},'then':{'that':"
                          "{'case':'late'}}}}}"),
        ONE(".when.then", "'when':{'if':{'case':'late'},'then':{}}"));
}

static const char *operands(struct arena *a, const char *begin, size_t count,
                            const char *end)
{
    return arena_printf(a,
                        "{'id':'x','field':'k','check':{%s%s%s},'message':#}",
                        begin, repeated(a, count, "'k'"), end)
        .p;
}

static void a_rule_has_up_to_twenty_operands(void **state)
{
    static const struct {
        const char *begin;
        const char *end;
        size_t most;
        struct told over;
    } row[] = {
        {"'one_of_filled':[",
         "]",
         20,
         {.path = AT ".one_of_filled",
          .message = MSG_PACK_OPERANDS,
          .a = "one_of_filled"}},
        {"'digits':[",
         "]",
         20,
         {.path = AT ".digits", .message = MSG_PACK_OPERANDS, .a = "digits"}},
        {"'sum_at_most':[[",
         "],'m']",
         19,
         {.path = AT ".sum_at_most[0]",
          .message = MSG_PACK_TOO_MANY,
          .a = "19"}},
    };
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct told told = {.text = {FIELDS}};

        told.text.rules = operands(a, row[i].begin, row[i].most, row[i].end);
        expect_told(&told, 1);
        told = row[i].over;
        told.text = (struct form_text){
            FIELDS,
            .rules = operands(a, row[i].begin, row[i].most + 1, row[i].end)};
        expect_told(&told, 1);
    }
    arena_free(a);
}

static void a_form_has_up_to_a_hundred_rules(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const struct told row[] = {
        {.text = {FIELDS,
                  .rules = repeated(a, 100, RULE("x%zu", "'equal':['t',5]"))}},
        {.text = {FIELDS,
                  .rules = repeated(a, 101, RULE("x%zu", "'equal':['t',5]"))},
         .path = "rules",
         .message = MSG_PACK_TOO_MANY,
         .a = "100"},
    };

    (void)state;
    expect_told(row, COUNT_OF(row));
    arena_free(a);
}

static void a_rule_stands_once(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(FIELDS, .rules = RULE("x", "'equal':['t',5]") "," RULE(
                          "y", "'equal':['t',5]")),
        WRONG1(MSG_PACK_TWICE, "x", "rules[1]", FIELDS,
               .rules = RULE("x", "'equal':['t',5]") "," RULE(
                   "x", "'equal':['t',5]")),
        WRONG1(MSG_PACK_TWICE, "y", "rules[2]", FIELDS,
               .rules = RULE("x", "'equal':['t',5]") "," RULE(
                   "y", "'equal':['t',5]") "," RULE("y", "'equal':['t',5]")));
}

static void a_rule_is_an_error_unless_it_says_warning(void **state)
{
    struct written_form *w = right_form((struct form_text){
        FIELDS,
        .rules = RULE(
            "x", "'equal':['t',5]") ",{'id':'y','field':'r.c',"
                                    "'level':'warning','check':{'equal':['t',5]"
                                    "},'message':#},"
                                    "{'id':'z','field':'k','level':'error',"
                                    "'check':{'days_between':['a','b',-1,7]},'"
                                    "message':#}"});
    const struct form_rule *rule = w->f.form->rule;

    (void)state;
    assert_int_equal(w->f.form->rule_count, 3);
    assert_int_equal(rule[0].level, RULE_ERROR);
    assert_int_equal(rule[1].level, RULE_WARNING);
    assert_int_equal(rule[2].level, RULE_ERROR);
    assert_string_equal(rule[1].id.p, "y");
    assert_ptr_equal(rule[1].group, form_field(w->f.form, S("r")));
    assert_null(rule[0].group);
    assert_int_equal(rule[2].test.low, -1);
    assert_int_equal(rule[2].test.high, 7);
    written_form_free(w);
}

static size_t rules_of_uses(const char *fields)
{
    struct written_form *w = right_form(
        (struct form_text){.fields = fields,
                           .blocks = "'b':{'code':'b','fields':["
                                     "{'name':'x','label':#,'type':'number'},"
                                     "{'name':'y','label':#,'type':'number'}],"
                                     "'rules':[{'id':'one','field':'x','check':"
                                     "{'at_most':['x','y']},'message':#},"
                                     "{'id':'two','field':'y','check':"
                                     "{'at_most':['y',5]},'message':#}]}"});
    size_t count = w->f.form->rule_count;

    for (size_t i = 0; i < count; i++)
        assert_non_null(w->f.form->rule[i].field);
    written_form_free(w);
    return count;
}

/* A rule that names a field left out by `with` is not asked. */
static void a_block_brings_its_rules_to_each_use(void **state)
{
#define USE(name, rest) \
    "{'name':'" name "','label':#,'type':'block','block':'b'" rest "}"
    (void)state;
    assert_int_equal(rules_of_uses(USE("b", "")), 2);
    assert_int_equal(rules_of_uses(USE("b", "") "," USE("c", "")), 4);
    assert_int_equal(rules_of_uses(USE("b", ",'with':['y']")), 1);
    assert_int_equal(rules_of_uses(USE("b", ",'with':['x']")), 0);
    assert_int_equal(rules_of_uses(USE("b", ",'with':['y']") "," USE("c", "")),
                     3);
}

static void a_block_rule_may_not_name_what_no_block_has(void **state)
{
    (void)state;
    EXPECT_TOLD(WRONG1(MSG_PACK_FIELD_UNKNOWN, "q", "rules[0].check.at_most[1]",
                       .fields = USE("b", ",'with':['x']"),
                       .blocks = "'b':{'code':'b','fields':["
                                 "{'name':'x','label':#,'type':'number'}],"
                                 "'rules':[{'id':'one','field':'x','check':"
                                 "{'at_most':['x','q']},'message':#}]}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_has_the_operands_of_its_kind),
        cmocka_unit_test(a_rule_of_rows_has_the_operands_of_its_kind),
        cmocka_unit_test(between_has_two_days_and_two_numbers),
        cmocka_unit_test(a_sum_has_its_parts_in_a_list),
        cmocka_unit_test(a_rule_compares_fields_that_can_be_compared),
        cmocka_unit_test(a_number_of_a_rule_has_32_bits),
        cmocka_unit_test(a_rule_speaks_of_one_group),
        cmocka_unit_test(a_rule_has_exactly_one_check),
        cmocka_unit_test(a_rule_has_up_to_twenty_operands),
        cmocka_unit_test(a_form_has_up_to_a_hundred_rules),
        cmocka_unit_test(a_rule_stands_once),
        cmocka_unit_test(a_rule_is_an_error_unless_it_says_warning),
        cmocka_unit_test(a_block_brings_its_rules_to_each_use),
        cmocka_unit_test(a_block_rule_may_not_name_what_no_block_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
