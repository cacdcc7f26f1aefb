#include "base/prelude.h"

#include "base/buf.h"
#include "base/id.h"
#include "base/json.h"
#include "base/msg.h"
#include "base/viet.h"

#include "store/series.h"

#include "domain/area/area_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "domain/paper/paper_store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/slip/words.h"

#include "service/address.h"
#include "service/receipt.h"

#define FEES_SHOWN_MAX 12
#define LINE_BYTES_MAX 2000

struct making {
    struct tx *t;
    const struct dossier *d;
    const struct pack *pack;
    struct receipt *r;
};

/* "Ủy ban nhân dân" and "thành phố Long Xuyên" read best on two lines. */
static struct str in_two_lines(struct arena *a, struct str name,
                               struct str second)
{
    size_t at = str_find(name, second);

    if (at == 0 || at >= name.n || name.p[at - 1] != ' ')
        return name;
    return arena_printf(a, "%.*s\n%.*s", STR_ARG(str_sub(name, 0, at - 1)),
                        STR_ARG(str_sub(name, at, name.n)));
}

/* "thành phố Long Xuyên" without its kind, as in "Long Xuyên, ngày …". */
static struct str place_of(struct arena *a, struct area area)
{
    struct str rest = area.name;
    struct str word;
    struct str kind = viet_fold(a, area.kind);
    size_t words = 1;

    for (size_t i = 0; i < kind.n; i++)
        words += kind.p[i] == '_';
    while (words-- && str_next(&rest, ' ', &word))
        ;
    return rest.p ? rest : area.name;
}

static enum err fill_point(struct making *m)
{
    struct tx *t = m->t;
    struct arena *a = t->cx->arena;
    struct day today = instant_day(t->cx->now);
    struct point point;
    struct agency authority;
    struct area area;
    struct str inside;
    bool found;

    TRY(org_point(t, m->d->point_id, &point));
    TRY(org_agency(t, m->d->receiver_id, &authority));
    TRY(area_find(t, point.area, today, &area, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_INTERNAL, "the point lies nowhere");
    inside = area_name_inside(a, area.name);
    m->r->authority = in_two_lines(a, authority.name, inside);
    m->r->is_center = str_eq_c(point.kind, "center");
    m->r->point = msg(LANG_VI, m->r->is_center ? MSG_RECEIPT_POINT_CENTER
                                               : MSG_RECEIPT_POINT);
    m->r->place = place_of(a, area);
    return ERR_OK;
}

/* The slip's number, and the dossier's entry in the year's register. */
static enum err fill_numbers(struct making *m)
{
    struct tx *t = m->t;
    struct arena *a = t->cx->arena;
    struct point point;
    struct str year =
        arena_printf(a, "%04d", day_civil(instant_day(t->cx->now)).year);

    TRY(org_point(t, m->d->point_id, &point));
    TRY(series_next(t, point.key, S("register"), year, &m->r->entry));
    TRY(series_next(t, point.key, S("slip-1"), year, &m->r->number));
    m->r->volume = 1;
    return ERR_OK;
}

static enum err fill_person(struct making *m)
{
    struct person p;

    TRY(person_load(m->t, m->d->person_id, &p));
    m->r->applicant = p.name;
    m->r->phone = p.phone;
    m->r->email = p.email;
    return address_words(m->t, p.address, &m->r->address);
}

static enum err fill_papers(struct making *m)
{
    const struct procedure *card = m->pack->card;
    struct papers have;
    struct handed_papers handed;
    struct receipt_paper *list;
    size_t count = 0;

    TRY(papers_of_dossier(m->t, m->d->id, &have));
    TRY(handed_of_dossier(m->t, m->d->id, &handed));
    list = ARENA_ARRAY(m->t->cx->arena, struct receipt_paper,
                       card->component_count);
    for (size_t i = 0; i < card->component_count; i++) {
        const struct procedure_component *c = &card->component[i];
        const struct handed_paper *p = handed_find(&handed, c->code);
        size_t files = paper_count(&have, c->code);

        /* What was only shown went home again. */
        if (c->show_only || (!files && !p))
            continue;
        list[count++] = (struct receipt_paper){
            .name = c->name.in[LANG_VI],
            .originals = p ? p->originals : 0,
            .copies = p ? p->copies : 0,
            .files = (int)files,
        };
    }
    m->r->paper = list;
    m->r->paper_count = count;
    return ERR_OK;
}

static void add_fee(struct arena *a, struct buf *b,
                    const struct procedure_fee *fee)
{
    if (b->n)
        buf_add_c(b, "; ");
    if (fee->known)
        buf_add(b, fee->amount.dong ? vnd_text(a, LANG_VI, fee->amount)
                                    : msg(LANG_VI, MSG_RECEIPT_FREE));
    else
        buf_add(b, msg(LANG_VI, MSG_RECEIPT_FEE_UNKNOWN));
    buf_printf(b, " (%.*s)", STR_ARG(fee->name.in[LANG_VI]));
}

static struct str fee_words(struct making *m)
{
    struct arena *a = m->t->cx->arena;
    const struct procedure *card = m->pack->card;
    const struct procedure_fee *fee[FEES_SHOWN_MAX];
    struct buf b = buf_new(a, LINE_BYTES_MAX);
    size_t count =
        procedure_fees(card, procedure_case_index(card, m->d->case_code),
                       m->d->channel, FEES_SHOWN_MAX, fee);

