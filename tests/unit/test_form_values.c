/* One answer at a time to the only field of a form: what is told about it. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/msg.h"

#include "domain/form/form_check.h"

#include "written_form.h"

#define FIELD_BYTES 1000

/* The field is what `rest` says; 0: nothing is wrong with the answer. */
static int fault_of(const char *rest, const char *answer, unsigned *ret_parts)
{
    char fields[FIELD_BYTES];
    struct written_form *w;
    struct form_faults faults;
    int message = 0;

    snprintf(fields, sizeof fields, "{'name':'a','label':#,%s}", rest);
    w = right_form((struct form_text){.fields = fields});
    w->f.answers =
        written_json(w->arena, arena_printf(w->arena, "{'a':%s}", answer).p);
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_in_range(faults.count, 0, 1);
    if (faults.count) {
        message = faults.item[0].message;
        *ret_parts = faults.item[0].date_parts;
    }
    written_form_free(w);
    return message;
}

static void expect(const char *rest, const char *answer, int message)
{
    unsigned parts;
    int told = fault_of(rest, answer, &parts);

    if (told != message)
        fail_msg("%s to %s: message %d, not %d", answer, rest, told, message);
}

#define PLATE "'type':'text','pattern':'plate'"

static void a_plate_is_two_digits_letters_and_digits(void **state)
{
    (void)state;
    expect(PLATE, "'67A-123.45'", 0);
    expect(PLATE, "'67-B1 123.45'", 0);
    expect(PLATE, "'67Z 123'", 0);
    expect(PLATE, "'67ZA 1234567'", 0);
    expect(PLATE, "'67A 12345678'", MSG_FORM_PLATE);
    expect(PLATE, "'67A 12'", MSG_FORM_PLATE);
    expect(PLATE, "'6712345'", MSG_FORM_PLATE);
    expect(PLATE, "'A67 123.45'", MSG_FORM_PLATE);
    expect(PLATE, "'6A7 123.45'", MSG_FORM_PLATE);
    expect(PLATE, "'67A_12345'", MSG_FORM_PLATE);
    expect(PLATE, "'67a 12345'", MSG_FORM_PLATE);
    expect(PLATE, "'67'", MSG_FORM_PLATE);
    expect(PLATE, "'67LĐ 12345'", 0);
    expect(PLATE, "'00A00900'", 0);
    expect(PLATE, "'67AĀ12345'", 0);
    expect(PLATE,
           "'67A\x7f"
           "12345'",
           MSG_FORM_PLATE);
}

static void a_code_of_a_person_or_company_has_its_form(void **state)
{
    (void)state;
    expect("'type':'text','pattern':'tax_code'", "'1601234567'", 0);
    expect("'type':'text','pattern':'tax_code'", "'160123456'",
           MSG_FORM_TAX_CODE);
    expect("'type':'text','pattern':'passport'", "'C1234567'", 0);
    expect("'type':'text','pattern':'passport'", "'1234567'",
           MSG_FORM_PASSPORT);
    expect("'type':'text','pattern':'name'", "'Lụa'", 0);
    expect("'type':'text','pattern':'name'", "'Lụ4'", MSG_FORM_NAME);
    expect("'type':'text','pattern':'any'", "'Lụ4'", 0);
}

#define DIGITS "'type':'text','pattern':'digits'"

static void digits_are_nothing_but_digits(void **state)
{
    (void)state;
    expect(DIGITS, "'0'", 0);
    expect(DIGITS, "'9'", 0);
    expect(DIGITS, "'09'", 0);
    expect(DIGITS, "'x9'", MSG_FORM_DIGITS);
    expect(DIGITS, "'9x'", MSG_FORM_DIGITS);
    expect(DIGITS, "'/'", MSG_FORM_DIGITS);
    expect(DIGITS, "':'", MSG_FORM_DIGITS);
}

#define BOUNDED "'type':'text','min':2,'max':4"

static void a_text_is_bounded_in_letters(void **state)
{
    (void)state;
    expect(BOUNDED, "'ề'", MSG_FORM_TEXT_SHORT);
    expect(BOUNDED, "'ềề'", 0);
    expect(BOUNDED, "'ềềềề'", 0);
    expect(BOUNDED, "'ềềềềề'", MSG_FORM_TEXT_LONG);
    expect("'type':'text','max':4", "'ề'", 0);
}

