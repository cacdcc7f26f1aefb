/*
 * The papers that the templates of data/slips make, read by other programs,
 * and what a template may say. To look at them: test_slips FOLDER.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/utf8.h"

#include "domain/slip/template.h"

#include "unit/pdf_tools.h"
#include "unit/slips.h"

static struct arena *arena;
static struct slip_sample sample[SLIP_SAMPLES_MAX];
static size_t sample_count;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)256 << 20);
    sample_count = slip_samples(arena, sample);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct str drawn(struct str body, struct str data)
{
    struct errbox box = {0};
    struct str pdf;

    if (slip_draw(arena, body, data, &pdf, &box) != ERR_OK)
        fail_msg("%s", box.detail);
    return pdf;
}

static void every_kind_has_a_template_on_every_day(void **state)
{
    static const enum slip_kind kinds[] = {
        SLIP_SUPPLEMENT, SLIP_REFUSAL,  SLIP_APOLOGY,  SLIP_CONTROL,
        SLIP_REGISTER,   SLIP_TRANSFER, SLIP_HANDOVER, SLIP_OPINION,
        SLIP_MINUTES,    SLIP_FINANCE,  SLIP_STOP,
    };
    struct slip_template t[SLIP_SAMPLES_MAX];
    struct errbox box = {0};
    struct day first;

    (void)state;
    check(day_parse_iso(S("2019-01-06"), &first));
    for (size_t i = 0; i < sample_count; i++)
        if (slip_template_read(arena, sample[i].body, &t[i], &box) != ERR_OK)
            fail_msg("%s: %s", sample[i].name.p, box.detail);
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        for (int32_t day = first.n; day < first.n + 4000; day += 7) {
            int in_force = 0;

            for (size_t i = 0; i < sample_count; i++)
                in_force += t[i].kind == kinds[k] && t[i].from.n <= day &&
                            !(t[i].has_to && t[i].to.n <= day);
            assert_int_equal(in_force, 1);
        }
}

/* Every value that was frozen is on the paper, and no line is left blank. */
static void every_slip_is_filled_in_and_can_be_read_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        struct str pdf = drawn(sample[i].body, sample[i].data);
        struct str words = pdf_words(arena, pdf);

        if (str_find(words, S("…………………")) < words.n &&
            !str_starts(sample[i].name, S("13-")))
            fail_msg("%s: a blank: %s", sample[i].name.p, words.p);
        assert_true(str_find(words, S("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")) <
                    words.n);
        assert_true(str_eq(words, utf8_nfc(arena, words)));
        assert_true(str_find(words, S("{")) == words.n);
        assert_true(str_find(words, S("**")) == words.n);
        pdf_tool(arena, "qpdf --check %s", pdf, 0);
    }
}

static void the_same_data_give_the_same_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++)
        assert_true(str_eq(drawn(sample[i].body, sample[i].data),
                           drawn(sample[i].body, sample[i].data)));
}

static struct str words_of(const char *name)
{
    for (size_t i = 0; i < sample_count; i++)
        if (str_eq_c(sample[i].name, name))
            return pdf_words(arena, drawn(sample[i].body, sample[i].data));
    fail_msg("no template %s", name);
    return STR_NONE;
}

static void a_refusal_says_to_whom_and_why(void **state)
{
    static const char *const words[] = {
        "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
        "Số: 37/BPTNTKQ",
        "Long Xuyên, ngày 28 tháng 4 năm 2026",
        "Mã hồ sơ: H01.21-260428-0037",
        "Tiếp nhận hồ sơ của: TRẦN THỊ NGỌC ĐIỆP",
        "Số điện thoại: 0900 000 123",
        "Đăng ký thành lập hộ kinh doanh (1.001612)",
        "với lý do cụ thể như sau: Hồ sơ không thuộc thẩm quyền",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Huỳnh Thị Mỹ Duyên",
    };

    (void)state;
    expect_words(arena, words_of("03-refusal"), words, COUNT_OF(words));
}

static void a_later_law_has_its_own_titles(void **state)
{
    static const char *const before[] = {
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "Số: 37/PXL"};
    static const char *const after[] = {
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Số: 37/VBXL"};

    (void)state;
    expect_words(arena, words_of("04-apology-2018"), before, COUNT_OF(before));
    expect_words(arena, words_of("04-apology-2025"), after, COUNT_OF(after));
}

static void the_register_prints_all_its_columns_on_each_page(void **state)
{
    static const char *const words[] = {
        "Mã hồ sơ", "Tên thủ tục", "Số lượng (bộ)",    "Ký nhận",
        "Ghi chú",  "Hẹn trả",     "Phương thức nhận",
    };

    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        struct str pdf;

        if (!str_starts(sample[i].name, S("06-")))
            continue;
        pdf = drawn(sample[i].body, sample[i].data);
        for (int page = 1; page <= 2; page++)
            expect_words(arena, pdf_words_on(arena, pdf, page), words,
                         COUNT_OF(words));
    }
}

