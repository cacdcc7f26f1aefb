/* Spreadsheets as other programs read them: unzip, and their own XML. */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"

#include "doc/sheet.h"

#include "unit/pdf_tools.h"

#define MANY 100000

static const struct sheet_column columns[] = {
    {S_INIT("Tên giấy tờ"), SHEET_TEXT, 30},
    {S_INIT("Số bộ"), SHEET_NUMBER, 9},
    {S_INIT("Lệ phí"), SHEET_DONG, 15},
    {S_INIT("Ngày nhận"), SHEET_INSTANT, 17},
};

static const struct sheet_about about = {
    .title = S_INIT("Sổ theo dõi hồ sơ"),
    .under = S_INIT("Từ ngày 01/04/2026"),
    .name = S_INIT("Sổ theo dõi"),
    .total = S_INIT("Tổng số"),
    .column = columns,
    .count = COUNT_OF(columns),
};

static void add(struct sheet *s, const char *name, int64_t sets)
{
    struct sheet_cell cell[] = {{.text = str_c(name)},
                                {.number = sets, .is_there = true},
                                {.number = 8000, .is_there = true},
                                {.is_there = true}};

    check(instant_parse_iso(S("2026-04-28T14:05"), &cell[3].at));
    sheet_row(s, cell);
}

static struct str made(struct arena *a, int rows, const char *first)
{
    struct errbox box = {0};
    struct sheet *s;
    struct str file;

    assert_int_equal(sheet_begin(a, &about, &s, &box), ERR_OK);
    for (int i = 0; i < rows; i++)
        add(s, i ? "Giấy chứng sinh" : first, 2);
    assert_int_equal(sheet_end(s, &file, &box), ERR_OK);
    return file;
}

static struct str part(struct arena *a, struct str file, const char *name)
{
    return pdf_tool(a, arena_printf(a, "unzip -p %%s %s", name).p, file, 0);
}

static bool holds(struct str text, const char *words)
{
    return str_find(text, str_c(words)) < text.n;
}

static void what_a_person_typed_is_never_a_formula(void **state)
{
    static const char *const typed[] = {
        "=1+1", "+1",   "-1",      "@SUM(A1)", "=HYPERLINK(\"http://x\")",
        "\t=1", "{=1}", "http://x"};
    struct arena *a = arena_new((size_t)64 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct str page =
            part(a, made(a, 1, typed[i]), "xl/worksheets/sheet1.xml");
        size_t formula = str_find(page, S("<f>"));

        /* The only formulas are our sums. */
        assert_true(holds(page, "t=\"inlineStr\""));
        assert_false(holds(page, "<hyperlink"));
        while (formula < page.n) {
            page = str_sub(page, formula, page.n);
            assert_true(str_starts(page, S("<f>SUM(")));
            page = str_sub(page, 3, page.n);
            formula = str_find(page, S("<f>"));
        }
    }
    arena_free(a);
}

static void heads_stay_and_sums_carry_their_value(void **state)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct str file = made(a, 3, "Tờ khai");
    struct str page = part(a, file, "xl/worksheets/sheet1.xml");

    (void)state;
    assert_true(holds(page, "Tên giấy tờ"));
    assert_true(holds(page, "Sổ theo dõi hồ sơ"));
    assert_true(holds(page, "state=\"frozen\""));
    assert_true(holds(page, "ySplit=\"4\""));
    assert_true(holds(page, "<f>SUM(B5:B7)</f><v>6</v>"));
    assert_true(holds(page, "<f>SUM(C5:C7)</f><v>24000</v>"));
    /* 28 April 2026, 14:05. */
    assert_true(holds(page, "<v>46140.5868055555"));
    page = part(a, file, "xl/workbook.xml");
    assert_true(holds(page, "name=\"Sổ theo dõi\""));
    page = part(a, file, "xl/styles.xml");
    assert_true(holds(page, "dd/mm/yyyy hh:mm"));
    arena_free(a);
}

static void a_sheet_without_rows_is_a_sheet(void **state)
{
    struct arena *a = arena_new((size_t)16 << 20);
    struct str page = part(a, made(a, 0, ""), "xl/worksheets/sheet1.xml");

    (void)state;
    assert_true(holds(page, "Tên giấy tờ"));
    assert_false(holds(page, "<f>"));
    arena_free(a);
}

/* The arena is far smaller than the rows: they are not kept. */
static void many_rows_need_no_more_memory(void **state)
{
    struct arena *a = arena_new((size_t)1 << 20);
    struct str file = made(a, MANY, "Tờ khai");

    (void)state;
    assert_true(str_starts(file, S("PK")));
    assert_true(file.n > MANY);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_person_typed_is_never_a_formula),
        cmocka_unit_test(heads_stay_and_sums_carry_their_value),
        cmocka_unit_test(a_sheet_without_rows_is_a_sheet),
        cmocka_unit_test(many_rows_need_no_more_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
