/* What an author of a form may write of its pages and fields. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "written_form.h"

#define FIELD(rest) .fields = "{'name':'a','label':#," rest "}"
#define AT(key)     "pages[0].fields[0]." key
#define TOO(key, low, high, rest) \
    WRONG2(MSG_PACK_NUMBER_RANGE, low, high, AT(key), FIELD(rest))
#define TEXT(name) "{'name':'" name "','label':#,'type':'text'}"

static const struct field *only_field(struct written_form *w)
{
    return &w->f.form->field[0];
}

static void a_text_has_up_to_twenty_thousand_letters(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(FIELD("'type':'text','max':20000")),
                RIGHT(FIELD("'type':'long','max':20000")),
                RIGHT(FIELD("'type':'number','max':20001")),
                TOO("max", "1", "20000", "'type':'text','max':20001"),
                TOO("max", "1", "20000", "'type':'long','max':20001"));
}

#define GROUP "'type':'group','fields':[]"

static void a_group_has_up_to_fifty_rows(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(FIELD(GROUP ",'min':0,'max':50")),
                RIGHT(FIELD("'type':'number','min':-1,'max':51")),
                TOO("max", "1", "50", GROUP ",'max':51"),
                TOO("min", "0", "50", GROUP ",'min':-1"));
}

#define CROSSED(rest) WRONG(MSG_PACK_MIN_MAX, AT("max"), FIELD(rest))

static void the_least_is_not_above_the_most(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(FIELD("'type':'number','min':5,'max':5")),
        CROSSED("'type':'number','min':6,'max':5"),
        RIGHT(FIELD("'type':'number','min':6")),
        RIGHT(FIELD("'type':'number','max':-6")),
        CROSSED("'type':'date','min':'2020-01-02','max':'2020-01-01'"),
        RIGHT(FIELD("'type':'date','min':'2120-01-02','max':'$today'")));
}

#define MOST "1000000000000000"
#define MORE "1000000000000001"

static void a_number_is_bounded_by_a_thousand_billions(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(FIELD("'type':'number','max':" MOST)),
                RIGHT(FIELD("'type':'number','max':-" MOST)),
                RIGHT(FIELD("'type':'decimal','max':" MOST)),
                RIGHT(FIELD("'type':'decimal','max':-" MOST)),
                TOO("max", "-" MOST, MOST, "'type':'number','max':" MORE),
                TOO("max", "-" MOST, MOST, "'type':'number','max':-" MORE),
                TOO("max", "-" MOST, MOST, "'type':'decimal','max':" MORE),
                TOO("max", "-" MOST, MOST, "'type':'decimal','max':-" MORE));
}

#define NO_NUMBER(rest) WRONG(MSG_PACK_NOT_NUMBER, AT("min"), FIELD(rest))

static void a_decimal_is_bounded_by_a_number_or_its_text(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(FIELD("'type':'decimal','min':'12,5'")),
                NO_NUMBER("'type':'decimal','min':true"),
                NO_NUMBER("'type':'decimal','min':'much'"),
                TOO("places", "1", "3", "'type':'decimal','places':0"),
                RIGHT(FIELD("'type':'decimal','places':1")),
                RIGHT(FIELD("'type':'decimal','places':3")),
                TOO("places", "1", "3", "'type':'decimal','places':4"));
}

#define X       "{'value':'x','label':#}"
#define Y       "{'value':'y','label':#}"
#define OF_LIST FIELD("'type':'choice','list':'sex'")
#define SEX(code) \
    .lists = "'sex':{'code':'" code "','source':'s','options':[" X "," Y "]}"

static void options_come_from_one_place(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(FIELD("'type':'choice','options':[" X "," Y "]")),
        WRONG(MSG_PACK_OPTIONS_ONE, "pages[0].fields[0]",
              FIELD("'type':'choice'")),
        WRONG1(MSG_PACK_TWICE, "x", AT("options[2]"),
               FIELD("'type':'choice','options':[" X "," Y "," X "]")),
        RIGHT(OF_LIST, SEX("sex")),
        WRONG1(MSG_PACK_LIST_FILE, "sex", AT("list"), OF_LIST),
        WRONG1(MSG_PACK_FILE_CODE, "sex", "code", OF_LIST, SEX("gender")));
}

static void a_file_is_a_paper_of_the_procedure(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(FIELD("'type':'file','component':'notice'")),
                WRONG1(MSG_PACK_COMPONENT_UNKNOWN, "letter", AT("component"),
                       FIELD("'type':'file','component':'letter'")));
}

#define USE FIELD("'type':'block','block':'b'")
#define BLOCK(code, fields) \
    .blocks = "'b':{'code':'" code "','fields':[" fields "]}"

static void a_block_stands_in_a_file_of_its_name(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(USE, BLOCK("b", TEXT("x"))),
        WRONG1(MSG_PACK_BLOCK_FILE, "b", AT("block"), USE),
        WRONG1(MSG_PACK_FILE_CODE, "b", "code", USE, BLOCK("c", TEXT("x"))),
        WRONG2(MSG_PACK_NO_BLOCK_FIELD, "y", "blocks/b.json", AT("with[1]"),
               FIELD("'type':'block','block':'b','with':['x',{'name':'y'}]"),
               BLOCK("b", TEXT("x"))));
}

#define MISPLACED(at, ...) WRONG(MSG_PACK_GROUP_IN_GROUP, at, __VA_ARGS__)
#define ROWS_OF(rest) \
    FIELD("'type':'group','fields':[{'name':'b','label':#," rest "}]")

static void a_group_may_hold_blocks_but_no_group(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(ROWS_OF("'type':'block','block':'b'"), BLOCK("b", TEXT("x"))),
        MISPLACED(AT("fields[0].type"), ROWS_OF(GROUP)),
        MISPLACED("fields[0].type", USE,
                  BLOCK("b", "{'name':'c','label':#," GROUP "}")),
        MISPLACED("fields[0].type", USE,
                  BLOCK("b", "{'name':'c','label':#,'type':'block',"
                             "'block':'b'}")));
}

#define TWICE(at, ...) WRONG1(MSG_PACK_TWICE, "a", at, __VA_ARGS__)
#define ROWS(fields) \
    "{'name':'r','label':#,'type':'group','fields':[" fields "]}"

static void a_name_stands_once_in_its_holder(void **state)
{
    (void)state;
    EXPECT_TOLD(
        RIGHT(.fields = TEXT("a") "," TEXT("b")),
        TWICE("pages[0].fields[2].name",
              .fields = TEXT("a") "," TEXT("b") "," TEXT("a")),
        RIGHT(.fields = TEXT("a") "," ROWS(TEXT("a"))),
        TWICE(AT("fields[1].name"), .fields = ROWS(TEXT("a") "," TEXT("a"))));
}

#define FILLS(what, type) RIGHT(FIELD("'prefill':'" what "'," type))
#define FAILS(what, type)                             \
    WRONG1(MSG_PACK_PREFILL_BAD, what, AT("prefill"), \
           FIELD("'prefill':'" what "'," type))

static void what_an_account_knows_fits_one_type(void **state)
{
    (void)state;
    EXPECT_TOLD(FILLS("account.full_name", "'type':'text'"),
                FILLS("account.birth_date", "'type':'date'"),
                FILLS("account.sex", "'type':'choice','options':[]"),
                FILLS("account.id_number", "'type':'id_number'"),
                FILLS("account.phone", "'type':'phone'"),
                FILLS("account.email", "'type':'email'"),
                FILLS("account.address", "'type':'address'"),
                FILLS("account.ethnic", "'type':'choice','options':[]"),
                FAILS("account", "'type':'text'"),
                FAILS("account.full_name", "'type':'long'"),
                FAILS("account.birth_date", "'type':'text'"),
                FAILS("account.sex", "'type':'text'"),
                FAILS("account.id_number", "'type':'text'"),
                FAILS("account.phone", "'type':'text'"),
                FAILS("account.email", "'type':'text'"),
                FAILS("account.address", "'type':'text'"),
                FAILS("account.ethnic", "'type':'text'"));
}

static void expect_most(struct form_text fits, struct form_text over,
                        const char *path, const char *most)
{
    const struct told row[] = {
        {.text = fits},
        {.text = over, .path = path, .message = MSG_PACK_TOO_MANY, .a = most},
    };

    expect_told(row, COUNT_OF(row));
}

static void a_form_has_up_to_four_hundred_fields(void **state)
{
#define LINE "{'name':'a%zu','label':#,'type':'text'}"
    struct arena *a = arena_new((size_t)64 << 20);
    const char *use = "{'name':'b','label':#,'type':'block','block':'b'";
    const char *most = arena_printf(a, "%s},%s", use, repeated(a, 388, LINE)).p;
    const char *with =
        arena_printf(a, "%s,'with':['a9']},%s", use, repeated(a, 398, LINE)).p;
    const char *more = arena_printf(a,
                                    "%s,{'name':'r','label':#,'type':"
                                    "'group','fields':[]}",
                                    most)
                           .p;
    const char *blocks =
        arena_printf(a, "'b':{'code':'b','fields':[%s]}", repeated(a, 11, LINE))
            .p;

    (void)state;
    expect_most((struct form_text){.fields = most, .blocks = blocks},
                (struct form_text){.fields = more, .blocks = blocks}, "pages",
                "400");
    expect_most((struct form_text){.fields = with, .blocks = blocks},
                (struct form_text){
                    .fields = arena_printf(a, "%s," LINE, with, (size_t)398).p,
                    .blocks = blocks},
                "pages", "400");
    arena_free(a);
}

static void a_form_has_up_to_twenty_pages(void **state)
{
#define PAGE "{'id':'p%zu','title':#,'fields':[]}"
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    expect_most((struct form_text){.pages = repeated(a, 20, PAGE)},
                (struct form_text){.pages = repeated(a, 21, PAGE)}, "pages",
                "20");
    arena_free(a);
}

#define PAGE_OF(id) "{'id':'" id "','title':#,'fields':[]}"

static void a_page_stands_once(void **state)
{
    (void)state;
    EXPECT_TOLD(RIGHT(.pages = PAGE_OF("p") "," PAGE_OF("a")),
                TWICE("pages[2]",
                      .pages = PAGE_OF("a") "," PAGE_OF("b") "," PAGE_OF("a")));
}

static void a_field_has_up_to_two_hundred_options(void **state)
{
#define CHOICE_OF "{'name':'a','label':#,'type':'choice','options':[%s]}"
#define OPTION    "{'value':'%zu','label':#}"
    struct arena *a = arena_new((size_t)64 << 20);
    const char *fits = repeated(a, 200, OPTION);
    const char *over = repeated(a, 201, OPTION);

    (void)state;
    expect_most(
        (struct form_text){.fields = arena_printf(a, CHOICE_OF, fits).p},
        (struct form_text){.fields = arena_printf(a, CHOICE_OF, over).p},
        AT("options"), "200");
    arena_free(a);
}

static struct form_text with_text(struct arena *a, const char *key, size_t n)
{
    char text[2000];

    memset(text, 'x', sizeof text);
    return (struct form_text){
        .fields =
            arena_printf(a, "{'name':'a','label':#,'type':'text','%s':'%.*s'}",
                         key, (int)n, text)
                .p};
}

static void notes_of_an_author_are_short(void **state)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct {
        const char *key;
        size_t most;
        const char *told;
    } note[] = {{"item", 100, "100"}, {"source", 1000, "1000"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(note); i++) {
        const struct told row[] = {
            {.text = with_text(a, note[i].key, note[i].most)},
            {.text = with_text(a, note[i].key, note[i].most + 1),
             .path = arena_printf(a, AT("%s"), note[i].key).p,
             .message = MSG_PACK_TEXT_LONG,
             .a = note[i].told},
        };

        expect_told(row, COUNT_OF(row));
    }
    arena_free(a);
}

/* Where the author sets no upper end, the house does. */
static void the_house_bounds_what_the_author_does_not(void **state)
{
    static const struct {
        const char *rest;
        enum bound_kind kind;
        int64_t n;
    } row[] = {
        {"'type':'text'", BOUND_VALUE, 200},
        {"'type':'long'", BOUND_VALUE, 2000},
        {"'type':'group','fields':[]", BOUND_VALUE, 50},
        {"'type':'number'", BOUND_NONE, 0},
        {"'type':'text','max':201", BOUND_VALUE, 201},
        {"'type':'decimal','max':12", BOUND_VALUE, 12000},
        {"'type':'decimal','max':'12,5'", BOUND_VALUE, 12500},
        {"'type':'date','max':'1970-01-03'", BOUND_VALUE, 2},
        {"'type':'date','max':'$today'", BOUND_TODAY, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char field[200];
        struct written_form *w;

        snprintf(field, sizeof field, "{'name':'a','label':#,%s}", row[i].rest);
        w = right_form((struct form_text){.fields = field});
        assert_int_equal(only_field(w)->max.kind, row[i].kind);
        assert_int_equal(only_field(w)->max.n, row[i].n);
        written_form_free(w);
    }
}

static void what_an_author_does_not_say_is_so(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'d','label':#,'type':'decimal'},"
                  "{'name':'t','label':#,'type':'text'},"
                  "{'name':'c','label':#,'type':'choice','options':[]},"
                  "{'name':'oath','label':#,'type':'declaration','text':#},"
                  "{'name':'no_oath','label':#,'type':'declaration','text':#,"
                  " 'required':false}"});
    const struct field *f = w->f.form->field;

    (void)state;
    assert_int_equal(f[0].places, 2);
    assert_false(f[1].upper);
    assert_false(f[1].partial);
    assert_false(f[1].sensitive);
    assert_false(f[1].required);
    assert_int_equal(f[1].pattern, PATTERN_ANY);
    assert_int_equal(f[1].address_parts, 0);
    assert_false(f[2].look_radio);
    assert_true(f[3].required);
    assert_false(f[4].required);
    written_form_free(w);
}

