#include "base/prelude.h"

#include "base/id.h"
#include "base/json.h"
#include "base/msg.h"
#include "base/viet.h"

#include "doc/sheet.h"

#include "domain/org/org_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/register.sql.h"
#include "domain/procedure/procedure.h"
#include "domain/slip/slip_store.h"
#include "domain/slip/template.h"
#include "domain/slip/words.h"

#include "service/address.h"
#include "service/permit.h"
#include "service/register.h"
#include "service/slip_facts.h"

#define PAGE       500
#define PDF_MEMORY ((size_t)96 << 20)

enum err register_points(struct tx *t, const struct actor *who,
                         struct point ret[GRANTS_MAX], size_t *ret_count)
{
    int64_t desk[GRANTS_MAX];
    size_t count =
        grant_scopes(who, CAP_DOSSIER_RECEIVE, instant_day(t->cx->now), desk);

    *ret_count = 0;
    for (size_t i = 0; i < count; i++) {
        enum err e = org_point(t, desk[i], &ret[*ret_count]);

        if (e == ERR_NOT_FOUND) {
            errbox_clear(&t->cx->err);
            continue;
        }
        TRY(e);
        ++*ret_count;
    }
    return ERR_OK;
}

static enum err permit(struct tx *t, const struct actor *who,
                       const struct register_filter *f)
{
    const struct permit where = {f->point_id, f->field, S("")};

    return permit_capability(t, who, CAP_DOSSIER_RECEIVE, &where);
}

static struct instant begin_of(const struct register_filter *f)
{
    return instant_at(f->from, 0);
}

static struct instant end_of(const struct register_filter *f)
{
    return instant_at(f->to, MINUTES_PER_DAY);
}

static struct str delivery_words(int channel)
{
    return msg(LANG_VI, channel == CHANNEL_ONLINE ? MSG_REGISTER_BY_ACCOUNT
                        : channel == CHANNEL_POST ? MSG_REGISTER_BY_POST
                                                  : MSG_REGISTER_AT_COUNTER);
}

static struct str note_of(const struct tx *t,
                          const struct register_page_row *row)
{
    struct instant end = row->has_finished_at ? row->finished_at : t->cx->now;

    if (row->has_due_at && end.us > row->due_at.us)
        return msg(LANG_VI, MSG_REGISTER_LATE);
    if (row->has_first_due_at && row->has_due_at &&
        row->first_due_at.us != row->due_at.us)
        return msg(LANG_VI, MSG_REGISTER_NEW_DATE);
    return S("");
}

static enum err entry_of(struct tx *t, const struct register_page_row *row,
                         struct register_entry *ret)
{
    struct arena *a = t->cx->arena;
    struct str address;

    TRY(address_words(t, row->address, &address));
    *ret = (struct register_entry){
        .id = row->id,
        .code = row->code.p ? row->code : row->submission_code,
        .procedure = row->procedure.p ? row->procedure : row->procedure_code,
        .applicant = row->person,
        .address =
            arena_printf(a, "%.*s%s%.*s", STR_ARG(address),
                         str_empty(address) ? "" : "\n", STR_ARG(row->phone)),
        .agency = row->agency,
        .delivery = delivery_words(row->delivery),
        .note = note_of(t, row),
        .accepted_at = row->accepted_at,
    };
    if (row->has_due_at)
        ret->due_at = row->due_at;
    if (row->has_transferred_at)
        ret->transferred_at = row->transferred_at;
    if (row->has_finished_at)
        ret->finished_at = row->finished_at;
    if (row->has_returned_at)
        ret->returned_at = row->returned_at;
    return ERR_OK;
}

static enum err list(struct tx *t, const struct register_filter *f,
                     struct instant after, int64_t after_id, size_t max,
                     struct register_entries *ret)
{
    struct register_page_rows rows;
    struct register_entry *entry;

