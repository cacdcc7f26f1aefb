#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/viet.h"

#include "doc/pdf.h"

#include "domain/slip/receipt.h"
#include "domain/slip/words.h"

/* The sheet of look: A5, margins of 12 mm. */
#define MARGIN      12.0
#define QR_SIDE     21.0
#define TEXT        9.8
#define SMALL       8.0
#define GAP         1.6
#define FOOT_HEIGHT 12.0
#define SIGN_HEIGHT 30.0

/* A paper of the state is in Vietnamese, whoever looks at it. */
#define WORDS(id) msg(LANG_VI, id)

struct sheet {
    struct arena *arena;
    struct pdf *pdf;
    const struct receipt *r;
    double y;
    double width; /* between the margins */
    int pages;    /* in all; 0 while they are being counted */
};

static struct pdf_run plain(struct str text)
{
    return (struct pdf_run){text, PDF_PLAIN};
}

static struct pdf_run bold(struct str text)
{
    return (struct pdf_run){text, PDF_BOLD};
}

static struct pdf_run italic(struct str text)
{
    return (struct pdf_run){text, PDF_ITALIC};
}

static void line_at(struct sheet *s, double x, double width,
                    enum pdf_align align, double size,
                    const struct pdf_run *run, size_t count)
{
    s->y += pdf_text(s->pdf, x, s->y, width, align, size, run, count) + GAP;
}

/* "Địa chỉ: …": a label and its value across the sheet. */
static void labelled(struct sheet *s, enum msg_id label, struct str value,
                     unsigned style)
{
    const struct pdf_run run[] = {plain(WORDS(label)), {value, style}};

    line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, run, 2);
}

static double centred(struct sheet *s, double x, double y, double width,
                      double size, struct pdf_run run)
{
    return pdf_text(s->pdf, x, y, width, PDF_CENTER, size, &run, 1);
}

static struct str place_and_date(struct sheet *s)
{
    struct civil c = day_civil(instant_day(s->r->accepted_at));
    struct arena *a = s->arena;
    const struct str part[] = {
        s->r->place,
        arena_printf(a, "%02d", c.day),
        arena_printf(a, c.month < 3 ? "%02d" : "%d", c.month),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_SLIP_PLACE_DATE, COUNT_OF(part), part);
}

static struct str slip_number(struct sheet *s)
{
    const struct str part[] = {
        arena_printf(s->arena, "%" PRId64, s->r->number),
        WORDS(s->r->is_center ? MSG_SLIP_UNIT_CENTER : MSG_SLIP_UNIT_POINT),
    };

    return msg_format(s->arena, LANG_VI, MSG_SLIP_NUMBER, COUNT_OF(part), part);
}

/* QR code left, the agency in the middle, the motto right. */
static enum err draw_head(struct sheet *s, struct errbox *box)
{
    const double top = MARGIN - 3;
    const double agency_x = MARGIN + QR_SIDE + 1;
    const double agency_width = 41;
    const double motto_x = agency_x + agency_width + 1;
    const double motto_width = MARGIN + s->width - motto_x;
    double y = top;
    double right = top;

    TRY(pdf_qr(s->pdf, MARGIN - 3, top - 2, QR_SIDE + 3, s->r->qr, box));
    y += centred(s, agency_x, y, agency_width, SMALL,
                 plain(viet_upper(s->arena, s->r->authority)));
    y += centred(s, agency_x, y, agency_width, SMALL,
                 bold(viet_upper(s->arena, s->r->point)));
    pdf_rule(s->pdf, agency_x + agency_width / 2 - 8, y + 0.8, 16, 0.25,
             PDF_INK);
    y += 1.6 + centred(s, agency_x, y + 1.6, agency_width, SMALL,
                       plain(slip_number(s)));

    right += centred(s, motto_x, right, motto_width, SMALL - 0.4,
                     bold(WORDS(MSG_SLIP_MOTTO_1)));
    right += centred(s, motto_x, right, motto_width, SMALL + 0.6,
                     bold(WORDS(MSG_SLIP_MOTTO_2)));
    pdf_rule(s->pdf, motto_x + motto_width / 2 - 15, right + 0.8, 30, 0.25,
             PDF_INK);
    centred(s, motto_x, right + 1.8, motto_width, SMALL,
            italic(place_and_date(s)));
    s->y = (y > top + QR_SIDE ? y : top + QR_SIDE) + 4;
    return ERR_OK;
}

