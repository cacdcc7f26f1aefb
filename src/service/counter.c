#include "base/prelude.h"

#include "base/json.h"
#include "base/msg.h"
#include "base/num.h"
#include "base/viet.h"

#include "domain/account/account.h"
#include "domain/org/org_store.h"
#include "domain/person/person.h"

#include "service/applicant.h"
#include "service/counter.h"
#include "service/flowing.h"
#include "service/routing.h"

#define BIRTH_YEAR_MIN 1880

static enum err look_at_name(struct cx *cx, const struct counter_person *p)
{
    if (person_name_ok(p->name))
        return ERR_OK;
    return REFUSE(&cx->err, ERR_INPUT,
                  p->name.n ? MSG_FORM_NAME : MSG_ACCOUNT_NAME_MISSING);
}

/* "7/3/1992" or "1992". */
static bool read_birth(struct str typed, struct civil *ret)
{
    struct str part[3] = {S("0"), S("0"), S("")};
    size_t count = 0;
    int64_t n[3];

    if (str_find_char(typed, '/', 0) == typed.n)
        part[2] = typed;
    else
        while (count < 3 && str_next(&typed, '/', &part[count]))
            count++;
    if (!num_parse(part[0], 0, 31, &n[0]) ||
        !num_parse(part[1], 0, 12, &n[1]) ||
        !num_parse(part[2], BIRTH_YEAR_MIN, 9999, &n[2]))
        return false;
    *ret = (struct civil){(int)n[2], (int)n[1], (int)n[0]};
    return (count == 0) == (ret->month == 0) && (count == 0) == (ret->day == 0);
}

static enum err look_at_birth(struct cx *cx, struct counter_person *p)
{
    bool has_day;
    struct civil c;
    struct day day;

    if (str_empty(p->birth))
        return ERR_OK;
    if (!read_birth(p->birth, &c))
        return REFUSE(&cx->err, ERR_INPUT, MSG_COUNTER_BIRTH_WRONG);
    has_day = c.day > 0;
    if (!day_from_civil(has_day ? c : (struct civil){c.year, 1, 1}, &day))
        return REFUSE(&cx->err, ERR_INPUT, MSG_COUNTER_BIRTH_WRONG);
    if (day.n > instant_day(cx->now).n)
        return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_BIRTH_FUTURE);
    p->birth = has_day ? day_iso(cx->arena, day)
                       : arena_printf(cx->arena, "%04d", c.year);
    return ERR_OK;
}

static bool read_kind(struct str number, enum identifier_kind *ret)
{
    struct id_parts parts;

    if (id_number_read(number, &parts))
        *ret = IDENTIFIER_ID_NUMBER;
    else if (id_card_number_ok(number))
        *ret = IDENTIFIER_ID_CARD;
    else if (passport_number_ok(number))
        *ret = IDENTIFIER_PASSPORT;
    else
        return false;
    return true;
}

static enum err look_at_number(struct cx *cx, struct counter_person *p)
{
    if (read_kind(p->number, &p->kind))
        return ERR_OK;
    return REFUSE(&cx->err, ERR_INPUT,
                  p->number.n ? MSG_COUNTER_NUMBER_WRONG
                              : MSG_COUNTER_NUMBER_MISSING);
}

static enum err look_at_phone(struct cx *cx, struct counter_person *p)
{
    if (str_empty(p->phone) || phone_read(cx->arena, p->phone, &p->phone))
        return ERR_OK;
    return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_PHONE_WRONG);
}

static void keep(struct counter_faults *f, enum counter_field field,
                 enum err err, struct errbox *box)
{
    if (err == ERR_OK)
        return;
    f->field[field] = *box;
    f->count++;
    errbox_clear(box);
}

void counter_look(struct cx *cx, struct counter_person *p,
                  struct counter_faults *ret)
{
    *ret = (struct counter_faults){.count = 0};
    keep(ret, COUNTER_NAME, look_at_name(cx, p), &cx->err);
    keep(ret, COUNTER_BIRTH, look_at_birth(cx, p), &cx->err);
    keep(ret, COUNTER_NUMBER, look_at_number(cx, p), &cx->err);
    keep(ret, COUNTER_PHONE, look_at_phone(cx, p), &cx->err);
}

enum err counter_find(struct tx *t, const struct counter_person *p,
                      struct person_lines *ret)
{
    const struct person_after first = {0};
    enum identifier_kind kind;

