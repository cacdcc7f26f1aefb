/* What people type, and how it is kept. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"

#include "written_form.h"

#define INPUTS_MAX  60
#define FIELD_BYTES 1000
#define LETTERS_MAX 20000

/* The answers of a page after "name=value&name=value" was posted on it. */
static const char *posted(struct written_form *w, size_t page,
                          const char *inputs)
{
    struct form_input item[INPUTS_MAX];
    struct str rest = str_c(inputs);
    struct str pair;
    size_t n = 0;

    while (*inputs && n < INPUTS_MAX && str_next(&rest, '&', &pair)) {
        size_t mark = str_find_char(pair, '=', 0);

        item[n].name = arena_str(w->arena, str_sub(pair, 0, mark));
        item[n++].value = arena_str(w->arena, str_sub(pair, mark + 1, pair.n));
    }
    w->f.answers = form_answers_post(w->arena, w->f.form, page, w->f.answers,
                                     (struct form_inputs){item, n});
    return as_written(w->arena, w->f.answers);
}

static const char *acted(struct written_form *w, const char *action)
{
    w->f.answers =
        form_answers_act(w->arena, w->f.form, w->f.answers, str_c(action));
    return as_written(w->arena, w->f.answers);
}

struct typing {
    const char *rest; /* of the only field, a */
    const char *inputs;
    const char *kept;
};

static void expect_kept(const struct typing *row, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char field[FIELD_BYTES];
        struct written_form *w;
        const char *kept;

        snprintf(field, sizeof field, "{'name':'a','label':#,%s}", row[i].rest);
        w = right_form((struct form_text){.fields = field});
        kept = posted(w, 0, row[i].inputs);
        if (strcmp(kept, row[i].kept) != 0)
            fail_msg("%s is kept as %s", row[i].inputs, kept);
        written_form_free(w);
    }
}

#define KEEPS(...)                                         \
    do {                                                   \
        static const struct typing row_[] = {__VA_ARGS__}; \
        expect_kept(row_, COUNT_OF(row_));                 \
    } while (0)

#define TEXT  "'type':'text'"
#define LONG  "'type':'long'"
#define UPPER "'type':'text','upper':true"

static void a_text_is_kept_without_blanks_around(void **state)
{
    (void)state;
    KEEPS({TEXT, "a=Lụa", "{'a':'Lụa'}"}, {TEXT, "a=  Lụa  ", "{'a':'Lụa'}"},
          {TEXT, "a=", "{}"}, {TEXT, "a=   ", "{}"}, {TEXT, "b=1", "{}"},
          {TEXT, "=1", "{}"}, {TEXT, "a=1\n2", "{'a':'1 2'}"},
          {LONG, "a=1\n2", "{'a':'1\\n2'}"},
          {UPPER, "a=67a-đ1", "{'a':'67A-Đ1'}"},
          {TEXT, "a=67a", "{'a':'67a'}"});
}

/* What the door refuses is marked, so that the rest need not be retyped. */
static void letters_that_cannot_be_read_are_marked(void **state)
{
    (void)state;
    KEEPS({TEXT, "a=x\x01y", "{'a':'x\uFFFDy'}"},
          {TEXT, "a=x\xff\xfey", "{'a':'x\uFFFD\uFFFDy'}"},
          {TEXT, "a=\xff\x7f", "{'a':'\uFFFD\uFFFD'}"},
          {TEXT, "a=x\x80y", "{'a':'x\uFFFDy'}"},
          {TEXT, "a=\x01\x01\x01", "{'a':'\uFFFD\uFFFD\uFFFD'}"},
          {LONG, "a=\x01\n1", "{'a':'\uFFFD\\n1'}"});
}

static const char *times(struct written_form *w, size_t count)
{
    char *text = arena_alloc(w->arena, count + 3);

    memcpy(text, "a=", 2);
    memset(text + 2, 'x', count);
    text[count + 2] = '\0';
    return text;
}

