#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"
#include "base/viet.h"

#include "domain/org/org_store.h"
#include "domain/person/person_store.h"
#include "domain/slip/receipt.h"
#include "domain/slip/template.h"
#include "domain/slip/words.h"

#include "service/address.h"
#include "service/slip_facts.h"
#include "service/slips.h"

/* One slip being gathered. */
struct gathering {
    struct tx *t;
    const struct slip_order *order;
    const struct dossier *d;
    struct json *data;
    struct slip_issuer issuer;
    int64_t template_id;
    struct str body;
};

static void set(struct gathering *g, const char *key, struct str value)
{
    if (!json_member(g->data, key))
        json_set_str(g->data, key, value.p ? value : S(""));
}

/* What the order says, first: it has the last word. */
static void set_own(struct gathering *g)
{
    struct json_walk walk = json_walk(g->order->data);
    const struct json *member;
    struct str key;

    while (g->order->data && json_next(&walk, &key, &member))
        json_set(g->data, arena_cstr(g->t->cx->arena, key), member);
}

static void set_issuer(struct gathering *g)
{
    struct arena *a = g->t->cx->arena;
    const struct slip_issuer *i = &g->issuer;

    set(g, "above", viet_upper(a, i->above));
    set(g, "issuer", viet_upper(a, i->name));
    set(g, "desk_name", i->desk_name);
    set(g, "unit_symbol",
        msg(LANG_VI,
            i->is_center ? MSG_SLIP_UNIT_CENTER : MSG_SLIP_UNIT_POINT));
    set(g, "place_and_date",
        place_and_date(a, i->place, instant_day(g->t->cx->now)));
    set(g, "officer", g->order->who ? g->order->who->name : S(""));
    set(g, "signer", g->order->who ? g->order->who->name : S(""));
    set(g, "lookup", slip_lookup(a, g->order->site));
}

static enum err set_person(struct gathering *g)
{
    struct person p;
    struct str address;

    TRY(person_load(g->t, g->d->person_id, &p));
    TRY(address_words(g->t, p.address, &address));
    set(g, "applicant", p.name);
    set(g, "address", address);
    set(g, "phone", p.phone);
    set(g, "email", p.email);
    set(g, "filed_note",
        g->d->channel == CHANNEL_ONLINE ? msg(LANG_VI, MSG_RECEIPT_FILED_ONLINE)
                                        : S(""));
    return ERR_OK;
}

static enum err set_matter(struct gathering *g)
{
    struct arena *a = g->t->cx->arena;
    struct desk_name agency;
    struct desk_name place;

    TRY(org_desk_name(g->t, g->d->resolver_id, &agency));
    TRY(org_desk_name(g->t, g->d->return_point_id, &place));
    set(g, "code", dossier_shown_code(a, g->d));
    set(g, "procedure_name", g->order->pack->card->name.in[LANG_VI]);
    set(g, "procedure_code", g->d->procedure_code);
    set(g, "agency_name", agency.name);
    set(g, "return_place", place.name);
    set(g, "accepted_day",
        g->d->accepted_at.us ? day_vn(a, instant_day(g->d->accepted_at))
                             : S(""));
    set(g, "due", g->d->due_at.us ? due_in_words(a, g->d->due_at) : S(""));
    return ERR_OK;
}

/* What the template is called stands in the code on the paper. */
static enum err set_code(struct gathering *g)
{
    struct arena *a = g->t->cx->arena;
    struct errbox *box = &g->t->cx->err;
    const struct json *template;
    struct str name;
    struct str qr;

    TRY(json_parse(box, a, g->body, SLIP_TEMPLATE_BYTES_MAX, &template));
    TRY(json_str(box, template, "name", &name));
    TRY(slip_qr(g->t, g->d, g->order->site, viet_fold(a, name), g->t->cx->now,
                NULL, &qr));
    set(g, "qr", qr);
    return ERR_OK;
}