    TRY(register_page(t,
                      &(struct register_page_in){
                          .point_id = f->point_id,
                          .from_at = begin_of(f),
                          .until_at = end_of(f),
                          .field = f->field,
                          .after_at = after,
                          .after_id = after_id,
                      },
                      max, &rows));
    entry = ARENA_ARRAY(t->cx->arena, struct register_entry, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        TRY(entry_of(t, &rows.row[i], &entry[i]));
    *ret = (struct register_entries){entry, rows.count, rows.more};
    return ERR_OK;
}

enum err register_list(struct tx *t, const struct actor *who,
                       const struct register_filter *f, struct instant after,
                       int64_t after_id, size_t max,
                       struct register_entries *ret)
{
    TRY(permit(t, who, f));
    return list(t, f, after, after_id, max, ret);
}

enum err register_total(struct tx *t, const struct actor *who,
                        const struct register_filter *f, int64_t *ret)
{
    struct register_count_row row;

    TRY(permit(t, who, f));
    TRY(register_count(t, f->point_id, begin_of(f), end_of(f), f->field, &row));
    *ret = row.dossiers;
    return ERR_OK;
}

/* "28/04/2026" and the hour under it. */
static struct str when(struct arena *a, struct instant t)
{
    return t.us ? arena_printf(a, "%s\n%s", day_vn(a, instant_day(t)).p,
                               instant_hm(a, t).p)
                : S("");
}

static void add_entry(struct arena *a, struct json *entries,
                      const struct register_entry *e)
{
    struct json *row = json_new_object(a);

    json_set_str(row, "code", e->code);
    json_set_str(row, "procedure", e->procedure);
    json_set_str(row, "sets", S("01"));
    json_set_str(row, "applicant", e->applicant);
    json_set_str(row, "address", e->address);
    json_set_str(row, "agency", e->agency);
    json_set_str(row, "accepted", when(a, e->accepted_at));
    json_set_str(row, "due", when(a, e->due_at));
    json_set_str(row, "transferred", when(a, e->transferred_at));
    json_set_str(row, "finished", when(a, e->finished_at));
    json_set_str(row, "returned", when(a, e->returned_at));
    json_set_str(row, "delivery", e->delivery);
    json_set_str(row, "signed", S(""));
    json_set_str(row, "note", e->note);
    json_add(entries, row);
}

static struct str period_words(struct arena *a, const struct register_filter *f)
{
    const struct str part[] = {day_vn(a, f->from), day_vn(a, f->to)};

    return msg_format(a, LANG_VI, MSG_REGISTER_PERIOD, COUNT_OF(part), part);
}

static struct str field_words(struct arena *a, const struct register_filter *f)
{
    return str_empty(f->field)
               ? S("")
               : msg_format(a, LANG_VI, MSG_REGISTER_FIELD, 1, &f->field_name);
}

static void set_head(struct tx *t, struct json *data,
                     const struct register_filter *f,
                     const struct slip_issuer *issuer, size_t count)
{
    struct arena *a = t->cx->arena;

    json_set_str(data, "above", viet_upper(a, issuer->above));
    json_set_str(data, "issuer", viet_upper(a, issuer->name));
    json_set_str(data, "place_and_date",
                 place_and_date(a, issuer->place, instant_day(t->cx->now)));
    json_set_str(data, "period", period_words(a, f));
    json_set_str(data, "filter", field_words(a, f));
    json_set_i64(data, "count", (int64_t)count);
    json_set_i64(data, "made_at", t->cx->now.us);
}

static void free_big(void *big)
{
    arena_free(big);
}

enum err register_pdf(struct tx *t, const struct actor *who,
                      const struct register_filter *f, struct str *ret)
{
    struct arena *big = arena_new(PDF_MEMORY);
    struct json *data = json_new_object(big);
    struct json *entries = json_new_array(big);
    struct register_entries all;
    struct slip_issuer issuer;
    struct point point;
    struct str body;
    int64_t template_id;

    arena_defer(t->cx->arena, free_big, big);
    TRY(register_list(t, who, f, (struct instant){0}, 0, REGISTER_PDF_MAX,
                      &all));
    if (all.more)
        return REFUSE(&t->cx->err, ERR_TOO_LARGE, MSG_REGISTER_TOO_LONG);
    TRY(org_point(t, f->point_id, &point));
    TRY(slip_issuer_of(t, point.id, point.head_agency_id, &issuer));
    TRY(slip_template_today(t, SLIP_REGISTER, point.key, S(""), &template_id,
                            &body));
    set_head(t, data, f, &issuer, all.count);
    for (size_t i = 0; i < all.count; i++)
        add_entry(big, entries, &all.at[i]);
    json_set(data, "entries", entries);
    return slip_draw(big, body, json_text(big, data), ret, &t->cx->err);
}

static struct sheet_cell text_cell(struct str text)
{
    return (struct sheet_cell){.text = text};
}

static struct sheet_cell instant_cell(struct instant t)
{
    return (struct sheet_cell){.at = t, .is_there = t.us != 0};
}

static struct sheet_cell number_cell(int64_t n)
{
    return (struct sheet_cell){.number = n, .is_there = true};
}

static void write_entry(struct tx *t, struct sheet *s, int64_t n,
                        const struct register_entry *e)
{
    const struct sheet_cell cell[] = {
        text_cell(arena_printf(t->cx->arena, "%" PRId64, n)),
        text_cell(e->code),
        text_cell(e->procedure),
        number_cell(1),
        text_cell(e->applicant),
        text_cell(e->address),
        text_cell(e->agency),
        instant_cell(e->accepted_at),
        instant_cell(e->due_at),
        instant_cell(e->transferred_at),
        instant_cell(e->finished_at),
        instant_cell(e->returned_at),
        text_cell(e->delivery),
        text_cell(S("")),
        text_cell(e->note),
    };

    sheet_row(s, cell);
}

/* Page by page, each given back when it is written. */
static enum err write_all(struct tx *t, const struct register_filter *f,
                          struct sheet *s)
{
    struct instant after = {0};
    int64_t after_id = 0;
    int64_t n = 0;
    bool more = true;

