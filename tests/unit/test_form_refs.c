/* What a field may say of other fields: conditions, companions, sources. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "written_form.h"

#define FIELD_BYTES 2000
#define X           "{'value':'x','label':#}"
#define Y           "{'value':'y','label':#}"
#define OTHER       "{'value':'other','label':#}"
#define TEXT(name)  "{'name':'" name "','label':#,'type':'text'}"
#define WORLD                                                             \
    "{'name':'c','label':#,'type':'choice','options':[" X "," Y "]},"     \
    "{'name':'m','label':#,'type':'many','options':[" X "," Y "]},"       \
    "{'name':'t','label':#,'type':'text',"                                \
    " 'show':{'not':{'field':'c','is':'y'}}},"                            \
    "{'name':'n','label':#,'type':'number'},"                             \
    "{'name':'d','label':#,'type':'declaration','text':#},"               \
    "{'name':'today','label':#,'type':'computed','from':['today']},"      \
    "{'name':'r','label':#,'type':'group','fields':["                     \
    " {'name':'u','label':#,'type':'text'},"                              \
    " {'name':'v','label':#,'type':'text','show':{'field':'u','is':'1'}}" \
    "]},"

/* Whether a field with that condition is asked after these answers. */
static bool shows(const char *condition, const char *answers)
{
    char fields[FIELD_BYTES];
    struct written_form *w;
    bool shown;

    snprintf(fields, sizeof fields,
             WORLD "{'name':'z','label':#,'type':'text','show':%s}", condition);
    w = right_form((struct form_text){.fields = fields});
    w->f.answers = written_json(w->arena, answers);
    shown = filling_shows(&w->f, form_field(w->f.form, S("z")), 0);
    written_form_free(w);
    return shown;
}