static void draw_title(struct sheet *s)
{
    const unsigned style = PDF_BOLD | PDF_GREEN;
    const struct pdf_run first = {WORDS(MSG_RECEIPT_TITLE_1), style};
    const struct pdf_run second = {WORDS(MSG_RECEIPT_TITLE_2), style};
    const struct pdf_run code[] = {plain(WORDS(MSG_RECEIPT_CODE)),
                                   bold(s->r->code)};

    s->y += centred(s, MARGIN, s->y, s->width, 13.5, first);
    s->y += centred(s, MARGIN, s->y, s->width, 13.5, second);
    line_at(s, MARGIN, s->width, PDF_CENTER, 10.5, code, 2);
    s->y += 2;
}

static void draw_applicant(struct sheet *s)
{
    const struct receipt *r = s->r;
    const struct pdf_run matter[] = {
        plain(WORDS(MSG_RECEIPT_CONTENT)),
        bold(r->procedure_name),
        plain(arena_printf(s->arena, " (%.*s)", STR_ARG(r->procedure_code))),
    };

    labelled(s, MSG_RECEIPT_FROM, viet_upper(s->arena, r->applicant), PDF_BOLD);
    labelled(s, MSG_RECEIPT_ADDRESS, r->address, PDF_PLAIN);
    if (str_empty(r->email)) {
        labelled(s, MSG_RECEIPT_PHONE, r->phone, PDF_PLAIN);
    } else {
        const struct pdf_run both[] = {plain(WORDS(MSG_RECEIPT_PHONE)),
                                       plain(r->phone), plain(S("        ")),
                                       plain(WORDS(MSG_RECEIPT_EMAIL)),
                                       plain(r->email)};

        line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, both, COUNT_OF(both));
    }
    line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, matter, COUNT_OF(matter));
}

/* The columns of the list of papers, from the right edge. */
#define COUNT_WIDTH 15.0
#define N_WIDTH     7.0
#define COLUMNS     5

static struct str count_text(struct arena *a, int n)
{
    return n ? arena_printf(a, "%02d", n) : S("");
}

static void draw_row(struct sheet *s, const struct pdf_run cell[COLUMNS])
{
    const double name_width = s->width - N_WIDTH - 3 * COUNT_WIDTH;
    double x = MARGIN + N_WIDTH + name_width;
    double height = pdf_text(s->pdf, MARGIN + N_WIDTH, s->y, name_width - 2,
                             PDF_LEFT, TEXT - 0.6, &cell[1], 1);

    centred(s, MARGIN, s->y, N_WIDTH, TEXT - 0.6, cell[0]);
    for (int i = 2; i < COLUMNS; i++, x += COUNT_WIDTH)
        centred(s, x, s->y, COUNT_WIDTH, TEXT - 0.6, cell[i]);
    s->y += height + 0.5;
}

static void draw_papers_head(struct sheet *s)
{
    const struct pdf_run head[COLUMNS] = {
        italic(WORDS(MSG_RECEIPT_COLUMN_N)),
        italic(WORDS(MSG_RECEIPT_COLUMN_NAME)),
        italic(WORDS(MSG_RECEIPT_COLUMN_ORIGINAL)),
        italic(WORDS(MSG_RECEIPT_COLUMN_COPY)),
        italic(WORDS(MSG_RECEIPT_COLUMN_ELECTRONIC)),
    };

    draw_row(s, head);
    pdf_rule(s->pdf, MARGIN, s->y, s->width, 0.25, PDF_INK);
    s->y += 0.7;
}

static void draw_paper(struct sheet *s, size_t i)
{
    const struct receipt_paper *p = &s->r->paper[i];
    struct arena *a = s->arena;
    const struct pdf_run cell[COLUMNS] = {
        plain(arena_printf(a, "%zu", i + 1)), plain(p->name),
        plain(count_text(a, p->originals)), plain(count_text(a, p->copies)),
        plain(count_text(a, p->files))};

    draw_row(s, cell);
    pdf_rule(s->pdf, MARGIN, s->y, s->width, 0.1, PDF_MIST);
    s->y += 0.7;
}

