#include "base/prelude.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "base/buf.h"
#include "base/check.h"

#include "doc/font.h"
#include "doc/pdf.h"
#include "doc/pdfa.h"

#define POINTS_PER_MM (72.0 / 25.4)
#define FONT_FAMILY   "Liberation Serif"

struct pdf {
    struct arena *arena;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *pango;
    double width;
    double height;
    int pages;
    struct pdfa about;
    struct buf bytes;
};

struct colour {
    double red;
    double green;
    double blue;
};

static const struct colour ink = {0.09, 0.13, 0.11};
static const struct colour green = {0.05, 0.23, 0.16};
static const struct colour leaf = {0.08, 0.38, 0.25};
static const struct colour mist = {0.78, 0.84, 0.80};

static void set_colour(struct pdf *p, struct colour c)
{
    cairo_set_source_rgb(p->cairo, c.red, c.green, c.blue);
}

static cairo_status_t collect(void *user, const unsigned char *bytes,
                              unsigned count)
{
    struct pdf *p = user;

    buf_add(&p->bytes, (struct str){(const char *)bytes, count});
    return p->bytes.full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void give_back(void *user)
{
    struct pdf *p = user;

    g_object_unref(p->pango);
    cairo_destroy(p->cairo);
    cairo_surface_destroy(p->surface);
}

static void set_size(struct pdf *p, enum pdf_paper paper)
{
    static const struct {
        double width;
        double height;
    } size[] = {
        [PDF_A4] = {210, 297},
        [PDF_A5] = {148, 210},
        [PDF_A4_WIDE] = {297, 210},
    };

    p->width = size[paper].width;
    p->height = size[paper].height;
}

enum err pdf_begin(struct arena *a, enum pdf_paper paper, struct str title,
                   struct instant made, struct pdf **ret, struct errbox *box)
{
    PangoFontMap *map = doc_font_map();
    struct pdf *p = ARENA_NEW(a, struct pdf);
    cairo_font_options_t *options;

    if (!map)
        return RAISE(box, ERR_INTERNAL, "no fonts in " DOC_FONT_FOLDER);
    p->arena = a;
    p->about = (struct pdfa){title, made};
    p->bytes = buf_new(a, PDF_BYTES_MAX);
    set_size(p, paper);
    p->pages = 1;
    p->surface = cairo_pdf_surface_create_for_stream(
        collect, p, p->width * POINTS_PER_MM, p->height * POINTS_PER_MM);
    p->cairo = cairo_create(p->surface);
    p->pango = pango_font_map_create_context(map);
    arena_defer(a, give_back, p);

    /* Without these, letters are set to whole pixels and stand unevenly. */
    options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(p->pango, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(p->pango, FALSE);
    pango_context_set_language(p->pango, pango_language_from_string("vi"));
    pango_cairo_update_context(p->cairo, p->pango);

    cairo_scale(p->cairo, POINTS_PER_MM, POINTS_PER_MM);
    *ret = p;
    return ERR_OK;
}

void pdf_page(struct pdf *p)
{
    cairo_show_page(p->cairo);
    p->pages++;
}

int pdf_page_count(const struct pdf *p)
{
    return p->pages;
}

double pdf_width(const struct pdf *p)
{
    return p->width;
}

double pdf_height(const struct pdf *p)
{
    return p->height;
}

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute,
                          size_t from, size_t to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(list, attribute);
}

static guint16 channel_16(double part)
{
    return (guint16)(part * 65535);
}

static void add_style(PangoAttrList *list, unsigned style, size_t from,
                      size_t to)
{
    if (style & PDF_BOLD)
        add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, to);
    if (style & PDF_ITALIC)
        add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), from, to);
    if (style & PDF_GREEN)
        add_attribute(list,
                      pango_attr_foreground_new(channel_16(green.red),
                                                channel_16(green.green),
                                                channel_16(green.blue)),
                      from, to);
}

/* The runs as one layout; the caller gives it back with g_object_unref. */
static PangoLayout *lay_out(struct pdf *p, double width, double size,
                            const struct pdf_run *run, size_t count)
{
    PangoLayout *layout = pango_layout_new(p->pango);
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *list = pango_attr_list_new();
    struct arena_mark mark = arena_mark(p->arena);
    struct buf text = buf_new(p->arena, PDF_BYTES_MAX);

    check(count <= PDF_RUNS_MAX);
    for (size_t i = 0; i < count; i++) {
        size_t from = text.n;

        buf_add(&text, run[i].text);
        add_style(list, run[i].style, from, text.n);
    }
    /* The canvas is scaled to millimetres, and so is the type. */
    pango_font_description_set_family(font, FONT_FAMILY);
    pango_font_description_set_absolute_size(font, size / POINTS_PER_MM *
                                                       PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, buf_str(&text).p, (int)text.n);
    arena_release(p->arena, mark);
    pango_layout_set_attributes(layout, list);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, 1.18F);
    pango_font_description_free(font);
    pango_attr_list_unref(list);
    return layout;
}

