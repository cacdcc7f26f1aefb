/* Which faults are told, in what order, with what words. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "domain/form/form_check.h"

#include "written_form.h"

#define F(name, rest) "{'name':'" name "','label':#," rest "}"
#define TEXT(name)    F(name, "'type':'text'")
#define NEEDED(name)  F(name, "'type':'text','required':true")
#define RULE(id, field, level, check)                                        \
    "{'id':'" id "','field':'" field "','level':'" level "','check':{" check \
    "},'message':{'vi':'" id "','en':'" id "'}}"
#define BROKEN "'that':{'case':'late'}"

/* "a b r[0].c ": where something is told, in its order. */
static const char *told_at(struct written_form *w, size_t page)
{
    struct form_faults faults = form_check(w->arena, &w->f, page);
    struct str text = S("");

    for (size_t i = 0; i < faults.count; i++)
        text = arena_printf(w->arena, "%s%s ", text.p, faults.item[i].name.p);
    return text.p;
}

static void expect_told_at(struct form_text form, const char *answers,
                           const char *places)
{
    struct written_form *w = right_form(form);

    w->f.answers = written_json(w->arena, answers);
    assert_string_equal(told_at(w, FORM_ALL_PAGES), places);
    written_form_free(w);
}

#define A_ERROR   RULE("x", "a", "error", BROKEN)
#define A_ERROR_2 RULE("y", "a", "error", BROKEN)
#define A_WARNS   RULE("z", "a", "warning", BROKEN)
#define A_WARNS_2 RULE("q", "a", "warning", BROKEN)
#define B_ERROR   RULE("b", "b", "error", BROKEN)
#define C_ERROR   RULE("c", "c", "error", BROKEN)
#define D_ERROR   RULE("d", "d", "error", BROKEN)

static void a_field_has_one_error_and_any_warnings(void **state)
{
    (void)state;
    expect_told_at(
        (struct form_text){.fields = TEXT("a") "," TEXT("b"),
                           .rules = A_ERROR "," A_ERROR_2 "," B_ERROR},
        "{}", "a b ");
    expect_told_at(
        (struct form_text){.fields = TEXT("a"),
                           .rules = A_WARNS "," A_WARNS_2 "," A_ERROR},
        "{}", "a a a ");
    expect_told_at(
        (struct form_text){.fields = TEXT("a"), .rules = A_ERROR "," A_WARNS},
        "{}", "a ");
}

static void errors_are_counted_apart_from_warnings(void **state)
{
    struct written_form *w = right_form(
        (struct form_text){.fields = TEXT("a") "," TEXT("b"),
                           .rules = A_WARNS "," B_ERROR "," A_ERROR});
    struct form_faults faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    const struct field *a = &w->f.form->field[0];
    const struct field *b = &w->f.form->field[1];

    (void)state;
    assert_int_equal(faults.count, 3);
    assert_int_equal(faults.errors, 2);
    assert_int_equal(form_fault_at(&faults, RULE_WARNING, a, 0)->level,
                     RULE_WARNING);
    assert_string_equal(
        form_fault_at(&faults, RULE_ERROR, a, 0)->words.in[LANG_VI].p, "x");
    assert_null(form_fault_at(&faults, RULE_WARNING, b, 0));
    assert_null(form_fault_at(&faults, RULE_ERROR, b, 1));
    assert_null(form_fault_at(&(struct form_faults){0}, RULE_ERROR, b, 0));
    assert_int_equal(faults.item[0].part, -1);
    written_form_free(w);
}

/* Rules are asked last but told where they belong. */
static void faults_come_in_the_order_of_the_pages(void **state)
{
    (void)state;
    expect_told_at((struct form_text){.fields = TEXT("a") "," NEEDED(
                                          "b") "," TEXT("c") "," NEEDED("d"),
                                      .rules = C_ERROR "," A_ERROR},
                   "{}", "a b c d ");
    expect_told_at((struct form_text){.fields = TEXT("a") "," TEXT("c"),
                                      .rules = C_ERROR "," A_ERROR},
                   "{}", "a c ");
}

