/* Taking in, checking, laying out and freezing the answers to an e-form. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/json.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_show.h"
#include "domain/form/form_view.h"

#include "small_form.h"

#define ON_TIME 0
#define LATE    1

struct fixture {
    struct arena *arena;
    struct filling f;
};

static int setup(void **state)
{
    static struct fixture x;

    x.f = small_form(&x.arena);
    *state = &x;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static void post(struct fixture *x, size_t page, struct form_input *item,
                 size_t count)
{
    x->f.answers = form_answers_post(x->arena, x->f.form, page, x->f.answers,
                                     (struct form_inputs){item, count});
}

/* POST(x, page, {"name", "value"}, …) */
#define POST(x, page, ...)                                                     \
    do {                                                                       \
        const char *pair_[][2] = {__VA_ARGS__};                                \
        struct form_input item_[COUNT_OF(pair_)];                              \
        for (size_t i_ = 0; i_ < COUNT_OF(pair_); i_++)                        \
            item_[i_] =                                                        \
                (struct form_input){str_c(pair_[i_][0]), str_c(pair_[i_][1])}; \
        post((x), (page), item_, COUNT_OF(pair_));                             \
    } while (0)

static void fill_rightly(struct fixture *x)
{
    x->f.answers = form_answers_new(x->arena, x->f.form, NULL);
    POST(x, 0, {"register_at", "30280"},
         {"requester.full_name", "Nguyễn Thị Lụa"},
         {"requester.birth_date.day", "7"},
         {"requester.birth_date.month", "03"},
         {"requester.birth_date.year", "1995"}, {"requester.sex", "female"},
         {"requester.ethnic", "05"}, {"requester.ethnic_other", ""},
         {"requester.id_number", "089 195 000 001"},
         {"requester.phone", "0912 345 678"}, {"requester.email", ""},
         {"requester.residence.commune", "30280"},
         {"requester.residence.detail", "Tổ 3"}, {"by_proxy", "no"},
         {"proxy_number", "left over"});
    POST(x, 1, {"child_birth_date", "20/04/2026"}, {"married.year", "2020"},
         {"capital", "12.000.000"}, {"area", "12,50"}, {"hour", "7h05"},
         {"copies", ""}, {"ways", "a"}, {"ways", "c"}, {"reason", ""},
         {"lines[0].code", "4711"}, {"lines[0].main", "yes"},
         {"lines[0].share", "40"}, {"lines[1].code", "4722"},
         {"lines[1].main", "no"}, {"lines[1].share", "99"}, {"oath", "true"});
}

static struct form_faults check_all(struct fixture *x)
{
    return form_check(x->arena, &x->f, FORM_ALL_PAGES);
}

/* The words told at a field, "" when nothing is. */
static const char *told(struct fixture *x, const char *name)
{
    struct form_faults faults = check_all(x);

    for (size_t i = 0; i < faults.count; i++) {
        if (str_eq_c(faults.item[i].name, name))
            return form_fault_text(x->arena, LANG_VI, &faults.item[i]).p;
    }
    return "";
}

static void right_answers_have_no_fault(void **state)
{
    struct fixture *x = *state;
    struct form_faults faults;

    fill_rightly(x);
    faults = check_all(x);
    for (size_t i = 0; i < faults.count; i++)
        print_message("%s: %s\n", faults.item[i].name.p,
                      form_fault_text(x->arena, LANG_VI, &faults.item[i]).p);
    assert_int_equal(faults.count, 0);
}

static void an_empty_form_asks_for_what_is_needed_in_page_order(void **state)
{
    struct fixture *x = *state;
    struct form_faults faults = check_all(x);
    size_t last = 0;

    assert_string_equal(told(x, "requester.phone"), "Hãy ghi số điện thoại");
    assert_string_equal(told(x, "register_at"), "Hãy chọn nơi đăng ký");
    assert_string_equal(told(x, "oath"),
                        "Hãy đọc lời cam đoan rồi đánh dấu vào ô");
    assert_string_equal(told(x, "lines[0].code"), "Hãy ghi mã ngành");
    assert_string_equal(told(x, "copies"), "");
    assert_string_equal(told(x, "requester.ethnic_other"), "");
    for (size_t i = 0; i < faults.count; i++) {
        assert_true(faults.item[i].field->index >= last);
        last = faults.item[i].field->index;
    }
}

