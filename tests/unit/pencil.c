#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/io.h"

#include "doc/pdf.h"

#include "unit/pencil.h"

struct pdf {
    enum pdf_paper paper;
    int pages;
};

struct pencil pencil;

static bool page_is_empty; /* nothing was written on it */

static void PRINTF_LIKE(1, 2) note(const char *format, ...)
{
    va_list list;
    char line[2000];

    va_start(list, format);
    vsnprintf(line, sizeof line, format, list);
    va_end(list);
    if (!pencil.only_breaks)
        buf_add_c(&pencil.layout, line);
}

/* The first words of a page, but for those of its foot. */
static void note_break(double y, struct str text)
{
    if (pencil.only_breaks && page_is_empty && y < pencil.height / 2) {
        text = str_trim(text);
        buf_printf(&pencil.layout, " | %.*s", STR_ARG(text));
        page_is_empty = false;
    }
}

static const char *const paper_name[] = {
    [PDF_A4] = "A4", [PDF_A5] = "A5", [PDF_A4_WIDE] = "A4 wide"};

/* A paper of many pages is begun twice: to count them, and for good. */
enum err pdf_begin(struct arena *a, enum pdf_paper paper, struct str title,
                   struct instant made, struct pdf **ret, struct errbox *box)
{
    (void)box;
    *ret = ARENA_NEW(a, struct pdf);
    (*ret)->pages = 1;
    pencil.layout.n = pencil.begun;
    page_is_empty = false;
    (*ret)->paper = paper;
    note("%s \"%.*s\" made %" PRId64 "\n", paper_name[paper], STR_ARG(title),
         made.us / 1000000);
    return ERR_OK;
}

void pdf_page(struct pdf *p)
{
    p->pages++;
    page_is_empty = true;
    note("page %d\n", p->pages);
}

int pdf_page_count(const struct pdf *p)
{
    return p->pages;
}

double pdf_width(const struct pdf *p)
{
    return p->paper == PDF_A5 ? 148 : p->paper == PDF_A4 ? 210 : 297;
}

double pdf_height(const struct pdf *p)
{
    if (pencil.height > 0)
        return pencil.height;
    return p->paper == PDF_A4 ? 297 : 210;
}

/* Of a point's size a byte is 0.1 mm wide, a line 0.4 mm high. */
static int lines_of(double width, double size, const struct pdf_run *run,
                    size_t count)
{
    double used = 0;
    int lines = count > 0;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < run[i].text.n; k++) {
            used += size * 0.1;
            if (used > width || run[i].text.p[k] == '\n') {
                lines++;
                used = 0;
            }
        }
    return lines;
}

double pdf_text_height(struct pdf *p, double width, double size,
                       const struct pdf_run *run, size_t count)
{
    (void)p;
    return lines_of(width, size, run, count) * size * 0.4;
}

/* All of it or nothing: a paragraph here is a line or two. */
size_t pdf_text_fits(struct pdf *p, double width, double size,
                     const struct pdf_run *run, size_t count, double high)
{
    size_t bytes = 0;

    for (size_t i = 0; i < count; i++)
        bytes += run[i].text.n;
    return pdf_text_height(p, width, size, run, count) <= high ? bytes : 0;
}

static const char *const align_name[] = {[PDF_LEFT] = "left",
                                         [PDF_CENTER] = "center",
                                         [PDF_RIGHT] = "right",
                                         [PDF_JUSTIFY] = "justify"};

double pdf_text(struct pdf *p, double x, double y, double width,
                enum pdf_align align, double size, const struct pdf_run *run,
                size_t count)
{
    note("text %.2f,%.2f wide %.2f %s %.1f:", x, y, width, align_name[align],
         size);
    for (size_t i = 0; i < count; i++)
        note(" %u[%.*s]", run[i].style, STR_ARG(run[i].text));
    note("\n");
    note_break(y, run[0].text);
    return pdf_text_height(p, width, size, run, count);
}

void pdf_rule(struct pdf *p, double x, double y, double width, double thickness,
              enum pdf_tone tone)
{
    static const char *const names[] = {"ink", "leaf", "mist"};

    (void)p;
    note("rule %.2f,%.2f wide %.2f %.2f %s\n", x, y, width, thickness,
         names[tone]);
}

void pdf_box(struct pdf *p, double x, double y, double width, double high,
             double thickness)
{
    (void)p;
    note("box %.2f,%.2f wide %.2f high %.2f %.2f\n", x, y, width, high,
         thickness);
}

void pdf_frame(struct pdf *p, double x, double y, double width, double high)
{
    (void)p;
    note("frame %.2f,%.2f wide %.2f high %.2f\n", x, y, width, high);
}

void pdf_band(struct pdf *p, double y)
{
    (void)p;
    note("band %.2f\n", y);
}

void pdf_rosette(struct pdf *p, double x, double y, double radius)
{
    (void)p;
    note("rosette %.2f,%.2f radius %.2f\n", x, y, radius);
}

enum err pdf_qr(struct pdf *p, double x, double y, double side, struct str text,
                struct errbox *box)
{
    (void)p;
    (void)box;
    note("qr %.2f,%.2f side %.2f [%.*s]\n", x, y, side, STR_ARG(text));
    return ERR_OK;
}

enum err pdf_end(struct pdf *p, struct str *ret, struct errbox *box)
{
    (void)box;
    (void)p;
    note("end\n\n");
    *ret = S("%PDF");
    return ERR_OK;
}

void expect_golden(struct arena *a, const char *path)
{
    struct errbox box = {0};
    struct str golden;
    FILE *f;

    if (getenv("BLESS")) {
        f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(buf_str(&pencil.layout).p, 1, buf_str(&pencil.layout).n, f);
        assert_int_equal(fclose(f), 0);
    }
    assert_int_equal(io_read_file(&box, a, path, PENCIL_BYTES, &golden),
                     ERR_OK);
    if (!str_eq(golden, buf_str(&pencil.layout)))
        fail_msg("not as in %s; what came out:\n%s", path,
                 buf_str(&pencil.layout).p);
}
