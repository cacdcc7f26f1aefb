/*
 * One rule at a time, over a form that has a field of each kind: two dates, of
 * which parts may be missing, three numbers, two texts, rows.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/form/form_check.h"

#include "written_form.h"

#define RULE_BYTES 1000
#define FIELDS                                             \
    "{'name':'a','label':#,'type':'date','partial':true}," \
    "{'name':'b','label':#,'type':'date','partial':true}," \
    "{'name':'k','label':#,'type':'number'},"              \
    "{'name':'m','label':#,'type':'number'},"              \
    "{'name':'n','label':#,'type':'number'},"              \
    "{'name':'t','label':#,'type':'text'},"                \
    "{'name':'u','label':#,'type':'text'},"                \
    "{'name':'r','label':#,'type':'group','max':4,"        \
    " 'row_label':#,'fields':["                            \
    " {'name':'c','label':#,'type':'text'},"               \
    " {'name':'p','label':#,'type':'number'}]},"           \
    "{'name':'h','label':#,'type':'group',"                \
    " 'show':{'field':'u','is':'show'},'fields':["         \
    " {'name':'c','label':#,'type':'text'}]}"

static struct written_form *form_with(const char *field, const char *check)
{
    char rule[RULE_BYTES];

    snprintf(rule, sizeof rule,
             "{'id':'x','field':'%s','check':%s,'message':#}", field, check);
    return right_form((struct form_text){.fields = FIELDS, .rules = rule});
}

/* On 2026-04-28 these answers have so many faults. */
static size_t faults(const char *field, const char *check, const char *answers)
{
    struct written_form *w = form_with(field, check);
    size_t count;

    w->f.answers = written_json(w->arena, answers);
    count = form_check(w->arena, &w->f, FORM_ALL_PAGES).count;
    written_form_free(w);
    return count;
}

struct row {
    const char *field;
    const char *check;
    const char *answers;
    size_t faults;
};

static void expect(const struct row *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t n = faults(row[i].field, row[i].check, row[i].answers);

        if (n != row[i].faults)
            fail_msg("%s over %s: %zu faults", row[i].check, row[i].answers, n);
    }
}

#define EXPECT(...)                                     \
    do {                                                \
        static const struct row row_[] = {__VA_ARGS__}; \
        expect(row_, COUNT_OF(row_));                   \
    } while (0)

#define AFTER  "a", "{'not_after':['a','b']}"
#define BEFORE "a", "{'not_before':['a','b']}"

static void two_days_stand_in_their_order(void **state)
{
    (void)state;
    EXPECT({AFTER, "{'a':'2020-05-02','b':'2020-05-02'}", 0},
           {AFTER, "{'a':'2020-05-01','b':'2020-05-02'}", 0},
           {AFTER, "{'a':'2020-05-03','b':'2020-05-02'}", 1},
           {AFTER, "{'a':'2020-05-03'}", 0}, {AFTER, "{'b':'2020-05-03'}", 0},
           {BEFORE, "{'a':'2020-05-02','b':'2020-05-02'}", 0},
           {BEFORE, "{'a':'2020-05-03','b':'2020-05-02'}", 0},
           {BEFORE, "{'a':'2020-05-01','b':'2020-05-02'}", 1});
}

/* What is missing of a date is given the benefit of the doubt. */
static void a_date_without_its_day_breaks_no_rule_it_may_keep(void **state)
{
    (void)state;
    EXPECT({AFTER, "{'a':'2020','b':'2020-01-01'}", 0},
           {AFTER, "{'a':'2021','b':'2020-12-31'}", 1},
           {AFTER, "{'a':'2020-12-31','b':'2020'}", 0},
           {AFTER, "{'a':'2021-01-01','b':'2020'}", 1},
           {AFTER, "{'a':'2020-05','b':'2020-05-01'}", 0},
           {AFTER, "{'a':'2020-05','b':'2020-04-30'}", 1},
           {AFTER, "{'a':'2020-05-31','b':'2020-05'}", 0},
           {AFTER, "{'a':'2020-06-01','b':'2020-05'}", 1},
           {BEFORE, "{'a':'2020','b':'2020-12-31'}", 0},
           {BEFORE, "{'a':'2020','b':'2021-01-01'}", 1},
           {BEFORE, "{'a':'2020-01-01','b':'2020'}", 0},
           {BEFORE, "{'a':'2019-12-31','b':'2020'}", 1},
           {BEFORE, "{'a':'2020-02','b':'2020-02-29'}", 0},
           {BEFORE, "{'a':'2020-02','b':'2020-03-01'}", 1});
}