#define GROUP(name) \
    F(name, "'type':'group','fields':[" TEXT("c") "," NEEDED("n") "]")
#define DIFFER RULE("x", "r.c", "error", "'different':['r.c','r.n']")
#define NEVER  RULE("y", "s.c", "error", "'at_most':[1,0]")

static void faults_of_a_group_come_row_by_row(void **state)
{
    (void)state;
    expect_told_at((struct form_text){.fields = GROUP("r") "," GROUP("s"),
                                      .rules = DIFFER "," NEVER},
                   "{'r':[{'c':'1'},{'c':'2','n':'2'},{}],'s':[{},{}]}",
                   "r[0].n r[1].c r[2].n s[0].c s[0].n s[1].c s[1].n ");
}

static void a_page_is_checked_by_itself(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .pages = "{'id':'p','title':#,'fields':[" NEEDED("a") "," TEXT(
            "b") "]},{'id':'q','title':#,'fields':"
                 "[" NEEDED("c") "," TEXT("d") "]}",
        .rules = B_ERROR "," D_ERROR});

    (void)state;
    assert_string_equal(told_at(w, 0), "a b ");
    assert_string_equal(told_at(w, 1), "c d ");
    assert_string_equal(told_at(w, FORM_ALL_PAGES), "a b c d ");
    written_form_free(w);
}

/* Fifty rows of eleven fields are 550 faults. */
static void up_to_five_hundred_faults_are_told(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const char *fields = repeated(
        a, 11, "{'name':'c%zu','label':#,'type':'text','required':true}");
    struct written_form *w = right_form((struct form_text){
        .fields = arena_printf(
                      a, "{'name':'r','label':#,'type':'group','fields':[%s]}",
                      fields)
                      .p});
    struct form_faults faults;

    (void)state;
    w->f.answers = written_json(
        w->arena, arena_printf(a, "{'r':[%s]}", repeated(a, 50, "{}")).p);
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_int_equal(faults.count, 500);
    assert_int_equal(faults.errors, 500);
    w->f.answers = written_json(
        w->arena, arena_printf(a, "{'r':[%s]}", repeated(a, 45, "{}")).p);
    assert_int_equal(form_check(w->arena, &w->f, FORM_ALL_PAGES).count, 495);
    written_form_free(w);
    arena_free(a);
}

static void a_group_has_no_more_rows_than_its_most(void **state)
{
#define OF_TWO F("r", "'type':'group','max':2,'fields':[" TEXT("c") "]")
    (void)state;
    expect_told_at((struct form_text){.fields = OF_TWO}, "{'r':[{},{}]}", "");
    expect_told_at((struct form_text){.fields = OF_TWO}, "{'r':[{},{},{}]}",
                   "r ");
}

static void what_is_hidden_or_computed_is_not_looked_at(void **state)
{
    (void)state;
    expect_told_at(
        (struct form_text){
            .fields =
                "{'name':'a','label':#,'type':'text','required':true,"
                " 'show':{'case':'late'}},"
                "{'name':'z','label':#,'type':'computed','from':['today']},"
                "{'name':'r','label':#,'type':'group','min':1,"
                " 'show':{'case':'late'},"
                " 'fields':[{'name':'c','label':#,'type':'text',"
                "            'required':true}]}",
            .rules = A_ERROR},
        "{}", "");
}

static void a_block_is_not_asked_but_its_fields(void **state)
{
    (void)state;
    expect_told_at(
        (struct form_text){.fields = "{'name':'b','label':#,'type':'block',"
                                     "'block':'b','required':true}",
                           .blocks = "'b':{'code':'b','fields':["
                                     "{'name':'x','label':#,'type':'text'}]}"},
        "{}", "");
}

