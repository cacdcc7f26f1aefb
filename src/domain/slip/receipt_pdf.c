#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/viet.h"

#include "doc/layout.h"

#include "domain/slip/receipt.h"
#include "domain/slip/words.h"

/* A paper of the state is in Vietnamese, whoever looks at it. */
#define WORDS(id) msg(LANG_VI, id)

struct sheet {
    struct arena *arena;
    const struct receipt *r;
    struct layout *layout;
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

static void line(struct sheet *s, const struct pdf_run *run, size_t count)
{
    layout_line(s->layout, PDF_LEFT, LAYOUT_TEXT, run, count);
}

/* "Địa chỉ: …": a label and its value across the sheet. */
static void labelled(struct sheet *s, enum msg_id label, struct str value,
                     unsigned style)
{
    const struct pdf_run run[] = {plain(WORDS(label)), {value, style}};

    line(s, run, COUNT_OF(run));
}

static struct str slip_number(struct sheet *s)
{
    const struct str part[] = {
        arena_printf(s->arena, "%" PRId64, s->r->number),
        WORDS(s->r->is_center ? MSG_SLIP_UNIT_CENTER : MSG_SLIP_UNIT_POINT),
    };

    return msg_format(s->arena, LANG_VI, MSG_SLIP_NUMBER, COUNT_OF(part), part);
}

static enum err draw_head(struct sheet *s, struct errbox *box)
{
    const struct layout_head head = {
        .qr = s->r->qr,
        .above = viet_upper(s->arena, s->r->authority),
        .issuer = viet_upper(s->arena, s->r->point),
        .number = slip_number(s),
        .place_and_date = place_and_date(s->arena, s->r->place,
                                         instant_day(s->r->accepted_at)),
    };

    return layout_head(s->layout, &head, box);
}

static void draw_title(struct sheet *s)
{
    const struct str title[] = {WORDS(MSG_RECEIPT_TITLE_1),
                                WORDS(MSG_RECEIPT_TITLE_2)};
    const struct pdf_run code[] = {plain(WORDS(MSG_RECEIPT_CODE)),
                                   bold(s->r->code)};

    layout_title(s->layout, title, COUNT_OF(title), code, COUNT_OF(code));
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

        line(s, both, COUNT_OF(both));
    }
    line(s, matter, COUNT_OF(matter));
}

static struct str count_text(struct arena *a, int n)
{
    return n ? arena_printf(a, "%02d", n) : S("");
}

static void draw_paper(struct sheet *s, const struct layout_table *table,
                       size_t i)
{
    const struct receipt_paper *p = &s->r->paper[i];
    struct arena *a = s->arena;
    const struct str cell[] = {
        arena_printf(a, "%zu", i + 1), p->name, count_text(a, p->originals),
        count_text(a, p->copies), count_text(a, p->files)};

    layout_table_row(s->layout, table, cell);
}

static void draw_papers(struct sheet *s)
{
    const struct layout_column column[] = {
        {WORDS(MSG_RECEIPT_COLUMN_N), STR_NONE, 7, PDF_CENTER},
        {WORDS(MSG_RECEIPT_COLUMN_NAME), STR_NONE, 0, PDF_LEFT},
        {WORDS(MSG_RECEIPT_COLUMN_ORIGINAL), STR_NONE, 15, PDF_CENTER},
        {WORDS(MSG_RECEIPT_COLUMN_COPY), STR_NONE, 15, PDF_CENTER},
        {WORDS(MSG_RECEIPT_COLUMN_ELECTRONIC), STR_NONE, 15, PDF_CENTER},
    };
    const struct layout_table table = {column, COUNT_OF(column), LAYOUT_LIGHT,
                                       LAYOUT_CELL};
    const struct pdf_run title = plain(WORDS(MSG_RECEIPT_COMPONENTS));

    layout_need(s->layout, 30);
    line(s, &title, 1);
    layout_table_head(s->layout, &table);
    for (size_t i = 0; i < s->r->paper_count; i++)
        draw_paper(s, &table, i);
    layout_gap(s->layout, 1.6);
}