static void what_an_author_says_is_so(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields =
            "{'name':'t','label':#,'type':'text','upper':true,'sensitive':true,"
            " 'pattern':'passport','required':true},"
            "{'name':'a','label':#,'type':'area','area_level':'district'},"
            "{'name':'w','label':#,'type':'address',"
            " 'required_parts':['commune','abroad']},"
            "{'name':'c','label':#,'type':'choice','options':[],'look':'select'"
            "},"
            "{'name':'d','label':#,'type':'choice','options':[],'look':'radio'}"
            ","
            "{'name':'e','label':#,'type':'date','partial':true}"});
    const struct field *f = w->f.form->field;

    (void)state;
    assert_true(f[0].upper);
    assert_true(f[0].sensitive);
    assert_true(f[0].required);
    assert_int_equal(f[0].pattern, PATTERN_PASSPORT);
    assert_int_equal(f[1].area_level, AREA_DISTRICT);
    assert_int_equal(f[2].address_parts,
                     1U << ADDRESS_COMMUNE | 1U << ADDRESS_ABROAD);
    assert_false(f[3].look_radio);
    assert_true(f[4].look_radio);
    assert_true(f[5].partial);
    written_form_free(w);
}

/* A block in a group, and a field behind it. */
static struct written_form *nested(const char *use)
{
    char fields[1000];