static bool no_paper(void *data, struct str component)
{
    (void)data;
    assert_string_equal(component.p, "notice");
    return false;
}

static bool a_paper(void *data, struct str component)
{
    (void)data;
    (void)component;
    return true;
}

static void a_file_is_asked_of_who_knows_the_files(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields =
            F("f",
              "'type':'file','component':'notice',"
              "'required':true") "," F("g",
                                       "'type':'file','component':'notice'")});

    (void)state;
    assert_string_equal(told_at(w, 0), "");
    w->f.has_paper = no_paper;
    assert_string_equal(told_at(w, 0), "f ");
    w->f.has_paper = a_paper;
    assert_string_equal(told_at(w, 0), "");
    written_form_free(w);
}

/* A label inside a sentence begins small, unless it is an abbreviation. */
static void a_missing_answer_is_asked_for_by_its_label(void **state)
{
    static const struct {
        const char *rest;
        const char *vi;
    } row[] = {
        {"'label':{'vi':'Số nhà','en':'x'},'type':'text'", "Hãy ghi số nhà"},
        {"'label':{'vi':'UBND xã','en':'x'},'type':'text'", "Hãy ghi UBND xã"},
        {"'label':{'vi':'ĐƯỜNG','en':'x'},'type':'text'", "Hãy ghi ĐƯỜNG"},
        {"'label':{'vi':'TP Long Xuyên','en':'x'},'type':'text'",
         "Hãy ghi TP Long Xuyên"},
        {"'label':{'vi':'Ở Việt Nam','en':'x'},'type':'text'",
         "Hãy ghi ở Việt Nam"},
        {"'label':{'vi':'Ý kiến','en':'x'},'type':'long'", "Hãy ghi ý kiến"},
        {"'label':{'vi':'Đường','en':'x'},'type':'text'", "Hãy ghi đường"},
        {"'label':{'vi':'Ở','en':'x'},'type':'text'", "Hãy ghi ở"},
        {"'label':{'vi':'Nơi ở','en':'x'},'type':'area',"
         "'area_level':'commune'",
         "Hãy chọn nơi ở"},
        {"'label':{'vi':'Giới tính','en':'x'},'type':'choice','options':[]",
         "Hãy chọn giới tính"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char field[400];
        struct written_form *w;
        struct form_faults faults;

        snprintf(field, sizeof field, "{'name':'a','required':true,%s}",
                 row[i].rest);
        w = right_form((struct form_text){.fields = field});
        faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
        assert_int_equal(faults.count, 1);
        assert_string_equal(
            form_fault_text(w->arena, LANG_VI, &faults.item[0]).p, row[i].vi);
        written_form_free(w);
    }
}

/* A part that marks itself and no other. */
static void the_parts_of_a_date_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(FAULT_DAY | FAULT_MONTH | FAULT_YEAR, 7);
    assert_int_equal(FAULT_DAY & FAULT_MONTH, 0);
    assert_int_equal(FAULT_DAY & FAULT_YEAR, 0);
    assert_int_equal(FAULT_MONTH & FAULT_YEAR, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_has_one_error_and_any_warnings),
        cmocka_unit_test(errors_are_counted_apart_from_warnings),
        cmocka_unit_test(faults_come_in_the_order_of_the_pages),
        cmocka_unit_test(faults_of_a_group_come_row_by_row),
        cmocka_unit_test(a_page_is_checked_by_itself),
        cmocka_unit_test(up_to_five_hundred_faults_are_told),
        cmocka_unit_test(a_group_has_no_more_rows_than_its_most),
        cmocka_unit_test(what_is_hidden_or_computed_is_not_looked_at),
        cmocka_unit_test(a_block_is_not_asked_but_its_fields),
        cmocka_unit_test(a_file_is_asked_of_who_knows_the_files),
        cmocka_unit_test(a_missing_answer_is_asked_for_by_its_label),
        cmocka_unit_test(the_parts_of_a_date_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
