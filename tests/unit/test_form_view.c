/* A page of a form laid before its reader, and the answers it begins with. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/form/form_answer.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_view.h"

#include "written_form.h"

#define FIELD_BYTES 1000
#define OPTIONS                                                 \
    "'options':[{'value':'x','label':{'vi':'Ích','en':'Ex'}}," \
    "{'value':'y','label':{'vi':'Y dài','en':'Why'}}]"

static bool area_name(void *data, struct str code, enum area_level level,
                      struct str *ret)
{
    (void)data;
    if (level != AREA_COMMUNE || !str_eq_c(code, "30280"))
        return false;
    *ret = S("phường Mỹ Bình");
    return true;
}

static struct written_form *of_field(const char *rest, const char *answer)
{
    char field[FIELD_BYTES];
    struct written_form *w;

    snprintf(field, sizeof field, "{'name':'a','label':#,%s}", rest);
    w = right_form((struct form_text){.fields = field});
    w->f.area_name = area_name;
    if (answer)
        w->f.answers = written_json(
            w->arena, arena_printf(w->arena, "{'a':%s}", answer).p);
    return w;
}

/* The items of a page on a first visit, when nothing is wrong yet. */
static struct form_page_view viewed(struct written_form *w, size_t page)
{
    static const struct form_faults none;

    return form_view(w->arena, &w->f, LANG_VI, page, &none);
}

static const char *or_nothing(struct str text)
{
    return text.p ? text.p : "";
}