    snprintf(fields, sizeof fields,
             "{'name':'r','label':#,'type':'group','fields':["
             "  {'name':'who','label':#,'type':'block','block':'person'%s},"
             "  {'name':'c','label':#,'type':'text'}]},"
             "{'name':'z','label':#,'type':'text'}",
             use);
    return right_form((struct form_text){
        .fields = fields,
        .blocks = "'person':{'code':'person','fields':["
                  "{'name':'name','label':#,'type':'text',"
                  " 'prefill':'account.full_name'},"
                  "{'name':'old','label':#,'type':'number'}]}"});
}

static void a_field_knows_where_it_stands(void **state)
{
    static const char *const path[] = {
        "r", "r[].who", "r[].who.name", "r[].who.old", "r[].c", "z",
    };
    static const size_t span[] = {5, 3, 1, 1, 1, 1};
    struct written_form *w = nested("");
    const struct field *f = w->f.form->field;

    (void)state;
    assert_int_equal(w->f.form->field_count, COUNT_OF(path));
    for (size_t i = 0; i < COUNT_OF(path); i++) {
        assert_string_equal(f[i].path.p, path[i]);
        assert_int_equal(f[i].span, span[i]);
        assert_int_equal(f[i].index, i);
        assert_ptr_equal(form_field(w->f.form, str_c(path[i])), &f[i]);
    }
    assert_null(f[0].group);
    assert_ptr_equal(f[1].group, &f[0]);
    assert_ptr_equal(f[2].group, &f[0]);
    assert_ptr_equal(f[2].parent, &f[1]);
    assert_null(f[5].parent);
    assert_null(form_field(w->f.form, S("nobody")));
    assert_null(form_field(w->f.form, S("")));
    written_form_free(w);
}