static void a_text_is_kept_up_to_what_any_field_takes(void **state)
{
    static const struct {
        size_t typed;
        size_t kept;
    } row[] = {
        {LETTERS_MAX, LETTERS_MAX},
        {LETTERS_MAX + 1, LETTERS_MAX},
        {256 << 10, LETTERS_MAX},
        {(256 << 10) + 1, 0},
    };
    struct written_form *w = right_form(
        (struct form_text){.fields = "{'name':'a','label':#,'type':'text'}"});

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        const char *kept = posted(w, 0, times(w, row[i].typed));

        assert_int_equal(strlen(kept),
                         row[i].kept ? row[i].kept + strlen("{'a':''}") : 2);
    }
    written_form_free(w);
}

#define ID    "'type':'id_number'"
#define PHONE "'type':'phone'"

static void a_number_of_a_card_or_a_phone_is_kept_as_digits(void **state)
{
    (void)state;
    KEEPS({ID, "a=089 195-000.001", "{'a':'089195000001'}"},
          {ID, "a=089/195", "{'a':'089/195'}"},
          {ID, "a=089:195", "{'a':'089:195'}"},
          {ID, "a=0 89x", "{'a':'0 89x'}"},
          {PHONE, "a=0912.345 678", "{'a':'0912345678'}"},
          {PHONE, "a=+84 296 1234567", "{'a':'02961234567'}"},
          {PHONE, "a=+84296", "{'a':'0296'}"},
          {PHONE, "a=84 296", "{'a':'84296'}"},
          {PHONE, "a=+85 296", "{'a':'+85 296'}"});
}

#define TIME "'type':'time'"

static void a_time_is_kept_with_two_digits_each(void **state)
{
    (void)state;
    KEEPS({TIME, "a=7:30", "{'a':'07:30'}"}, {TIME, "a=7h05", "{'a':'07:05'}"},
          {TIME, "a=7H05", "{'a':'07:05'}"}, {TIME, "a=23.59", "{'a':'23:59'}"},
          {TIME, "a=00:00", "{'a':'00:00'}"}, {TIME, "a=9:09", "{'a':'09:09'}"},
          {TIME, "a=0:30", "{'a':'00:30'}"}, {TIME, "a=7:00", "{'a':'07:00'}"},
          {TIME, "a=24h00", "{'a':'24h00'}"}, {TIME, "a=7h60", "{'a':'7h60'}"},
          {TIME, "a=24:00", "{'a':'24:00'}"}, {TIME, "a=7:60", "{'a':'7:60'}"},
          {TIME, "a=7:5", "{'a':'7:5'}"}, {TIME, "a=7:305", "{'a':'7:305'}"},
          {TIME, "a=007:30", "{'a':'007:30'}"}, {TIME, "a=:30", "{'a':':30'}"},
          {TIME, "a=7x30", "{'a':'7x30'}"}, {TIME, "a=730", "{'a':'730'}"},
          {TIME, "a=7:x0", "{'a':'7:x0'}"}, {TIME, "a=a:30", "{'a':'a:30'}"},
          {TIME, "a=/:30", "{'a':'/:30'}"});
}

static void a_number_is_kept_as_one_if_it_is_one(void **state)
{
    (void)state;
    KEEPS({"'type':'number'", "a=1.250", "{'a':1250}"},
          {"'type':'number'", "a=-3", "{'a':-3}"},
          {"'type':'number'", "a=0", "{'a':0}"},
          {"'type':'number'", "a=ba", "{'a':'ba'}"},
          {"'type':'money'", "a=12.000.000", "{'a':12000000}"},
          {"'type':'decimal'", "a=12.50", "{'a':'12,5'}"},
          {"'type':'decimal'", "a=12,x", "{'a':'12,x'}"});
}

static void a_tick_is_kept_as_true(void **state)
{
    (void)state;
    KEEPS({"'type':'declaration','text':#", "a=on", "{'a':true}"},
          {"'type':'declaration','text':#", "a=", "{}"});
}

#define DATE           "'type':'date'"
#define PART           "'type':'date','partial':true"
#define TYPED(d, m, y) "a.day=" d "&a.month=" m "&a.year=" y
#define WRONG_DATE(d, m, y) \
    "{'a':{'day':'" d "','month':'" m "','year':'" y "'}}"