    *ret = (struct person_lines){0};
    if (read_kind(p->number, &kind))
        TRY(person_search_number(t, kind, p->number, ret));
    if (ret->count > 0 || str_empty(p->name))
        return ERR_OK;
    return person_search_name(t, p->name, first, ret);
}

/* What was typed and is right already; the rest is left out. */
static struct form_person as_typed(struct cx *cx,
                                   const struct counter_person *typed)
{
    struct counter_person p = *typed;
    struct counter_faults faults;
    struct form_person person = {.full_name = p.name, .sex = p.sex};

    counter_look(cx, &p, &faults);
    if (faults.field[COUNTER_BIRTH].code == ERR_OK && p.birth.n == 10)
        read_birth(typed->birth, &person.birth_date);
    if (faults.field[COUNTER_NUMBER].code == ERR_OK &&
        p.kind == IDENTIFIER_ID_NUMBER)
        person.id_number = p.number;
    if (faults.field[COUNTER_PHONE].code == ERR_OK)
        person.phone = p.phone;
    person.detail = p.address;
    return person;
}

enum err counter_prefill(struct tx *t, const struct counter_person *p,
                         struct form_person *ret)
{
    if (p->id)
        return applicant_load(t, p->id, ret);
    *ret = as_typed(t->cx, p);
    return ERR_OK;
}

/* The desk when it is a point that receives; an agency has none to compare. */
static enum err point_at(struct tx *t, int64_t desk_id, struct point *ret,
                         bool *ret_found)
{
    enum err e = org_point(t, desk_id, ret);

    *ret_found = e == ERR_OK;
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&t->cx->err);
    return ERR_OK;
}

/* The point that receives the matters of an area; 0 when none does. */
static enum err receiver_in(struct tx *t, const struct procedure *card,
                            struct str area, int64_t *ret)
{
    struct routing way;
    enum err e = routing_find(t, card, str_empty(area) ? S("") : area,
                              instant_day(t->cx->now), &way);

    *ret = e == ERR_OK ? way.point_id : 0;
    if (e != ERR_NOT_FOUND)
        return e;
    errbox_clear(&t->cx->err);
    return ERR_OK;
}

static enum err offered_at(struct tx *t, const struct procedure *card,
                           int64_t desk_id, bool *ret)
{
    struct point point;
    bool is_point;
    int64_t id;

    TRY(point_at(t, desk_id, &point, &is_point));
    *ret = !is_point || card->any_unit;
    if (*ret)
        return ERR_OK;
    TRY(receiver_in(t, card,
                    str_empty(card->where_field) ? STR_NONE : point.area, &id));
    *ret = id == desk_id;
    return ERR_OK;
}

enum err counter_offers(struct tx *t, const struct actor *who,
                        const struct procedure *card, bool *ret)
{
    struct day today = instant_day(t->cx->now);
    int64_t desk[GRANTS_MAX];
    size_t count = grant_scopes(who, CAP_DOSSIER_RECEIVE, today, desk);

    *ret = false;
    if (!(card->channels & 1u << CHANNEL_COUNTER))
        return ERR_OK;
    for (size_t i = 0; i < count && !*ret; i++)
        TRY(offered_at(t, card, desk[i], ret));
    return ERR_OK;
}

/* Before the answers say which: the officer's own point. */
static enum err promising_point(struct tx *t, const struct filing_of *of,
                                const struct json *answers, int64_t *ret)
{
    struct str area = submit_area(t->cx->arena, of->pack, answers);
    int64_t desk[GRANTS_MAX];
    struct point point;
    bool is_point;

    TRY(receiver_in(t, of->pack->card, area, ret));
    if (*ret || grant_scopes(of->who, CAP_DOSSIER_RECEIVE,
                             instant_day(t->cx->now), desk) == 0)
        return ERR_OK;
    TRY(point_at(t, desk[0], &point, &is_point));
    if (is_point)
        *ret = desk[0];
    return ERR_OK;
}

enum err counter_promise(struct tx *t, const struct filing_of *of,
                         int case_index, const struct json *answers,
                         struct counter_promise *ret)
{
    const struct procedure_limit *limit =
        procedure_limit(of->pack->card, case_index, CHANNEL_COUNTER);
    int64_t point_id;

