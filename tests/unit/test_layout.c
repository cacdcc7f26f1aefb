/*
 * What programs that are not ours say of the papers that layout.h makes:
 * pdftotext, pdffonts, pdfinfo, qpdf, PDFBox preflight, zbar.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/num.h"
#include "base/utf8.h"

#include "doc/layout.h"

#include "unit/pdf_tools.h"

#define ROWS 300

/* Every letter with every mark, twice: small and great. */
#define MARKS                                                                                                                     \
    "a à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ đ e è é ẻ ẽ ẹ ê ề ế ể ễ ệ i ì í ỉ " \
    "ĩ ị o ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ u ù ú ủ ũ ụ ư ừ ứ ử ữ ự y ỳ ý " \
    "ỷ ỹ ỵ A À Á Ả Ã Ạ Ă Ằ Ắ Ẳ Ẵ Ặ Â Ầ Ấ Ẩ Ẫ Ậ Đ E È É Ẻ Ẽ Ẹ Ê Ề Ế Ể Ễ Ệ " \
    "I Ì Í Ỉ Ĩ Ị O Ò Ó Ỏ Õ Ọ Ô Ồ Ố Ổ Ỗ Ộ Ơ Ờ Ớ Ở Ỡ Ợ U Ù Ú Ủ Ũ Ụ Ư Ừ Ứ Ử "      \
    "Ữ Ự Y Ỳ Ý Ỷ Ỹ Ỵ 0123456789 ₫ “” – … ( ) / , ; : ! ?"
#define SENTENCE                                                                                         \
    "Người nộp hồ sơ chịu trách nhiệm trước pháp luật về tính chính xác, "       \
    "đầy đủ của các giấy tờ đã nộp; cơ quan tiếp nhận giữ bí mật thông tin " \
    "cá nhân. Office fi fl ffi AVAToWa."
#define QR "https://vi-du.gov.vn/tra-cuu?ma=H01.21#Mẫu 01"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)128 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void text(struct layout *l, enum pdf_align align, const char *words,
                 unsigned style)
{
    const struct pdf_run run = {str_c(words), style};

    layout_line(l, align, LAYOUT_TEXT, &run, 1);
}

static enum err draw_text(struct layout *l, void *user, struct errbox *box)
{
    (void)user;
    (void)box;
    text(l, PDF_LEFT, MARKS, PDF_PLAIN);
    text(l, PDF_LEFT, MARKS, PDF_BOLD);
    text(l, PDF_JUSTIFY, SENTENCE, PDF_PLAIN);
    text(l, PDF_CENTER, SENTENCE, PDF_ITALIC);
    text(l, PDF_RIGHT, SENTENCE, PDF_BOLD | PDF_ITALIC);
    return ERR_OK;
}

static struct str make(enum pdf_paper paper, layout_fn *draw)
{
    const struct pdf_run foot = {S("Chân trang"), PDF_PLAIN};
    struct layout_about about = {
        .paper = paper,
        .title = S("Văn bản <thử> & đọc"),
        .foot = &foot,
        .foot_count = 1,
    };
    struct errbox box = {0};
    struct str pdf;

    check(instant_parse_iso(S("2026-04-28T14:05:09"), &about.made));
    assert_int_equal(layout_make(arena, &about, draw, NULL, &pdf, &box),
                     ERR_OK);
    return pdf;
}

static void what_is_read_out_is_what_was_written(void **state)
{
    struct str words = pdf_words(arena, make(PDF_A4, draw_text));
    struct str source =
        S(MARKS " " MARKS " " SENTENCE " " SENTENCE " " SENTENCE);

    (void)state;
    assert_string_equal(words.p, source.p);
    assert_true(str_eq(utf8_nfc(arena, source), source));
}

static void every_face_is_in_the_file(void **state)
{
    struct str rest =
        pdf_tool(arena, "pdffonts %s", make(PDF_A4, draw_text), 0);
    struct str row;
    int fonts = 0;

    (void)state;
    for (int i = 0; str_next(&rest, '\n', &row); i++) {
        if (i < 2 || str_empty(row))
            continue;
        fonts++;
        /* Embedded, a subset, with a way back to Unicode. */
        assert_true(str_find(row, S(" yes yes yes ")) < row.n);
        assert_true(str_find(row, S("LiberationSerif")) < row.n);
    }
    assert_true(fonts >= 4);
}

