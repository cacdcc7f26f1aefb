/*
 * csv.h - tables as comma-separated text (RFC 4180): read strictly, written
 * so that a spreadsheet opens it without running anything.
 *
 * The first row names the columns; every other row has as many cells. Lines
 * end in LF or CRLF, a byte order mark in front is skipped, blank lines are
 * skipped. Cells are valid UTF-8, not yet normalised (text.h). Errors are
 * ERR_INPUT, for the operator: "line 7: 5 cells, 6 expected".
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#define CSV_COLUMNS_MAX 100

struct csv {
    struct arena *arena;
    struct str rest;
    size_t line;      /* where the row read last begins, from 1 */
    size_t next_line; /* where `rest` begins */
    size_t rows_left;
    size_t columns;
    struct str name[CSV_COLUMNS_MAX];
    struct str cell[CSV_COLUMNS_MAX]; /* of the row read last */
};

/*
 * Reads the names. Keeps pointing into `text`. More than rows_max rows after
 * them are refused when they are reached.
 */
enum err csv_open(struct errbox *box, struct arena *a, struct str text,
                  size_t rows_max, struct csv *ret) MUST_CHECK;

/* Where the column of that name stands in cell[]. */
enum err csv_column(struct errbox *box, const struct csv *csv, const char *name,
                    size_t *ret) MUST_CHECK;

/* Reads the next row into csv->cell; *ret_found is false at the end. */
enum err csv_row(struct errbox *box, struct csv *csv,
                 bool *ret_found) MUST_CHECK;

/* A table being written to a buffer. */
struct csv_out {
    struct buf *buf;
    bool row_begun;
};

/* Begins with a byte order mark: Excel reads Vietnamese right only so. */
struct csv_out csv_begin(struct buf *b);
/*
 * One cell. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front.
 */
void csv_add(struct csv_out *out, struct str cell);
void csv_add_i64(struct csv_out *out, int64_t n);
void csv_end_row(struct csv_out *out);

#endif
