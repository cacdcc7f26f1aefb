/*
 * layout.h - what papers of the state are made of: the national header, a
 * title, paragraphs, tables, a frame, signatures, and pages that are numbered
 * and follow each other by themselves.
 *
 * A pen goes down the page. What does not fit goes on to the next page: a
 * paragraph by its lines, a table by its rows with the head once more, a frame
 * or the signatures whole. Lengths are millimetres, sizes of type points.
 *
 * A5 is the small paper that a person takes home. On A4 the margins and the
 * page numbers (in the upper margin, from the second page on) are those of
 * decree 30/2020.
 *
 * Source: Decree 30/2020/NĐ-CP annex I, part I (page, margins, numbers, head,
 * place of each part); Circular 01/2018/TT-VPCP art. 9.2 (A5, and A4 for the
 * register).
 */
#ifndef DOC_LAYOUT_H
#define DOC_LAYOUT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "doc/pdf.h"

struct layout;

/* A paper as a whole. */
struct layout_about {
    enum pdf_paper paper;
    struct str title; /* in the file's properties */
    struct instant made;
    const struct pdf_run *foot; /* at the foot of every page of A5 */
    size_t foot_count;
};

/* Draws everything once, from the top; run again when pages are counted. */
typedef enum err layout_fn(struct layout *l, void *user, struct errbox *box);

enum err layout_make(struct arena *a, const struct layout_about *about,
                     layout_fn *draw, void *user, struct str *ret,
                     struct errbox *box) MUST_CHECK;

/* The sizes of type of a paper; each is larger on A4. */
enum layout_size {
    LAYOUT_TEXT,
    LAYOUT_CELL,
    LAYOUT_SMALL,
    LAYOUT_NOTE, /* a little more than small */
    LAYOUT_LARGE,
    LAYOUT_KEY, /* what the reader must know */
    LAYOUT_TITLE,
};

/*
 * QR code left (circular 01/2023 art. 26), who issues it in the middle, the
 * country's name and motto right. Lines of a name are parted by '\n'.
 */
struct layout_head {
    struct str qr; /* empty: none */
    struct str above;
    struct str issuer;
    struct str number; /* "Số: 37/BPTNTKQ"; may be empty */
    struct str place_and_date;
};
enum err layout_head(struct layout *l, const struct layout_head *head,
                     struct errbox *box) MUST_CHECK;

/* The name of the paper, line by line, and a line beneath it (may be none). */
void layout_title(struct layout *l, const struct str *line, size_t count,
                  const struct pdf_run *under, size_t under_count);

/* A paragraph across the page. */
void layout_line(struct layout *l, enum pdf_align align, enum layout_size size,
                 const struct pdf_run *run, size_t count);
void layout_gap(struct layout *l, double height);
/* Goes to the next page when less than `height` is left on this one. */
void layout_need(struct layout *l, double height);

struct layout_column {
    struct str title;
    struct str group; /* neighbours of one group share a head above theirs */
    double width;     /* 0: what the others leave, in equal parts */
    enum pdf_align align;
};

enum layout_rules {
    LAYOUT_LIGHT, /* a rule under each row */
    LAYOUT_GRID,  /* every cell in lines   */
};

#define LAYOUT_COLUMNS_MAX 18

struct layout_table {
    const struct layout_column *column;
    size_t count;
    enum layout_rules rules;
    enum layout_size size;
};
/* The head; then the rows, each with a text for every column. */
void layout_table_head(struct layout *l, const struct layout_table *table);
void layout_table_row(struct layout *l, const struct layout_table *table,
                      const struct str *cell);

/* One line inside the frame. */
struct layout_framed {
    enum layout_size size;
    const struct pdf_run *run;
    size_t count;
};
/* The one thing that the reader must know. */
void layout_frame(struct layout *l, const struct layout_framed *line,
                  size_t count);

#define LAYOUT_SIGNATURES_MAX 3

struct layout_signature {
    struct str title; /* "NGƯỜI NỘP HỒ SƠ"       */
    struct str hint;  /* "(Ký và ghi rõ họ tên)" */
    struct str note;  /* in the place of a signature */
    struct str name;
};
/* Side by side, each with room to sign; one alone stands right. */
void layout_signatures(struct layout *l, const struct layout_signature *s,
                       size_t count);

#endif