static void draw_limit(struct sheet *s)
{
    const struct pdf_run run[] = {
        plain(WORDS(MSG_RECEIPT_SETS)),
        plain(S("        ")),
        plain(WORDS(MSG_RECEIPT_LIMIT)),
        bold(limit_words(s->arena, LANG_VI, s->r->limit)),
    };

    line(s, run, COUNT_OF(run));
    labelled(s, MSG_RECEIPT_ACCEPTED,
             instant_in_words(s->arena, s->r->accepted_at), PDF_PLAIN);
}

/* The one thing the person must know stands in the only frame. */
static void draw_due(struct sheet *s)
{
    const struct pdf_run title = plain(WORDS(MSG_RECEIPT_DUE));
    const struct pdf_run when = {due_in_words(s->arena, s->r->due_at),
                                 PDF_BOLD | PDF_GREEN};
    const struct pdf_run reason[] = {
        italic(s->r->due_reason), italic(s->r->provisional ? S(" ") : S("")),
        italic(s->r->provisional ? WORDS(MSG_RECEIPT_PROVISIONAL) : S(""))};
    const struct layout_framed framed[] = {
        {LAYOUT_TEXT, &title, 1},
        {LAYOUT_KEY, &when, 1},
        {LAYOUT_NOTE, reason, COUNT_OF(reason)},
    };

    layout_frame(s->layout, framed, COUNT_OF(framed));
}

static void draw_return(struct sheet *s)
{
    const struct str part[] = {
        arena_printf(s->arena, "%02d", s->r->volume),
        arena_printf(s->arena, "%" PRId64, s->r->entry),
    };
    const struct pdf_run book = italic(
        msg_format(s->arena, LANG_VI, MSG_RECEIPT_BOOK, COUNT_OF(part), part));

    layout_need(s->layout, 18);
    labelled(s, MSG_RECEIPT_DELIVERY, s->r->delivery, PDF_PLAIN);
    labelled(s, MSG_RECEIPT_FEE, s->r->fee, PDF_PLAIN);
    line(s, &book, 1);
}

static void draw_signatures(struct sheet *s)
{
    const struct str hint = WORDS(MSG_RECEIPT_SIGN_HERE);
    const struct layout_signature signature[] = {
        {
            .title = WORDS(MSG_RECEIPT_SUBMITTER),
            .hint = hint,
            .note =
                s->r->filed_online ? WORDS(MSG_RECEIPT_FILED_ONLINE) : STR_NONE,
            .name = s->r->applicant,
        },
        {
            .title = WORDS(MSG_RECEIPT_RECEIVER),
            .hint = hint,
            .name = s->r->officer,
        },
    };

    layout_signatures(s->layout, signature, COUNT_OF(signature));
}

static enum err draw(struct layout *l, void *user, struct errbox *box)
{
    struct sheet *s = user;

    s->layout = l;
    TRY(draw_head(s, box));
    draw_title(s);
    draw_applicant(s);
    draw_papers(s);
    draw_limit(s);
    draw_due(s);
    draw_return(s);
    draw_signatures(s);
    return ERR_OK;
}

enum err receipt_pdf(struct arena *a, const struct receipt *r, struct str *ret,
                     struct errbox *box)
{
    const struct str where[] = {r->lookup};
    const struct pdf_run foot[] = {
        bold(WORDS(MSG_RECEIPT_FOLLOW)),
        plain(msg_format(a, LANG_VI, MSG_RECEIPT_FOLLOW_HOW, 1, where)),
    };
    const struct layout_about about = {
        .paper = PDF_A5,
        .title =
            arena_printf(a, "%.*s %.*s", STR_ARG(WORDS(MSG_RECEIPT_TITLE_1)),
                         STR_ARG(r->code)),
        .made = r->accepted_at,
        .foot = foot,
        .foot_count = COUNT_OF(foot),
    };
    struct sheet s = {.arena = a, .r = r};

    return layout_make(a, &about, draw, &s, ret, box);
}