static double bottom(const struct sheet *s)
{
    return pdf_height(s->pdf) - MARGIN - FOOT_HEIGHT;
}

static void draw_page_number(struct sheet *s, double y)
{
    const struct str part[] = {
        arena_printf(s->arena, "%d", pdf_page_count(s->pdf)),
        arena_printf(s->arena, "%d", s->pages),
    };
    const struct pdf_run run = plain(
        msg_format(s->arena, LANG_VI, MSG_RECEIPT_PAGE, COUNT_OF(part), part));

    pdf_text(s->pdf, MARGIN, y, s->width, PDF_RIGHT, SMALL, &run, 1);
}

static void draw_foot(struct sheet *s)
{
    const struct str where[] = {s->r->lookup};
    const struct pdf_run run[] = {
        bold(WORDS(MSG_RECEIPT_FOLLOW)),
        plain(msg_format(s->arena, LANG_VI, MSG_RECEIPT_FOLLOW_HOW, 1, where)),
    };
    double y = pdf_height(s->pdf) - MARGIN - FOOT_HEIGHT + 3;

    pdf_rule(s->pdf, MARGIN, y, s->width, 0.25, PDF_LEAF);
    pdf_text(s->pdf, MARGIN, y + 1.2, s->width, PDF_LEFT, SMALL, run, 2);
    if (s->pages > 1)
        draw_page_number(s, y + 5);
}

static void next_page(struct sheet *s)
{
    draw_foot(s);
    pdf_page(s->pdf);
    pdf_band(s->pdf, 3.5);
    s->y = MARGIN;
}

/* Goes to a new page when less than `height` is left. */
static void need(struct sheet *s, double height)
{
    if (s->y + height > bottom(s))
        next_page(s);
}

static void draw_papers(struct sheet *s)
{
    const struct pdf_run title = plain(WORDS(MSG_RECEIPT_COMPONENTS));

    line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, &title, 1);
    draw_papers_head(s);
    for (size_t i = 0; i < s->r->paper_count; i++) {
        need(s, 10);
        draw_paper(s, i);
    }
    s->y += GAP;
}

static struct str accepted_words(struct sheet *s)
{
    struct arena *a = s->arena;
    struct civil c = day_civil(instant_day(s->r->accepted_at));
    int minute = instant_minute_of_day(s->r->accepted_at);
    const struct str part[] = {
        arena_printf(a, "%02d", minute / 60),
        arena_printf(a, "%02d", minute % 60),
        arena_printf(a, "%02d", c.day),
        arena_printf(a, c.month < 3 ? "%02d" : "%d", c.month),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_RECEIPT_INSTANT, COUNT_OF(part), part);
}

static struct str due_words(struct sheet *s)
{
    struct arena *a = s->arena;
    struct day d = instant_day(s->r->due_at);
    struct civil c = day_civil(d);
    int minute = instant_minute_of_day(s->r->due_at);
    const struct str part[] = {
        arena_printf(a, "%02d", minute / 60),
        arena_printf(a, "%02d", minute % 60),
        weekday_words(LANG_VI, day_weekday(d)),
        arena_printf(a, "%02d", c.day),
        arena_printf(a, c.month < 3 ? "%02d" : "%d", c.month),
        arena_printf(a, "%d", c.year),
    };

    return msg_format(a, LANG_VI, MSG_RECEIPT_DUE_INSTANT, COUNT_OF(part),
                      part);
}

static void draw_limit(struct sheet *s)
{
    const struct pdf_run run[] = {
        plain(WORDS(MSG_RECEIPT_SETS)),
        plain(S("        ")),
        plain(WORDS(MSG_RECEIPT_LIMIT)),
        bold(limit_words(s->arena, LANG_VI, s->r->limit)),
    };

    line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, run, COUNT_OF(run));
    labelled(s, MSG_RECEIPT_ACCEPTED, accepted_words(s), PDF_PLAIN);
}

