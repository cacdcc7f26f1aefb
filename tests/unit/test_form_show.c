/* Answers as people read them, and what a form says of itself. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/form/form_show.h"

#include "written_form.h"

#define FIELD_BYTES 2000
#define OPTIONS                                                 \
    "'options':[{'value':'x','label':{'vi':'Ích','en':'Ex'}}," \
    "{'value':'y','label':{'vi':'Y dài','en':'Why'}}]"

static bool area_name(void *data, struct str code, enum area_level level,
                      struct str *ret)
{
    (void)data;
    if (level == AREA_COMMUNE && str_eq_c(code, "30280"))
        *ret = S("phường Mỹ Bình");
    else if (level == AREA_DISTRICT && str_eq_c(code, "883"))
        *ret = S("thành phố Long Xuyên");
    else if (level == AREA_PROVINCE && str_eq_c(code, "89"))
        *ret = S("tỉnh An Giang");
    else
        return false;
    return true;
}

struct showing {
    const char *rest; /* of the field a */
    const char *answer;
    const char *vi; /* "": nothing is shown */
    const char *en; /* NULL: the same       */
};

static const char *or_nothing(struct str text)
{
    return text.p ? text.p : "";
}

static void expect_shown(const struct showing *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char fields[FIELD_BYTES];
        struct written_form *w;
        const struct field *f;

        snprintf(fields, sizeof fields, "{'name':'a','label':#,%s}",
                 row[i].rest);
        w = right_form((struct form_text){.fields = fields});
        f = w->f.form->field;
        w->f.area_name = area_name;
        w->f.answers = written_json(
            w->arena, arena_printf(w->arena, "{'a':%s}", row[i].answer).p);
        assert_string_equal(
            or_nothing(form_show(w->arena, &w->f, LANG_VI, f, 0)), row[i].vi);
        assert_string_equal(
            or_nothing(form_show(w->arena, &w->f, LANG_EN, f, 0)),
            row[i].en ? row[i].en : row[i].vi);
        written_form_free(w);
    }
}

#define SHOWS(...)                                          \
    do {                                                    \
        static const struct showing row_[] = {__VA_ARGS__}; \
        expect_shown(row_, COUNT_OF(row_));                 \
    } while (0)

#define UNIT "'unit':{'vi':'người','en':'people'}"

static void a_number_is_shown_as_its_reader_groups_it(void **state)
{
    (void)state;
    SHOWS({"'type':'number'", "1250", "1.250", "1,250"},
          {"'type':'number'," UNIT, "3", "3 người", "3 people"},
          {"'type':'number'", "'ba'", "ba", NULL},
          {"'type':'decimal'," UNIT, "'12,5'", "12,5 người", "12.5 people"},
          {"'type':'money'", "1250000", "1.250.000\u00a0đ",
           "1,250,000\u00a0VND"});
}

static void a_date_is_shown_as_far_as_it_is_known(void **state)
{
    (void)state;
    SHOWS({"'type':'date'", "'2026-02-03'", "03/02/2026", NULL},
          {"'type':'date'", "'2026-02'", "02/2026", NULL},
          {"'type':'date'", "'2026'", "2026", NULL},
          {"'type':'date'", "'hôm qua'", "hôm qua", NULL},
          {"'type':'date'", "{'day':'31','month':'2','year':'2026'}",
           "31/2/2026", NULL});
}

static void a_choice_is_shown_by_its_label(void **state)
{
    (void)state;
    SHOWS({"'type':'choice'," OPTIONS, "'y'", "Y dài", "Why"},
          {"'type':'choice'," OPTIONS, "'q'", "q", NULL},
          {"'type':'many'," OPTIONS, "['y','x']", "Y dài; Ích", "Why; Ex"},
          {"'type':'many'," OPTIONS, "['y']", "Y dài", "Why"},
          {"'type':'many'," OPTIONS, "'y'", "y", NULL});
}

static void an_address_is_shown_from_the_house_up(void **state)
{
    (void)state;
    SHOWS({"'type':'address'",
           "{'detail':'Tổ 3','commune':'30280','district':'883',"
           "'province':'89'}",
           "Tổ 3, phường Mỹ Bình, thành phố Long Xuyên, tỉnh An Giang", NULL},
          {"'type':'address'", "{'commune':'30280'}", "phường Mỹ Bình", NULL},
          {"'type':'address'", "{'detail':'3','commune':'30280'}",
           "3, phường Mỹ Bình", NULL},
          {"'type':'address'",
           "{'place':'phường 1','abroad':'Takeo','commune':'1'}",
           "phường 1, 1, Takeo", NULL},
          {"'type':'area','area_level':'district'", "'883'",
           "thành phố Long Xuyên", NULL},
          {"'type':'area','area_level':'district'", "'30280'", "30280", NULL});
}