#define TIME "'type':'time'"

static void a_time_is_of_a_day(void **state)
{
    (void)state;
    expect(TIME, "'00:00'", 0);
    expect(TIME, "'23:59'", 0);
    expect(TIME, "'24:00'", MSG_FORM_TIME);
    expect(TIME, "'23:60'", MSG_FORM_TIME);
    expect(TIME, "'12.30'", MSG_FORM_TIME);
    expect(TIME, "'1:30'", MSG_FORM_TIME);
    expect(TIME, "'12:300'", MSG_FORM_TIME);
    expect(TIME, "'12:x0'", MSG_FORM_TIME);
    expect(TIME, "'x2:30'", MSG_FORM_TIME);
}

#define NUMBER "'type':'number','min':2,'max':4"

static void a_number_is_bounded(void **state)
{
    (void)state;
    expect(NUMBER, "1", MSG_FORM_AT_LEAST);
    expect(NUMBER, "2", 0);
    expect(NUMBER, "4", 0);
    expect(NUMBER, "5", MSG_FORM_AT_MOST);
    expect(NUMBER, "'x'", MSG_FORM_NUMBER);
}

#define DECIMAL "'type':'decimal','places':3,'min':2,'max':4"

static void a_decimal_is_bounded_and_has_so_many_places(void **state)
{
    (void)state;
    expect(DECIMAL, "'1,999'", MSG_FORM_AT_LEAST);
    expect(DECIMAL, "'2'", 0);
    expect(DECIMAL, "'4'", 0);
    expect(DECIMAL, "'4,001'", MSG_FORM_AT_MOST);
    expect(DECIMAL, "'x'", MSG_FORM_DECIMAL);
    expect("'type':'decimal'", "'1,25'", 0);
    expect("'type':'decimal'", "'1,255'", MSG_FORM_PLACES);
    expect("'type':'decimal','places':1", "'1,25'", MSG_FORM_PLACES);
}

#define MANY                                            \
    "'type':'many','options':[{'value':'x','label':#}," \
    "{'value':'y','label':#},{'value':'z','label':#}]"

static void boxes_are_of_the_list_and_each_once(void **state)
{
    (void)state;
    expect(MANY, "['x']", 0);
    expect(MANY, "['y','x']", 0);
    expect(MANY, "['q']", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "['x','q']", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "['q','x']", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "['x','x']", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "['x','y','x']", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "[['x']]", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY, "'x'", MSG_FORM_CHOOSE_AGAIN);
    expect(MANY ",'min':2", "['x']", MSG_FORM_MANY_MIN);
    expect(MANY ",'min':2", "['x','y']", 0);
    expect(MANY ",'max':2", "['x','y']", 0);
    expect(MANY ",'max':2", "['x','y','z']", MSG_FORM_MANY_MAX);
}

#define PHONE "'type':'phone'"

/* Ten digits, and eleven of a fixed line. */
static void a_phone_number_has_its_digits(void **state)
{
    (void)state;
    expect(PHONE, "'0912345678'", 0);
    expect(PHONE, "'02963123456'", 0);
    expect(PHONE, "'0296312345'", 0);
    expect(PHONE, "'09123456789'", MSG_FORM_DIGIT_COUNT);
    expect(PHONE, "'029631234567'", MSG_FORM_DIGIT_COUNT);
    expect(PHONE, "'029631234'", MSG_FORM_DIGIT_COUNT);
    expect(PHONE, "'091234567'", MSG_FORM_DIGIT_COUNT);
    expect(PHONE, "'9123456780'", MSG_FORM_PHONE_ZERO);
    expect(PHONE, "'0912x45678'", MSG_FORM_DIGITS);
}

static bool area_name(void *data, struct str code, enum area_level level,
                      struct str *ret)
{
    (void)data;
    *ret = S("x");
    return (level == AREA_COMMUNE && str_eq_c(code, "30280")) ||
           (level == AREA_DISTRICT && str_eq_c(code, "883")) ||
           (level == AREA_PROVINCE && str_eq_c(code, "89"));
}

