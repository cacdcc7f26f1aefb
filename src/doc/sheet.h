/*
 * sheet.h - a spreadsheet (XLSX) written row by row: a title, a head that
 * stays in sight, rows, and a last row of sums.
 *
 * Text is written as text, whatever it begins with: nothing that a person
 * typed can become a formula. The only formulas are our sums, and they carry
 * their value. What was written is not kept in memory.
 */
#ifndef DOC_SHEET_H
#define DOC_SHEET_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

struct sheet;

#define SHEET_COLUMNS_MAX 30

enum sheet_kind {
    SHEET_TEXT,
    SHEET_NUMBER,  /* summed in the last row */
    SHEET_DONG,    /* the same, "1.250.000 ₫" */
    SHEET_INSTANT, /* "28/04/2026 14:05" */
};

struct sheet_column {
    struct str title;
    enum sheet_kind kind;
    double width; /* in letters */
};

struct sheet_about {
    struct str title;
    struct str under;
    struct str name;  /* of the sheet, at most 31 letters */
    struct str total; /* what the last row is called */
    const struct sheet_column *column;
    size_t count;
};

/* One cell; a number or an instant that is not there is left empty. */
struct sheet_cell {
    struct str text;
    int64_t number;
    struct instant at;
    bool is_there;
};

/* ERR_INTERNAL: no temporary file could be made. */
enum err sheet_begin(struct arena *a, const struct sheet_about *about,
                     struct sheet **ret, struct errbox *box) MUST_CHECK;
/* A cell for every column. */
void sheet_row(struct sheet *s, const struct sheet_cell *cell);
/* The bytes of the file, as long as the arena. */
enum err sheet_end(struct sheet *s, struct str *ret,
                   struct errbox *box) MUST_CHECK;

#endif