#define YEARS "a", "{'years_between':['a','b',18,20]}"
#define DAYS  "a", "{'days_between':['a','b',1,3]}"

static void years_and_days_between_two_days_are_bounded(void **state)
{
    (void)state;
    EXPECT({YEARS, "{'a':'2000-05-02','b':'2018-05-02'}", 0},
           {YEARS, "{'a':'2000-05-02','b':'2018-05-01'}", 1},
           {YEARS, "{'a':'2000-05-02','b':'2018-04-30'}", 1},
           {YEARS, "{'a':'2000-05-02','b':'2021-05-01'}", 0},
           {YEARS, "{'a':'2000-05-02','b':'2021-05-02'}", 1},
           {YEARS, "{'a':'2000','b':'2018-01-01'}", 0},
           {YEARS, "{'a':'2000','b':'2017-12-31'}", 1},
           {YEARS, "{'a':'2000','b':'2021-12-30'}", 0},
           {YEARS, "{'a':'2000','b':'2021-12-31'}", 1},
           {YEARS, "{'a':'2000-12-31','b':'2018'}", 0},
           {YEARS, "{'a':'2000-01-01','b':'2021'}", 1},
           {YEARS, "{'a':'2000-01-02','b':'2021'}", 0},
           {DAYS, "{'a':'2020-05-02','b':'2020-05-02'}", 1},
           {DAYS, "{'a':'2020-05-02','b':'2020-05-03'}", 0},
           {DAYS, "{'a':'2020-05-02','b':'2020-05-05'}", 0},
           {DAYS, "{'a':'2020-05-02','b':'2020-05-06'}", 1},
           {DAYS, "{'a':'2020-05','b':'2020-06-03'}", 0},
           {DAYS, "{'a':'2020-05','b':'2020-06-04'}", 1},
           {DAYS, "{'a':'2020-05','b':'2020-05-02'}", 0},
           {DAYS, "{'a':'2020-05','b':'2020-05-01'}", 1},
           {DAYS, "{'a':'2020-05-31','b':'2020-06'}", 0},
           {DAYS, "{'a':'2020-05-28','b':'2020-06'}", 1},
           {DAYS, "{'a':'2020-05-29','b':'2020-06'}", 0},
           {DAYS, "{'a':'2020-06-30','b':'2020-06'}", 1},
           {DAYS, "{'a':'2020-06-29','b':'2020-06'}", 0});
}

#define EQUAL     "t", "{'equal':['t','u']}"
#define DIFFERENT "t", "{'different':['t','u']}"

static void two_texts_are_the_same_or_not(void **state)
{
    (void)state;
    EXPECT({EQUAL, "{'t':'x','u':'x'}", 0}, {EQUAL, "{'t':'x','u':'y'}", 1},
           {EQUAL, "{'t':'x'}", 0}, {EQUAL, "{'u':'x'}", 0},
           {DIFFERENT, "{'t':'x','u':'x'}", 1},
           {DIFFERENT, "{'t':'x','u':'y'}", 0}, {DIFFERENT, "{}", 0});
}

#define MOST "k", "{'at_most':['k','m']}"
#define SUM  "k", "{'sum_at_most':[['k','m'],'n']}"

static void numbers_and_their_sums_have_a_ceiling(void **state)
{
    (void)state;
    EXPECT({MOST, "{'k':2,'m':2}", 0}, {MOST, "{'k':3,'m':2}", 1},
           {MOST, "{'m':2}", 0}, {MOST, "{'k':3}", 0},
           {"k", "{'at_most':['k',5]}", "{'k':5}", 0},
           {"k", "{'at_most':['k',5]}", "{'k':6}", 1},
           {SUM, "{'k':1,'m':2,'n':3}", 0}, {SUM, "{'k':2,'m':2,'n':3}", 1},
           {SUM, "{'m':4,'n':3}", 1}, {SUM, "{'k':4,'n':3}", 1},
           {SUM, "{'k':4,'m':9}", 0});
}

#define FILLED "t", "{'one_of_filled':['t','u']}"

static void one_of_two_must_be_filled(void **state)
{
    (void)state;
    EXPECT({FILLED, "{'t':'x'}", 0}, {FILLED, "{'u':'x'}", 0},
           {FILLED, "{'k':1}", 1});
}

#define DIGITS "t", "{'digits':['t',3,5]}"