static void a_condition_looks_at_answers(void **state)
{
    static const struct {
        const char *condition;
        const char *answers;
        bool shown;
    } row[] = {
        {"{'field':'c','is':'x'}", "{'c':'x'}", true},
        {"{'field':'c','is':'x'}", "{'c':'y'}", false},
        {"{'field':'c','is':'x'}", "{}", false},
        {"{'field':'c','in':['x','y']}", "{'c':'y'}", true},
        {"{'field':'c','in':['x']}", "{'c':'y'}", false},
        {"{'field':'m','is':'y'}", "{'m':['x','y']}", true},
        {"{'field':'m','is':'x'}", "{'m':['x','y']}", true},
        {"{'field':'m','is':'y'}", "{'m':['x']}", false},
        {"{'field':'n','is':3}", "{'n':3}", true},
        {"{'field':'n','is':3}", "{'n':4}", false},
        {"{'field':'d','is':true}", "{'d':true}", true},
        {"{'field':'d','is':true}", "{}", false},
        {"{'field':'t','filled':true}", "{'t':'a'}", true},
        {"{'field':'t','filled':true}", "{'t':''}", false},
        {"{'field':'t','filled':false}", "{'t':'a'}", false},
        {"{'field':'t','filled':false}", "{}", true},
        /* t is hidden by c, so it counts as not filled. */
        {"{'field':'t','filled':true}", "{'t':'a','c':'y'}", false},
        {"{'field':'t','is':'a'}", "{'t':'a','c':'y'}", false},
        {"{'case':'on_time'}", "{}", true},
        {"{'case':'late'}", "{}", false},
        {"{'channel':'online'}", "{}", true},
        {"{'channel':'counter'}", "{}", false},
        {"{'not':{'case':'late'}}", "{}", true},
        {"{'not':{'case':'on_time'}}", "{}", false},
        {"{'all':[{'case':'on_time'},{'channel':'online'}]}", "{}", true},
        {"{'all':[{'case':'on_time'},{'channel':'counter'}]}", "{}", false},
        {"{'all':[{'case':'late'},{'channel':'online'}]}", "{}", false},
        {"{'any':[{'case':'late'},{'channel':'online'}]}", "{}", true},
        {"{'any':[{'case':'on_time'},{'channel':'counter'}]}", "{}", true},
        {"{'any':[{'case':'late'},{'channel':'counter'}]}", "{}", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        if (shows(row[i].condition, row[i].answers) != row[i].shown)
            fail_msg("%s after %s", row[i].condition, row[i].answers);
    }
}

#define SHOW(condition) \
    .fields = WORLD "{'name':'z','label':#,'type':'text','show':" condition "}"
#define AT_SHOW "pages[0].fields[7].show"

static void a_condition_has_one_form(void **state)
{
    (void)state;
    EXPECT_TOLD(WRONG(MSG_PACK_CONDITION_ONE, AT_SHOW, SHOW("{}")),
                WRONG(MSG_PACK_CONDITION_ONE, AT_SHOW, SHOW("{'field':'c'}")),
                WRONG(MSG_PACK_CONDITION_ONE, AT_SHOW,
                      SHOW("{'field':'c','is':'x','filled':true}")),
                WRONG(MSG_PACK_CONDITION_ONE, AT_SHOW,
                      SHOW("{'case':'late','channel':'online'}")),
                WRONG(MSG_PACK_EMPTY, AT_SHOW ".all", SHOW("{'all':[]}")),
                WRONG(MSG_PACK_EMPTY, AT_SHOW ".any", SHOW("{'any':[]}")));
}

static void a_condition_speaks_of_what_there_is(void **state)
{
    (void)state;
    EXPECT_TOLD(
        WRONG1(MSG_PACK_FIELD_UNKNOWN, "nobody", AT_SHOW ".field",
               SHOW("{'field':'nobody','filled':true}")),
        WRONG1(MSG_PACK_FIELD_UNKNOWN, "c.x", AT_SHOW ".field",
               SHOW("{'field':'c.x','filled':true}")),
        WRONG1(MSG_PACK_FIELD_UNKNOWN, "t.u", AT_SHOW ".any[1].field",
               SHOW("{'any':[{'case':'late'},{'field':'t.u','is':'x'}]}")),
        WRONG2(MSG_PACK_CONDITION_VALUE, "q", "c", AT_SHOW ".is",
               SHOW("{'field':'c','is':'q'}")),
        WRONG2(MSG_PACK_CONDITION_VALUE, "q", "m", AT_SHOW ".in[1]",
               SHOW("{'field':'m','in':['x','q']}")),
        WRONG2(MSG_PACK_CONDITION_VALUE, "q", "a", "pages[0].fields[1].show.is",
               .fields = "{'name':'a','label':#,'type':'choice','options':[" X
                         "]},{'name':'z','label':#,'type':'text','show':"
                         "{'field':'a','is':'q'}}"),
        RIGHT(SHOW("{'field':'t','is':'q'}")),
        RIGHT(.fields = "{'name':'c','label':#,'type':'choice','list':'l'},"
                        "{'name':'z','label':#,'type':'text','show':"
                        "{'field':'c','is':'q'}}",
              .lists = "'l':{'code':'l','source':'s','options':[]}"),
        WRONG1(MSG_PACK_FIELD_TYPE, "today", AT_SHOW ".field",
               SHOW("{'field':'today','filled':true}")),
        WRONG1(MSG_PACK_CASE_UNKNOWN, "early", AT_SHOW ".case",
               SHOW("{'case':'early'}")),
        WRONG1(MSG_PACK_NO_CHANNEL, "pigeon", AT_SHOW ".channel",
               SHOW("{'channel':'pigeon'}")),
        WRONG1(MSG_PACK_NO_CHANNEL, "post", AT_SHOW ".channel",
               SHOW("{'channel':'post'}")));
}

#define PLACE(name, at, ...) WRONG1(MSG_PACK_FIELD_PLACE, name, at, __VA_ARGS__)
#define ROWS(name, fields) \
    "{'name':'" name "','label':#,'type':'group','fields':[" fields "]}"
#define SHOWN_BY(name, field)                            \
    "{'name':'" name "','label':#,'type':'text','show':" \
    "{'field':'" field "','filled':true}}"

static void a_row_is_seen_from_itself_only(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(.fields = ROWS("r", TEXT("u") "," SHOWN_BY("v", "u"))),
        RIGHT(.fields = TEXT("t") "," ROWS("r", SHOWN_BY("v", "t"))),
        PLACE("r.u", AT_SHOW ".field", SHOW("{'field':'r.u','is':'1'}")),
        PLACE("r.u", "pages[0].fields[1].fields[0].show.field",
              .fields =
                  ROWS("r", TEXT("u")) "," ROWS("s", SHOWN_BY("v", "r.u"))));
}

static void a_condition_has_up_to_twenty_parts(void **state)
{
#define PART "{'case':'late'}"
    static const struct {
        const char *begin;
        const char *part;
        const char *path;
    } form[] = {
        {"{'all':[", PART, "pages[0].fields[1].show.all"},
        {"{'any':[", PART, "pages[0].fields[1].show.any"},
        {"{'field':'t','in':[", "'%zu'", "pages[0].fields[1].show.in"},
    };
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(form); i++) {
        for (size_t count = 20; count <= 21; count++) {
            struct told row = {.message = MSG_PACK_TOO_MANY, .a = "20"};
            struct str show = arena_printf(a, "%s%s]}", form[i].begin,
                                           repeated(a, count, form[i].part));

            row.text.fields = arena_printf(a,
                                           TEXT("t") ",{'name':'z','label':#,"
                                                     "'type':'text','show':%s}",
                                           show.p)
                                  .p;
            row.path = count > 20 ? form[i].path : NULL;
            expect_told(&row, 1);
        }
    }
    arena_free(a);
}

