/*
 * pdf.h - drawing one PDF: text in Vietnamese, rules, frames, a QR code.
 *
 * A sheet has a pen that goes down the page. What is written with a width
 * wraps; the caller asks for the height first where a block must not be cut,
 * and begins a new page itself (pdf_room). Lengths are millimetres from the
 * top left corner, sizes of type are points.
 *
 * The typeface is Liberation Serif from a private font configuration, so that
 * the machine's other fonts change nothing. Text must be NFC: what is drawn is
 * what a reader of the file can copy out again. The same calls give the same
 * bytes.
 *
 * Knows nothing of the province; it is not a signer and not a checker.
 */
#ifndef DOC_PDF_H
#define DOC_PDF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

struct pdf;

#define PDF_BYTES_MAX ((size_t)8 << 20)

enum pdf_paper { PDF_A4, PDF_A5, PDF_A4_WIDE };

/* Both edges even, but for the last line. */
enum pdf_align { PDF_LEFT, PDF_CENTER, PDF_RIGHT, PDF_JUSTIFY };

enum pdf_style {
    PDF_PLAIN = 0,
    PDF_BOLD = 1,
    PDF_ITALIC = 2,
    PDF_GREEN = 4, /* the house's dark green, readable in grey */
};

/* A stretch of text in one style; a line is made of some. */
struct pdf_run {
    struct str text;
    unsigned style; /* enum pdf_style, ORed */
};
#define PDF_RUNS_MAX 16

/*
 * Begins a document with its first page. It is given back with the arena.
 * `title` lives as long; `made` becomes the creation date. ERR_INTERNAL: the
 * fonts are missing.
 */
enum err pdf_begin(struct arena *a, enum pdf_paper paper, struct str title,
                   struct instant made, struct pdf **ret,
                   struct errbox *box) MUST_CHECK;

void pdf_page(struct pdf *p);
int pdf_page_count(const struct pdf *p);
double pdf_width(const struct pdf *p);
double pdf_height(const struct pdf *p);

/* Writes at (x, y) in a column `width` wide; returns the height it took. */
double pdf_text(struct pdf *p, double x, double y, double width,
                enum pdf_align align, double size, const struct pdf_run *run,
                size_t count);
/* The same height, without writing. */
double pdf_text_height(struct pdf *p, double width, double size,
                       const struct pdf_run *run, size_t count);

/* How many bytes of the runs' text stand in the lines that fit a height. */
size_t pdf_text_fits(struct pdf *p, double width, double size,
                     const struct pdf_run *run, size_t count, double height);

enum pdf_tone { PDF_INK, PDF_LEAF, PDF_MIST };

void pdf_rule(struct pdf *p, double x, double y, double width, double thickness,
              enum pdf_tone tone);
/* The four sides of a cell. */
void pdf_box(struct pdf *p, double x, double y, double width, double height,
             double thickness);
/* A rounded frame on a faint ground. */
void pdf_frame(struct pdf *p, double x, double y, double width, double height);

/* A band of fine waves across the page's top, at most 16 % ink. */
void pdf_band(struct pdf *p, double y);
/* A rosette of fine lines behind the text. */
void pdf_rosette(struct pdf *p, double x, double y, double radius);

/*
 * A QR code (ISO/IEC 18004, level M) with its quiet zone of four modules
 * inside `side`. ERR_TOO_LARGE: the text does not fit a code.
 */
enum err pdf_qr(struct pdf *p, double x, double y, double side, struct str text,
                struct errbox *box) MUST_CHECK;

/* Ends the document; the bytes are the arena's. ERR_TOO_LARGE past
   PDF_BYTES_MAX. */
enum err pdf_end(struct pdf *p, struct str *ret, struct errbox *box) MUST_CHECK;

#endif
