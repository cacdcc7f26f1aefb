#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/csv.h"
#include "prop.h"

#define ROWS_MAX 100
#define ROUNDS   3000

static struct errbox box;

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 24);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_table_is_read_by_its_columns(void **state)
{
    struct csv csv;
    bool found;
    size_t name;

    assert_int_equal(csv_open(&box, *state,
                              S("\xef\xbb\xbf"
                                "code,name\r\n"
                                "1,\"An \"\"Phú\"\", \n2\"\n"
                                "\n"
                                "2,"),
                              ROWS_MAX, &csv),
                     ERR_OK);
    assert_int_equal(csv_column(&box, &csv, "name", &name), ERR_OK);
    assert_int_equal(name, 1);
    assert_int_equal(csv_row(&box, &csv, &found), ERR_OK);
    assert_true(found && str_eq_c(csv.cell[0], "1"));
    assert_true(str_eq_c(csv.cell[1], "An \"Phú\", \n2"));
    assert_int_equal(csv.line, 2);
    assert_int_equal(csv_row(&box, &csv, &found), ERR_OK);
    assert_true(found && str_eq_c(csv.cell[1], ""));
    assert_int_equal(csv.line, 5);
    assert_int_equal(csv_row(&box, &csv, &found), ERR_OK);
    assert_false(found);
}

static void a_missing_column_is_named(void **state)
{
    struct csv csv;
    size_t index = 7;

    assert_int_equal(csv_open(&box, *state, S("a,b\n"), ROWS_MAX, &csv),
                     ERR_OK);
    assert_int_equal(csv_column(&box, &csv, "c", &index), ERR_INPUT);
    assert_string_equal(box.detail, "there is no column c");
    assert_int_equal(index, 7);
}

static void a_broken_table_is_refused_with_its_line(void **state)
{
    static const struct {
        struct str text;
        const char *detail;
    } bad[] = {
        {S_INIT(""), "the table is empty"},
        {S_INIT("\xff"), "the table is not UTF-8"},
        {S_INIT("a\n\"b"), "line 2: a quote is not closed"},
        {S_INIT("a\n\"b\"c"), "line 2: text after a closing quote"},
        {S_INIT("a\nb\"c\""), "line 2: a quote inside a bare cell"},
        {S_INIT("a\rb"), "line 1: a carriage return inside a bare cell"},
        {S_INIT("a,b\n1,2\n\n3"), "line 4: 1 cells, 2 expected"},
        {S_INIT("a\n1,2"), "line 2: 2 cells, 1 expected"},
        {S_INIT("a\n1\n2\n3\n4"), "line 4: more rows than are allowed follow"},
    };

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct csv csv;
        bool found = true;
        enum err e = csv_open(&box, *state, bad[i].text, 3, &csv);

        while (e == ERR_OK && found)
            e = csv_row(&box, &csv, &found);
        assert_int_equal(e, ERR_INPUT);
        assert_string_equal(box.detail, bad[i].detail);
    }
}

static void too_many_columns_are_refused(void **state)
{
    struct buf b = buf_new(*state, 1000);
    struct csv csv;

    for (int i = 1; i < CSV_COLUMNS_MAX; i++)
        buf_add_char(&b, ',');
    assert_int_equal(csv_open(&box, *state, buf_str(&b), 1, &csv), ERR_OK);
    buf_add_char(&b, ',');
    assert_int_equal(csv_open(&box, *state, buf_str(&b), 1, &csv), ERR_INPUT);
    assert_string_equal(box.detail, "line 1: too many cells");
}

static void a_cell_is_never_a_formula(void **state)
{
    struct buf b = buf_new(*state, 1000);
    struct csv_out out = csv_begin(&b);

    csv_add(&out, S("=HYPERLINK(\"x\")"));
    csv_add(&out, S("-1+1"));
    csv_add(&out, S("a=b"));
    csv_add(&out, STR_NONE);
    csv_add_i64(&out, -5);
    csv_end_row(&out);
    csv_add(&out, S("@x"));
    csv_end_row(&out);
    assert_string_equal(buf_str(&b).p,
                        "\xef\xbb\xbf\"'=HYPERLINK(\"\"x\"\")\",\"'-1+1\","
                        "\"a=b\",\"\",-5\r\n\"'@x\"\r\n");
}

static void cells_come_back_as_they_were_written(void **state)
{
    struct prop prop = prop_begin("csv");

    for (int round = 0; round < ROUNDS; round++) {
        struct arena_mark mark = arena_mark(*state);
        struct buf b = buf_new(*state, 10000);
        struct csv_out out = csv_begin(&b);
        struct str cell[3];
        struct csv csv;

        for (size_t i = 0; i < COUNT_OF(cell); i++) {
            cell[i] = arena_printf(*state, "x%s\"\r\n,",
                                   prop_text(&prop, *state, 9).p);
            csv_add(&out, cell[i]);
        }
        csv_end_row(&out);
        assert_int_equal(csv_open(&box, *state, buf_str(&b), 1, &csv), ERR_OK);
        assert_int_equal(csv.columns, COUNT_OF(cell));
        for (size_t i = 0; i < COUNT_OF(cell); i++)
            assert_true(str_eq(csv.name[i], cell[i]));
        arena_release(*state, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_read_by_its_columns),
        cmocka_unit_test(a_missing_column_is_named),
        cmocka_unit_test(a_broken_table_is_refused_with_its_line),
        cmocka_unit_test(too_many_columns_are_refused),
        cmocka_unit_test(a_cell_is_never_a_formula),
        cmocka_unit_test(cells_come_back_as_they_were_written),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
