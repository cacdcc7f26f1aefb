#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/utf8.h"

#include "domain/slip/receipt.h"
#include "domain/slip/words.h"

#include "unit/pdf_tools.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct receipt_paper papers[] = {
    {S_INIT("Giấy đề nghị đăng ký hộ kinh doanh"), 0, 0, 1},
    {S_INIT("Giấy tờ pháp lý của chủ hộ kinh doanh và các thành viên hộ gia "
            "đình đăng ký"),
     0, 1, 1},
    {S_INIT("Biên bản họp thành viên hộ gia đình"), 1, 0, 0},
};

static struct receipt a_receipt(void)
{
    struct receipt r = {
        .authority = S("Ủy ban nhân dân\nthành phố Long Xuyên"),
        .point = S("Bộ phận Tiếp nhận\nvà Trả kết quả"),
        .place = S("Long Xuyên"),
        .number = 37,
        .code = S("H01.21-260428-0037"),
        .applicant = S("Trần Thị Ngọc Điệp"),
        .address = S("24/6 Lý Thái Tổ, khóm Bình Thới, phường Mỹ Bình, thành "
                     "phố Long Xuyên, tỉnh An Giang"),
        .phone = S("0900 000 123"),
        .email = S("ngocdiep@vi-du.vn"),
        .procedure_name = S("Đăng ký thành lập hộ kinh doanh"),
        .procedure_code = S("1.001612"),
        .paper = papers,
        .paper_count = COUNT_OF(papers),
        .limit = {LIMIT_WORKING_DAY, 3},
        .due_reason = S("Đếm từ ngày 29/4. Không tính ngày nghỉ 30/4, 01/5."),
        .delivery = S("quầy tiếp nhận và bản điện tử trong tài khoản"),
        .fee = S("100.000 đ"),
        .volume = 1,
        .entry = 1842,
        .filed_online = true,
        .officer = S("Huỳnh Thị Mỹ Duyên"),
        .lookup = S("vi-du.gov.vn/tra-cuu"),
        .qr = S("https://vi-du.gov.vn/tra-cuu?ma=H01.21-260428-0037"
                "#1.001612|089300000001|Giấy tiếp nhận|2026-04-28T14:05"),
    };

    check(instant_parse_iso(S("2026-04-28T14:05"), &r.accepted_at));
    check(instant_parse_iso(S("2026-05-05T17:00"), &r.due_at));
    return r;
}

static void a_frozen_receipt_thaws_to_the_same(void **state)
{
    struct receipt r = a_receipt();
    struct str frozen = receipt_freeze(arena, &r);
    struct receipt back;
    struct errbox box = {0};

    (void)state;
    assert_int_equal(receipt_thaw(arena, frozen, &back, &box), ERR_OK);
    assert_true(str_eq(receipt_freeze(arena, &back), frozen));
    assert_string_equal(arena_cstr(arena, back.applicant),
                        "Trần Thị Ngọc Điệp");
    assert_int_equal(back.paper[1].copies, 1);
    assert_int_equal(back.limit.unit, LIMIT_WORKING_DAY);
}

static void a_receipt_of_noughts_thaws_too(void **state)
{
    struct receipt nought = a_receipt();
    struct str frozen;
    struct receipt back;
    struct errbox box = {0};

    (void)state;
    nought.number = nought.entry = 0;
    nought.volume = nought.limit.value = 0;
    nought.accepted_at.us = nought.due_at.us = 0;
    nought.paper_count = 0;
    frozen = receipt_freeze(arena, &nought);
    assert_int_equal(receipt_thaw(arena, frozen, &back, &box), ERR_OK);
    assert_true(str_eq(receipt_freeze(arena, &back), frozen));
    assert_int_equal(back.number, 0);
    assert_int_equal(back.paper_count, 0);
}

static void a_damaged_frozen_receipt_is_refused(void **state)
{
    struct receipt back = {0};
    struct errbox box = {0};

    (void)state;
    assert_int_not_equal(receipt_thaw(arena, S("{}"), &back, &box), ERR_OK);
    assert_int_not_equal(receipt_thaw(arena, S(""), &back, &box), ERR_OK);
    assert_null(back.code.p);
}

static void the_same_data_give_the_same_bytes(void **state)
{
    struct receipt r = a_receipt();
    struct str first;
    struct str second;
    struct errbox box = {0};

    (void)state;
    assert_int_equal(receipt_pdf(arena, &r, &first, &box), ERR_OK);
    assert_int_equal(receipt_pdf(arena, &r, &second, &box), ERR_OK);
    assert_true(str_starts(first, S("%PDF-")));
    assert_true(str_eq(first, second));
}