static void wrong_answers_say_what_to_do(void **state)
{
    static const struct {
        size_t page;
        const char *name;
        const char *typed;
        const char *told;
    } wrong[] = {
        {0, "register_at", "99999", "Không có đơn vị này, hãy chọn lại"},
        {0, "requester.full_name", "Nguyễn V4n",
         "Tên chỉ gồm chữ, không có số hay ký hiệu"},
        {0, "requester.full_name", "a\x01b",
         "Có chữ không đọc được, hãy gõ lại"},
        {0, "requester.full_name", "\xff\xfe",
         "Có chữ không đọc được, hãy gõ lại"},
        {0, "requester.sex", "other", "Hãy chọn lại giới tính trong danh sách"},
        {0, "requester.phone", "091234567", "Số này có 9 chữ số, cần đủ 10"},
        {0, "requester.phone", "1912345678", "Số điện thoại bắt đầu bằng số 0"},
        {0, "requester.phone", "không có", "Chỉ ghi chữ số"},
        {0, "requester.email", "a@b", "Hãy ghi địa chỉ thư như ten@noi.vn"},
        {0, "requester.id_number", "089195", "Số này có 6 chữ số, cần đủ 12"},
        {1, "capital", "999", "Ít nhất là 1.000"},
        {1, "capital", "1.000.000.001", "Nhiều nhất là 1.000.000.000"},
        {1, "capital", "một triệu", "Hãy ghi một số, chỉ dùng chữ số"},
        {1, "area", "0", "Ít nhất là 0,1"},
        {1, "area", "1,25", "Nhiều nhất 1 chữ số sau dấu phẩy"},
        {1, "area", "1,2345", "Hãy ghi một số như 12,5"},
        {1, "hour", "25:00", "Hãy ghi giờ như 07:30"},
        {1, "child_birth_date", "29/4/2026",
         "Không thể sau hôm nay, 28/04/2026"},
        {1, "child_birth_date", "26/2/2026", "Đã quá 60 ngày"},
        {1, "child_birth_date", "hôm qua", "Hãy ghi ngày như 13/02/2026"},
        {1, "lines[1].code", "4711", "Mã ngành này đã ghi ở trên"},
        {1, "lines[1].code", "47a", "Chỉ ghi chữ số"},
        {1, "lines[0].share", "51", "Phần vốn nhiều nhất 50"},
        {1, "lines[0].code", "12345", "Chỉ được tối đa 4 ký tự, đang có 5"},
    };
    struct fixture *x = *state;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        fill_rightly(x);
        /* The page's boxes are sent with it, else they are not ticked. */
        if (wrong[i].page == 0 &&
            !str_eq_c(str_c(wrong[i].name), "requester.sex"))
            POST(x, 0, {wrong[i].name, wrong[i].typed},
                 {"requester.sex", "female"}, {"by_proxy", "no"});
        else if (wrong[i].page == 0)
            POST(x, 0, {wrong[i].name, wrong[i].typed}, {"by_proxy", "no"});
        else
            POST(x, 1, {wrong[i].name, wrong[i].typed},
                 {"lines[0].main", "yes"}, {"lines[1].main", "no"},
                 {"ways", "a"}, {"oath", "true"});
        assert_string_equal(told(x, wrong[i].name), wrong[i].told);
        assert_int_equal(check_all(x).errors, 1);
    }
}

static void a_wrong_date_says_which_part(void **state)
{
    static const struct {
        const char *day, *month, *year, *told;
        unsigned parts;
    } wrong[] = {
        {"1", "13", "1990", "Tháng phải từ 1 đến 12", FAULT_MONTH},
        {"32", "1", "1990", "Ngày phải từ 1 đến 31", FAULT_DAY},
        {"31", "4", "1990", "Tháng 4/1990 chỉ có 30 ngày", FAULT_DAY},
        {"29", "2", "1999", "Tháng 2/1999 chỉ có 28 ngày", FAULT_DAY},
        {"1", "1", "90", "Năm phải có 4 chữ số", FAULT_YEAR},
        {"", "1", "1990", "Còn thiếu ngày", FAULT_DAY},
        {"1", "", "1990", "Còn thiếu tháng", FAULT_MONTH},
        {"1", "1", "", "Còn thiếu năm", FAULT_YEAR},
        {"31", "12", "1899", "Không sớm hơn ngày 01/01/1900", 0},
        {"29", "4", "2008", "Người yêu cầu chưa đủ 18 tuổi", 0},
    };
    struct fixture *x = *state;

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct form_faults faults;

        fill_rightly(x);
        POST(x, 0, {"requester.birth_date.day", wrong[i].day},
             {"requester.birth_date.month", wrong[i].month},
             {"requester.birth_date.year", wrong[i].year},
             {"requester.sex", "female"}, {"by_proxy", "no"});
        faults = check_all(x);
        assert_int_equal(faults.errors, 1);
        assert_string_equal(told(x, "requester.birth_date"), wrong[i].told);
        for (size_t k = 0; k < faults.count; k++) {
            if (faults.item[k].level == RULE_ERROR)
                assert_int_equal(faults.item[k].date_parts, wrong[i].parts);
        }
    }
}