/* As the `when` of a component is read, outside the form. */
static void a_wrong_condition_is_none(void **state)
{
    static const struct {
        const char *condition;
        bool there;
    } row[] = {
        {"{'all':[{'case':'late'}]}", true},
        {"{'all':[]}", false},
        {"{'all':[{'case':'early'}]}", false},
        {"{'all':[{'case':'late'},{'case':'early'}]}", false},
        {"{'not':{'case':'early'}}", false},
        {"{'field':'c'}", false},
        {"{'field':'nobody','is':'x'}", false},
        {"{'case':'late'}", true},
        {"{'case':'on_time'}", true},
        {"{'case':'early'}", false},
        {"{'case':1}", false},
        {"{'channel':'online'}", true},
        {"{'channel':'pigeon'}", false},
        {"{'channel':1}", false},
        {"{'case':'late','channel':'online'}", false},
    };
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'c','label':#,'type':'choice','options':[" X "]}"});

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        struct node n = node_root(&w->reader, S("card.json"),
                                  written_json(w->arena, row[i].condition));

        if ((form_condition_read(n, w->f.form, &w->card) != NULL) !=
            row[i].there)
            fail_msg("%s", row[i].condition);
    }
    written_form_free(w);
}

/* Beside the field first, then outside, up to the form. */
static void a_name_is_looked_up_beside_first(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = TEXT("x") "," TEXT("y") ",{'name':'b','label':#,'type':"
                                          "'block','block':'b'}",
        .blocks = "'b':{'code':'b','fields':[" TEXT("x") "," SHOWN_BY(
            "by_x", "x") "," SHOWN_BY("by_y", "y") "]}"});
    const struct form *form = w->f.form;

    (void)state;
    assert_ptr_equal(form_field(form, S("b.by_x"))->show->field,
                     form_field(form, S("b.x")));
    assert_ptr_equal(form_field(form, S("b.by_y"))->show->field,
                     form_field(form, S("y")));
    written_form_free(w);
}

static void what_is_needed_may_depend_on_a_condition(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'a','label':#,'type':'text','required':"
                  "{'case':'on_time'}},"
                  "{'name':'b','label':#,'type':'text','required':"
                  "{'case':'late'}},"
                  "{'name':'c','label':#,'type':'text','required':true},"
                  "{'name':'d','label':#,'type':'text'}"});
    const struct field *f = w->f.form->field;

    (void)state;
    assert_true(filling_requires(&w->f, &f[0], 0));
    assert_false(filling_requires(&w->f, &f[1], 0));
    assert_true(filling_requires(&w->f, &f[2], 0));
    assert_false(filling_requires(&w->f, &f[3], 0));
    written_form_free(w);
}

#define WITH_OTHER(name)                                            \
    "{'name':'c','label':#,'type':'choice','options':[" X "," OTHER \
    "],'other':'" name "'}"
#define OTHER_AT "pages[0].fields[0].other"

static void another_value_is_written_beside(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(.fields = WITH_OTHER("t") "," TEXT("t")),
                RIGHT(.fields = WITH_OTHER("t") ",{'name':'t','label':#,"
                                                "'type':'long'}"),
                WRONG1(MSG_PACK_OTHER_FIELD, "t", OTHER_AT,
                       .fields = WITH_OTHER("t") "," TEXT("u")),
                WRONG1(MSG_PACK_OTHER_FIELD, "t", OTHER_AT,
                       .fields = WITH_OTHER("t") ",{'name':'t','label':#,"
                                                 "'type':'number'}"),
                WRONG2(MSG_PACK_CONDITION_VALUE, "other", "c", OTHER_AT,
                       .fields =
                           "{'name':'c','label':#,'type':'choice','options':[" X
                           "],'other':'t'}," TEXT("t")));
}