static void every_field_of_the_form_can_be_read_out(void **state)
{
    static const char *const fields[] = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ LONG XUYÊN",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        "Số: 37/BPTNTKQ",
        "Long Xuyên, ngày 28 tháng 4 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ",
        "VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H01.21-260428-0037",
        "Tiếp nhận hồ sơ của: TRẦN THỊ NGỌC ĐIỆP",
        "Địa chỉ: 24/6 Lý Thái Tổ",
        "Số điện thoại: 0900 000 123",
        "Email: ngocdiep@vi-du.vn",
        "Đăng ký thành lập hộ kinh doanh (1.001612)",
        "Biên bản họp thành viên hộ gia đình",
        "3. Thời gian giải quyết theo quy định: 3 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 14 giờ 05 phút, ngày 28 tháng 4 năm 2026",
        "17 giờ 00 phút, thứ Ba, ngày 05 tháng 5 năm 2026",
        "Không tính ngày nghỉ 30/4, 01/5.",
        "6. Đăng ký nhận kết quả tại: quầy tiếp nhận",
        "Phí, lệ phí: 100.000 đ",
        "Vào Sổ theo dõi hồ sơ, Quyển số 01, Số thứ tự 1842",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Huỳnh Thị Mỹ Duyên",
        "vi-du.gov.vn/tra-cuu",
    };
    struct receipt r = a_receipt();
    struct str pdf;
    struct str text;
    struct errbox box = {0};

    (void)state;
    assert_int_equal(receipt_pdf(arena, &r, &pdf, &box), ERR_OK);
    text = pdf_words(arena, pdf);
    assert_true(str_eq(text, utf8_nfc(arena, text)));
    expect_words(arena, text, fields, COUNT_OF(fields));
}

static void many_papers_go_on_to_a_second_page(void **state)
{
    static const char *const last[] = {"Giấy tờ thứ 60", "trang 2/",
                                       "Huỳnh Thị Mỹ Duyên"};
    struct receipt r = a_receipt();
    struct receipt_paper *many =
        ARENA_ARRAY(arena, struct receipt_paper, RECEIPT_PAPERS_MAX);
    struct str pdf;
    struct errbox box = {0};

    (void)state;
    for (int i = 0; i < RECEIPT_PAPERS_MAX; i++)
        many[i] = (struct receipt_paper){
            arena_printf(arena, "Giấy tờ thứ %d", i + 1), 1, 0, 0};
    r.paper = many;
    r.paper_count = RECEIPT_PAPERS_MAX;
    assert_int_equal(receipt_pdf(arena, &r, &pdf, &box), ERR_OK);
    expect_words(arena, pdf_words(arena, pdf), last, COUNT_OF(last));
}

static void the_reason_names_the_days_that_do_not_count(void **state)
{
    static const struct deadline_reason reasons[] = {
        {.kind = REASON_ACCEPTED, .day = {20571}},
        {.kind = REASON_NOT_COUNTED, .day = {20571}},
        {.kind = REASON_COUNTED, .day = {20572}, .n = 1},
        {.kind = REASON_HOLIDAY, .day = {20573}},
        {.kind = REASON_HOLIDAY, .day = {20574}},
        {.kind = REASON_REST, .day = {20575}},
        {.kind = REASON_REST, .day = {20576}},
        {.kind = REASON_COUNTED, .day = {20577}, .n = 2},
    };
    const struct deadline d = {.reason = reasons, .count = COUNT_OF(reasons)};

    (void)state;
    assert_string_equal(deadline_words(arena, LANG_VI, &d).p,
                        "Đếm từ ngày 29/4. Không tính ngày nghỉ 30/4, 01/5. "
                        "Không tính cuối tuần 02/5, 03/5.");
    assert_string_equal(
        limit_words(arena, LANG_EN, (struct limit){LIMIT_WORKING_HOUR, 8}).p,
        "8 working hours");
}

#define HOLIDAY(n)                           \
    {                                        \
        .kind = REASON_HOLIDAY, .day = { n } \
    }

/* What is said of so many of these reasons. */
static void expect_reason(const struct deadline_reason *reason, size_t count,
                          const char *words)
{
    struct deadline d = {.reason = reason, .count = count};

    check(instant_parse_iso(S("2026-04-28T14:05"), &d.start));
    assert_string_equal(deadline_words(arena, LANG_VI, &d).p, words);
}

static void a_zero_stands_where_digits_could_be_taken_for_others(void **state)
{
    (void)state;
    assert_string_equal(day_short(arena, (struct day){20512}).p, "28/02");
    assert_string_equal(day_short(arena, (struct day){20513}).p, "01/3");
    assert_string_equal(day_short(arena, (struct day){20572}).p, "29/4");
    assert_string_equal(day_short(arena, (struct day){20454}).p, "01/01");
}

