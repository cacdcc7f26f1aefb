#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"

#include "store/series.h"

#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "domain/paper/paper_store.h"
#include "domain/slip/slip_store.h"
#include "domain/slip/words.h"

#include "service/address.h"
#include "service/receipt.h"
#include "service/slip_facts.h"

#define FEES_SHOWN_MAX 12
#define LINE_BYTES_MAX 2000

struct making {
    struct tx *t;
    const struct dossier *d;
    const struct pack *pack;
    struct receipt *r;
};

static enum err fill_point(struct making *m, struct slip_issuer *ret)
{
    TRY(slip_issuer_of(m->t, m->d->point_id, m->d->receiver_id, ret));
    m->r->authority = ret->above;
    m->r->is_center = ret->is_center;
    m->r->point = ret->name;
    m->r->place = ret->place;
    return ERR_OK;
}

/* The slip's number, and the dossier's entry in the year's register. */
static enum err fill_numbers(struct making *m, struct str key)
{
    struct tx *t = m->t;
    struct str year = arena_printf(t->cx->arena, "%04d",
                                   day_civil(instant_day(t->cx->now)).year);

    TRY(series_next(t, key, S("register"), year, &m->r->entry));
    TRY(slip_number(t, key, SLIP_RECEIPT, &m->r->number));
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
        .lookup = slip_lookup(a, site),
    };
    struct making m = {t, d, pack, &r};
    struct slip_issuer issuer;

    TRY(fill_point(&m, &issuer));
    TRY(fill_person(&m));
    TRY(fill_papers(&m));
    TRY(delivery_words(&m, &r.delivery));
    TRY(slip_qr(t, d, site, S("Mau 01"), d->accepted_at, &d->due_at, &r.qr));
    r.fee = fee_words(&m);
    TRY(fill_numbers(&m, issuer.key));
    return slip_write(t,
                      &(struct slip_row){
                          .dossier_id = d->id,
                          .kind = SLIP_RECEIPT,
                          .number = r.number,
                          .desk_id = d->point_id,
                          .data = receipt_freeze(a, &r),
                      },
                      NULL);
}

enum err receipt_load(struct tx *t, int64_t dossier_id, struct receipt *ret)
{
    struct str data;

    TRY(slip_newest(t, dossier_id, SLIP_RECEIPT, &data));
    return receipt_thaw(t->cx->arena, data, ret, &t->cx->err);
}