/* Of a block's fields the use may leave the text for another value out. */
static void what_a_use_leaves_out_is_not_missed(void **state)
{
#define OF_BLOCK(with, field)                                                  \
    .fields =                                                                  \
        "{'name':'b','label':#,'type':'block','block':'b','with':[" with "]}", \
    .blocks = "'b':{'code':'b','fields':[" field "," TEXT("t") "]}"
#define ID                                                \
    "{'name':'i','label':#,'type':'id_number','against':" \
    "{'birth_date':'t'}}"
    (void)state;
    EXPECT_TOLD(RIGHT(OF_BLOCK("'c'", WITH_OTHER("t"))),
                RIGHT(OF_BLOCK("'c','t'", WITH_OTHER("t"))),
                WRONG1(MSG_PACK_OTHER_FIELD, "q", "fields[0].other",
                       OF_BLOCK("'c'", WITH_OTHER("q"))),
                RIGHT(OF_BLOCK("'i'", ID)),
                WRONG1(MSG_PACK_FIELD_TYPE, "t", "fields[0].against.birth_date",
                       OF_BLOCK("'i','t'", ID)));
}

static void the_other_text_shows_with_other_unless_it_says_when(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = WITH_OTHER("t") "," TEXT(
            "t") ",{'name':'e','label':#,"
                 "'type':'choice','options':[" OTHER "],'other':'u'},"
                 "{'name':'u','label':#,'type':'text','show':{'case':"
                 "'on_time'}}"});
    const struct field *t = form_field(w->f.form, S("t"));

    (void)state;
    assert_false(filling_shows(&w->f, t, 0));
    assert_true(filling_shows(&w->f, form_field(w->f.form, S("u")), 0));
    w->f.answers = written_json(w->arena, "{'c':'other'}");
    assert_true(filling_shows(&w->f, t, 0));
    w->f.answers = written_json(w->arena, "{'c':'x'}");
    assert_false(filling_shows(&w->f, t, 0));
    written_form_free(w);
}

#define AGAINST(what, name)                                                \
    .fields = WORLD "{'name':'birth','label':#,'type':'date'},"            \
                    "{'name':'id','label':#,'type':'id_number','against':" \
                    "{'" what "':'" name "'}}"
#define AGAINST_AT(what) "pages[0].fields[8].against." what

static void an_id_number_is_compared_with_a_date_and_a_sex(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(AGAINST("birth_date", "birth")),
                RIGHT(AGAINST("sex", "c")),
                WRONG1(MSG_PACK_FIELD_TYPE, "c", AGAINST_AT("birth_date"),
                       AGAINST("birth_date", "c")),
                WRONG1(MSG_PACK_FIELD_TYPE, "birth", AGAINST_AT("sex"),
                       AGAINST("sex", "birth")),
                WRONG1(MSG_PACK_FIELD_UNKNOWN, "q", AGAINST_AT("sex"),
                       AGAINST("sex", "q")));
}

#define FROM(from)                                                          \
    .fields = "{'name':'z','label':#,'type':'computed','from':[" from "]}," \
              "{'name':'d','label':#,'type':'date'},"                       \
              "{'name':'k','label':#,'type':'money'},"                      \
              "{'name':'n','label':#,'type':'number'},"                     \
              "{'name':'e','label':#,'type':'decimal'},"                    \
              "{'name':'w','label':#,'type':'area',"                        \
              " 'area_level':'commune'},"                                   \
              "{'name':'r','label':#,'type':'group','fields':["             \
              " {'name':'d','label':#,'type':'date'}]}"
#define FROM_AT "pages[0].fields[0].from"
#define NEEDS(what, count, from) \
    WRONG2(MSG_PACK_OPERANDS, what, count, FROM_AT, FROM(from))
#define OF_TYPE(at, name, from) \
    WRONG1(MSG_PACK_FIELD_TYPE, name, FROM_AT at, FROM(from))

static void a_computed_field_needs_its_sources(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(FROM("'date_words','d'")), RIGHT(FROM("'money_words','k'")),
        RIGHT(FROM("'today'")), RIGHT(FROM("'place_today','w'")),
        RIGHT(FROM("'percent','n','k'")), RIGHT(FROM("'percent','e','n'")),
        RIGHT(FROM("'papers'")), NEEDS("date_words", "1", "'date_words'"),
        NEEDS("date_words", "1", "'date_words','d','d'"),
        NEEDS("money_words", "1", "'money_words'"),
        NEEDS("today", "0", "'today','d'"),
        NEEDS("place_today", "1", "'place_today'"),
        NEEDS("percent", "2", "'percent','n'"),
        NEEDS("papers", "0", "'papers','d'"),
        WRONG(MSG_PACK_EMPTY, FROM_AT, FROM("")),
        WRONG1(MSG_PACK_NAME_UNKNOWN, "magic", FROM_AT "[0]", FROM("'magic'")),
        WRONG1(MSG_PACK_TOO_MANY, "3", FROM_AT, FROM("'percent','n','n','n'")),
        OF_TYPE("[1]", "k", "'date_words','k'"),
        OF_TYPE("[1]", "d", "'money_words','d'"),
        OF_TYPE("[1]", "n", "'place_today','n'"),
        OF_TYPE("[2]", "d", "'percent','n','d'"),
        WRONG1(MSG_PACK_FIELD_PLACE, "r.d", FROM_AT "[1]",
               FROM("'date_words','r.d'")));
}