static void the_same_paper_has_the_same_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(make(PDF_A4, draw_text), make(PDF_A4, draw_text)));
    assert_false(str_eq(make(PDF_A4, draw_text), make(PDF_A5, draw_text)));
}

static void it_says_what_it_is_and_in_which_language(void **state)
{
    static const char *const packet[] = {
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
        "Văn bản &lt;thử> &amp; đọc",
        "<xmp:CreateDate>2026-04-28T14:05:09+07:00</xmp:CreateDate>",
    };
    static const char *const properties[] = {
        "Title: Văn bản <thử> & đọc",
        "CreationDate: Tue Apr 28 07:05:09 2026",
        "PDF version: 1.7",
        "Page size: 419.528 x 595.276",
    };
    struct str pdf = make(PDF_A5, draw_text);

    (void)state;
    expect_words(arena,
                 one_spaced(arena, pdf_tool(arena, "pdfinfo -meta %s", pdf, 0)),
                 packet, COUNT_OF(packet));
    expect_words(
        arena, one_spaced(arena, pdf_tool(arena, "TZ=UTC pdfinfo %s", pdf, 0)),
        properties, COUNT_OF(properties));
    assert_true(str_find(pdf, S("/Lang (vi)")) < pdf.n);
    assert_true(str_find(pdf, S("/GTS_PDFA1")) < pdf.n);
}

static enum err draw_all(struct layout *l, void *user, struct errbox *box)
{
    const struct layout_head head = {
        .qr = S(QR),
        .above = S("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ LONG XUYÊN"),
        .issuer = S("BỘ PHẬN TIẾP NHẬN\nVÀ TRẢ KẾT QUẢ"),
        .number = S("Số: 37/BPTNTKQ"),
        .place_and_date = S("Long Xuyên, ngày 28 tháng 4 năm 2026"),
    };
    const struct str title[] = {S("PHIẾU THỬ")};
    const struct pdf_run run = {S("Điều cần biết"), PDF_BOLD};
    const struct layout_framed framed = {LAYOUT_KEY, &run, 1};
    const struct layout_signature signature = {.title = S("NGƯỜI KÝ"),
                                               .name = S("Huỳnh Duyên")};

    TRY(layout_head(l, &head, box));
    layout_title(l, title, 1, NULL, 0);
    layout_frame(l, &framed, 1);
    layout_signatures(l, &signature, 1);
    return draw_text(l, user, box);
}

static void qpdf_finds_nothing_wrong(void **state)
{
    (void)state;
    pdf_tool(arena, "qpdf --check %s", make(PDF_A5, draw_all), 0);
    pdf_tool(arena, "qpdf --check %s", make(PDF_A4_WIDE, draw_all), 0);
}

/*
 * Preflight knows PDF/A-1b only. What it may find is what -2u allows or says
 * otherwise: fonts without a CIDSet, and the name of the level.
 */
static void preflight_finds_the_rules_of_the_first_part_only(void **state)
{
    struct str rest =
        pdf_tool(arena,
                 "cd /usr/share/java && java -cp preflight.jar:pdfbox2.jar:"
                 "fontbox2.jar:xmpbox.jar:commons-logging.jar:commons-io.jar:"
                 "jaxb-api.jar:javax.activation.jar "
                 "org.apache.pdfbox.preflight.Validator_A1b %s",
                 make(PDF_A5, draw_all), 255);
    struct str row;
    int found = 0;

    (void)state;
    while (str_next(&rest, '\n', &row)) {
        if (str_empty(row) || str_starts(row, S("The file ")))
            continue;
        found++;
        if (str_starts(row, S("3.1.11 : ")) &&
            str_find(row, S("CIDSet")) < row.n)
            continue;
        if (str_starts(row, S("7.11.1 : ")) || str_starts(row, S("7.11.2 : ")))
            continue;
        fail_msg("preflight: %.*s", STR_ARG(row));
    }
    /* Did it look at all? The name of the level is always another. */
    assert_true(found >= 2);
}

static void the_code_can_be_scanned(void **state)
{
    (void)state;
    assert_string_equal(
        pdf_tool(arena,
                 "pdftoppm -r 200 -png %s %s.look && zbarimg -q --nodbus --raw "
                 "-Sbinary %s.look-1.png; rm -f %s.look*",
                 make(PDF_A5, draw_all), 0)
            .p,
        QR);
}