static void a_date_is_kept_in_one_way(void **state)
{
    (void)state;
    KEEPS({DATE, "a=13/2/2026", "{'a':'2026-02-13'}"},
          {DATE, "a=2026-02-13", "{'a':'2026-02-13'}"},
          {DATE, "a=hôm qua", "{'a':'hôm qua'}"},
          {DATE, TYPED("7", "3", "1995"), "{'a':'1995-03-07'}"},
          {DATE, TYPED("07", "03", "1995"), "{'a':'1995-03-07'}"},
          {DATE, TYPED("0007", "3", "1995"), "{'a':'1995-03-07'}"},
          {DATE, TYPED("31", "12", "9999"), "{'a':'9999-12-31'}"},
          {DATE, TYPED("1", "1", "0001"), "{'a':'0001-01-01'}"},
          {DATE, TYPED("", "", ""), "{}"},
          {PART, TYPED("7", "3", "1995"), "{'a':'1995-03-07'}"},
          {PART, TYPED("", "3", "1995"), "{'a':'1995-03'}"},
          {PART, TYPED("", "12", "1995"), "{'a':'1995-12'}"},
          {PART, TYPED("", "", "1995"), "{'a':'1995'}"});
}

static void a_date_that_is_none_is_kept_as_typed(void **state)
{
    (void)state;
    KEEPS({DATE, TYPED("31", "2", "2026"), WRONG_DATE("31", "2", "2026")},
          {DATE, TYPED("32", "1", "2026"), WRONG_DATE("32", "1", "2026")},
          {DATE, TYPED("1", "13", "2026"), WRONG_DATE("1", "13", "2026")},
          {DATE, TYPED("0", "1", "2026"), WRONG_DATE("0", "1", "2026")},
          {DATE, TYPED("1", "1", "26"), WRONG_DATE("1", "1", "26")},
          {DATE, TYPED("1", "1", "0000"), WRONG_DATE("1", "1", "0000")},
          {DATE, TYPED("1", "1", "20260"), WRONG_DATE("1", "1", "20260")},
          {DATE, TYPED("00001", "1", "2026"), WRONG_DATE("00001", "1", "2026")},
          {DATE, TYPED("", "3", "1995"), WRONG_DATE("", "3", "1995")},
          {DATE, TYPED("", "", "1995"), WRONG_DATE("", "", "1995")},
          {PART, TYPED("1", "", "1995"), WRONG_DATE("1", "", "1995")},
          {DATE, "a.day=1&a.month=1", WRONG_DATE("1", "1", "")},
          {PART, TYPED("7", "", "1995"), WRONG_DATE("7", "", "1995")},
          {PART, TYPED("7", "", ""), WRONG_DATE("7", "", "")},
          {PART, TYPED("", "3", ""), WRONG_DATE("", "3", "")},
          {PART, TYPED("0", "3", "1995"), WRONG_DATE("0", "3", "1995")},
          {PART, TYPED("", "0", "1995"), WRONG_DATE("", "0", "1995")},
          {DATE, TYPED("1\n2", "3", "1995"), WRONG_DATE("1 2", "3", "1995")},
          {DATE, TYPED("1", "3\n4", "1995"), WRONG_DATE("1", "3 4", "1995")},
          {DATE, TYPED("1", "3", "19\n95"), WRONG_DATE("1", "3", "19 95")},
          {PART, TYPED("", "13", "1995"), WRONG_DATE("", "13", "1995")},
          {DATE, "a.day=7", WRONG_DATE("7", "", "")},
          {DATE, "a.month=7", WRONG_DATE("", "7", "")},
          {DATE, "a.year=1995", WRONG_DATE("", "", "1995")});
}

#define MANY                                                                   \
    "'type':'many','options':[{'value':'x','label':#},{'value':'y','label':#}" \
    "]"

static void the_boxes_that_were_sent_are_ticked(void **state)
{
    (void)state;
    KEEPS({MANY, "a=x", "{'a':['x']}"},
          {MANY, "a=y&b=1&a=x", "{'a':['y','x']}"},
          {MANY, "a=1\n2", "{'a':['1 2']}"}, {MANY, "b=1", "{}"},
          {MANY, "a=q", "{'a':['q']}"});
}

