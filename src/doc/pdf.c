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
#define RUNS_MAX      16

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
    p->width = paper == PDF_A5 ? 148 : 210;
    p->height = paper == PDF_A5 ? 210 : 297;
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
    struct buf text = buf_new(p->arena, PDF_BYTES_MAX);

    check(count <= RUNS_MAX);
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

#define BAND_LINES 16

void pdf_band(struct pdf *p, double y)
{
    cairo_set_line_width(p->cairo, 0.07);
    for (int line = 0; line < BAND_LINES; line++) {
        double phase = line * G_PI / BAND_LINES;

        cairo_set_source_rgb(p->cairo, line % 2 ? 0.69 : 0.08,
                             line % 2 ? 0.62 : 0.38, line % 2 ? 0.52 : 0.25);
        cairo_move_to(p->cairo, 0, y);
        for (double x = 0; x <= p->width; x += 1)
            cairo_line_to(p->cairo, x,
                          y + 1.8 * sin(x / 14 + phase) * cos(x / 41 - phase));
        cairo_stroke(p->cairo);
    }
}

#define ROSETTE_LINES 28

void pdf_rosette(struct pdf *p, double x, double y, double radius)
{
    cairo_set_line_width(p->cairo, 0.05);
    cairo_set_source_rgb(p->cairo, 0.88, 0.92, 0.90);
    for (int line = 0; line < ROSETTE_LINES; line++) {
        double base = radius * (0.45 + 0.55 * line / ROSETTE_LINES);

        for (int step = 0; step <= 180; step++) {
            double angle = step * G_PI / 90;
            double r = base * (1 + 0.09 * sin(7 * angle + line * 0.22));

            cairo_line_to(p->cairo, x + r * cos(angle), y + r * sin(angle));
        }
        cairo_close_path(p->cairo);
        cairo_stroke(p->cairo);
    }
}

#define QR_QUIET_MODULES 4

static void draw_modules(struct pdf *p, double x, double y, double side,
                         const QRcode *code)
{
    double module = side / (code->width + 2 * QR_QUIET_MODULES);

    cairo_set_source_rgb(p->cairo, 1, 1, 1);
    cairo_rectangle(p->cairo, x, y, side, side);
    cairo_fill(p->cairo);
    cairo_set_source_rgb(p->cairo, 0, 0, 0);
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            if (code->data[row * code->width + column] & 1)
                cairo_rectangle(
                    p->cairo, x + (column + QR_QUIET_MODULES) * module,
                    y + (row + QR_QUIET_MODULES) * module, module, module);
    cairo_fill(p->cairo);
}

enum err pdf_qr(struct pdf *p, double x, double y, double side, struct str text,
                struct errbox *box)
{
    QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p,
                                     0, QR_ECLEVEL_M);

    if (!code)
        return RAISE(box, ERR_TOO_LARGE, "%zu bytes do not fit a QR code",
                     text.n);
    draw_modules(p, x, y, side, code);
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
