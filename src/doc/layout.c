#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "doc/layout.h"

#define RUNS_BYTES_MAX ((size_t)1 << 20)
#define QR_SIDE        21.0
#define SIGN_HEIGHT    30.0
#define LEADING        0.7 /* between lines that are set one by one */
#define CELL_PAD       1.2
#define FRAME_PAD      4.0
#define TABLE_START    25.0 /* a head and the first row */

/* A paper of the state is in Vietnamese, whoever looks at it. */
#define WORDS(id) msg(LANG_VI, id)

/* What is the same on every sheet of a size. */
struct sheet {
    double top;
    double bottom; /* with the foot, if it has one */
    double left;
    double right;
    double gap; /* between paragraphs */
    double size[LAYOUT_TITLE + 1];
    double issuer_width;
    bool is_adorned; /* fine lines, and a foot */
};

static const struct sheet a5 = {
    .top = 12,
    .bottom = 18,
    .left = 12,
    .right = 12,
    .gap = 1.6,
    .size = {9.8, 9.2, 8.0, 8.4, 10.5, 13, 13.5},
    .issuer_width = 41,
    .is_adorned = true,
};

static const struct sheet a4 = {
    .top = 20,
    .bottom = 20,
    .left = 30,
    .right = 20,
    .gap = 2,
    .size = {13, 12, 10.5, 12, 13, 14, 14},
    .issuer_width = 52,
};

static const struct sheet a4_wide = {
    .top = 20,
    .bottom = 15,
    .left = 20,
    .right = 15,
    .gap = 2,
    .size = {12, 8.5, 10, 11, 12, 13, 14},
    .issuer_width = 105,
};

struct layout {
    struct arena *arena;
    const struct layout_about *about;
    const struct sheet *sheet;
    struct pdf *pdf;
    double y;
    double width; /* between the margins */
    int pages;    /* in all; 0 while they are being counted */
};

static const struct sheet *sheet_of(enum pdf_paper paper)
{
    switch (paper) {
    case PDF_A5: return &a5;
    case PDF_A4: return &a4;
    case PDF_A4_WIDE: return &a4_wide;
    }
    UNREACHABLE();
}

static double size_of(const struct layout *l, enum layout_size size)
{
    return l->sheet->size[size];
}

static double bottom(const struct layout *l)
{
    return pdf_height(l->pdf) - l->sheet->bottom;
}

static struct str number_text(struct layout *l, int n)
{
    return arena_printf(l->arena, "%d", n);
}

static void draw_page_of(struct layout *l, double y)
{
    const struct str part[] = {
        number_text(l, pdf_page_count(l->pdf)),
        number_text(l, l->pages),
    };
    const struct pdf_run run = {
        msg_format(l->arena, LANG_VI, MSG_RECEIPT_PAGE, COUNT_OF(part), part),
        PDF_PLAIN,
    };

    pdf_text(l->pdf, l->sheet->left, y, l->width, PDF_RIGHT,
             size_of(l, LAYOUT_SMALL), &run, 1);
}

static void draw_foot(struct layout *l)
{
    double y = bottom(l) + 3;

    if (!l->sheet->is_adorned)
        return;
    pdf_rule(l->pdf, l->sheet->left, y, l->width, 0.25, PDF_LEAF);
    if (l->about->foot_count)
        pdf_text(l->pdf, l->sheet->left, y + 1.2, l->width, PDF_LEFT,
                 size_of(l, LAYOUT_SMALL), l->about->foot,
                 l->about->foot_count);
    if (l->pages > 1)
        draw_page_of(l, y + 5);
}

/* The number of a page stands in the middle of the upper margin. */
static void draw_page_number(struct layout *l)
{
    const struct pdf_run run = {number_text(l, pdf_page_count(l->pdf)),
                                PDF_PLAIN};

    pdf_text(l->pdf, l->sheet->left, 10, l->width, PDF_CENTER, 13, &run, 1);
}

static void next_page(struct layout *l)
{
    draw_foot(l);
    pdf_page(l->pdf);
    if (l->sheet->is_adorned)
        pdf_band(l->pdf, 3.5);
    else
        draw_page_number(l);
    l->y = l->sheet->top;
}

void layout_need(struct layout *l, double height)
{
    if (l->y + height > bottom(l) && l->y > l->sheet->top)
        next_page(l);
}

void layout_gap(struct layout *l, double height)
{
    l->y += height;
}

static double centred(struct layout *l, double x, double y, double width,
                      double size, struct str text, unsigned style)
{
    const struct pdf_run run = {text, style};

    return pdf_text(l->pdf, x, y, width, PDF_CENTER, size, &run, 1);
}