static double layout_height(PangoLayout *layout)
{
    int height;

    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

static PangoAlignment pango_align(enum pdf_align align)
{
    switch (align) {
    case PDF_LEFT: return PANGO_ALIGN_LEFT;
    case PDF_CENTER: return PANGO_ALIGN_CENTER;
    case PDF_RIGHT: return PANGO_ALIGN_RIGHT;
    case PDF_JUSTIFY: return PANGO_ALIGN_LEFT;
    }
    UNREACHABLE();
}

double pdf_text(struct pdf *p, double x, double y, double width,
                enum pdf_align align, double size, const struct pdf_run *run,
                size_t count)
{
    PangoLayout *layout = lay_out(p, width, size, run, count);
    double height;

    pango_layout_set_alignment(layout, pango_align(align));
    pango_layout_set_justify(layout, align == PDF_JUSTIFY);
    set_colour(p, ink);
    cairo_move_to(p->cairo, x, y);
    pango_cairo_show_layout(p->cairo, layout);
    height = layout_height(layout);
    g_object_unref(layout);
    return height;
}

double pdf_text_height(struct pdf *p, double width, double size,
                       const struct pdf_run *run, size_t count)
{
    PangoLayout *layout = lay_out(p, width, size, run, count);
    double height = layout_height(layout);

    g_object_unref(layout);
    return height;
}

/* Where the first line begins that is not wholly above `height`. */
static size_t first_below(PangoLayout *layout, double height)
{
    PangoLayoutIter *line = pango_layout_get_iter(layout);
    size_t at = strlen(pango_layout_get_text(layout));
    int end;

    do {
        pango_layout_iter_get_line_yrange(line, NULL, &end);
        if ((double)end / PANGO_SCALE > height) {
            at = (size_t)pango_layout_iter_get_line_readonly(line)->start_index;
            break;
        }
    } while (pango_layout_iter_next_line(line));
    pango_layout_iter_free(line);
    return at;
}

size_t pdf_text_fits(struct pdf *p, double width, double size,
                     const struct pdf_run *run, size_t count, double height)
{
    PangoLayout *layout = lay_out(p, width, size, run, count);
    size_t fits = first_below(layout, height);

    g_object_unref(layout);
    return fits;
}

static struct colour tone_colour(enum pdf_tone tone)
{
    switch (tone) {
    case PDF_INK: return ink;
    case PDF_LEAF: return leaf;
    case PDF_MIST: return mist;
    }
    UNREACHABLE();
}

void pdf_rule(struct pdf *p, double x, double y, double width, double thickness,
              enum pdf_tone tone)
{
    set_colour(p, tone_colour(tone));
    cairo_set_line_width(p->cairo, thickness);
    cairo_move_to(p->cairo, x, y);
    cairo_line_to(p->cairo, x + width, y);
    cairo_stroke(p->cairo);
}

void pdf_box(struct pdf *p, double x, double y, double width, double height,
             double thickness)
{
    set_colour(p, ink);
    cairo_set_line_width(p->cairo, thickness);
    cairo_rectangle(p->cairo, x, y, width, height);
    cairo_stroke(p->cairo);
}

void pdf_frame(struct pdf *p, double x, double y, double width, double height)
{
    const double r = 1.8;

    cairo_new_sub_path(p->cairo);
    cairo_arc(p->cairo, x + width - r, y + r, r, -G_PI_2, 0);
    cairo_arc(p->cairo, x + width - r, y + height - r, r, 0, G_PI_2);
    cairo_arc(p->cairo, x + r, y + height - r, r, G_PI_2, G_PI);
    cairo_arc(p->cairo, x + r, y + r, r, G_PI, 3 * G_PI_2);
    cairo_close_path(p->cairo);
    cairo_set_source_rgb(p->cairo, 0.95, 0.97, 0.96);
    cairo_fill_preserve(p->cairo);
    set_colour(p, leaf);
    cairo_set_line_width(p->cairo, 0.35);
    cairo_stroke(p->cairo);
}

/*
 * A fine curve through points of a function of t, each with its direction, so
 * that few of them do. They stand on a grid of a sixteenth of a point, which
 * nobody sees and which makes the file a third smaller.
 */
#define GRID_PER_MM (16 * POINTS_PER_MM)

struct knot {
    double x;
    double y;
    double dx; /* by t */
    double dy;
};

static double on_grid(double mm)
{
    return round(mm * GRID_PER_MM) / GRID_PER_MM;
}

static void curve_on(struct pdf *p, struct knot from, struct knot to,
                     double step)
{
    const double third = step / 3;

    cairo_curve_to(p->cairo, on_grid(from.x + from.dx * third),
                   on_grid(from.y + from.dy * third),
                   on_grid(to.x - to.dx * third), on_grid(to.y - to.dy * third),
                   on_grid(to.x), on_grid(to.y));
}

#define BAND_LINES 16
#define BAND_STEP  14.8 /* mm */

static struct knot band_knot(double x, double y, double phase)
{
    const double a = x / 14 + phase;
    const double b = x / 41 - phase;

    return (struct knot){
        .x = x,
        .y = y + 1.8 * sin(a) * cos(b),
        .dx = 1,
        .dy = 1.8 * (cos(a) * cos(b) / 14 - sin(a) * sin(b) / 41),
    };
}

static void draw_wave(struct pdf *p, double y, double phase)
{
    struct knot last = band_knot(0, y, phase);

    cairo_move_to(p->cairo, last.x, on_grid(last.y));
    while (last.x < p->width) {
        struct knot next = band_knot(last.x + BAND_STEP, y, phase);

        curve_on(p, last, next, BAND_STEP);
        last = next;
    }
    cairo_stroke(p->cairo);
}

void pdf_band(struct pdf *p, double y)
{
    cairo_set_line_width(p->cairo, 0.07);
    for (int line = 0; line < BAND_LINES; line++) {
        cairo_set_source_rgb(p->cairo, line % 2 ? 0.69 : 0.08,
                             line % 2 ? 0.62 : 0.38, line % 2 ? 0.52 : 0.25);
        draw_wave(p, y, line * G_PI / BAND_LINES);
    }
}

#define ROSETTE_LINES  28
#define ROSETTE_LEAVES 7
#define ROSETTE_STEP   (2 * G_PI / (3 * ROSETTE_LEAVES))

static struct knot rosette_knot(double x, double y, double base, double phase,
                                double angle)
{
    const double r = base * (1 + 0.09 * sin(ROSETTE_LEAVES * angle + phase));
    const double dr =
        base * 0.09 * ROSETTE_LEAVES * cos(ROSETTE_LEAVES * angle + phase);

    return (struct knot){
        .x = x + r * cos(angle),
        .y = y + r * sin(angle),
        .dx = dr * cos(angle) - r * sin(angle),
        .dy = dr * sin(angle) + r * cos(angle),
    };
}

void pdf_rosette(struct pdf *p, double x, double y, double radius)
{
    cairo_set_line_width(p->cairo, 0.05);
    cairo_set_source_rgb(p->cairo, 0.88, 0.92, 0.90);
    for (int line = 0; line < ROSETTE_LINES; line++) {
        double base = radius * (0.45 + 0.55 * line / ROSETTE_LINES);
        double phase = line * 0.22;
        struct knot last = rosette_knot(x, y, base, phase, 0);

        cairo_move_to(p->cairo, on_grid(last.x), on_grid(last.y));
        for (int step = 1; step <= 3 * ROSETTE_LEAVES; step++) {
            struct knot next =
                rosette_knot(x, y, base, phase, step * ROSETTE_STEP);

            curve_on(p, last, next, ROSETTE_STEP);
            last = next;
        }
        cairo_close_path(p->cairo);
        cairo_stroke(p->cairo);
    }
}

#define QR_QUIET_MODULES 4

static bool is_dark(const QRcode *code, int row, int column)
{
    return column < code->width && code->data[row * code->width + column] & 1;
}

/* Neighbours in a row are one rectangle: no seams, and half the bytes. */
static void draw_modules(struct pdf *p, double x, double y, double module,
                         const QRcode *code)
{
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++) {
            int from = column;

            while (is_dark(code, row, column))
                column++;
            if (column > from)
                cairo_rectangle(p->cairo, x + from * module, y + row * module,
                                (column - from) * module, module);
        }
    cairo_fill(p->cairo);
}