static void a_use_of_a_block_may_choose_and_change_its_fields(void **state)
{
    struct written_form *w =
        nested(",'sensitive':true,'with':[{'name':'old','required':true,"
               "'label':{'vi':'Tuổi','en':'Age'}}]");
    const struct field *old = form_field(w->f.form, S("r[].who.old"));

    (void)state;
    assert_int_equal(w->f.form->field_count, 5);
    assert_null(form_field(w->f.form, S("r[].who.name")));
    assert_int_equal(old->type, TYPE_NUMBER);
    assert_true(old->required);
    assert_true(old->sensitive);
    assert_string_equal(old->label.in[LANG_EN].p, "Age");
    written_form_free(w);
}

static void only_a_use_that_says_account_is_prefilled(void **state)
{
    struct written_form *plain = nested("");
    struct written_form *filled = nested(",'prefill':'account'");

    (void)state;
    assert_int_equal(form_field(plain->f.form, S("r[].who.name"))->prefill,
                     PREFILL_NONE);
    assert_int_equal(form_field(filled->f.form, S("r[].who.name"))->prefill,
                     PREFILL_FULL_NAME);
    written_form_free(plain);
    written_form_free(filled);
}

static void an_option_is_found_by_its_value(void **state)
{
    const struct form_option option[] = {
        {.value = S_INIT("x")}, {.value = S_INIT("y")}, {.value = S_INIT("z")}};
    const struct field f = {.option = option, .option_count = 2};

    (void)state;
    assert_ptr_equal(field_option(&f, S("x")), &option[0]);
    assert_ptr_equal(field_option(&f, S("y")), &option[1]);
    assert_null(field_option(&f, S("z")));
}