/* Of its own row, or of the page. */
static void a_row_may_speak_of_itself_and_of_the_page(void **state)
{
#define DATE(name) "{'name':'" name "','label':#,'type':'date'}"
#define WORDS_OF(name)                                \
    "{'name':'w','label':#,'type':'computed','from':" \
    "['date_words','" name "']}"
    (void)state;
    EXPECT_TOLD(
        RIGHT(.fields = ROWS("r", DATE("d") "," WORDS_OF("d"))),
        RIGHT(.fields = DATE("d") "," ROWS("r", WORDS_OF("d"))),
        PLACE("q.d", "pages[0].fields[1].fields[0].from[1]",
              .fields = ROWS("q", DATE("d")) "," ROWS("r", WORDS_OF("q.d"))));
}

#define DEFAULT(rest) .fields = "{'name':'a','label':#,'type':" rest "}"
#define UNFIT(rest)                                           \
    WRONG(MSG_PACK_DEFAULT_BAD, "pages[0].fields[0].default", \
          DEFAULT(rest ",'default':'x'"))

static void a_default_fits_its_field(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(DEFAULT("'text','default':'x'")),
        RIGHT(DEFAULT("'number','default':3")),
        RIGHT(DEFAULT("'choice','options':[" X "],'default':'x'")),
        UNFIT("'choice','options':[" Y "]"), UNFIT("'many','options':[" X "]"),
        UNFIT("'address'"), UNFIT("'file','component':'notice'"),
        UNFIT("'computed','from':['today']"), UNFIT("'group','fields':[]"));
}

#define CIRCLE(name, ...) \
    WRONG1(MSG_PACK_CONDITION_CIRCLE, name, "pages[0].fields[0]", __VA_ARGS__)

static void conditions_do_not_go_in_circles(void **state)
{
    (void)state;
    EXPECT_TOLD(
        CIRCLE("a", .fields = SHOWN_BY("a", "a")),
        CIRCLE("a", .fields = SHOWN_BY("a", "b") "," SHOWN_BY("b", "a")),
        CIRCLE("a", .fields = "{'name':'a','label':#,'type':'text','show':"
                              "{'all':[{'case':'late'},{'field':'b','is':"
                              "'x'}]}}," SHOWN_BY("b", "a")),
        CIRCLE("a", .fields = "{'name':'a','label':#,'type':'text','show':"
                              "{'any':[{'field':'b','is':'x'},{'case':'late'}"
                              "]}}," SHOWN_BY("b", "a")),
        CIRCLE("a", .fields =
                        "{'name':'a','label':#,'type':'text','show':"
                        "{'not':{'field':'b','is':'x'}}}," SHOWN_BY("b", "a")),
        CIRCLE("b",
               .fields = "{'name':'b','label':#,'type':'block','block':"
                         "'b','show':{'field':'b.x','filled':true}}",
               .blocks = "'b':{'code':'b','fields':[" TEXT("x") "]}"),
        RIGHT(.fields =
                  TEXT("a") "," SHOWN_BY("b", "a") "," SHOWN_BY("c", "a")),
        RIGHT(.fields =
                  SHOWN_BY("a", "b") "," SHOWN_BY("b", "c") "," TEXT("c")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_looks_at_answers),
        cmocka_unit_test(a_condition_has_one_form),
        cmocka_unit_test(a_condition_speaks_of_what_there_is),
        cmocka_unit_test(a_row_is_seen_from_itself_only),
        cmocka_unit_test(a_condition_has_up_to_twenty_parts),
        cmocka_unit_test(a_wrong_condition_is_none),
        cmocka_unit_test(a_name_is_looked_up_beside_first),
        cmocka_unit_test(what_is_needed_may_depend_on_a_condition),
        cmocka_unit_test(another_value_is_written_beside),
        cmocka_unit_test(what_a_use_leaves_out_is_not_missed),
        cmocka_unit_test(the_other_text_shows_with_other_unless_it_says_when),
        cmocka_unit_test(an_id_number_is_compared_with_a_date_and_a_sex),
        cmocka_unit_test(a_computed_field_needs_its_sources),
        cmocka_unit_test(a_row_may_speak_of_itself_and_of_the_page),
        cmocka_unit_test(a_default_fits_its_field),
        cmocka_unit_test(conditions_do_not_go_in_circles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