/* "commune 46 ": the part that is told about, and its message; "": none. */
static const char *address_fault(struct written_form *w, const char *answer)
{
    struct form_faults faults;

    w->f.area_name = area_name;
    w->f.answers =
        written_json(w->arena, arena_printf(w->arena, "{'a':%s}", answer).p);
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_in_range(faults.count, 0, 1);
    if (faults.count == 0)
        return "";
    return arena_printf(w->arena, "%s: %s", faults.item[0].name.p,
                        form_fault_text(w->arena, LANG_VI, &faults.item[0]).p)
        .p;
}

static void the_part_of_an_address_that_lacks_is_told(void **state)
{
#define NEEDS(part) "'type':'address','required_parts':['" part "']"
    static const struct {
        const char *rest;
        const char *answer;
        const char *told;
    } row[] = {
        {"'type':'address'", "{'commune':'30280'}", ""},
        {"'type':'address'", "{'place':'p'}", ""},
        {"'type':'address'", "{'detail':'3'}",
         "a.commune: Hãy cho biết xã, phường, thị trấn"},
        {"'type':'address'", "{'commune':'1'}",
         "a.commune: Không có đơn vị này, hãy chọn lại"},
        {"'type':'address'", "{'district':'30280','commune':'30280'}",
         "a.district: Không có đơn vị này, hãy chọn lại"},
        {"'type':'address'", "{'province':'883','commune':'30280'}",
         "a.province: Không có đơn vị này, hãy chọn lại"},
        {"'type':'address'", "{'country':'VN','commune':'30280'}", ""},
        {"'type':'address'", "{'country':'VN'}",
         "a.commune: Hãy cho biết xã, phường, thị trấn"},
        {"'type':'address'", "{'country':'KH','abroad':'T'}", ""},
        {"'type':'address'", "{'country':'V','commune':'30280'}",
         "a.abroad: Hãy ghi địa chỉ ở nước ngoài"},
        {NEEDS("country"), "{'detail':'3'}", ""},
        {NEEDS("province"), "{'province':'89'}", ""},
        {NEEDS("province"), "{'district':'883'}", ""},
        {NEEDS("province"), "{'commune':'30280'}", ""},
        {NEEDS("province"), "{'place':'p'}", ""},
        {NEEDS("province"), "{'detail':'3'}",
         "a.province: Hãy chọn tỉnh, thành phố"},
        {NEEDS("district"), "{'commune':'30280'}", ""},
        {NEEDS("district"), "{'province':'89'}",
         "a.district: Hãy chọn huyện, thị xã, thành phố"},
        {NEEDS("place"), "{'commune':'30280'}",
         "a.place: Hãy cho biết xã, phường, thị trấn"},
        {NEEDS("detail"), "{'commune':'30280'}",
         "a.detail: Hãy ghi số nhà, đường, tổ, khóm hoặc ấp"},
        {NEEDS("detail"), "{'detail':'3'}", ""},
        {"'type':'address'", "{'country':'\uFFFD','abroad':'T'}",
         "a.country: Có chữ không đọc được, hãy gõ lại"},
        {"'type':'address'", "{'commune':'30280','detail':'\uFFFD'}",
         "a.detail: Có chữ không đọc được, hãy gõ lại"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char field[FIELD_BYTES];
        struct written_form *w;

        snprintf(field, sizeof field, "{'name':'a','label':#,%s}", row[i].rest);
        w = right_form((struct form_text){.fields = field});
        assert_string_equal(address_fault(w, row[i].answer), row[i].told);
        written_form_free(w);
    }
}

static void a_part_of_an_address_has_up_to_two_hundred_letters(void **state)
{
    static const struct {
        size_t letters;
        const char *told;
    } row[] = {
        {200, ""},
        {201, "a.detail: Chỉ được tối đa 200 ký tự, đang có 201"},
    };
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'a','label':#,'type':'address'}"});

    (void)state;
    for (size_t i = 0; i < COUNT_OF(row); i++) {
        char text[600] = "";

        for (size_t k = 0; k < row[i].letters; k++)
            memcpy(text + 2 * k, "đ", sizeof "đ");
        assert_string_equal(
            address_fault(w, arena_printf(w->arena,
                                          "{'commune':'30280','detail':'%s'}",
                                          text)
                                 .p),
            row[i].told);
    }
    written_form_free(w);
}

/* What a number of an identity card says against the other answers. */
static const char *warned(const char *answers)
{
    static char text[FIELD_BYTES];
    struct written_form *w = right_form((struct form_text){
        .fields = "{'name':'s','label':#,'type':'choice','options':["
                  " {'value':'male','label':#},{'value':'female','label':#},"
                  " {'value':'1','label':#},{'value':'2','label':#}]},"
                  "{'name':'b','label':#,'type':'date','partial':true},"
                  "{'name':'a','label':#,'type':'id_number',"
                  " 'against':{'sex':'s','birth_date':'b'}}"});
    struct form_faults faults;

    w->f.answers = written_json(w->arena, answers);
    faults = form_check(w->arena, &w->f, FORM_ALL_PAGES);
    assert_int_equal(faults.errors, 0);
    text[0] = '\0';
    for (size_t i = 0; i < faults.count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s ",
                 form_fault_text(w->arena, LANG_VI, &faults.item[i]).p);
    written_form_free(w);
    return text;
}

#define OTHER_SEX                                                                                   \
    "Số định danh này là của giới tính khác. Xem lại giúp, đúng thì cứ để " \
    "vậy. "
#define OTHER_YEAR                                                                            \
    "Số định danh này là của người sinh năm 1995. Xem lại giúp, đúng thì " \
    "cứ để vậy. "

static void an_id_number_is_compared_with_other_answers(void **state)
{
    (void)state;
    assert_string_equal(warned("{'a':'089195000001'}"), "");
    assert_string_equal(warned("{'a':'089195000001','s':'female'}"), "");
    assert_string_equal(warned("{'a':'089195000001','s':'2'}"), "");
    assert_string_equal(warned("{'a':'089195000001','s':'male'}"), OTHER_SEX);
    assert_string_equal(warned("{'a':'089195000001','s':'1'}"), OTHER_SEX);
    assert_string_equal(warned("{'a':'089195000001','b':'1995-02-03'}"), "");
    assert_string_equal(warned("{'a':'089195000001','b':'1995'}"), "");
    assert_string_equal(warned("{'a':'089195000001','b':'1996'}"), OTHER_YEAR);
    assert_string_equal(warned("{'a':'089195000001','b':'1996-01-01',"
                               "'s':'male'}"),
                        OTHER_SEX OTHER_YEAR);
    assert_string_equal(warned("{'a':'097195000001'}"),
                        "Ba số đầu 097 không phải mã nơi nào đang biết. Xem "
                        "lại giúp, đúng thì cứ để vậy. ");
}

static void an_id_number_has_twelve_digits(void **state)
{
    (void)state;
    expect("'type':'id_number'", "'089195000001'", 0);
    expect("'type':'id_number'", "'08919500000'", MSG_FORM_DIGIT_COUNT);
    expect("'type':'id_number'", "'0891950000012'", MSG_FORM_DIGIT_COUNT);
    expect("'type':'id_number'", "'08919500000x'", MSG_FORM_DIGITS);
}

#define DATE "'type':'date'"
#define PART "'type':'date','partial':true"

static void a_date_is_whole_where_it_must_be(void **state)
{
    (void)state;
    expect(DATE, "'2020-02-29'", 0);
    expect(DATE, "'0001-01-01'", 0);
    expect(DATE, "'9999-12-31'", 0);
    expect(DATE, "'2020-05'", MSG_FORM_DATE);
    expect(DATE, "'2020'", MSG_FORM_DATE);
    expect(PART, "'2020-05'", 0);
    expect(PART, "'2020'", 0);
    expect(PART, "'2020-13'", MSG_FORM_DATE);
    expect(PART, "'2020-0'", MSG_FORM_DATE);
    expect(PART, "'20200'", MSG_FORM_DATE);
    expect(PART, "'2020-00'", MSG_FORM_DATE);
    expect(PART, "'2021-02-29'", MSG_FORM_DATE);
    expect(PART, "'20-02-2020'", MSG_FORM_DATE);
    expect(PART, "'2020-1-001'", MSG_FORM_DATE);
}

static void expect_parts(const char *field, const char *typed, int message,
                         unsigned parts)
{
    unsigned marked = 0;

    assert_int_equal(fault_of(field, typed, &marked), message);
    assert_int_equal(marked, parts);
}

/* What was typed into three inputs, and which of them is told about. */
static void each_part_of_a_date_is_told_by_itself(void **state)
{
    (void)state;
    expect_parts(DATE, "{'day':'1','month':'13','year':'2020'}", MSG_FORM_MONTH,
                 FAULT_MONTH);
    expect_parts(DATE, "{'day':'1','month':'0','year':'2020'}", MSG_FORM_MONTH,
                 FAULT_MONTH);
    expect_parts(DATE, "{'day':'32','month':'12','year':'2020'}", MSG_FORM_DAY,
                 FAULT_DAY);
    expect_parts(DATE, "{'day':'0','month':'12','year':'2020'}", MSG_FORM_DAY,
                 FAULT_DAY);
    expect_parts(DATE, "{'day':'1','month':'12','year':'20'}", MSG_FORM_YEAR,
                 FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'12','year':'20200'}", MSG_FORM_YEAR,
                 FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'12','year':''}",
                 MSG_FORM_YEAR_LACKS, FAULT_YEAR);
    expect_parts(DATE, "{'day':'1','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'','month':'12','year':'2020'}",
                 MSG_FORM_DAY_LACKS, FAULT_DAY);
    expect_parts(PART, "{'day':'1','month':'','year':'2020'}",
                 MSG_FORM_MONTH_LACKS, FAULT_MONTH);
    expect_parts(DATE, "{'day':'31','month':'6','year':'9999'}",
                 MSG_FORM_MONTH_DAYS, FAULT_DAY);
    expect_parts(DATE, "{'day':'31','month':'6','year':'2020'}",
                 MSG_FORM_MONTH_DAYS, FAULT_DAY);
}