static void a_page_holds_its_fields(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .pages = "{'id':'p','title':#,'fields':[" TEXT("a") "," TEXT(
            "b") "]},{'id':'q','title':#,'fields':[" TEXT("c") "]}"});
    const struct form *form = w->f.form;

    (void)state;
    assert_int_equal(form->page_count, 2);
    assert_int_equal(form->page[0].field_count, 2);
    assert_int_equal(form->page[1].field_count, 1);
    assert_ptr_equal(form->page[1].field, &form->field[2]);
    assert_int_equal(form->field[1].page, 0);
    assert_int_equal(form->field[2].page, 1);
    assert_int_equal(form_page_index(form, S("q")), 1);
    assert_int_equal(form_page_index(form, S("nowhere")), 2);
    written_form_free(w);
}

static void a_group_shows_the_rows_that_it_needs(void **state)
{
    static const struct {
        const char *rest;
        size_t rows;
    } row[] = {
        {"'min':2", 2},          {"'min':0,'required':true", 0},
        {"'required':true", 1},  {"'required':{'case':'late'}", 0},
        {"'required':false", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char field[200];
        struct written_form *w;

        snprintf(field, sizeof field,
                 "{'name':'a','label':#,'type':'group','fields':[],%s}",
                 row[i].rest);
        w = right_form((struct form_text){.fields = field});
        assert_int_equal(field_rows_min(only_field(w)), row[i].rows);
        written_form_free(w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_up_to_twenty_thousand_letters),
        cmocka_unit_test(a_group_has_up_to_fifty_rows),
        cmocka_unit_test(the_least_is_not_above_the_most),
        cmocka_unit_test(a_number_is_bounded_by_a_thousand_billions),
        cmocka_unit_test(a_decimal_is_bounded_by_a_number_or_its_text),
        cmocka_unit_test(options_come_from_one_place),
        cmocka_unit_test(a_file_is_a_paper_of_the_procedure),
        cmocka_unit_test(a_block_stands_in_a_file_of_its_name),
        cmocka_unit_test(a_group_may_hold_blocks_but_no_group),
        cmocka_unit_test(a_name_stands_once_in_its_holder),
        cmocka_unit_test(what_an_account_knows_fits_one_type),
        cmocka_unit_test(a_form_has_up_to_four_hundred_fields),
        cmocka_unit_test(a_form_has_up_to_twenty_pages),
        cmocka_unit_test(a_page_stands_once),
        cmocka_unit_test(a_field_has_up_to_two_hundred_options),
        cmocka_unit_test(notes_of_an_author_are_short),
        cmocka_unit_test(the_house_bounds_what_the_author_does_not),
        cmocka_unit_test(what_an_author_does_not_say_is_so),
        cmocka_unit_test(what_an_author_says_is_so),
        cmocka_unit_test(a_field_knows_where_it_stands),
        cmocka_unit_test(a_use_of_a_block_may_choose_and_change_its_fields),
        cmocka_unit_test(only_a_use_that_says_account_is_prefilled),
        cmocka_unit_test(an_option_is_found_by_its_value),
        cmocka_unit_test(a_page_holds_its_fields),
        cmocka_unit_test(a_group_shows_the_rows_that_it_needs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
