/*
 * page_book.c - "/can-bo/so-theo-doi": the register of a reception point, as
 * a page, as PDF and as a spreadsheet.
 */
#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/procedure/procedure_store.h"

#include "service/register.h"

#include "web/office.h"
#include "web/view_office.h"
#include "web/when.h"

#define BOOK_PAGE 50

static const struct text_rule word_rule = {.points_max = 60};

#define XLSX_TYPE \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* What was asked for, and what may be. */
struct book {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    struct point point[GRANTS_MAX];
    size_t point_count;
    struct procedure_terms fields;
    struct register_filter f;
};

static void read_days(struct book *b)
{
    struct day today = instant_day(b->rq->cx.now);
    struct civil first = day_civil(today);

    first.day = 1;
    day_from_civil(first, &b->f.from);
    b->f.to = today;
    day_parse_iso(req_query(b->rq, "tu", word_rule), &b->f.from);
    day_parse_iso(req_query(b->rq, "den", word_rule), &b->f.to);
    if (b->f.to.n < b->f.from.n)
        b->f.to = b->f.from;
}

static void read_field(struct book *b)
{
    struct str asked = req_query(b->rq, "linh_vuc", word_rule);

    b->f.field = S("");
    for (size_t i = 0; i < b->fields.count; i++)
        if (str_eq(b->fields.term[i].value, asked)) {
            b->f.field = asked;
            b->f.field_name = b->fields.term[i].name.in[LANG_VI];
        }
}

/* The point that is asked for, else the officer's first. */
static void read_point(struct book *b)
{
    int64_t asked = 0;

    num_parse(req_query(b->rq, "diem", word_rule), 1, INT64_MAX, &asked);
    b->f.point_id = asked ? asked : b->point[0].id;
}

static enum err read_book(struct tx *t, struct req *rq, struct book *b)
{
    *b = (struct book){.t = t, .rq = rq, .arena = rq->cx.arena};
    TRY(register_points(t, rq->actor, b->point, &b->point_count));
    if (!b->point_count)
        return RAISE(&rq->cx.err, ERR_NOT_FOUND, "no point is the officer's");
    TRY(procedure_terms_in_use(t, TERM_FIELD, instant_day(rq->cx.now),
                               &b->fields));
    read_point(b);
    read_field(b);
    read_days(b);
    return ERR_OK;
}

static struct str id_text(struct arena *a, int64_t id)
{
    return arena_printf(a, "%" PRId64, id);
}

/* This register, as a page, a PDF or a spreadsheet. */
static struct url book_at(struct book *b, struct str pattern)
{
    return url_path(b->arena, pattern, 4,
                    (const struct str[]){
                        id_text(b->arena, b->f.point_id),
                        day_iso(b->arena, b->f.from),
                        day_iso(b->arena, b->f.to),
                        b->f.field,
                    });
}

static struct options_view point_options(struct book *b)
{
    struct option_view *o =
        ARENA_ARRAY(b->arena, struct option_view, b->point_count);

    for (size_t i = 0; i < b->point_count; i++)
        o[i] = (struct option_view){
            .value = id_text(b->arena, b->point[i].id),
            .label = b->point[i].name,
            .is_chosen = b->point[i].id == b->f.point_id,
        };
    return (struct options_view){o, b->point_count};
}

static struct options_view field_options(struct book *b)
{
    struct option_view *o =
        ARENA_ARRAY(b->arena, struct option_view, b->fields.count);

    for (size_t i = 0; i < b->fields.count; i++)
        o[i] = (struct option_view){
            .value = b->fields.term[i].value,
            .label = b->fields.term[i].name.in[b->rq->cx.lang],
            .is_chosen = str_eq(b->fields.term[i].value, b->f.field),
        };
    return (struct options_view){o, b->fields.count};
}

static struct str day_or_none(struct book *b, struct instant t)
{
    return t.us ? day_vn(b->arena, instant_day(t)) : S("");
}

static struct book_row_view row_of(struct book *b,
                                   const struct register_entry *e)
{
    return (struct book_row_view){
        .code = e->code,
        .at = office_dossier_at(b->arena, e->code),
        .procedure = e->procedure,
        .person = e->applicant,
        .agency = e->agency,
        .accepted = day_or_none(b, e->accepted_at),
        .due = day_or_none(b, e->due_at),
        .finished = day_or_none(b, e->finished_at),
        .returned = day_or_none(b, e->returned_at),
        .note = e->note,
    };
}