static void an_oath_is_shown_as_taken(void **state)
{
    (void)state;
    SHOWS({"'type':'declaration','text':#", "true", "Đã cam đoan", "Declared"},
          {"'type':'declaration','text':#", "false", "", NULL},
          {"'type':'text'", "'Lụa'", "Lụa", NULL},
          {"'type':'text'", "''", "", NULL},
          {"'type':'file','component':'notice'", "'x'", "", NULL});
}

/* The form's only computed field, over two dates, money, numbers, a unit. */
static void expect_computed(const char *from, const char *answers,
                            const char *text)
{
    char fields[FIELD_BYTES];
    struct written_form *w;

    snprintf(fields, sizeof fields,
             "{'name':'d','label':#,'type':'date','partial':true},"
             "{'name':'k','label':#,'type':'money'},"
             "{'name':'e','label':#,'type':'decimal'},"
             "{'name':'w','label':#,'type':'area','area_level':'commune'},"
             "{'name':'z','label':#,'type':'computed','from':[%s]}",
             from);
    w = right_form((struct form_text){.fields = fields});
    w->f.area_name = area_name;
    w->f.answers = written_json(w->arena, answers);
    assert_string_equal(or_nothing(form_compute(
                            w->arena, &w->f, form_field(w->f.form, S("z")), 0)),
                        text);
    written_form_free(w);
}

static void a_computed_field_says_what_others_answer(void **state)
{
    (void)state;
    expect_computed("'date_words','d'", "{'d':'2026-04-24'}",
                    "Ngày hai mươi tư tháng tư năm hai nghìn không trăm hai "
                    "mươi sáu");
    expect_computed("'date_words','d'", "{'d':'2026'}",
                    "Năm hai nghìn không trăm hai mươi sáu");
    expect_computed("'date_words','d'", "{'d':'hôm qua'}", "");
    expect_computed("'money_words','k'", "{'k':15000}", "mười lăm nghìn đồng");
    expect_computed("'money_words','k'", "{}", "");
    expect_computed("'today'", "{}", "28/04/2026");
    expect_computed("'place_today','w'", "{'w':'30280'}",
                    "phường Mỹ Bình, 28/04/2026");
    expect_computed("'place_today','w'", "{}", "");
    expect_computed("'papers'", "{}", "");
}

