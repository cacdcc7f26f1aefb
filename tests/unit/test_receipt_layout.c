/*
 * Where everything stands on a receipt. The sheet here is one of paper and
 * pencil: it writes down what it is told to draw, and every line of type is
 * as high, and each letter as wide, as the size of the type says; so no font
 * and no library of the machine has a part in it.
 *
 * What comes out must be tests/golden/receipt.layout. To accept what comes out
 * now, run this with BLESS=1 and look at git diff.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/io.h"

#include "doc/pdf.h"

#include "domain/slip/receipt.h"

#define GOLDEN       SOURCE_ROOT "/tests/golden/receipt.layout"
#define LAYOUT_BYTES ((size_t)1 << 20)
#define A5_HEIGHT    210

struct pdf {
    int pages;
};

static struct buf layout;  /* what was drawn */
static size_t begun;       /* where the last receipt begins in it */
static double height;      /* of the sheets */
static bool only_breaks;   /* write down only what begins a page */
static bool page_is_empty; /* nothing was written on it */

static void PRINTF_LIKE(1, 2) note(const char *format, ...)
{
    va_list list;
    char line[2000];

    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    if (!only_breaks)
        buf_add_c(&layout, line);
}

/* The first words of a page, but for those of its foot. */
static void note_break(double y, struct str text)
{
    if (only_breaks && page_is_empty && y < height / 2) {
        text = str_trim(text);
        buf_printf(&layout, " | %.*s", STR_ARG(text));
        page_is_empty = false;
    }
}

/* A receipt of many pages is begun twice: to count them, and for good. */
enum err pdf_begin(struct arena *a, enum pdf_paper paper, struct str title,
                   struct instant made, struct pdf **ret, struct errbox *box)
{
    (void)box;
    *ret = ARENA_NEW(a, struct pdf);
    (*ret)->pages = 1;
    layout.n = begun;
    page_is_empty = false;
    note("%s \"%.*s\" made %" PRId64 "\n", paper == PDF_A5 ? "A5" : "A4",
         STR_ARG(title), made.us / 1000000);
    return ERR_OK;
}

void pdf_page(struct pdf *p)
{
    p->pages++;
    page_is_empty = true;
    note("page %d\n", p->pages);
}

int pdf_page_count(const struct pdf *p)
{
    return p->pages;
}

double pdf_width(const struct pdf *p)
{
    (void)p;
    return 148;
}

double pdf_height(const struct pdf *p)
{
    (void)p;
    return height;
}

/* Of a point's size a byte is 0.1 mm wide, a line 0.4 mm high. */
static int lines_of(double width, double size, const struct pdf_run *run,
                    size_t count)
{
    double used = 0;
    int lines = count > 0;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < run[i].text.n; k++) {
            used += size * 0.1;
            if (used > width || run[i].text.p[k] == '\n') {
                lines++;
                used = 0;
            }
        }
    return lines;
}

double pdf_text_height(struct pdf *p, double width, double size,
                       const struct pdf_run *run, size_t count)
{
    (void)p;
    return lines_of(width, size, run, count) * size * 0.4;
}

/* All of it or nothing: a paragraph here is a line or two. */
size_t pdf_text_fits(struct pdf *p, double width, double size,
                     const struct pdf_run *run, size_t count, double high)
{
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        bytes += run[i].text.n;
    return pdf_text_height(p, width, size, run, count) <= high ? bytes : 0;
}

double pdf_text(struct pdf *p, double x, double y, double width,
                enum pdf_align align, double size, const struct pdf_run *run,
                size_t count)
{
    note("text %.2f,%.2f wide %.2f %s %.1f:", x, y, width,
         align == PDF_LEFT     ? "left"
         : align == PDF_CENTER ? "center"
                               : "right",
         size);
    for (size_t i = 0; i < count; i++)
        note(" %u[%.*s]", run[i].style, STR_ARG(run[i].text));
    note("\n");
    note_break(y, run[0].text);
    return pdf_text_height(p, width, size, run, count);
}

void pdf_rule(struct pdf *p, double x, double y, double width, double thickness,
              enum pdf_tone tone)
{
    static const char *const names[] = {"ink", "leaf", "mist"};

    (void)p;
    note("rule %.2f,%.2f wide %.2f %.2f %s\n", x, y, width, thickness,
         names[tone]);
}

void pdf_box(struct pdf *p, double x, double y, double width, double high,
             double thickness)
{
    (void)p;
    note("box %.2f,%.2f wide %.2f high %.2f %.2f\n", x, y, width, high,
         thickness);
}

void pdf_frame(struct pdf *p, double x, double y, double width, double high)
{
    (void)p;
    note("frame %.2f,%.2f wide %.2f high %.2f\n", x, y, width, high);
}

void pdf_band(struct pdf *p, double y)
{
    (void)p;
    note("band %.2f\n", y);
}

void pdf_rosette(struct pdf *p, double x, double y, double radius)
{
    (void)p;
    note("rosette %.2f,%.2f radius %.2f\n", x, y, radius);
}

enum err pdf_qr(struct pdf *p, double x, double y, double side, struct str text,
                struct errbox *box)
{
    (void)p;
    (void)box;
    note("qr %.2f,%.2f side %.2f [%.*s]\n", x, y, side, STR_ARG(text));
    return ERR_OK;
}

enum err pdf_end(struct pdf *p, struct str *ret, struct errbox *box)
{
    (void)box;
    (void)p;
    note("end\n\n");
    *ret = S("%PDF");
    return ERR_OK;
}

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

    begun = layout.n;
    assert_int_equal(receipt_pdf(a, r, &pdf, &box), ERR_OK);
}

/* On sheets ever shorter each block is once the first of a page. */
static void draw_breaks(struct arena *a)
{
    struct receipt r = short_receipt();
    struct str last = S("");

    only_breaks = true;
    for (height = A5_HEIGHT; height > 90; height -= 0.5) {
        struct str breaks;

        draw(a, &r);
        breaks = arena_str(a, str_sub(buf_str(&layout), begun, layout.n));
        layout.n = begun;
        if (!str_eq(breaks, last))
            buf_printf(&layout, "%.1f mm%.*s\n", height, STR_ARG(breaks));
        last = breaks;
    }
    only_breaks = false;
}

static void expect_golden(struct arena *a)
{
    struct errbox box = {0};
    struct str golden;
    FILE *f;

    if (getenv("BLESS")) {
        f = fopen(GOLDEN, "wb");
        assert_non_null(f);
        fwrite(buf_str(&layout).p, 1, buf_str(&layout).n, f);
        assert_int_equal(fclose(f), 0);
    }
    assert_int_equal(io_read_file(&box, a, GOLDEN, LAYOUT_BYTES, &golden),
                     ERR_OK);
    if (!str_eq(golden, buf_str(&layout)))
        fail_msg("not as in %s; what came out:\n%s", GOLDEN,
                 buf_str(&layout).p);
}

static void everything_on_a_receipt_has_its_place(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct receipt r = short_receipt();

    (void)state;
    layout = buf_new(a, LAYOUT_BYTES);
    height = A5_HEIGHT;
    draw(a, &r);
    r = other_receipt();
    draw(a, &r);
    height = 150;
    draw(a, &r);
    draw_breaks(a);
    expect_golden(a);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_on_a_receipt_has_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