/* "1777338000000000-123": where the page before ended. */
static void read_after(struct req *rq, struct instant *ret, int64_t *ret_id)
{
    struct str s = req_query(rq, "sau", word_rule);
    size_t at = str_find_char(s, '-', 0);

    if (at == s.n || !num_parse(str_sub(s, 0, at), 1, INT64_MAX, &ret->us) ||
        !num_parse(str_sub(s, at + 1, s.n), 1, INT64_MAX, ret_id))
        ret->us = 0;
}

static struct url next_at(struct book *b, const struct register_entry *last)
{
    return URL_PATH(
        b->arena, "/can-bo/so-theo-doi?diem={}&tu={}&den={}&linh_vuc={}&sau={}",
        id_text(b->arena, b->f.point_id), day_iso(b->arena, b->f.from),
        day_iso(b->arena, b->f.to), b->f.field,
        arena_printf(b->arena, "%" PRId64 "-%" PRId64, last->accepted_at.us,
                     last->id));
}

static enum err fill_rows(struct book *b, struct book_view *v)
{
    struct register_entries entries;
    struct book_row_view *row;
    struct instant after = {0};
    int64_t after_id = 0;

    read_after(b->rq, &after, &after_id);
    TRY(register_list(b->t, b->rq->actor, &b->f, after, after_id, BOOK_PAGE,
                      &entries));
    row = ARENA_ARRAY(b->arena, struct book_row_view, entries.count);
    for (size_t i = 0; i < entries.count; i++)
        row[i] = row_of(b, &entries.at[i]);
    v->row = row;
    v->count = entries.count;
    v->pager.words = v->total;
    if (after.us)
        v->pager.first = v->here;
    if (entries.more)
        v->pager.next = next_at(b, &entries.at[entries.count - 1]);
    return ERR_OK;
}

enum err page_book(struct tx *t, struct req *rq, struct reply *rp)
{
    struct out *body = page_begin(rq);
    struct book_view v;
    struct book b;
    struct str count;
    int64_t total;

    TRY(read_book(t, rq, &b));
    TRY(register_total(t, rq->actor, &b.f, &total));
    count = id_text(b.arena, total);
    v = (struct book_view){
        .points = point_options(&b),
        .fields = field_options(&b),
        .from = day_iso(b.arena, b.f.from),
        .to = day_iso(b.arena, b.f.to),
        .total =
            msg_format(b.arena, rq->cx.lang, MSG_REGISTER_COUNT, 1, &count),
        .here = book_at(
            &b, S("/can-bo/so-theo-doi?diem={}&tu={}&den={}&linh_vuc={}")),
        .xlsx = book_at(
            &b, S("/can-bo/so-theo-doi/xlsx?diem={}&tu={}&den={}&linh_vuc={}")),
    };
    if (total > 0 && total <= REGISTER_PDF_MAX)
        v.pdf = book_at(
            &b, S("/can-bo/so-theo-doi/pdf?diem={}&tu={}&den={}&linh_vuc={}"));
    TRY(fill_rows(&b, &v));
    tpl_book(body, &v);
    return office_end(t, rq, rp,
                      &(struct office_page){
                          .title = msg(rq->cx.lang, MSG_SLIP_NAME_REGISTER),
                          .has_nav = true,
                          .nav = OFFICE_NAV_BOOK,
                      },
                      body);
}

static enum err record(struct tx *t, struct req *rq)
{
    struct book b;

    TRY(read_book(t, rq, &b));
    return register_record(t, rq->actor, &b.f);
}

enum err record_book_pdf(struct tx *t, struct req *rq)
{
    return record(t, rq);
}

enum err page_book_pdf(struct tx *t, struct req *rq, struct reply *rp)
{
    struct book b;
    struct str pdf;

    TRY(read_book(t, rq, &b));
    TRY(register_pdf(t, rq->actor, &b.f, &pdf));
    reply_text(rp, S("application/pdf"), pdf);
    return ERR_OK;
}

enum err record_book_xlsx(struct tx *t, struct req *rq)
{
    return record(t, rq);
}

enum err page_book_xlsx(struct tx *t, struct req *rq, struct reply *rp)
{
    struct book b;
    struct str file;

    TRY(read_book(t, rq, &b));
    TRY(register_xlsx(t, rq->actor, &b.f, &file));
    reply_text(rp, S(XLSX_TYPE), file);
    reply_header(rp, S("Content-Disposition"),
                 S("attachment; filename=\"so-theo-doi.xlsx\""));
    return ERR_OK;
}