#define TWELVE                                                             \
    "Không tính ngày nghỉ 01/3, 02/3, 03/3, 04/3, 05/3, 06/3, 07/3, " \
    "08/3, 09/3, 10/3, 11/3, 12/3"

static void thirteen_days_are_twelve_and_more(void **state)
{
    static const struct deadline_reason days[] = {
        HOLIDAY(20513), HOLIDAY(20514), HOLIDAY(20515), HOLIDAY(20516),
        HOLIDAY(20517), HOLIDAY(20518), HOLIDAY(20519), HOLIDAY(20520),
        HOLIDAY(20521), HOLIDAY(20522), HOLIDAY(20523), HOLIDAY(20524),
        HOLIDAY(20525), HOLIDAY(20526),
    };

    (void)state;
    expect_reason(days, 1, "Không tính ngày nghỉ 01/3.");
    expect_reason(days, 12, TWELVE ".");
    expect_reason(days, 13, TWELVE ", ….");
    expect_reason(days, 14, TWELVE ", ….");
}

static void hours_are_added_up_and_counted_in_sixties(void **state)
{
    static const struct deadline_reason hours[] = {
        {.kind = REASON_MINUTES, .day = {20571}, .n = 3600},
        {.kind = REASON_MINUTES, .day = {20572}, .n = 3600},
    };

    (void)state;
    expect_reason(hours, 2, "Tính 120 giờ làm việc từ 14:05 ngày 28/4.");
    expect_reason(hours, 1, "Tính 60 giờ làm việc từ 14:05 ngày 28/4.");
    expect_reason(hours, 0, "");
}

static void counting_begins_with_the_first_day_that_is_worked(void **state)
{
    static const struct deadline_reason make_up_first[] = {
        {.kind = REASON_MAKE_UP, .day = {20575}, .n = 1},
        {.kind = REASON_COUNTED, .day = {20577}, .n = 2},
    };
    static const struct deadline_reason counted_first[] = {
        {.kind = REASON_COUNTED, .day = {20572}, .n = 1},
        {.kind = REASON_MAKE_UP, .day = {20575}, .n = 2},
    };
    static const struct deadline_reason make_up_alone[] = {
        {.kind = REASON_MAKE_UP, .day = {20575}, .n = 1},
    };
    static const struct deadline_reason cut_off[] = {
        {.kind = REASON_CUTOFF, .day = {20571}},
        {.kind = REASON_COUNTED, .day = {20572}, .n = 1},
    };
    static const struct deadline_reason last_moved[] = {
        {.kind = REASON_LAST_MOVED, .day = {20577}},
    };

    (void)state;
    expect_reason(make_up_first, 2,
                  "Đếm từ ngày 02/5. Có tính ngày làm bù 02/5.");
    expect_reason(counted_first, 2,
                  "Đếm từ ngày 29/4. Có tính ngày làm bù 02/5.");
    expect_reason(make_up_alone, 1,
                  "Đếm từ ngày 02/5. Có tính ngày làm bù 02/5.");
    expect_reason(cut_off, 2,
                  "Nhận sau 15 giờ nên trả vào ngày làm việc kế tiếp.");
    expect_reason(last_moved, 1,
                  "Ngày cuối rơi vào ngày nghỉ nên dời sang 04/5.");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frozen_receipt_thaws_to_the_same),
        cmocka_unit_test(a_receipt_of_noughts_thaws_too),
        cmocka_unit_test(a_damaged_frozen_receipt_is_refused),
        cmocka_unit_test(the_same_data_give_the_same_bytes),
        cmocka_unit_test(every_field_of_the_form_can_be_read_out),
        cmocka_unit_test(many_papers_go_on_to_a_second_page),
        cmocka_unit_test(the_reason_names_the_days_that_do_not_count),
        cmocka_unit_test(a_zero_stands_where_digits_could_be_taken_for_others),
        cmocka_unit_test(thirteen_days_are_twelve_and_more),
        cmocka_unit_test(hours_are_added_up_and_counted_in_sixties),
        cmocka_unit_test(counting_begins_with_the_first_day_that_is_worked),
    };

    /* To look at the paper: test_receipt FILE.pdf */
    if (argc > 1) {
        struct receipt r = a_receipt();
        struct str pdf;
        struct errbox box = {0};

        set_up(NULL);
        return receipt_pdf(arena, &r, &pdf, &box) != ERR_OK ||
               pdf_save(argv[1], pdf);
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