/* Who issues the paper; returns where it ends. */
static double draw_issuer(struct layout *l, const struct layout_head *head,
                          double x, double y)
{
    const double width = l->sheet->issuer_width;
    const double size = size_of(l, LAYOUT_SMALL);

    if (!str_empty(head->above))
        y += LEADING + centred(l, x, y, width, size, head->above, PDF_PLAIN);
    y += centred(l, x, y, width, size, head->issuer, PDF_BOLD);
    pdf_rule(l->pdf, x + width / 2 - 8, y + 1, 16, 0.25, PDF_INK);
    y += 2;
    if (!str_empty(head->number))
        y += centred(l, x, y, width, size, head->number, PDF_PLAIN);
    return y;
}

static double draw_motto(struct layout *l, const struct layout_head *head,
                         double x, double y)
{
    const double width = l->sheet->left + l->width - x;
    const double size = size_of(l, LAYOUT_SMALL);

    y += LEADING +
         centred(l, x, y, width, size - 0.4, WORDS(MSG_SLIP_MOTTO_1), PDF_BOLD);
    y += centred(l, x, y, width, size + 0.6, WORDS(MSG_SLIP_MOTTO_2), PDF_BOLD);
    pdf_rule(l->pdf, x + width / 2 - 15, y + 1, 30, 0.25, PDF_INK);
    return y + 2.4 +
           centred(l, x, y + 2.4, width, size, head->place_and_date,
                   PDF_ITALIC);
}

enum err layout_head(struct layout *l, const struct layout_head *head,
                     struct errbox *box)
{
    const double left = l->sheet->left;
    const double top = l->y - (l->sheet->is_adorned ? 3 : 0);
    const bool has_qr = !str_empty(head->qr);
    const double issuer_x = left + (has_qr ? QR_SIDE + 1 : 0);
    double end = has_qr ? top + QR_SIDE : top;
    double y;

    if (has_qr)
        TRY(pdf_qr(l->pdf, left - 3, top - 2, QR_SIDE + 3, head->qr, box));
    y = draw_issuer(l, head, issuer_x, top);
    end = y > end ? y : end;
    y = draw_motto(l, head, issuer_x + l->sheet->issuer_width + 1, top);
    end = y > end ? y : end;
    l->y = end + 4;
    return ERR_OK;
}

void layout_title(struct layout *l, const struct str *line, size_t count,
                  const struct pdf_run *under, size_t under_count)
{
    const unsigned green = l->sheet->is_adorned ? PDF_GREEN : 0;

    for (size_t i = 0; i < count; i++)
        l->y += LEADING + centred(l, l->sheet->left, l->y, l->width,
                                  size_of(l, LAYOUT_TITLE), line[i],
                                  PDF_BOLD | green);
    if (under_count)
        layout_line(l, PDF_CENTER, LAYOUT_LARGE, under, under_count);
    l->y += 2;
}

/* The runs from a byte of their text on. */
static size_t runs_from(const struct pdf_run *run, size_t count, size_t from,
                        struct pdf_run ret[PDF_RUNS_MAX])
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (from < run[i].text.n)
            ret[kept++] = (struct pdf_run){
                str_sub(run[i].text, from, run[i].text.n), run[i].style};
        from -= from < run[i].text.n ? from : run[i].text.n;
    }
    return kept;
}

static size_t runs_until(const struct pdf_run *run, size_t count, size_t until,
                         struct pdf_run ret[PDF_RUNS_MAX])
{
    size_t kept = 0;

    for (size_t i = 0; i < count && until > 0; i++) {
        size_t n = run[i].text.n < until ? run[i].text.n : until;

        ret[kept++] =
            (struct pdf_run){str_sub(run[i].text, 0, n), run[i].style};
        until -= n;
    }
    return kept;
}

void layout_line(struct layout *l, enum pdf_align align, enum layout_size size,
                 const struct pdf_run *run, size_t count)
{
    const double type = size_of(l, size);
    struct pdf_run rest[PDF_RUNS_MAX];
    struct pdf_run part[PDF_RUNS_MAX];
    size_t left = runs_from(run, count, 0, rest);

    while (left) {
        size_t fits =
            pdf_text_fits(l->pdf, l->width, type, rest, left, bottom(l) - l->y);
        size_t n;

        /* Where not even a line fits on an empty page there is no better. */
        if (!fits && l->y <= l->sheet->top)
            fits = RUNS_BYTES_MAX;
        n = runs_until(rest, left, fits, part);
        if (n)
            l->y += pdf_text(l->pdf, l->sheet->left, l->y, l->width, align,
                             type, part, n);
        left = runs_from(rest, left, fits, rest);
        if (left)
            next_page(l);
    }
    l->y += l->sheet->gap;
}