static void eighteen_is_reached_on_the_birthday(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    POST(x, 0, {"requester.birth_date", "2008-04-28"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    assert_int_equal(check_all(x).errors, 0);
}

static void the_sixtieth_day_is_still_on_time(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    POST(x, 1, {"child_birth_date", "27/2/2026"}, {"ways", "a"},
         {"lines[0].main", "yes"}, {"lines[1].main", "no"}, {"oath", "true"});
    assert_int_equal(check_all(x).errors, 0);
}

static void an_id_number_that_disagrees_only_warns(void **state)
{
    struct fixture *x = *state;
    struct form_faults faults;

    fill_rightly(x);
    POST(x, 0, {"requester.id_number", "097094000001"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    faults = check_all(x);
    assert_int_equal(faults.errors, 0);
    assert_int_equal(faults.count, 3);
}

static void what_was_typed_is_shown_again(void **state)
{
    struct fixture *x = *state;
    struct form_faults faults;
    struct form_page_view v;

    fill_rightly(x);
    POST(x, 1, {"capital", "một triệu"}, {"child_birth_date.day", "31"},
         {"child_birth_date.month", "02"}, {"child_birth_date.year", "2026"});
    faults = form_check(x->arena, &x->f, 1);
    v = form_view(x->arena, &x->f, LANG_VI, 1, &faults);
    assert_string_equal(v.item[0].day.p, "31");
    assert_string_equal(v.item[0].month.p, "02");
    assert_string_equal(v.item[0].error.p, "Tháng 2/2026 chỉ có 28 ngày");
    assert_string_equal(v.item[3].name.p, "capital");
    assert_string_equal(v.item[3].value.p, "một triệu");
    POST(x, 1, {"capital", "1.200.000"});
    v = form_view(x->arena, &x->f, LANG_VI, 1, &faults);
    assert_string_equal(v.item[3].value.p, "1.200.000");
}

static void hidden_answers_are_not_asked_and_not_kept(void **state)
{
    struct fixture *x = *state;
    const struct json *frozen;
    const struct field *proxy;
    const struct field *share;

    fill_rightly(x);
    proxy = form_field(x->f.form, S("proxy_number"));
    share = form_field(x->f.form, S("lines[].share"));
    assert_non_null(answer_at(x->f.answers, proxy, 0));
    frozen = form_freeze(x->arena, &x->f);
    assert_null(answer_at(frozen, proxy, 0));
    assert_non_null(answer_at(frozen, share, 0));
    assert_null(answer_at(frozen, share, 1));
    POST(x, 0, {"by_proxy", "yes"}, {"requester.sex", "female"},
         {"proxy_number", ""});
    assert_string_equal(told(x, "proxy_number"), "Hãy ghi số giấy ủy quyền");
}

static void the_case_changes_what_is_needed(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    x->f.case_index = LATE;
    assert_string_equal(told(x, "copies"), "Hãy ghi số bản sao");
    POST(x, 1, {"copies", "2"}, {"ways", "b"}, {"lines[0].main", "yes"},
         {"lines[1].main", "no"}, {"oath", "true"});
    assert_string_equal(told(x, "copies"), "");
    assert_string_equal(told(x, "reason"), "Hãy ghi lý do");
}

static void frozen_answers_are_right_again_and_hold_the_words(void **state)
{
    struct fixture *x = *state;
    const struct json *frozen;
    struct str once;

    fill_rightly(x);
    frozen = form_freeze(x->arena, &x->f);
    once = json_text(x->arena, frozen);
    x->f.answers = frozen;
    assert_int_equal(check_all(x).count, 0);
    assert_string_equal(json_text(x->arena, form_freeze(x->arena, &x->f)).p,
                        once.p);
    assert_true(str_find(once, S("Ngày hai mươi tháng tư năm hai nghìn "
                                 "không trăm hai mươi sáu")) < once.n);
    assert_true(str_find(once, S("\"capital\":12000000")) < once.n);
    assert_true(str_find(once, S("\"area\":\"12,5\"")) < once.n);
    assert_true(str_find(once, S("\"hour\":\"07:05\"")) < once.n);
    assert_true(str_find(once, S("\"married\":\"2020\"")) < once.n);
    assert_true(str_find(once, S("\"id_number\":\"089195000001\"")) < once.n);
}

static void rows_come_and_go(void **state)
{
    struct fixture *x = *state;
    const struct field *lines = form_field(x->f.form, S("lines"));

    fill_rightly(x);
    x->f.answers =
        form_answers_act(x->arena, x->f.form, x->f.answers, S("add:lines"));
    assert_int_equal(answer_rows(x->f.answers, lines), 3);
    x->f.answers =
        form_answers_act(x->arena, x->f.form, x->f.answers, S("add:lines"));
    assert_int_equal(answer_rows(x->f.answers, lines), 3);
    x->f.answers = form_answers_act(x->arena, x->f.form, x->f.answers,
                                    S("remove:lines:0"));
    assert_int_equal(answer_rows(x->f.answers, lines), 2);
    assert_true(answer_is(
        answer_at(x->f.answers, form_field(x->f.form, S("lines[].code")), 0),
        S("4722")));
    x->f.answers = form_answers_act(x->arena, x->f.form, x->f.answers,
                                    S("remove:lines:9"));
    x->f.answers = form_answers_act(x->arena, x->f.form, x->f.answers,
                                    S("remove:requester:0"));
    x->f.answers =
        form_answers_act(x->arena, x->f.form, x->f.answers, S("nonsense"));
    assert_int_equal(answer_rows(x->f.answers, lines), 2);
}

static void an_account_fills_what_it_knows(void **state)
{
    struct fixture *x = *state;
    struct form_person person = {
        .full_name = S("Trần Văn Bé"),
        .birth_date = {1990, 5, 0},
        .sex = SEX_MALE,
        .ethnic = S("17"),
        .commune = S("30280"),
    };
    const struct json *answers = form_answers_new(x->arena, x->f.form, &person);
    struct str text = json_text(x->arena, answers);

    assert_true(str_find(text, S("Trần Văn Bé")) < text.n);
    assert_true(str_find(text, S("\"sex\":\"male\"")) < text.n);
    /* No people of that code, and one may leave it empty. */
    assert_true(str_find(text, S("\"ethnic\"")) == text.n);
    assert_true(str_find(text, S("\"commune\":\"30280\"")) < text.n);
    assert_true(str_find(text, S("birth_date")) == text.n);
    assert_true(str_find(text, S("\"by_proxy\":\"no\"")) < text.n);
}

static const struct form_line *line(struct fixture *x, const char *input)
{
    const struct form_section *s = form_summary(x->arena, &x->f, LANG_VI);

    for (size_t i = 0; i < x->f.form->page_count; i++) {
        for (size_t k = 0; k < s[i].count; k++) {
            if (str_eq_c(s[i].line[k].input, input))
                return &s[i].line[k];
        }
    }
    return NULL;
}

static void answers_are_shown_as_people_read_them(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    assert_string_equal(line(x, "register_at")->text.p, "phường Mỹ Bình");
    assert_string_equal(line(x, "requester.full_name")->heading.p,
                        "Người yêu cầu");
    assert_string_equal(line(x, "requester.birth_date")->text.p, "07/03/1995");
    assert_string_equal(line(x, "requester.ethnic")->text.p, "Khơ-me");
    assert_string_equal(line(x, "requester.residence")->text.p,
                        "Tổ 3, phường Mỹ Bình");
    assert_string_equal(line(x, "married")->text.p, "2020");
    assert_string_equal(line(x, "capital")->text.p, "12.000.000\u00a0đ");
    assert_string_equal(line(x, "area")->text.p, "12,5 m²");
    assert_string_equal(line(x, "ways")->text.p, "A; C");
    assert_string_equal(line(x, "lines[1].code")->heading.p, "Ngành nghề 2");
    assert_null(line(x, "reason")->text.p);
    assert_null(line(x, "proxy_number"));
    assert_null(line(x, "lines[1].share"));
}

static void an_address_asks_for_the_part_that_lacks(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    POST(x, 0, {"requester.residence.commune", ""}, {"requester.sex", "female"},
         {"by_proxy", "no"});
    assert_string_equal(told(x, "requester.residence.commune"),
                        "Hãy cho biết xã, phường, thị trấn");
    POST(x, 0, {"requester.residence.country", "KH"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    assert_string_equal(told(x, "requester.residence.abroad"),
                        "Hãy ghi địa chỉ ở nước ngoài");
    POST(x, 0, {"requester.residence.abroad", "Takeo"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    assert_int_equal(check_all(x).errors, 0);
}

static void an_address_is_read_without_codes(void **state)
{
    struct fixture *x = *state;

    fill_rightly(x);
    POST(x, 0, {"requester.residence.commune", ""},
         {"requester.residence.country", "VN"},
         {"requester.residence.province", "79"},
         {"requester.residence.place", "phường Bến Nghé, Quận 1"},
         {"requester.residence.detail", "2 Lê Lợi"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    assert_int_equal(check_all(x).errors, 0);
    assert_string_equal(line(x, "requester.residence")->text.p,
                        "2 Lê Lợi, phường Bến Nghé, Quận 1, "
                        "thành phố Hồ Chí Minh");
    POST(x, 0, {"requester.residence.country", "other"},
         {"requester.residence.province", ""},
         {"requester.residence.place", ""}, {"requester.residence.detail", ""},
         {"requester.residence.abroad", "Takeo, Campuchia"},
         {"requester.sex", "female"}, {"by_proxy", "no"});
    assert_string_equal(line(x, "requester.residence")->text.p,
                        "Takeo, Campuchia");
}

static void a_browser_learns_what_depends_on_what(void **state)
{
    struct fixture *x = *state;
    struct form_faults none = {0};
    struct form_page_view v = form_view(x->arena, &x->f, LANG_EN, 0, &none);

    assert_int_equal(v.count, 4);
    assert_string_equal(v.item[3].when_name.p, "by_proxy");
    assert_string_equal(v.item[3].when_is[0].p, "yes");
    assert_false(v.item[3].shown);
    assert_string_equal(v.item[1].child[4].when_name.p, "requester.ethnic");
    assert_string_equal(v.item[1].child[0].label.p, "Full name");
    v = form_view(x->arena, &x->f, LANG_VI, 1, &none);
    assert_string_equal(v.item[9].add.p, "add:lines");
    assert_int_equal(v.item[9].row_count, 1);
    assert_null(v.item[9].rows[0].remove.p);
    assert_int_equal(form_page_after(&x->f, 0), 1);
    assert_int_equal(form_page_after(&x->f, 1), 2);
    assert_int_equal(form_page_before(&x->f, 0), 2);
}

int main(void)
{
#define ON_FORM(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        ON_FORM(right_answers_have_no_fault),
        ON_FORM(an_empty_form_asks_for_what_is_needed_in_page_order),
        ON_FORM(wrong_answers_say_what_to_do),
        ON_FORM(a_wrong_date_says_which_part),
        ON_FORM(eighteen_is_reached_on_the_birthday),
        ON_FORM(the_sixtieth_day_is_still_on_time),
        ON_FORM(an_id_number_that_disagrees_only_warns),
        ON_FORM(what_was_typed_is_shown_again),
        ON_FORM(hidden_answers_are_not_asked_and_not_kept),
        ON_FORM(the_case_changes_what_is_needed),
        ON_FORM(frozen_answers_are_right_again_and_hold_the_words),
        ON_FORM(rows_come_and_go),
        ON_FORM(an_account_fills_what_it_knows),
        ON_FORM(answers_are_shown_as_people_read_them),
        ON_FORM(an_address_asks_for_the_part_that_lacks),
        ON_FORM(an_address_is_read_without_codes),
        ON_FORM(a_browser_learns_what_depends_on_what),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