static enum err gather(struct tx *t, const struct slip_order *order,
                       struct gathering *ret)
{
    struct gathering g = {
        .t = t,
        .order = order,
        .d = order->d,
        .data = json_new_object(t->cx->arena),
    };

    TRY(slip_issuer_of(t, order->desk_id, g.d->receiver_id, &g.issuer));
    TRY(slip_template_today(t, order->kind, g.issuer.key, g.d->procedure_code,
                            &g.template_id, &g.body));
    set_own(&g);
    set_issuer(&g);
    TRY(set_person(&g));
    TRY(set_matter(&g));
    TRY(set_code(&g));
    json_set_i64(g.data, "made_at", t->cx->now.us);
    *ret = g;
    return ERR_OK;
}

enum err slip_gather(struct tx *t, const struct slip_order *order,
                     struct str *ret_data, struct str *ret_body)
{
    struct gathering g;

    TRY(gather(t, order, &g));
    *ret_data = json_text(t->cx->arena, g.data);
    *ret_body = g.body;
    return ERR_OK;
}

enum err slip_make(struct tx *t, const struct slip_order *order,
                   int64_t *ret_id)
{
    struct gathering g;
    int64_t number;

    TRY(gather(t, order, &g));
    TRY(slip_number(t, g.issuer.key, order->kind, &number));
    json_set_i64(g.data, "number", number);
    return slip_write(t,
                      &(struct slip_row){
                          .dossier_id = order->d->id,
                          .kind = order->kind,
                          .number = number,
                          .desk_id = order->desk_id,
                          .template_id = g.template_id,
                          .data = json_text(t->cx->arena, g.data),
                      },
                      ret_id);
}

bool slip_is_for_applicant(enum slip_kind kind)
{
    switch (kind) {
    case SLIP_RECEIPT:
    case SLIP_SUPPLEMENT:
    case SLIP_REFUSAL:
    case SLIP_APOLOGY:
    case SLIP_FINANCE:
    case SLIP_STOP: return true;
    case SLIP_CONTROL:
    case SLIP_REGISTER:
    case SLIP_TRANSFER:
    case SLIP_HANDOVER:
    case SLIP_OPINION:
    case SLIP_MINUTES:
    case SLIP_NONE: return false;
    }
    UNREACHABLE();
}

int slip_words(enum slip_kind kind)
{
    switch (kind) {
    case SLIP_RECEIPT: return MSG_DOSSIER_RECEIPT;
    case SLIP_SUPPLEMENT: return MSG_SLIP_NAME_SUPPLEMENT;
    case SLIP_REFUSAL: return MSG_SLIP_NAME_REFUSAL;
    case SLIP_APOLOGY: return MSG_SLIP_NAME_APOLOGY;
    case SLIP_CONTROL: return MSG_SLIP_NAME_CONTROL;
    case SLIP_REGISTER: return MSG_SLIP_NAME_REGISTER;
    case SLIP_TRANSFER: return MSG_SLIP_NAME_TRANSFER;
    case SLIP_HANDOVER: return MSG_SLIP_NAME_HANDOVER;
    case SLIP_OPINION: return MSG_SLIP_NAME_OPINION;
    case SLIP_MINUTES: return MSG_SLIP_NAME_MINUTES;
    case SLIP_FINANCE: return MSG_SLIP_NAME_FINANCE;
    case SLIP_STOP: return MSG_SLIP_NAME_STOP;
    case SLIP_NONE: break;
    }
    UNREACHABLE();
}

enum err slip_pdf(struct tx *t, int64_t dossier_id, int64_t slip_id,
                  struct str *ret, enum slip_kind *ret_kind)
{
    struct arena *a = t->cx->arena;
    struct errbox *box = &t->cx->err;
    struct slip_row row;
    struct str body;
    struct receipt receipt;

    TRY(slip_load(t, dossier_id, slip_id, &row, &body));
    *ret_kind = row.kind;
    if (body.p)
        return slip_draw(a, body, row.data, ret, box);
    TRY(receipt_thaw(a, row.data, &receipt, box));
    return receipt_pdf(a, &receipt, ret, box);
}