/* To a tenth of a percent, cut off. */
static void a_share_is_shown_in_percent(void **state)
{
    static const struct {
        const char *answers;
        const char *text;
    } row[] = {
        {"{'k':1,'e':'3'}", "33,3 %"},
        {"{'k':2,'e':'3'}", "66,6 %"},
        {"{'k':3,'e':'3'}", "100 %"},
        {"{'k':0,'e':'3'}", "0 %"},
        {"{'k':1,'e':'1,6'}", "62,5 %"},
        {"{'k':4,'e':'3'}", ""},
        {"{'k':-1,'e':'3'}", ""},
        {"{'k':0,'e':'0'}", ""},
        {"{'k':0,'e':'-1'}", ""},
        {"{'k':0,'e':'0,001'}", "0 %"},
        {"{'k':1}", ""},
        {"{'e':'3'}", ""},
        {"{'k':999999999999998,'e':'999999999999999'}", "99,9 %"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++)
        expect_computed("'percent','k','e'", row[i].answers, row[i].text);
}

/* Two pages: a block, a text and a file; two groups and a hidden text. */
static struct written_form *with_rows(void)
{
    return right_form((struct form_text){
        .pages =
            "{'id':'p','title':{'vi':'Trang một','en':'Page one'},'fields':["
            " {'name':'b','label':{'vi':'Khối','en':'x'},'type':'block',"
            "  'block':'b'},"
            " {'name':'t','label':#,'type':'text'},"
            " {'name':'f','label':#,'type':'file','component':'notice'}]},"
            "{'id':'q','title':#,'fields':["
            " {'name':'r','label':{'vi':'Nhóm','en':'x'},'type':'group',"
            "  'fields':[{'name':'c','label':#,'type':'text'},"
            "            {'name':'d','label':#,'type':'text'}]},"
            " {'name':'u','label':#,'type':'text','show':{'case':'late'}},"
            " {'name':'s','label':{'vi':'Nhóm','en':'x'},'type':'group',"
            "  'row_label':{'vi':'Dòng','en':'x'},"
            "  'fields':[{'name':'c','label':#,'type':'text'}]}]}",
        .blocks = "'b':{'code':'b','fields':["
                  "{'name':'x','label':#,'type':'text'},"
                  "{'name':'y','label':#,'type':'text'}]}"});
}

static void a_summary_has_a_line_for_all_that_is_asked(void **state)
{
    static const struct {
        const char *input;
        const char *heading;
        const char *text;
    } first[] = {{"b.x", "Khối", ""}, {"b.y", "", "hai"}, {"t", "", "một"}},
      second[] = {{"r[0].c", "Nhóm 1", "a"},
                  {"r[0].d", "", ""},
                  {"r[1].c", "Nhóm 2", ""},
                  {"r[1].d", "", "b"},
                  {"s[0].c", "Dòng 1", "c"}};
    struct written_form *w = with_rows();
    const struct form_section *s;

    (void)state;
    w->f.answers =
        written_json(w->arena, "{'t':'một','b':{'y':'hai'},'r':[{'c':'a'},"
                               "{'d':'b'}],'u':'x','s':[{'c':'c'}]}");
    s = form_summary(w->arena, &w->f, LANG_VI);
    assert_string_equal(s[0].title.p, "Trang một");
    assert_int_equal(s[0].page_index, 0);
    assert_int_equal(s[1].page_index, 1);
    assert_int_equal(s[0].count, COUNT_OF(first));
    assert_int_equal(s[1].count, COUNT_OF(second));
    for (size_t i = 0; i < COUNT_OF(first); i++) {
        assert_string_equal(s[0].line[i].input.p, first[i].input);
        assert_string_equal(or_nothing(s[0].line[i].heading), first[i].heading);
        assert_string_equal(or_nothing(s[0].line[i].text), first[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(second); i++) {
        assert_string_equal(s[1].line[i].input.p, second[i].input);
        assert_string_equal(or_nothing(s[1].line[i].heading),
                            second[i].heading);
        assert_string_equal(or_nothing(s[1].line[i].text), second[i].text);
    }
    written_form_free(w);
}

/* A page where nothing is asked has a section without lines. */
static void a_summary_of_nothing_is_empty(void **state)
{
    struct written_form *w = with_rows();
    const struct form_section *s = form_summary(w->arena, &w->f, LANG_EN);

    (void)state;
    assert_string_equal(s[0].title.p, "Page one");
    assert_int_equal(s[0].count, 3);
    assert_int_equal(s[1].count, 0);
    written_form_free(w);
}

static void what_is_kept_for_ever_is_what_was_asked(void **state)
{
    static const struct {
        const char *answers;
        const char *frozen;
    } row[] = {
        {"{}", "{'r':[],'s':[]}"},
        {"{'t':'1','u':'hidden','v':'of no field'}", "{'r':[],'s':[],'t':'1'}"},
        {"{'b':{'x':'1','t':'stray'},'t':'2'}",
         "{'b':{'x':'1'},'r':[],'s':[],'t':'2'}"},
        {"{'b':{'x':'','y':'2'}}", "{'b':{'y':'2'},'r':[],'s':[]}"},
        {"{'b':{'x':''}}", "{'r':[],'s':[]}"},
        {"{'r':[{'c':'a'},{},{'d':'b'}],'s':[{}]}",
         "{'r':[{'c':'a'},{},{'d':'b'}],'s':[{}]}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct written_form *w = with_rows();

        w->f.answers = written_json(w->arena, row[i].answers);
        assert_string_equal(as_written(w->arena, form_freeze(w->arena, &w->f)),
                            row[i].frozen);
        written_form_free(w);
    }
}

static void what_is_computed_is_kept_in_words(void **state)
{
    struct written_form *w = right_form(
        (struct form_text){.fields = "{'name':'k','label':#,'type':'money'},"
                                     "{'name':'z','label':#,'type':'computed',"
                                     " 'from':['money_words','k']}"});

    (void)state;
    assert_string_equal(as_written(w->arena, form_freeze(w->arena, &w->f)),
                        "{}");
    w->f.answers = written_json(w->arena, "{'k':5}");
    assert_string_equal(as_written(w->arena, form_freeze(w->arena, &w->f)),
                        "{'k':5,'z':'năm đồng'}");
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_shown_as_its_reader_groups_it),
        cmocka_unit_test(a_date_is_shown_as_far_as_it_is_known),
        cmocka_unit_test(a_choice_is_shown_by_its_label),
        cmocka_unit_test(an_address_is_shown_from_the_house_up),
        cmocka_unit_test(an_oath_is_shown_as_taken),
        cmocka_unit_test(a_computed_field_says_what_others_answer),
        cmocka_unit_test(a_share_is_shown_in_percent),
        cmocka_unit_test(a_summary_has_a_line_for_all_that_is_asked),
        cmocka_unit_test(a_summary_of_nothing_is_empty),
        cmocka_unit_test(what_is_kept_for_ever_is_what_was_asked),
        cmocka_unit_test(what_is_computed_is_kept_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