static void no_more_boxes_are_kept_than_a_field_has(void **state)
{
    struct written_form *w = right_form(
        (struct form_text){.fields = "{'name':'a','label':#," MANY "}"});
    struct form_input item[201];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(item); i++)
        item[i] = (struct form_input){S("a"), S("x")};
    for (size_t count = 200; count <= COUNT_OF(item); count++) {
        const struct json *kept =
            form_answers_post(w->arena, w->f.form, 0, w->f.answers,
                              (struct form_inputs){item, count});

        assert_int_equal(json_count(json_member(kept, "a")), 200);
    }
    written_form_free(w);
}

static void the_parts_of_an_address_are_kept(void **state)
{
    (void)state;
    KEEPS({"'type':'address'", "a.commune=30280&a.detail= Tổ 3&a.place=",
           "{'a':{'commune':'30280','detail':'Tổ 3'}}"},
          {"'type':'address'", "a.detail=1\n2", "{'a':{'detail':'1 2'}}"},
          {"'type':'address'", "a.country=VN", "{'a':{'country':'VN'}}"},
          {"'type':'address'", "a.detail=", "{}"},
          {"'type':'address'", "", "{}"});
}

/* What the page did not send stays, but for boxes: those are not ticked. */
static void what_was_not_sent_stays(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .pages = "{'id':'p','title':#,'fields':["
                 "{'name':'t','label':#,'type':'text'},"
                 "{'name':'d','label':#,'type':'date'},"
                 "{'name':'w','label':#,'type':'address'},"
                 "{'name':'o','label':#,'type':'declaration','text':#},"
                 "{'name':'c','label':#,'type':'choice','look':'radio',"
                 " 'options':[]},"
                 "{'name':'s','label':#,'type':'choice','options':[]},"
                 "{'name':'m','label':#,'type':'many','options':[]}]},"
                 "{'id':'q','title':#,'fields':["
                 "{'name':'u','label':#,'type':'text'}]}"});

    (void)state;
    posted(w, 1, "u=q");
    assert_string_equal(
        posted(w, 0,
               "t=1&d=2026-02-13&w.detail=Tổ 3&w.commune=30280&o=on&c=x&s=y&"
               "m=x"),
        "{'c':'x','d':'2026-02-13','m':['x'],'o':true,'s':'y','t':'1',"
        "'u':'q','w':{'commune':'30280','detail':'Tổ 3'}}");
    assert_string_equal(
        posted(w, 0, "w.detail="),
        "{'d':'2026-02-13','s':'y','t':'1','u':'q','w':{'commune':'30280'}}");
    assert_string_equal(posted(w, 0, "t=&d.day=&s="),
                        "{'u':'q','w':{'commune':'30280'}}");
    written_form_free(w);
}

static void a_name_sent_twice_counts_once(void **state)
{
    (void)state;
    KEEPS({TEXT, "b=0&a=1&a=2", "{'a':'1'}"});
}

#define BLOCK                               \
    "'b':{'code':'b','fields':["            \
    "{'name':'x','label':#,'type':'text'}," \
    "{'name':'y','label':#,'type':'text'}]}"

/* Rows of a text, a block and a number of 7. */
static struct written_form *of_rows(const char *rest)
{
    char group[FIELD_BYTES];

    snprintf(group, sizeof group,
             "{'name':'r','label':#,'type':'group','fields':["
             "{'name':'c','label':#,'type':'text'},"
             "{'name':'in','label':#,'type':'block','block':'b'},"
             "{'name':'k','label':#,'type':'number','default':7,"
             " 'required':true}]%s}",
             rest);
    return right_form((struct form_text){.fields = group, .blocks = BLOCK});
}

static void rows_are_kept_up_to_the_highest_number_sent(void **state)
{
    struct written_form *w = of_rows("");

    (void)state;
    assert_string_equal(posted(w, 0, "r[1].c=b&r[0].c=a"),
                        "{'r':[{'c':'a','in':{}},{'c':'b','in':{}}]}");
    assert_string_equal(posted(w, 0, "q=1&r[1].in.x=z"),
                        "{'r':[{'c':'a','in':{}},{'c':'b','in':{'x':'z'}}]}");
    assert_string_equal(
        posted(w, 0, "r[0].c=&r[2].c=c"),
        "{'r':[{'in':{}},{'c':'b','in':{'x':'z'}},{'c':'c','in':{}}]}");
    written_form_free(w);
}