    for (size_t i = 0; i < count; i++)
        add_fee(a, &b, fee[i]);
    return count ? buf_str(&b) : msg(LANG_VI, MSG_RECEIPT_FREE);
}

static enum err delivery_words(struct making *m, struct str *ret)
{
    struct desk_name name;

    if (m->d->delivery == CHANNEL_ONLINE) {
        *ret = msg(LANG_VI, MSG_RECEIPT_BY_ACCOUNT);
        return ERR_OK;
    }
    if (m->d->delivery == CHANNEL_POST) {
        *ret = msg(LANG_VI, MSG_RECEIPT_BY_POST);
        return ERR_OK;
    }
    TRY(org_desk_name(m->t, m->d->return_point_id, &name));
    *ret = name.short_name;
    return ERR_OK;
}

static struct str id_number_of(const struct identifiers *ids)
{
    const struct identifier *i = identifier_of(ids, IDENTIFIER_ID_NUMBER);

    return i ? i->value : S("");
}

/*
 * The address that a telephone opens, with the minimum data behind '#', where
 * no server sees them.
 *
 * Source: Circular 01/2023/TT-VPCP art. 26: codes of dossier, procedure and
 * person, name of the paper and the system, instant of issue, due date.
 */
static enum err qr_text(struct making *m, struct str site, struct str *ret)
{
    struct arena *a = m->t->cx->arena;
    struct identifiers ids;
    struct str number;

    TRY(person_identifiers(m->t, m->d->person_id, &ids));
    number = id_number_of(&ids);
    *ret = arena_printf(
        a, "%.*s/tra-cuu?ma=%.*s#%.*s|%.*s|%.*s|Mau 01|%.*s|%s|%s",
        STR_ARG(site), STR_ARG(m->d->code), STR_ARG(m->d->code),
        STR_ARG(m->d->procedure_code), STR_ARG(number), STR_ARG(site),
        instant_iso(a, m->d->accepted_at).p, instant_iso(a, m->d->due_at).p);
    return ERR_OK;
}

static struct str without_scheme(struct str site)
{
    size_t at = str_find(site, S("://"));

    return at < site.n ? str_sub(site, at + 3, site.n) : site;
}

static enum err write_slip(struct making *m)
{
    struct tx *t = m->t;

    return slip_insert(t,
                       &(struct slip_insert_in){
                           .id = id_new(t->cx->now),
                           .dossier_id = m->d->id,
                           .kind = SLIP_RECEIPT,
                           .number = m->r->number,
                           .year = day_civil(instant_day(t->cx->now)).year,
                           .desk_id = m->d->point_id,
                           .data = receipt_freeze(t->cx->arena, m->r),
                           .made_at = t->cx->now,
                       },
                       NULL);
}

enum err receipt_make(struct tx *t, const struct dossier *d,
                      const struct pack *pack, const struct actor *officer,
                      struct str site, const struct deadline *due)
{
    struct arena *a = t->cx->arena;
    struct receipt r = {
        .code = d->code,
        .procedure_name = pack->card->name.in[LANG_VI],
        .procedure_code = d->procedure_code,
        .limit = d->limit,
        .accepted_at = d->accepted_at,
        .due_at = d->due_at,
        .due_reason = deadline_words(a, LANG_VI, due),
        .provisional = due->provisional,
        .filed_online = d->channel == CHANNEL_ONLINE,
        .officer = officer->name,
        .lookup =
            arena_printf(a, "%.*s/tra-cuu", STR_ARG(without_scheme(site))),
    };
    struct making m = {t, d, pack, &r};

    TRY(fill_point(&m));
    TRY(fill_person(&m));
    TRY(fill_papers(&m));
    TRY(delivery_words(&m, &r.delivery));
    TRY(qr_text(&m, site, &r.qr));
    r.fee = fee_words(&m);
    TRY(fill_numbers(&m));
    return write_slip(&m);
}

enum err receipt_load(struct tx *t, int64_t dossier_id, struct receipt *ret)
{
    struct slip_find_row row;
    bool found;

    TRY(slip_find(t, dossier_id, SLIP_RECEIPT, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no receipt yet");
    return receipt_thaw(t->cx->arena, row.data, ret, &t->cx->err);
}