static void a_text_has_so_many_digits_or_so_many(void **state)
{
    (void)state;
    EXPECT({DIGITS, "{'t':'109'}", 0}, {DIGITS, "{'t':'90190'}", 0},
           {DIGITS, "{'t':'1234'}", 1}, {DIGITS, "{'t':'12'}", 1},
           {DIGITS, "{'t':'x23'}", 1}, {DIGITS, "{'t':'12x'}", 1},
           {DIGITS, "{'t':'1/3'}", 1}, {DIGITS, "{'t':'1:3'}", 1},
           {DIGITS, "{}", 0});
}

#define UNIQUE "r.c", "{'unique_in_group':['r','c']}"
#define COUNT  "r", "{'row_count':['r','k']}"
#define ROWSUM "r", "{'row_sum':['r','p','k']}"
#define ONE    "r", "{'one_row':['r','c','x']}"

static void rows_are_compared_counted_and_added(void **state)
{
    (void)state;
    EXPECT({UNIQUE, "{'r':[{'c':'1'},{'c':'2'},{'c':'3'}]}", 0},
           {UNIQUE, "{'r':[{'c':'1'},{'c':'1'}]}", 1},
           {UNIQUE, "{'r':[{'c':'1'},{'c':'2'},{'c':'1'}]}", 1},
           {UNIQUE, "{'r':[{'c':'2'},{'c':'1'},{'c':'1'}]}", 1},
           {UNIQUE, "{'r':[{'p':1},{'p':1}]}", 0},
           {COUNT, "{'k':2,'r':[{'c':'1'},{'c':'2'}]}", 0},
           {COUNT, "{'k':3,'r':[{'c':'1'},{'c':'2'}]}", 1},
           {COUNT, "{'k':1,'r':[{'c':'1'},{'c':'2'}]}", 1},
           {COUNT, "{'r':[{'c':'1'},{'c':'2'}]}", 0},
           {ROWSUM, "{'k':5,'r':[{'p':2},{'p':3}]}", 0},
           {ROWSUM, "{'k':4,'r':[{'p':2},{'p':3}]}", 1},
           {ROWSUM, "{'k':6,'r':[{'p':2},{'p':3}]}", 1},
           {ROWSUM, "{'k':3,'r':[{'c':'1'},{'p':3}]}", 0},
           {ROWSUM, "{'r':[{'p':2},{'p':3}]}", 0},
           {ONE, "{'r':[{'c':'x'},{'c':'y'}]}", 0},
           {ONE, "{'r':[{'c':'y'},{'c':'x'}]}", 0},
           {ONE, "{'r':[{'c':'x'},{'c':'x'}]}", 1},
           {ONE, "{'r':[{'c':'y'},{'p':1}]}", 1});
}

#define IN_ROW "r.c", "{'different':['r.c','t']}"

/* A rule about a field of a row is asked of each row. */
static void a_rule_is_asked_of_every_row(void **state)
{
    (void)state;
    EXPECT({IN_ROW, "{'t':'x','r':[{'c':'y'},{'c':'z'}]}", 0},
           {IN_ROW, "{'t':'x','r':[{'c':'x'},{'c':'z'}]}", 1},
           {IN_ROW, "{'t':'x','r':[{'c':'y'},{'c':'x'}]}", 1},
           {IN_ROW, "{'t':'x','r':[{'c':'x'},{'c':'x'}]}", 2});
}

#define TODAY   "a", "{'not_after':['a','$today']}"
#define FIXED   "a", "{'not_before':['a','2020-05-02']}"
#define NEITHER "a", "{'not_after':['a',5]}"

static void a_rule_may_compare_with_today_or_with_what_it_says(void **state)
{
    (void)state;
    EXPECT({TODAY, "{'a':'2026-04-28'}", 0}, {TODAY, "{'a':'2026-04-29'}", 1},
           {FIXED, "{'a':'2020-05-02'}", 0}, {FIXED, "{'a':'2020-05-01'}", 1},
           {NEITHER, "{'a':'2020-05-01'}", 0},
           {"k", "{'at_most':['k',1000]}", "{'k':1000}", 0},
           {"k", "{'at_most':['k',1000]}", "{'k':1001}", 1},
           {"k", "{'equal':['k',7]}", "{'k':7}", 0},
           {"k", "{'equal':['k',7]}", "{'k':8}", 1},
           {"a", "{'equal':['a','2020-05-02']}", "{'a':'2020-05-02'}", 0},
           {"a", "{'equal':['a','2020-05-02']}", "{'a':'2020-05-03'}", 1},
           {"a", "{'different':['a','$today']}", "{'a':'2026-04-28'}", 1},
           {"a", "{'different':['a','$today']}", "{'a':'2026-04-27'}", 0});
}