static void a_row_that_no_group_has_is_not_kept(void **state)
{
    struct written_form *w = of_rows("");

    (void)state;
    assert_string_equal(
        posted(w, 0, "r[50].c=1&r[-1].c=1&r[].c=1&r[x].c=1&rr[1].c=1&r=1"),
        "{}");
    posted(w, 0, "r[49].c=1");
    assert_int_equal(answer_rows(w->f.answers, &w->f.form->field[0]), 50);
    written_form_free(w);
}

static void a_damaged_draft_of_rows_is_written_anew(void **state)
{
    struct written_form *w = of_rows("");
    const char *rows = repeated(w->arena, 51, "{'c':'a'}");

    (void)state;
    w->f.answers = written_json(w->arena, "{'r':'x'}");
    assert_string_equal(posted(w, 0, "r[0].c=1"), "{'r':[{'c':'1','in':{}}]}");
    w->f.answers =
        written_json(w->arena, arena_printf(w->arena, "{'r':[%s]}", rows).p);
    posted(w, 0, "r[0].c=1");
    assert_int_equal(json_count(json_member(w->f.answers, "r")), 50);
    w->f.answers = written_json(w->arena, "{'r':['x']}");
    assert_string_equal(posted(w, 0, ""), "{'r':[{'in':{}}]}");
    written_form_free(w);
}

#define NEW "{'in':{},'k':7}"

static void a_row_is_added_with_its_defaults(void **state)
{
    struct written_form *w = of_rows(",'max':3");

    (void)state;
    assert_string_equal(acted(w, "add:r"), "{'r':[" NEW "]}");
    posted(w, 0, "r[0].c=a");
    assert_string_equal(acted(w, "add:r"),
                        "{'r':[{'c':'a','in':{},'k':7}," NEW "]}");
    acted(w, "add:r");
    assert_string_equal(acted(w, "add:r"),
                        "{'r':[{'c':'a','in':{},'k':7}," NEW "," NEW "]}");
    written_form_free(w);
}

/* The rows that are shown anyway are there before another is added. */
static void a_row_is_added_behind_those_that_are_shown(void **state)
{
    struct written_form *w = of_rows(",'min':2");

    (void)state;
    assert_string_equal(acted(w, "add:r"), "{'r':[" NEW "," NEW "," NEW "]}");
    written_form_free(w);
}

static void a_row_goes_and_the_others_move_up(void **state)
{
    struct written_form *w = of_rows("");

    (void)state;
    posted(w, 0, "r[0].c=a&r[1].c=b&r[2].c=c");
    assert_string_equal(acted(w, "remove:r:1"),
                        "{'r':[{'c':'a','in':{}},{'c':'c','in':{}}]}");
    assert_string_equal(acted(w, "remove:r:0"), "{'r':[{'c':'c','in':{}}]}");
    assert_string_equal(acted(w, "remove:r:0"), "{'r':[]}");
    written_form_free(w);
}

static void an_action_that_means_nothing_changes_nothing(void **state)
{
    static const char *const action[] = {
        "",           "add",         "add:",       "add:q",      "add:r.c",
        "remove:r",   "remove:r:",   "remove:r:1", "remove:r:2", "remove:r:-1",
        "remove:r:x", "remove:r:50", "drop:r:0",   "add:r[].in",
    };
    struct written_form *w = of_rows("");
    const struct json *before;

    (void)state;
    posted(w, 0, "r[0].c=a");
    before = w->f.answers;
    for (size_t i = 0; i < COUNT_OF(action); i++) {
        acted(w, action[i]);
        assert_ptr_equal(w->f.answers, before);
    }
    written_form_free(w);
}

static void a_block_keeps_its_own_fields_only(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'b','label':#,'type':'block','block':'b'},"
                  "{'name':'t','label':#,'type':'text'}",
        .blocks = BLOCK});

    (void)state;
    assert_string_equal(posted(w, 0, "b.y=1&b.t=2&b.z=3&t=4"),
                        "{'b':{'y':'1'},'t':'4'}");
    written_form_free(w);
}

