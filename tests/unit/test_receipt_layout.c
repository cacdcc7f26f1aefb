/*
 * Where everything stands on a receipt (unit/pencil.h): what comes out must be
 * tests/golden/receipt.layout.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/check.h"

#include "domain/slip/receipt.h"

#include "unit/pencil.h"

#define GOLDEN    SOURCE_ROOT "/tests/golden/receipt.layout"
#define A5_HEIGHT 210

static const struct receipt_paper papers[] = {
    {S_INIT("Tờ khai"), 1, 0, 0},
    {S_INIT("Bản sao căn cước công dân"), 0, 12, 0},
    {S_INIT("Giấy chứng sinh có tên rất dài của một cơ sở y tế"), 0, 0, 3},
};

static struct receipt short_receipt(void)
{
    struct receipt r = {
        .authority = S("Ủy ban nhân dân phường Mỹ Bình"),
        .point = S("Bộ phận Tiếp nhận và Trả kết quả"),
        .place = S("Mỹ Bình"),
        .number = 37,
        .code = S("H01.21-260428-0037"),
        .applicant = S("Trần Thị Điệp"),
        .address = S("24/6 Lý Thái Tổ"),
        .phone = S("0900 000 123"),
        .procedure_name = S("Đăng ký khai sinh"),
        .procedure_code = S("1.001193"),
        .paper = papers,
        .paper_count = COUNT_OF(papers),
        .limit = {LIMIT_WORKING_DAY, 3},
        .due_reason = S("Đếm từ ngày 29/4."),
        .delivery = S("quầy tiếp nhận"),
        .fee = S("8.000 đ"),
        .volume = 1,
        .entry = 1842,
        .officer = S("Huỳnh Duyên"),
        .lookup = S("vi-du.gov.vn/tra-cuu"),
        .qr = S("https://vi-du.gov.vn/tra-cuu"),
    };

    check(instant_parse_iso(S("2026-02-28T14:05"), &r.accepted_at));
    check(instant_parse_iso(S("2026-03-05T17:59"), &r.due_at));
    return r;
}

/* The other of every choice that a receipt has. */
static struct receipt other_receipt(void)
{
    struct receipt r = short_receipt();

    r.point = S("Trung tâm\nPhục vụ\nhành chính\ncông\ncủa cả\ntỉnh\nAn Giang");
    r.is_center = true;
    r.email = S("ngocdiep@vi-du.vn");
    r.due_reason = S("Đếm từ ngày 29/4. Không tính ngày nghỉ 30/4, 01/5. "
                     "Không tính cuối tuần 02/5, 03/5.");
    r.provisional = true;
    r.filed_online = true;
    check(instant_parse_iso(S("2026-03-01T23:59"), &r.accepted_at));
    check(instant_parse_iso(S("2027-02-28T09:10"), &r.due_at));
    return r;
}

static void draw(struct arena *a, const struct receipt *r)
{
    struct errbox box = {0};
    struct str pdf;

    pencil.begun = pencil.layout.n;
    assert_int_equal(receipt_pdf(a, r, &pdf, &box), ERR_OK);
}

/* On sheets ever shorter each block is once the first of a page. */
static void draw_breaks(struct arena *a)
{
    struct receipt r = short_receipt();
    struct str last = S("");

    pencil.only_breaks = true;
    for (pencil.height = A5_HEIGHT; pencil.height > 90; pencil.height -= 0.5) {
        struct str breaks;

        draw(a, &r);
        breaks = arena_str(
            a, str_sub(buf_str(&pencil.layout), pencil.begun, pencil.layout.n));
        pencil.layout.n = pencil.begun;
        if (!str_eq(breaks, last))
            buf_printf(&pencil.layout, "%.1f mm%.*s\n", pencil.height,
                       STR_ARG(breaks));
        last = breaks;
    }
    pencil.only_breaks = false;
}

static void everything_on_a_receipt_has_its_place(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct receipt r = short_receipt();

    (void)state;
    pencil.layout = buf_new(a, PENCIL_BYTES);
    pencil.height = A5_HEIGHT;
    draw(a, &r);
    r = other_receipt();
    draw(a, &r);
    pencil.height = 150;
    draw(a, &r);
    draw_breaks(a);
    expect_golden(a, GOLDEN);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_on_a_receipt_has_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