    while (more) {
        struct arena_mark mark = arena_mark(t->cx->arena);
        struct register_entries page;

        TRY(list(t, f, after, after_id, PAGE, &page));
        for (size_t i = 0; i < page.count; i++)
            write_entry(t, s, ++n, &page.at[i]);
        more = page.more;
        if (page.count) {
            after = page.at[page.count - 1].accepted_at;
            after_id = page.at[page.count - 1].id;
        }
        arena_release(t->cx->arena, mark);
    }
    return ERR_OK;
}

enum err register_xlsx(struct tx *t, const struct actor *who,
                       const struct register_filter *f, struct str *ret)
{
#define HEAD(name) msg(LANG_VI, MSG_REGISTER_COLUMN_##name)
    const struct sheet_column column[] = {
        {HEAD(N), SHEET_TEXT, 7},
        {HEAD(CODE), SHEET_TEXT, 22},
        {HEAD(PROCEDURE), SHEET_TEXT, 40},
        {HEAD(SETS), SHEET_NUMBER, 9},
        {HEAD(APPLICANT), SHEET_TEXT, 26},
        {HEAD(ADDRESS), SHEET_TEXT, 36},
        {HEAD(AGENCY), SHEET_TEXT, 24},
        {HEAD(ACCEPTED), SHEET_INSTANT, 17},
        {HEAD(DUE), SHEET_INSTANT, 17},
        {HEAD(TRANSFERRED), SHEET_INSTANT, 17},
        {HEAD(FINISHED), SHEET_INSTANT, 17},
        {HEAD(RETURNED), SHEET_INSTANT, 17},
        {HEAD(DELIVERY), SHEET_TEXT, 16},
        {HEAD(SIGNED), SHEET_TEXT, 12},
        {HEAD(NOTE), SHEET_TEXT, 16},
    };
#undef HEAD
    struct arena *a = t->cx->arena;
    struct arena *own = arena_new(PDF_MEMORY);
    struct sheet_about about = {
        .title = msg(LANG_VI, MSG_SLIP_NAME_REGISTER),
        .name = msg(LANG_VI, MSG_SLIP_NAME_REGISTER),
        .total = msg(LANG_VI, MSG_REGISTER_TOTAL),
        .column = column,
        .count = COUNT_OF(column),
    };
    struct desk_name point;
    struct sheet *s;

    arena_defer(a, free_big, own);
    TRY(permit(t, who, f));
    TRY(org_desk_name(t, f->point_id, &point));
    about.under = arena_printf(a, "%s. %s. %s", point.name.p,
                               period_words(a, f).p, field_words(a, f).p);
    TRY(sheet_begin(own, &about, &s, &t->cx->err));
    TRY(write_all(t, f, s));
    return sheet_end(s, ret, &t->cx->err);
}

enum err register_record(struct tx *t, const struct actor *who,
                         const struct register_filter *f)
{
    TRY(permit(t, who, f));
    return access_log_add(t,
                          &(struct access_log_add_in){
                              .id = id_new(t->cx->now),
                              .account_id = who->account_id,
                              .what = S("register"),
                              .subject_id = f->point_id,
                              .at = t->cx->now,
                          },
                          NULL);
}