#define HIDDEN "k", "{'row_count':['h','k']}"

static void a_hidden_group_has_no_rows(void **state)
{
    (void)state;
    EXPECT({HIDDEN, "{'k':0,'h':[{},{}]}", 0},
           {HIDDEN, "{'k':2,'h':[{},{}]}", 1},
           {HIDDEN, "{'k':2,'u':'show','h':[{},{}]}", 0},
           {HIDDEN, "{'k':0,'u':'show','h':[{},{}]}", 1});
}

/* Told once, though it is told at a row. */
static void a_rule_of_the_whole_group_is_asked_once(void **state)
{
    (void)state;
    EXPECT({"r.c", "{'row_count':['r','k']}", "{'k':1,'r':[{},{},{}]}", 1},
           {"r.c", "{'row_sum':['r','p','k']}", "{'k':1,'r':[{},{},{}]}", 1},
           {"r.c", "{'one_row':['r','c','x']}", "{'r':[{},{},{}]}", 1},
           {"r.c", "{'that':{'case':'late'}}", "{'r':[{},{}]}", 2},
           {"r.c", "{'that':{'case':'late'}}", "{}", 0},
           {"k", "{'that':{'case':'late'}}", "{}", 1});
}

#define WHEN(check) \
    "t", "{'when':{'if':{'field':'u','is':'1'},'then':" check "}}"
#define UNIQUE_WHEN WHEN("{'unique_in_group':['r','c']}")
#define EQUAL_WHEN  WHEN("{'equal':['t','k']}")

static void a_rule_may_wait_for_a_condition(void **state)
{
    (void)state;
    EXPECT({EQUAL_WHEN, "{'u':'1','t':'5','k':5}", 0},
           {EQUAL_WHEN, "{'u':'1','t':'5','k':6}", 1},
           {EQUAL_WHEN, "{'u':'2','t':'5','k':6}", 0},
           {UNIQUE_WHEN, "{'u':'1','r':[{'c':'1'},{'c':'1'}]}", 1},
           {UNIQUE_WHEN, "{'u':'1','r':[{'c':'1'},{'c':'2'}]}", 0},
           {UNIQUE_WHEN, "{'u':'2','r':[{'c':'1'},{'c':'1'}]}", 0});
}

/* At the row that repeats, or at the field that the rule names. */
static void a_repeated_value_is_told_where_the_rule_stands(void **state)
{
    static const struct {
        const char *field;
        const char *name;
        size_t row;
    } row[] = {{"r.c", "r[2].c", 2}, {"r", "r", 0}, {"k", "k", 0}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w =
            form_with(row[i].field, "{'unique_in_group':['r','c']}");
        struct form_faults told;

        w->f.answers =
            written_json(w->arena, "{'r':[{'c':'1'},{'c':'2'},{'c':'1'}]}");
        told = form_check(w->arena, &w->f, FORM_ALL_PAGES);
        assert_int_equal(told.count, 1);
        assert_string_equal(told.item[0].name.p, row[i].name);
        assert_int_equal(told.item[0].row, row[i].row);
        written_form_free(w);
    }
}

static void a_rule_of_the_whole_group_is_told_at_its_first_row(void **state)
{
    struct written_form *w = form_with("r.c", "{'row_count':['r','k']}");
    struct form_faults told;

    (void)state;
    w->f.answers = written_json(w->arena, "{'k':1,'r':[{},{}]}");
    told = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_string_equal(told.item[0].name.p, "r[0].c");
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_days_stand_in_their_order),
        cmocka_unit_test(a_date_without_its_day_breaks_no_rule_it_may_keep),
        cmocka_unit_test(years_and_days_between_two_days_are_bounded),
        cmocka_unit_test(two_texts_are_the_same_or_not),
        cmocka_unit_test(numbers_and_their_sums_have_a_ceiling),
        cmocka_unit_test(one_of_two_must_be_filled),
        cmocka_unit_test(a_text_has_so_many_digits_or_so_many),
        cmocka_unit_test(rows_are_compared_counted_and_added),
        cmocka_unit_test(a_rule_is_asked_of_every_row),
        cmocka_unit_test(a_rule_may_compare_with_today_or_with_what_it_says),
        cmocka_unit_test(a_hidden_group_has_no_rows),
        cmocka_unit_test(a_rule_of_the_whole_group_is_asked_once),
        cmocka_unit_test(a_rule_may_wait_for_a_condition),
        cmocka_unit_test(a_repeated_value_is_told_where_the_rule_stands),
        cmocka_unit_test(a_rule_of_the_whole_group_is_told_at_its_first_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