/* The one thing the person must know stands in the only frame. */
static void draw_due(struct sheet *s)
{
    const struct pdf_run title = plain(WORDS(MSG_RECEIPT_DUE));
    const struct pdf_run when = {due_words(s), PDF_BOLD | PDF_GREEN};
    const struct pdf_run reason[] = {
        italic(s->r->due_reason), italic(s->r->provisional ? S(" ") : S("")),
        italic(s->r->provisional ? WORDS(MSG_RECEIPT_PROVISIONAL) : S(""))};
    const double inner = s->width - 8;
    double height = 4 + pdf_text_height(s->pdf, inner, TEXT, &title, 1) +
                    pdf_text_height(s->pdf, inner, 13, &when, 1) +
                    pdf_text_height(s->pdf, inner, SMALL + 0.4, reason, 3);

    need(s, height + 2);
    s->y += 0.6;
    pdf_frame(s->pdf, MARGIN, s->y, s->width, height);
    s->y += 2;
    s->y += centred(s, MARGIN + 4, s->y, inner, TEXT, title);
    s->y += centred(s, MARGIN + 4, s->y, inner, 13, when);
    s->y += pdf_text(s->pdf, MARGIN + 4, s->y, inner, PDF_CENTER, SMALL + 0.4,
                     reason, 3);
    s->y += 3.5;
}

static void draw_return(struct sheet *s)
{
    const struct str part[] = {
        arena_printf(s->arena, "%02d", s->r->volume),
        arena_printf(s->arena, "%" PRId64, s->r->entry),
    };
    const struct pdf_run book = italic(
        msg_format(s->arena, LANG_VI, MSG_RECEIPT_BOOK, COUNT_OF(part), part));

    need(s, 18);
    labelled(s, MSG_RECEIPT_DELIVERY, s->r->delivery, PDF_PLAIN);
    labelled(s, MSG_RECEIPT_FEE, s->r->fee, PDF_PLAIN);
    line_at(s, MARGIN, s->width, PDF_LEFT, TEXT, &book, 1);
}

static void draw_column(struct sheet *s, double x, double width,
                        enum msg_id title, struct str note, struct str name)
{
    double y = s->y;

    y += centred(s, x, y, width, TEXT - 0.3, bold(WORDS(title)));
    y += centred(s, x, y, width, SMALL + 0.2,
                 italic(WORDS(MSG_RECEIPT_SIGN_HERE)));
    centred(s, x, y + 2, width, SMALL + 0.2, plain(note));
    centred(s, x, s->y + SIGN_HEIGHT - 8, width, TEXT - 0.3, bold(name));
}

static void draw_signatures(struct sheet *s)
{
    const double half = s->width / 2;

    need(s, SIGN_HEIGHT);
    draw_column(s, MARGIN, half, MSG_RECEIPT_SUBMITTER,
                s->r->filed_online ? WORDS(MSG_RECEIPT_FILED_ONLINE) : S(""),
                s->r->applicant);
    draw_column(s, MARGIN + half, half, MSG_RECEIPT_RECEIVER, S(""),
                s->r->officer);
}

static enum err draw(struct sheet *s, struct errbox *box)
{
    const struct str title[] = {WORDS(MSG_RECEIPT_TITLE_1), s->r->code};

    TRY(pdf_begin(s->arena, PDF_A5,
                  arena_printf(s->arena, "%.*s %.*s", STR_ARG(title[0]),
                               STR_ARG(title[1])),
                  s->r->accepted_at, &s->pdf, box));
    s->width = pdf_width(s->pdf) - 2 * MARGIN;
    pdf_rosette(s->pdf, pdf_width(s->pdf) / 2, 110, 40);
    pdf_band(s->pdf, 3.5);
    TRY(draw_head(s, box));
    draw_title(s);
    draw_applicant(s);
    draw_papers(s);
    draw_limit(s);
    draw_due(s);
    draw_return(s);
    draw_signatures(s);
    draw_foot(s);
    return ERR_OK;
}

enum err receipt_pdf(struct arena *a, const struct receipt *r, struct str *ret,
                     struct errbox *box)
{
    struct sheet s = {.arena = a, .r = r};

    TRY(draw(&s, box));
    if (pdf_page_count(s.pdf) > 1) {
        s.pages = pdf_page_count(s.pdf);
        TRY(draw(&s, box));
    }
    return pdf_end(s.pdf, ret, box);
}