static double column_width(const struct layout *l, const struct layout_table *t,
                           size_t i)
{
    double rest = l->width;
    int sharing = 0;

    if (t->column[i].width > 0)
        return t->column[i].width;
    for (size_t k = 0; k < t->count; k++) {
        rest -= t->column[k].width;
        sharing += t->column[k].width <= 0;
    }
    return rest / sharing;
}

static bool is_grid(const struct layout_table *t)
{
    return t->rules == LAYOUT_GRID;
}

/* In a grid a cell keeps away from its lines, else from its neighbour. */
static double text_width(const struct layout *l, const struct layout_table *t,
                         size_t i)
{
    const double width = column_width(l, t, i);

    if (is_grid(t))
        return width - 2 * CELL_PAD;
    return t->column[i].align == PDF_LEFT ? width - 2 : width;
}

static double cell_height(struct layout *l, const struct layout_table *t,
                          double width, const struct pdf_run *cell)
{
    return pdf_text_height(l->pdf, width, size_of(l, t->size), cell, 1);
}

static double row_height(struct layout *l, const struct layout_table *t,
                         const struct pdf_run *cell)
{
    double height = 0;

    for (size_t i = 0; i < t->count; i++) {
        double h = cell_height(l, t, text_width(l, t, i), &cell[i]);

        height = h > height ? h : height;
    }
    return height;
}

static void draw_row(struct layout *l, const struct layout_table *t,
                     const struct pdf_run *cell, double height)
{
    const double pad = is_grid(t) ? CELL_PAD : 0;
    double x = l->sheet->left;

    for (size_t i = 0; i < t->count; x += column_width(l, t, i), i++) {
        if (is_grid(t))
            pdf_box(l->pdf, x, l->y, column_width(l, t, i), height + 2 * pad,
                    0.2);
        if (!str_empty(cell[i].text))
            pdf_text(l->pdf, x + pad, l->y + pad, text_width(l, t, i),
                     t->column[i].align, size_of(l, t->size), &cell[i], 1);
    }
    l->y += height + 2 * pad;
}

/* A head in the middle of its box, also from above to below. */
static void draw_head_box(struct layout *l, const struct layout_table *t,
                          double x, double y, double width, double height,
                          struct str text)
{
    const struct pdf_run run = {text, PDF_BOLD};
    const double inner = width - 2 * CELL_PAD;

    pdf_box(l->pdf, x, y, width, height, 0.2);
    pdf_text(l->pdf, x + CELL_PAD,
             y + (height - cell_height(l, t, inner, &run)) / 2, inner,
             PDF_CENTER, size_of(l, t->size), &run, 1);
}

/* The neighbours from `i` on that stand under one group. */
static size_t group_size(const struct layout_table *t, size_t i)
{
    size_t n = 1;

    while (i + n < t->count && !str_empty(t->column[i].group) &&
           str_eq(t->column[i].group, t->column[i + n].group))
        n++;
    return n;
}

/* One head, or a group's with those of its columns under it. */
static void draw_group(struct layout *l, const struct layout_table *t, size_t i,
                       size_t n, double x, double upper, double lower)
{
    double width = 0;

    for (size_t k = i; k < i + n; k++)
        width += column_width(l, t, k);
    if (str_empty(t->column[i].group)) {
        draw_head_box(l, t, x, l->y, width, upper + lower, t->column[i].title);
        return;
    }
    draw_head_box(l, t, x, l->y, width, upper, t->column[i].group);
    for (size_t k = i; k < i + n; x += column_width(l, t, k), k++)
        draw_head_box(l, t, x, l->y + upper, column_width(l, t, k), lower,
                      t->column[k].title);
}

static void head_cells(const struct layout_table *t, unsigned style,
                       struct pdf_run ret[LAYOUT_COLUMNS_MAX])
{
    check(t->count <= LAYOUT_COLUMNS_MAX);
    for (size_t i = 0; i < t->count; i++)
        ret[i] = (struct pdf_run){t->column[i].title, style};
}

static double upper_height(struct layout *l, const struct layout_table *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (!str_empty(t->column[i].group))
            return size_of(l, t->size) * 0.42 + 2 * CELL_PAD;
    return 0;
}

static void draw_grid_head(struct layout *l, const struct layout_table *t)
{
    struct pdf_run cell[LAYOUT_COLUMNS_MAX];
    double upper = upper_height(l, t);
    double lower;
    double x = l->sheet->left;

    head_cells(t, PDF_BOLD, cell);
    lower = row_height(l, t, cell) + 2 * CELL_PAD;
    for (size_t i = 0, n; i < t->count; i += n) {
        n = group_size(t, i);
        draw_group(l, t, i, n, x, upper, lower);
        for (size_t k = i; k < i + n; k++)
            x += column_width(l, t, k);
    }
    l->y += upper + lower;
}