/* Modules of whole sixteenths of a point, in the middle of their square. */
static void draw_code(struct pdf *p, double x, double y, double side,
                      const QRcode *code)
{
    const int modules = code->width + 2 * QR_QUIET_MODULES;
    const double module = floor(side / modules * GRID_PER_MM) / GRID_PER_MM;
    const double edge = (side - code->width * module) / 2;

    cairo_set_source_rgb(p->cairo, 1, 1, 1);
    cairo_rectangle(p->cairo, x, y, side, side);
    cairo_fill(p->cairo);
    cairo_set_source_rgb(p->cairo, 0, 0, 0);
    draw_modules(p, on_grid(x + edge), on_grid(y + edge), module, code);
}

enum err pdf_qr(struct pdf *p, double x, double y, double side, struct str text,
                struct errbox *box)
{
    QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p,
                                     0, QR_ECLEVEL_M);

    if (!code)
        return RAISE(box, ERR_TOO_LARGE, "%zu bytes do not fit a QR code",
                     text.n);
    draw_code(p, x, y, side, code);
    QRcode_free(code);
    return ERR_OK;
}

enum err pdf_end(struct pdf *p, struct str *ret, struct errbox *box)
{
    cairo_surface_finish(p->surface);
    if (p->bytes.full ||
        cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
        return RAISE(box, ERR_TOO_LARGE, "the document is over %zu bytes",
                     PDF_BYTES_MAX);
    return pdfa_make(p->arena, buf_str(&p->bytes), &p->about, ret, box);
}