#define PAST  PART ",'max':'$today'"
#define SINCE PART ",'min':'2020-05-10'"

static void a_date_is_bounded_by_what_it_may_mean(void **state)
{
    (void)state;
    expect(PAST, "'2026-04-28'", 0);
    expect(PAST, "'2026-04-29'", MSG_FORM_NOT_FUTURE);
    expect(PAST, "'2026-04'", 0);
    expect(PAST, "'2026-05'", MSG_FORM_NOT_FUTURE);
    expect(PAST, "'2026'", 0);
    expect(SINCE, "'2020-05-10'", 0);
    expect(SINCE, "'2020-05-09'", MSG_FORM_NOT_EARLIER);
    expect(SINCE, "'2020-05'", 0);
    expect(SINCE, "'2020-04'", MSG_FORM_NOT_EARLIER);
    expect(SINCE, "'2020'", 0);
    expect(SINCE, "'2019'", MSG_FORM_NOT_EARLIER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plate_is_two_digits_letters_and_digits),
        cmocka_unit_test(a_code_of_a_person_or_company_has_its_form),
        cmocka_unit_test(a_decimal_is_bounded_and_has_so_many_places),
        cmocka_unit_test(boxes_are_of_the_list_and_each_once),
        cmocka_unit_test(a_phone_number_has_its_digits),
        cmocka_unit_test(the_part_of_an_address_that_lacks_is_told),
        cmocka_unit_test(a_part_of_an_address_has_up_to_two_hundred_letters),
        cmocka_unit_test(an_id_number_is_compared_with_other_answers),
        cmocka_unit_test(an_id_number_has_twelve_digits),
        cmocka_unit_test(digits_are_nothing_but_digits),
        cmocka_unit_test(a_text_is_bounded_in_letters),
        cmocka_unit_test(a_time_is_of_a_day),
        cmocka_unit_test(a_number_is_bounded),
        cmocka_unit_test(a_date_is_whole_where_it_must_be),
        cmocka_unit_test(each_part_of_a_date_is_told_by_itself),
        cmocka_unit_test(a_date_is_bounded_by_what_it_may_mean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