static void a_value_stands_as_people_write_it(void **state)
{
    static const struct {
        const char *rest;
        const char *answer;
        const char *value;
    } row[] = {
        {"'type':'text'", "'Lụa'", "Lụa"},
        {"'type':'text'", NULL, ""},
        {"'type':'number'", "1250", "1250"},
        {"'type':'number'", "'ba'", "ba"},
        {"'type':'decimal'", "'12,5'", "12,5"},
        {"'type':'money'", "1250000", "1.250.000"},
        {"'type':'money'", "'ba'", "ba"},
        {"'type':'money'", NULL, ""},
        {"'type':'choice'," OPTIONS, "'y'", "y"},
        {"'type':'area','area_level':'commune'", "'30280'", "30280"},
        {"'type':'computed','from':['today']", NULL, "28/04/2026"},
        {"'type':'declaration','text':#", "true", "true"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = of_field(row[i].rest, row[i].answer);

        assert_string_equal(or_nothing(viewed(w, 0).item[0].value),
                            row[i].value);
        written_form_free(w);
    }
}

static void a_date_stands_in_three_inputs(void **state)
{
    static const struct {
        const char *answer;
        const char *day, *month, *year;
    } row[] = {
        {"'2026-02-03'", "3", "2", "2026"},
        {"'2026-01-01'", "1", "1", "2026"},
        {"'2026-02'", "", "2", "2026"},
        {"'2026'", "", "", "2026"},
        {"{'day':'31','month':'02','year':'2026'}", "31", "02", "2026"},
        {"{'day':'31','month':'02','year':''}", "31", "02", ""},
        {"'hôm qua'", "hôm qua", "", ""},
        {NULL, "", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = of_field("'type':'date'", row[i].answer);
        struct form_page_view v = viewed(w, 0);

        assert_string_equal(or_nothing(v.item[0].day), row[i].day);
        assert_string_equal(or_nothing(v.item[0].month), row[i].month);
        assert_string_equal(or_nothing(v.item[0].year), row[i].year);
        written_form_free(w);
    }
}

static void what_is_chosen_is_marked(void **state)
{
    static const struct {
        const char *rest;
        const char *answer;
        bool x, y;
    } row[] = {
        {"'type':'choice'," OPTIONS, "'x'", true, false},
        {"'type':'choice'," OPTIONS, "'y'", false, true},
        {"'type':'choice'," OPTIONS, NULL, false, false},
        {"'type':'many'," OPTIONS, "['x']", true, false},
        {"'type':'many'," OPTIONS, "['y']", false, true},
        {"'type':'many'," OPTIONS, "['y','x']", true, true},
        {"'type':'many'," OPTIONS, "['x','y']", true, true},
        {"'type':'many'," OPTIONS, "'y'", false, true},
        {"'type':'many'," OPTIONS, NULL, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = of_field(row[i].rest, row[i].answer);
        const struct form_item *item = &viewed(w, 0).item[0];

        assert_int_equal(item->choice_count, 2);
        assert_string_equal(item->choice[0].value.p, "x");
        assert_string_equal(item->choice[1].label.p, "Y dài");
        assert_int_equal(item->choice[0].chosen, row[i].x);
        assert_int_equal(item->choice[1].chosen, row[i].y);
        written_form_free(w);
    }
}

static void a_unit_is_named_beside_its_code(void **state)
{
    static const struct {
        const char *rest;
        const char *answer;
        const char *name;
    } row[] = {
        {"'type':'area','area_level':'commune'", "'30280'", "phường Mỹ Bình"},
        {"'type':'area','area_level':'commune'", "'1'", ""},
        {"'type':'area','area_level':'district'", "'30280'", ""},
        {"'type':'area','area_level':'commune'", NULL, ""},
        {"'type':'address'", "{'commune':'30280'}", "phường Mỹ Bình"},
        {"'type':'address'", "{'detail':'Tổ 3'}", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = of_field(row[i].rest, row[i].answer);

        assert_string_equal(or_nothing(viewed(w, 0).item[0].area_name),
                            row[i].name);
        w->f.area_name = NULL;
        assert_null(viewed(w, 0).item[0].area_name.p);
        written_form_free(w);
    }
}

static void the_parts_of_an_address_stand_in_their_inputs(void **state)
{
    struct written_form *w =
        of_field("'type':'address'", "{'country':'VN','abroad':'Takeo'}");
    const struct form_item *item = &viewed(w, 0).item[0];

    (void)state;
    assert_string_equal(item->part[ADDRESS_COUNTRY].p, "VN");
    assert_string_equal(item->part[ADDRESS_ABROAD].p, "Takeo");
    assert_null(item->part[ADDRESS_DETAIL].p);
    written_form_free(w);
}

#define ROWS(rest)                          \
    "'type':'group','fields':["             \
    "{'name':'c','label':#,'type':'text'}," \
    "{'name':'d','label':#,'type':'text'}]" rest

static void rows_can_be_added_and_removed_within_their_bounds(void **state)
{
    static const struct {
        const char *rest;
        const char *answer;
        size_t rows;
        bool add, remove;
    } row[] = {
        {ROWS(",'min':1,'max':2"), NULL, 1, true, false},
        {ROWS(",'min':1,'max':2"), "[{}]", 1, true, false},
        {ROWS(",'min':1,'max':2"), "[{},{}]", 2, false, true},
        {ROWS(",'min':1,'max':2"), "[{},{},{}]", 3, false, true},
        {ROWS(",'max':2"), "[{}]", 1, true, true},
        {ROWS(""), NULL, 0, true, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = of_field(row[i].rest, row[i].answer);
        const struct form_item *item = &viewed(w, 0).item[0];

        assert_int_equal(item->row_count, row[i].rows);
        assert_string_equal(or_nothing(item->add), row[i].add ? "add:a" : "");
        for (size_t k = 0; k < item->row_count; k++) {
            assert_int_equal(item->rows[k].remove.p != NULL, row[i].remove);
            assert_int_equal(item->rows[k].child_count, 2);
        }
        written_form_free(w);
    }
}

static void a_row_has_its_number_and_its_answers(void **state)
{
    struct written_form *w =
        of_field(ROWS(",'row_label':{'vi':'Dòng','en':'Line'}"),
                 "[{'c':'1'},{'d':'2'}]");
    const struct form_row *rows = viewed(w, 0).item[0].rows;

    (void)state;
    assert_string_equal(rows[0].title.p, "Dòng 1");
    assert_string_equal(rows[1].title.p, "Dòng 2");
    assert_string_equal(rows[0].remove.p, "remove:a:0");
    assert_string_equal(rows[1].remove.p, "remove:a:1");
    assert_string_equal(rows[0].child[0].value.p, "1");
    assert_null(rows[0].child[1].value.p);
    assert_string_equal(rows[1].child[1].value.p, "2");
    assert_string_equal(rows[1].child[1].name.p, "a[1].d");
    written_form_free(w);
}

/* What a browser can follow it is told; the rest the server says again. */
static void an_item_says_what_it_depends_on(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .pages = "{'id':'p','title':#,'fields':["
                 "{'name':'by_b','label':#,'type':'text',"
                 " 'show':{'field':'b','filled':true}},"
                 "{'name':'a','label':#,'type':'text'},"
                 "{'name':'b','label':#,'type':'text'},"
                 "{'name':'c','label':#,'type':'text'},"
                 "{'name':'d','label':#,'type':'text'},"
                 "{'name':'e','label':#,'type':'text'},"
                 "{'name':'by_a','label':#,'type':'text',"
                 " 'show':{'field':'a','in':['1','2']}},"
                 "{'name':'by_cd','label':#,'type':'text',"
                 " 'show':{'any':[{'field':'c','is':'1'},"
                 "                {'not':{'field':'d','is':'1'}}]}}]},"
                 "{'id':'q','title':#,'fields':["
                 "{'name':'by_e','label':#,'type':'text',"
                 " 'show':{'field':'e','filled':true}},"
                 "{'name':'by_p','label':#,'type':'text',"
                 " 'show':{'field':'a','is':'1'}}]}"});
    const struct form_item *p = viewed(w, 0).item;
    const struct form_item *q = viewed(w, 1).item;
    static const bool refreshes[] = {false, true, true, true, false};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(refreshes); i++)
        assert_int_equal(p[i + 1].refreshes, refreshes[i]);
    assert_string_equal(p[6].when_name.p, "a");
    assert_int_equal(p[6].when_count, 2);
    assert_string_equal(p[6].when_is[1].p, "2");
    assert_null(p[0].when_name.p);
    assert_null(p[7].when_name.p);
    assert_null(q[0].when_name.p);
    assert_null(q[1].when_name.p);
    written_form_free(w);
}

static void an_item_marks_its_own_faults(void **state)
{
    struct written_form *w = right_form(
        (struct form_text){.fields = "{'name':'d','label':#,'type':'date'},"
                                     "{'name':'w','label':#,'type':'address'},"
                                     "{'name':'t','label':#,'type':'text'}",
                           .rules = "{'id':'x','level':'warning','field':'t',"
                                    "'check':{'that':{'case':'late'}},"
                                    "'message':{'vi':'Nhắc','en':'Note'}}"});
    struct form_faults faults;
    const struct form_item *item;

    (void)state;
    w->f.answers =
        written_json(w->arena, "{'d':{'day':'1','month':'13','year':'2026'},"
                               "'w':{'detail':'Tổ 3'},'t':'1'}");
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    item = form_view(w->arena, &w->f, LANG_VI, 0, &faults).item;
    assert_string_equal(item[0].error.p, "Tháng phải từ 1 đến 12");
    assert_int_equal(item[0].error_date_parts, FAULT_MONTH);
    assert_int_equal(item[0].error_part, -1);
    assert_int_equal(item[1].error_part, ADDRESS_COMMUNE);
    assert_null(item[2].error.p);
    assert_int_equal(item[2].error_part, -1);
    assert_string_equal(item[2].warning.p, "Nhắc");
    assert_null(item[0].warning.p);
    written_form_free(w);
}

static void a_page_that_asks_nothing_is_passed_over(void **state)
{
    struct written_form *w = right_form(
        (struct form_text){.pages = "{'id':'p','title':#,'fields':["
                                    "{'name':'a','label':#,'type':'text'}]},"
                                    "{'id':'q','title':#,'fields':["
                                    "{'name':'b','label':#,'type':'text',"
                                    " 'show':{'case':'late'}}]},"
                                    "{'id':'r','title':#,'fields':["
                                    "{'name':'c','label':#,'type':'text',"
                                    " 'show':{'case':'late'}},"
                                    "{'name':'d','label':#,'type':'text'}]},"
                                    "{'id':'s','title':#,'fields':["
                                    "{'name':'e','label':#,'type':'text',"
                                    " 'show':{'case':'late'}}]}"});

    (void)state;
    assert_int_equal(form_page_after(&w->f, 0), 2);
    assert_int_equal(form_page_after(&w->f, 1), 2);
    assert_int_equal(form_page_after(&w->f, 2), 4);
    assert_int_equal(form_page_after(&w->f, 3), 4);
    assert_int_equal(form_page_before(&w->f, 3), 2);
    assert_int_equal(form_page_before(&w->f, 2), 0);
    assert_int_equal(form_page_before(&w->f, 1), 0);
    assert_int_equal(form_page_before(&w->f, 0), 4);
    w->f.case_index = 1;
    assert_int_equal(form_page_after(&w->f, 0), 1);
    assert_int_equal(form_page_after(&w->f, 2), 3);
    assert_int_equal(form_page_before(&w->f, 2), 1);
    written_form_free(w);
}

static void expect_begun(const char *rest, const struct form_person *person,
                         const char *answers)
{
    struct written_form *w = of_field(rest, NULL);

    assert_string_equal(
        as_written(w->arena, form_answers_new(w->arena, w->f.form, person)),
        answers);
    written_form_free(w);
}

static void an_account_fills_in_what_it_knows(void **state)
{
#define FILLED(type, what) "'type':'" type "','prefill':'account." what "'"
    const struct form_person person = {
        .full_name = S("Trần Văn Bé"),
        .id_number = S("089195000001"),
        .phone = S("0912345678"),
        .email = S("be@angiang.vn"),
        .ethnic = S("x"),
        .sex = SEX_FEMALE,
        .province = S("89"),
        .district = S("883"),
        .commune = S("30280"),
        .detail = S("Tổ 3"),
    };
    const struct form_person nobody = {0};
    static const struct {
        const char *rest;
        const char *answers;
    } row[] = {
        {FILLED("text", "full_name"), "{'a':'Trần Văn Bé'}"},
        {FILLED("id_number", "id_number"), "{'a':'089195000001'}"},
        {FILLED("phone", "phone"), "{'a':'0912345678'}"},
        {FILLED("email", "email"), "{'a':'be@angiang.vn'}"},
        {FILLED("choice", "ethnic") "," OPTIONS, "{'a':'x'}"},
        {FILLED("choice", "sex") "," OPTIONS, "{}"},
        {FILLED("choice", "sex") ",'options':[{'value':'female','label':#}]",
         "{'a':'female'}"},
        {FILLED("address", "address"),
         "{'a':{'commune':'30280','detail':'Tổ 3','district':'883',"
         "'province':'89'}}"},
        {"'type':'text'", "{}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        expect_begun(row[i].rest, &person, row[i].answers);
        expect_begun(row[i].rest, &nobody, "{}");
        expect_begun(row[i].rest, NULL, "{}");
    }
}

static void a_date_of_an_account_is_filled_in_if_it_will_do(void **state)
{
    static const struct {
        struct civil birth;
        const char *whole;
        const char *partial;
    } row[] = {
        {{1990, 5, 7}, "{'a':'1990-05-07'}", "{'a':'1990-05-07'}"},
        {{1990, 1, 1}, "{'a':'1990-01-01'}", "{'a':'1990-01-01'}"},
        {{1990, 5, 0}, "{}", "{'a':'1990-05'}"},
        {{1990, 0, 0}, "{}", "{'a':'1990'}"},
        {{1, 1, 1}, "{'a':'0001-01-01'}", "{'a':'0001-01-01'}"},
        {{0, 0, 0}, "{}", "{}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct form_person person = {.birth_date = row[i].birth};

        expect_begun(FILLED("date", "birth_date"), &person, row[i].whole);
        expect_begun(FILLED("date", "birth_date") ",'partial':true", &person,
                     row[i].partial);
    }
}

/* A default answers what has to be answered; the rest begins empty. */
static void what_has_to_be_answered_begins_with_its_default(void **state)
{
    const struct form_person person = {.full_name = S("Trần Văn Bé")};

    (void)state;
    expect_begun("'type':'number','default':3,'required':true", NULL,
                 "{'a':3}");
    expect_begun("'type':'number','default':3", NULL, "{}");
    expect_begun("'type':'number','required':true", NULL, "{}");
    expect_begun(FILLED("text", "full_name") ",'default':'x','required':true",
                 &person, "{'a':'Trần Văn Bé'}");
    expect_begun(FILLED("text", "full_name") ",'default':'x','required':true",
                 NULL, "{'a':'x'}");
    expect_begun(ROWS(",'required':true"), NULL, "{}");
}

static void a_block_begins_with_its_own_defaults(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'b','label':#,'type':'block','block':'b'},"
                  "{'name':'t','label':#,'type':'text','required':true,"
                  " 'default':'x'}",
        .blocks = "'b':{'code':'b','fields':["
                  "{'name':'y','label':#,'type':'number','required':true,"
                  " 'default':3}]}"});

    (void)state;
    assert_string_equal(
        as_written(w->arena, form_answers_new(w->arena, w->f.form, NULL)),
        "{'b':{'y':3},'t':'x'}");
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_stands_as_people_write_it),
        cmocka_unit_test(a_date_stands_in_three_inputs),
        cmocka_unit_test(what_is_chosen_is_marked),
        cmocka_unit_test(a_unit_is_named_beside_its_code),
        cmocka_unit_test(the_parts_of_an_address_stand_in_their_inputs),
        cmocka_unit_test(rows_can_be_added_and_removed_within_their_bounds),
        cmocka_unit_test(a_row_has_its_number_and_its_answers),
        cmocka_unit_test(an_item_says_what_it_depends_on),
        cmocka_unit_test(an_item_marks_its_own_faults),
        cmocka_unit_test(a_page_that_asks_nothing_is_passed_over),
        cmocka_unit_test(an_account_fills_in_what_it_knows),
        cmocka_unit_test(a_date_of_an_account_is_filled_in_if_it_will_do),
        cmocka_unit_test(what_has_to_be_answered_begins_with_its_default),
        cmocka_unit_test(a_block_begins_with_its_own_defaults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