static void draw_light_head(struct layout *l, const struct layout_table *t)
{
    struct pdf_run cell[LAYOUT_COLUMNS_MAX];

    head_cells(t, PDF_ITALIC, cell);
    draw_row(l, t, cell, row_height(l, t, cell));
    pdf_rule(l->pdf, l->sheet->left, l->y + 0.5, l->width, 0.25, PDF_INK);
    l->y += 1.2;
}

void layout_table_head(struct layout *l, const struct layout_table *t)
{
    layout_need(l, TABLE_START);
    if (is_grid(t))
        draw_grid_head(l, t);
    else
        draw_light_head(l, t);
}

void layout_table_row(struct layout *l, const struct layout_table *t,
                      const struct str *cell)
{
    struct pdf_run run[LAYOUT_COLUMNS_MAX];
    double height;

    check(t->count <= LAYOUT_COLUMNS_MAX);
    for (size_t i = 0; i < t->count; i++)
        run[i] = (struct pdf_run){cell[i], PDF_PLAIN};
    height = row_height(l, t, run);
    if (l->y + height + 2 * CELL_PAD > bottom(l)) {
        next_page(l);
        layout_table_head(l, t);
    }
    draw_row(l, t, run, height);
    if (!is_grid(t)) {
        pdf_rule(l->pdf, l->sheet->left, l->y + 0.5, l->width, 0.1, PDF_MIST);
        l->y += 1.2;
    }
}

void layout_frame(struct layout *l, const struct layout_framed *line,
                  size_t count)
{
    const double inner = l->width - 2 * FRAME_PAD;
    const double x = l->sheet->left + FRAME_PAD;
    double height = FRAME_PAD - LEADING;

    for (size_t i = 0; i < count; i++)
        height +=
            LEADING + pdf_text_height(l->pdf, inner, size_of(l, line[i].size),
                                      line[i].run, line[i].count);
    layout_need(l, height + 2);
    l->y += 0.6;
    pdf_frame(l->pdf, l->sheet->left, l->y, l->width, height);
    l->y += FRAME_PAD / 2;
    for (size_t i = 0; i < count; i++)
        l->y += LEADING + pdf_text(l->pdf, x, l->y, inner, PDF_CENTER,
                                   size_of(l, line[i].size), line[i].run,
                                   line[i].count);
    l->y += FRAME_PAD / 2 - LEADING + 1.5;
}

static void draw_signature(struct layout *l, double x, double width,
                           const struct layout_signature *s)
{
    const double title = size_of(l, LAYOUT_TEXT) - 0.3;
    const double note = size_of(l, LAYOUT_NOTE) - 0.2;
    double y = l->y;

    y += centred(l, x, y, width, title, s->title, PDF_BOLD);
    if (!str_empty(s->hint))
        y += centred(l, x, y, width, note, s->hint, PDF_ITALIC);
    if (!str_empty(s->note))
        centred(l, x, y + 2, width, note, s->note, PDF_PLAIN);
    centred(l, x, l->y + SIGN_HEIGHT - 8, width, title, s->name, PDF_BOLD);
}

void layout_signatures(struct layout *l, const struct layout_signature *s,
                       size_t count)
{
    /* One alone has the right half. */
    const size_t places = count > 1 ? count : 2;
    const double width = l->width / (double)places;

    layout_need(l, SIGN_HEIGHT);
    for (size_t i = 0; i < count; i++)
        draw_signature(l, l->sheet->left + width * (double)(places - count + i),
                       width, &s[i]);
    l->y += SIGN_HEIGHT;
}

static enum err draw_all(struct layout *l, layout_fn *draw, void *user,
                         struct errbox *box)
{
    const struct layout_about *about = l->about;

    TRY(pdf_begin(l->arena, about->paper, about->title, about->made, &l->pdf,
                  box));
    l->width = pdf_width(l->pdf) - l->sheet->left - l->sheet->right;
    l->y = l->sheet->top;
    if (l->sheet->is_adorned) {
        pdf_rosette(l->pdf, pdf_width(l->pdf) / 2, 110, 40);
        pdf_band(l->pdf, 3.5);
    }
    TRY(draw(l, user, box));
    draw_foot(l);
    return ERR_OK;
}

enum err layout_make(struct arena *a, const struct layout_about *about,
                     layout_fn *draw, void *user, struct str *ret,
                     struct errbox *box)
{
    struct layout l = {
        .arena = a,
        .about = about,
        .sheet = sheet_of(about->paper),
    };

    TRY(draw_all(&l, draw, user, box));
    /* Only a foot says how many pages there are. */
    if (l.sheet->is_adorned && pdf_page_count(l.pdf) > 1) {
        l.pages = pdf_page_count(l.pdf);
        TRY(draw_all(&l, draw, user, box));
    }
    return pdf_end(l.pdf, ret, box);
}