#define HEAD                                                                \
    "{\"kind\":3,\"name\":\"x\",\"version\":\"1\",\"from\":\"2026-01-01\"," \
    "\"title\":[\"X\"],\"blocks\":["

static void expect_refused(const char *body, const char *place)
{
    struct slip_template t;
    struct errbox box = {0};

    assert_int_equal(slip_template_read(arena, str_c(body), &t, &box),
                     ERR_INPUT);
    if (str_find(str_c(box.detail), str_c(place)) == strlen(box.detail))
        fail_msg("%s is not in: %s", place, box.detail);
}

static void a_template_with_a_fault_is_refused_with_its_place(void **state)
{
    (void)state;
    expect_refused(HEAD "{\"txt\":\"a\"}]}", "blocks[0]");
    expect_refused(HEAD "{\"gap\":1},{\"if\":\"a\"}]}", "blocks[1]");
    expect_refused(HEAD "{\"text\":\"a\",\"align\":\"up\"}]}",
                   "blocks[0].align");
    expect_refused(HEAD "{\"rows\":\"a\",\"columns\":[{\"title\":\"b\"}]}]}",
                   "value is missing");
    expect_refused(HEAD "],\"to\":\"2026-01-01\"}", "no day");
    expect_refused("{\"kind\":3,\"version\":\"1\",\"from\":\"2026-13-01\"}",
                   "from");
    expect_refused("{\"kind\":17}", "kind");
}

static struct str plain(const char *text, const char *json)
{
    struct errbox box;
    struct slip_scope scope = {.n = 7};

    check(json_parse(&box, arena, str_c(json), 4096, &scope.data) == ERR_OK);
    return slip_plain(arena, str_c(text), &scope);
}

static void names_become_values_and_values_stay_as_they_are(void **state)
{
    struct pdf_run run[PDF_RUNS_MAX];
    struct slip_scope scope = {.n = 1};
    struct errbox box;

    (void)state;
    assert_string_equal(plain("{n}. {a^} {b}", "{\"a\":\"đi\",\"b\":12}").p,
                        "7. ĐI 12");
    assert_string_equal(plain("a {c} b", "{}").p, "a ………………… b");
    /* What a person wrote is no markup. */
    assert_string_equal(plain("{a}", "{\"a\":\"**x** {b} _y_\"}").p,
                        "**x** {b} _y_");
    assert_string_equal(plain("{a", "{\"a\":\"x\"}").p, "{a");
    check(json_parse(&box, arena, S("{\"a\":\"x\"}"), 100, &scope.data) ==
          ERR_OK);
    assert_int_equal(slip_runs(arena, S("p **b{a} _c_** _d_"), &scope, run), 5);
    assert_string_equal(run[1].text.p, "bx ");
    assert_int_equal(run[1].style, PDF_BOLD);
    assert_int_equal(run[2].style, PDF_BOLD | PDF_ITALIC);
    assert_int_equal(run[4].style, PDF_ITALIC);
}

static void what_is_not_there_is_not_written(void **state)
{
    static const char *const body =
        HEAD "{\"text\":\"có {a}\",\"if\":\"a\"},"
             "{\"text\":\"không a\",\"unless\":\"a\"},"
             "{\"each\":\"list\",\"text\":\"{n}) {item}\"},"
             "{\"text\":\"nhiều\",\"if\":\"list\"}]}";
    struct str with = pdf_words(
        arena, drawn(str_c(body), S("{\"a\":\"một\",\"list\":[\"x\",\"y\"]}")));
    struct str without =
        pdf_words(arena, drawn(str_c(body), S("{\"a\":\"\",\"list\":[]}")));

    (void)state;
    assert_true(str_find(with, S("có một 1) x 2) y nhiều")) < with.n);
    assert_true(str_find(without, S("không a")) < without.n);
    assert_true(str_find(without, S("có")) == without.n);
    assert_true(str_find(without, S("nhiều")) == without.n);
}

static int save_all(const char *folder)
{
    int failed = 0;

    set_up(NULL);
    for (size_t i = 0; i < sample_count; i++)
        failed |= pdf_save(
            arena_printf(arena, "%s/%s.pdf", folder, sample[i].name.p).p,
            drawn(sample[i].body, sample[i].data));
    return failed;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_template_on_every_day),
        cmocka_unit_test(every_slip_is_filled_in_and_can_be_read_out),
        cmocka_unit_test(the_same_data_give_the_same_bytes),
        cmocka_unit_test(a_refusal_says_to_whom_and_why),
        cmocka_unit_test(a_later_law_has_its_own_titles),
        cmocka_unit_test(the_register_prints_all_its_columns_on_each_page),
        cmocka_unit_test(a_template_with_a_fault_is_refused_with_its_place),
        cmocka_unit_test(names_become_values_and_values_stay_as_they_are),
        cmocka_unit_test(what_is_not_there_is_not_written),
    };

    return argc > 1 ? save_all(argv[1])
                    : cmocka_run_group_tests(tests, set_up, tear_down);
}