/* Of what a damaged draft has besides, nothing is taken over. */
static void a_nameless_answer_is_dropped(void **state)
{
    struct written_form *w = of_rows("");

    (void)state;
    w->f.answers = written_json(w->arena, "{'':'x','q':'y','r':[]}");
    assert_string_equal(acted(w, "add:r"), "{'r':[" NEW "]}");
    written_form_free(w);
}

/* What stands in memory behind the inputs is none of them. */
static void only_what_was_sent_is_read(void **state)
{
    static const char *const field[] = {
        "{'name':'a','label':#,'type':'text'}",
        "{'name':'a','label':#,'type':'many','options':[]}",
        ("{'name':'a','label':#,'type':'group','fields':["
         "{'name':'c','label':#,'type':'text'}]}"),
    };
    const struct form_input item[] = {
        {S("a"), S("2")}, {S("b"), S("1")}, {S("a[0].c"), S("3")}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(field); i++) {
        struct written_form *w =
            right_form((struct form_text){.fields = field[i]});
        size_t first = i < 2 ? 0 : 2;
        const struct json *kept =
            form_answers_post(w->arena, w->f.form, 0, w->f.answers,
                              (struct form_inputs){&item[first], 0});

        assert_string_equal(as_written(w->arena, kept), "{}");
        written_form_free(w);
    }
}

/* Of the same fields a form may have fewer. */
static void a_form_ends_with_its_last_field(void **state)
{
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'r','label':#,'type':'group','fields':[]},"
                  "{'name':'t','label':#,'type':'text'}"});
    struct form shorter = *w->f.form;

    (void)state;
    shorter.field_count = 1;
    w->f.form = &shorter;
    assert_string_equal(posted(w, 0, "t=1"), "{}");
    w->f.answers = written_json(w->arena, "{'t':'1'}");
    assert_string_equal(acted(w, "add:r"), "{'r':[{}]}");
    written_form_free(w);
}

static void the_last_of_fifty_rows_may_go(void **state)
{
    struct written_form *w = of_rows("");

    (void)state;
    posted(w, 0, "r[49].c=z");
    acted(w, "remove:r:49");
    assert_int_equal(answer_rows(w->f.answers, &w->f.form->field[0]), 49);
    written_form_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_kept_without_blanks_around),
        cmocka_unit_test(letters_that_cannot_be_read_are_marked),
        cmocka_unit_test(a_text_is_kept_up_to_what_any_field_takes),
        cmocka_unit_test(a_number_of_a_card_or_a_phone_is_kept_as_digits),
        cmocka_unit_test(a_time_is_kept_with_two_digits_each),
        cmocka_unit_test(a_number_is_kept_as_one_if_it_is_one),
        cmocka_unit_test(a_tick_is_kept_as_true),
        cmocka_unit_test(a_date_is_kept_in_one_way),
        cmocka_unit_test(a_date_that_is_none_is_kept_as_typed),
        cmocka_unit_test(the_boxes_that_were_sent_are_ticked),
        cmocka_unit_test(no_more_boxes_are_kept_than_a_field_has),
        cmocka_unit_test(the_parts_of_an_address_are_kept),
        cmocka_unit_test(what_was_not_sent_stays),
        cmocka_unit_test(a_name_sent_twice_counts_once),
        cmocka_unit_test(rows_are_kept_up_to_the_highest_number_sent),
        cmocka_unit_test(a_row_that_no_group_has_is_not_kept),
        cmocka_unit_test(a_damaged_draft_of_rows_is_written_anew),
        cmocka_unit_test(a_row_is_added_with_its_defaults),
        cmocka_unit_test(a_row_is_added_behind_those_that_are_shown),
        cmocka_unit_test(a_row_goes_and_the_others_move_up),
        cmocka_unit_test(an_action_that_means_nothing_changes_nothing),
        cmocka_unit_test(a_block_keeps_its_own_fields_only),
        cmocka_unit_test(a_nameless_answer_is_dropped),
        cmocka_unit_test(only_what_was_sent_is_read),
        cmocka_unit_test(a_form_ends_with_its_last_field),
        cmocka_unit_test(the_last_of_fifty_rows_may_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