static enum err draw_table(struct layout *l, void *user, struct errbox *box)
{
    const struct layout_column column[] = {
        {S("TT"), STR_NONE, 14, PDF_CENTER},
        {S("Tên giấy tờ"), STR_NONE, 0, PDF_LEFT},
        {S("Nhận"), S("Ngày tháng"), 25, PDF_CENTER},
        {S("Trả"), S("Ngày tháng"), 25, PDF_CENTER},
    };
    const struct layout_table table = {column, COUNT_OF(column), LAYOUT_GRID,
                                       LAYOUT_CELL};

    (void)user;
    (void)box;
    layout_table_head(l, &table);
    for (int i = 1; i <= ROWS; i++) {
        const struct str cell[] = {
            arena_printf(arena, "%d", i),
            arena_printf(arena, "Hồ sơ thứ %d%s", i,
                         i % 7 ? "." : ", có tên dài đến mức phải xuống dòng."),
            S("28/4"), S("")};

        layout_table_row(l, &table, cell);
    }
    text(l, PDF_LEFT, "Hết sổ.", PDF_PLAIN);
    return ERR_OK;
}

static int pages_of(struct str pdf)
{
    struct str said = pdf_tool(arena, "qpdf --show-npages %s", pdf, 0);

    int64_t n;

    check(num_parse(str_trim(said), 1, 1000, &n));
    return (int)n;
}

/* Rows go on from page to page, none twice and none cut. */
static int expect_rows(struct str words, int row)
{
    for (;;) {
        struct str next = arena_printf(arena, "%d Hồ sơ thứ %d%s", row, row,
                                       row % 7 ? "." : ",");
        size_t at = str_find(words, next);

        if (at == words.n)
            return row;
        words = str_sub(words, at, words.n);
        row++;
    }
}

static void a_long_table_goes_on_with_its_head(void **state)
{
    struct str pdf = make(PDF_A4, draw_table);
    int pages = pages_of(pdf);
    int row = 1;

    (void)state;
    assert_true(pages >= 6);
    for (int page = 1; page <= pages; page++) {
        struct str words = pdf_words_on(arena, pdf, page);
        struct str number = arena_printf(arena, "%d TT Tên", page);

        assert_true(str_find(words, S("Ngày tháng")) < words.n);
        assert_true(str_find(words, S("Nhận Trả")) < words.n);
        /* The number of a page, from the second on. */
        assert_int_equal(str_starts(words, number), page > 1);
        row = expect_rows(words, row);
    }
    assert_int_equal(row, ROWS + 1);
}

static enum err draw_long(struct layout *l, void *user, struct errbox *box)
{
    struct str words = S("");

    (void)user;
    (void)box;
    for (int i = 1; i <= 700; i++)
        words = arena_printf(arena, "%.*s%stừ%d", STR_ARG(words),
                             i == 350 ? "\n"
                             : i == 1 ? ""
                                      : " ",
                             i);
    text(l, PDF_JUSTIFY, words.p, PDF_PLAIN);
    return ERR_OK;
}

static void a_long_paragraph_goes_on_word_by_word(void **state)
{
    struct str pdf = make(PDF_A5, draw_long);
    int pages = pages_of(pdf);
    int word = 1;

    (void)state;
    assert_true(pages > 1);
    for (int page = 1; page <= pages; page++) {
        struct str rest = pdf_words_on(arena, pdf, page);
        struct str foot =
            arena_printf(arena, " Chân trang trang %d/%d", page, pages);
        struct str next;

        assert_true(str_ends(rest, foot));
        rest.n -= foot.n;
        while (str_next(&rest, ' ', &next))
            assert_true(str_eq(next, arena_printf(arena, "từ%d", word++)));
    }
    assert_int_equal(word, 701);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_out_is_what_was_written),
        cmocka_unit_test(every_face_is_in_the_file),
        cmocka_unit_test(the_same_paper_has_the_same_bytes),
        cmocka_unit_test(it_says_what_it_is_and_in_which_language),
        cmocka_unit_test(qpdf_finds_nothing_wrong),
        cmocka_unit_test(preflight_finds_the_rules_of_the_first_part_only),
        cmocka_unit_test(the_code_can_be_scanned),
        cmocka_unit_test(a_long_table_goes_on_with_its_head),
        cmocka_unit_test(a_long_paragraph_goes_on_word_by_word),
    };

    if (argc > 2) {
        set_up(NULL);
        return pdf_save(
            argv[1], make(PDF_A4, argv[2][0] == 't' ? draw_table : draw_all));
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
