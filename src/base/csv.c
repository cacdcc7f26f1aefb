#include "base/prelude.h"

#include "base/csv.h"
#include "base/utf8.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static enum err refuse(struct errbox *box, const struct csv *csv,
                       const char *complaint)
{
    return RAISE(box, ERR_INPUT, "line %zu: %s", csv->line, complaint);
}

static void skip(struct str *rest, size_t bytes)
{
    *rest = str_sub(*rest, bytes, rest->n);
}

/* Bytes of the end of a line that stands at `at`; 0 when none does. */
static size_t line_end_bytes(struct str s, size_t at)
{
    struct str here = str_sub(s, at, s.n);

    if (str_starts(here, S("\n")))
        return 1;
    return str_starts(here, S("\r\n")) ? 2 : 0;
}

static bool skip_line_end(struct csv *csv)
{
    size_t bytes = line_end_bytes(csv->rest, 0);

    skip(&csv->rest, bytes);
    csv->next_line += bytes > 0;
    return bytes > 0;
}

/* The text up to the closing quote, "" made one. Stands behind the first. */
static enum err quoted_cell(struct errbox *box, struct csv *csv,
                            struct str *ret)
{
    struct buf b = buf_new(csv->arena, csv->rest.n);

    for (;;) {
        size_t end = str_find_char(csv->rest, '"', 0);
        struct str part = str_sub(csv->rest, 0, end);

        if (end == csv->rest.n)
            return refuse(box, csv, "a quote is not closed");
        for (size_t i = 0; i < part.n; i++)
            csv->next_line += part.p[i] == '\n';
        buf_add(&b, part);
        skip(&csv->rest, end + 1);
        if (!str_starts(csv->rest, S("\"")))
            break;
        buf_add_char(&b, '"');
        skip(&csv->rest, 1);
    }
    *ret = buf_str(&b);
    return ERR_OK;
}

static enum err bare_cell(struct errbox *box, struct csv *csv, struct str *ret)
{
    struct str rest = csv->rest;
    size_t n = 0;

    for (; n < rest.n && rest.p[n] != ',' && !line_end_bytes(rest, n); n++) {
        if (rest.p[n] == '"')
            return refuse(box, csv, "a quote inside a bare cell");
        if (rest.p[n] == '\r')
            return refuse(box, csv, "a carriage return inside a bare cell");
    }
    *ret = str_sub(rest, 0, n);
    skip(&csv->rest, n);
    return ERR_OK;
}

static enum err one_cell(struct errbox *box, struct csv *csv, struct str *ret)
{
    if (!str_starts(csv->rest, S("\"")))
        return bare_cell(box, csv, ret);
    skip(&csv->rest, 1);
    return quoted_cell(box, csv, ret);
}

/* One row of cells into csv->cell; there is at least one byte left. */
static enum err read_cells(struct errbox *box, struct csv *csv, size_t *ret)
{
    size_t count = 0;

    csv->line = csv->next_line;
    for (;;) {
        if (count == CSV_COLUMNS_MAX)
            return refuse(box, csv, "too many cells");
        TRY(one_cell(box, csv, &csv->cell[count]));
        count++;
        if (csv->rest.n == 0 || skip_line_end(csv))
            break;
        if (!str_starts(csv->rest, S(",")))
            return refuse(box, csv, "text after a closing quote");
        skip(&csv->rest, 1);
    }
    *ret = count;
    return ERR_OK;
}

enum err csv_open(struct errbox *box, struct arena *a, struct str text,
                  size_t rows_max, struct csv *ret)
{
    struct csv *csv = ARENA_NEW(a, struct csv);

    *csv = (struct csv){
        .arena = a, .rest = text, .next_line = 1, .rows_left = rows_max};
    if (!utf8_valid(text))
        return RAISE(box, ERR_INPUT, "the table is not UTF-8");
    if (str_starts(text, S(BYTE_ORDER_MARK)))
        skip(&csv->rest, sizeof BYTE_ORDER_MARK - 1);
    if (csv->rest.n == 0)
        return RAISE(box, ERR_INPUT, "the table is empty");
    TRY(read_cells(box, csv, &csv->columns));
    memcpy(csv->name, csv->cell, sizeof csv->name);
    *ret = *csv;
    return ERR_OK;
}

enum err csv_column(struct errbox *box, const struct csv *csv, const char *name,
                    size_t *ret)
{
    for (size_t i = 0; i < csv->columns; i++) {
        if (str_eq_c(csv->name[i], name)) {
            *ret = i;
            return ERR_OK;
        }
    }
    return RAISE(box, ERR_INPUT, "there is no column %s", name);
}

enum err csv_row(struct errbox *box, struct csv *csv, bool *ret_found)
{
    size_t count;

    while (skip_line_end(csv))
        ;
    if (csv->rest.n == 0) {
        *ret_found = false;
        return ERR_OK;
    }
    if (csv->rows_left == 0)
        return refuse(box, csv, "more rows than are allowed follow");
    csv->rows_left--;
    TRY(read_cells(box, csv, &count));
    if (count != csv->columns)
        return RAISE(box, ERR_INPUT, "line %zu: %zu cells, %zu expected",
                     csv->line, count, csv->columns);
    *ret_found = true;
    return ERR_OK;
}

struct csv_out csv_begin(struct buf *b)
{
    buf_add(b, S(BYTE_ORDER_MARK));
    return (struct csv_out){.buf = b};
}

static void begin_cell(struct csv_out *out)
{
    if (out->row_begun)
        buf_add_char(out->buf, ',');
    out->row_begun = true;
}

/* What a spreadsheet takes as the beginning of a formula. */
static bool looks_like_formula(struct str cell)
{
    static const struct str signs = S_INIT("=+-@\t\r");

    return cell.n > 0 && str_find_char(signs, cell.p[0], 0) < signs.n;
}

void csv_add(struct csv_out *out, struct str cell)
{
    begin_cell(out);
    buf_add_char(out->buf, '"');
    if (looks_like_formula(cell))
        buf_add_char(out->buf, '\'');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"')
            buf_add_char(out->buf, '"');
        buf_add_char(out->buf, cell.p[i]);
    }
    buf_add_char(out->buf, '"');
}

void csv_add_i64(struct csv_out *out, int64_t n)
{
    begin_cell(out);
    buf_printf(out->buf, "%" PRId64, n);
}

void csv_end_row(struct csv_out *out)
{
    buf_add(out->buf, S("\r\n"));
    out->row_begun = false;
}
