#include "base/prelude.h"

#include <setjmp.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/io.h"
#include "base/utf8.h"

#include "domain/slip/receipt.h"
#include "domain/slip/words.h"

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

/* What pdftotext reads out of the paper, in one line and without blanks. */
static struct str text_of(struct str pdf)
{
    char name[] = "receipt-XXXXXX";
    int fd = mkstemp(name);
    struct buf text = buf_new(arena, 1 << 20);
    FILE *pipe;
    int c;

    check(fd >= 0);
    check(write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    close(fd);
    pipe = popen(arena_printf(arena, "pdftotext -raw %s -", name).p, "r");
    check(pipe != NULL);
    while ((c = fgetc(pipe)) != EOF)
        if (c > ' ')
            buf_add_char(&text, (char)c);
    check(pclose(pipe) == 0);
    unlink(name);
    return buf_str(&text);
}

static void expect_text(struct str text, const char *part)
{
    struct buf squeezed = buf_new(arena, 4096);

    for (const char *c = part; *c; c++)
        if (*c > ' ' || *c < 0)
            buf_add_char(&squeezed, *c);
    if (str_find(text, buf_str(&squeezed)) == text.n)
        fail_msg("not on the paper: %s", part);
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
    text = text_of(pdf);
    assert_true(str_eq(text, utf8_nfc(arena, text)));
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        expect_text(text, fields[i]);
}

static void many_papers_go_on_to_a_second_page(void **state)
{
    struct receipt r = a_receipt();
    struct receipt_paper *many =
        ARENA_ARRAY(arena, struct receipt_paper, RECEIPT_PAPERS_MAX);
    struct str pdf;
    struct str text;
    struct errbox box = {0};

    (void)state;
    for (int i = 0; i < RECEIPT_PAPERS_MAX; i++)
        many[i] = (struct receipt_paper){
            arena_printf(arena, "Giấy tờ thứ %d", i + 1), 1, 0, 0};
    r.paper = many;
    r.paper_count = RECEIPT_PAPERS_MAX;
    assert_int_equal(receipt_pdf(arena, &r, &pdf, &box), ERR_OK);
    text = text_of(pdf);
    expect_text(text, "Giấy tờ thứ 60");
    expect_text(text, "trang 2/");
    expect_text(text, "Huỳnh Thị Mỹ Duyên");
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

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frozen_receipt_thaws_to_the_same),
        cmocka_unit_test(a_damaged_frozen_receipt_is_refused),
        cmocka_unit_test(the_same_data_give_the_same_bytes),
        cmocka_unit_test(every_field_of_the_form_can_be_read_out),
        cmocka_unit_test(many_papers_go_on_to_a_second_page),
        cmocka_unit_test(the_reason_names_the_days_that_do_not_count),
    };

    /* To look at the paper: test_receipt FILE.pdf */
    if (argc > 1) {
        struct receipt r = a_receipt();
        struct str pdf;
        struct errbox box = {0};
        FILE *f = fopen(argv[1], "wb");

        set_up(NULL);
        if (!f || receipt_pdf(arena, &r, &pdf, &box) != ERR_OK)
            return 1;
        fwrite(pdf.p, 1, pdf.n, f);
        return fclose(f);
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