    *ret = (struct counter_promise){.has_limit = false};
    if (!limit || !limit->time.known)
        return ERR_OK;
    ret->has_limit = true;
    ret->limit = limit->time.limit;
    TRY(promising_point(t, of, answers, &point_id));
    if (!point_id)
        return ERR_OK;
    TRY(flowing_due(t, point_id, ret->limit, &ret->due));
    ret->has_due = true;
    return ERR_OK;
}

static struct str address_json(struct arena *a, struct str line)
{
    struct json *address = json_new_object(a);

    if (!str_empty(line))
        json_set_str(address, "detail", line);
    return json_text(a, address);
}

static enum err create(struct tx *t, const struct counter_person *p,
                       int64_t *ret)
{
    struct person new = {
        .kind = PERSON_NATURAL,
        .name = p->name,
        .birth_date = p->birth,
        .sex = p->sex,
        .phone = p->phone,
        .email = S(""),
        .ethnic = S(""),
        .address = address_json(t->cx->arena, p->address),
    };

    TRY(person_create(t, &new));
    *ret = new.id;
    return ERR_OK;
}

static bool is_called(struct arena *a, const struct person *known,
                      struct str name)
{
    return str_eq(viet_fold(a, known->name), viet_fold(a, name));
}

static bool is_unknown_address(struct str json)
{
    return str_empty(json) || str_eq(json, S("{}"));
}

/* What was not known of somebody, now told at the counter. */
static enum err complete(struct tx *t, const struct counter_person *p,
                         struct person *known)
{
    if (str_empty(known->birth_date))
        known->birth_date = p->birth;
    if (known->sex == SEX_UNKNOWN)
        known->sex = p->sex;
    if (str_empty(known->phone))
        known->phone = p->phone;
    if (is_unknown_address(known->address))
        known->address = address_json(t->cx->arena, p->address);
    return person_put(t, known);
}

static enum err take_known(struct tx *t, const struct counter_person *p)
{
    struct identifiers ids;
    const struct identifier *own;
    struct person known;
    enum err e = person_load(t, p->id, &known);

    if (e == ERR_NOT_FOUND)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_COUNTER_CHOOSE_PERSON);
    TRY(e);
    if (known.kind != PERSON_NATURAL ||
        !is_called(t->cx->arena, &known, p->name))
        return REFUSE1(&t->cx->err, ERR_INPUT, MSG_COUNTER_OTHER_NAME,
                       known.name);
    TRY(person_identifiers(t, p->id, &ids));
    own = identifier_of(&ids, p->kind);
    if (own && own->assurance == ASSURANCE_VERIFIED &&
        !str_eq(own->value, p->number))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_COUNTER_OTHER_NUMBER);
    return complete(t, p, &known);
}

/* Only what its issuer confirmed belongs to one person alone. */
static enum err require_free(struct tx *t, const struct counter_person *p)
{
    struct person owner;
    int64_t owner_id;
    bool found;

    TRY(person_of_number(t, p->kind, p->number, &owner_id, &found));
    if (!found || owner_id == p->id)
        return ERR_OK;
    TRY(person_load(t, owner_id, &owner));
    return REFUSE1(&t->cx->err, ERR_INPUT, MSG_COUNTER_NUMBER_TAKEN,
                   owner.name);
}

static enum err settle(struct tx *t, const struct counter_person *p,
                       int64_t *ret)
{
    TRY(require_free(t, p));
    *ret = p->id;
    if (p->id)
        TRY(take_known(t, p));
    else
        TRY(create(t, p, ret));
    return person_mark_seen(t, *ret, p->kind, p->number);
}

/* Who receives it, for the officer who does not. */
static enum err tell_where(struct tx *t, const struct filing_of *of,
                           const struct json *answers)
{
    struct point point;
    int64_t id;

    errbox_clear(&t->cx->err);
    TRY(receiver_in(t, of->pack->card,
                    submit_area(t->cx->arena, of->pack, answers), &id));
    TRY(org_point(t, id, &point));
    return REFUSE1(&t->cx->err, ERR_INPUT, MSG_COUNTER_ELSEWHERE, point.name);
}

enum err counter_take_in(struct tx *t, const struct filing_of *of,
                         const struct counter_person *p, struct intake *in,
                         struct filing_check *ret_check, struct dossier *ret)
{
    enum err e;

    *ret_check = (struct filing_check){0};
    TRY(settle(t, p, &in->person_id));
    e = submit_intake(t, of, in, ret_check, ret);
    return e == ERR_FORBIDDEN ? tell_where(t, of, in->answers) : e;
}
