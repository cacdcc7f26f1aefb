#include "base/prelude.h"

#include "base/instant.h"
#include "base/msg.h"
#include "base/num.h"

#include "domain/person/person.h"

#include "service/account.h"

#define BIRTH_YEAR_MIN 1880

static void fault(struct profile_faults *f, enum profile_field field,
                  struct errbox *box)
{
    f->field[field] = *box;
    f->count++;
    errbox_clear(box);
}

static enum err look_at_name(struct cx *cx, const struct profile *p)
{
    if (!person_name_ok(p->name))
        return REFUSE(&cx->err, ERR_INPUT,
                      p->name.n ? MSG_FORM_NAME : MSG_ACCOUNT_NAME_MISSING);
    return ERR_OK;
}

static bool has_birth(const struct profile *p)
{
    return p->birth_day.n + p->birth_month.n + p->birth_year.n > 0;
}

static bool read_birth(const struct profile *p, struct day *ret)
{
    int64_t d, m, y;

    return num_parse(p->birth_day, 1, 31, &d) &&
           num_parse(p->birth_month, 1, 12, &m) &&
           num_parse(p->birth_year, BIRTH_YEAR_MIN, 9999, &y) &&
           day_from_civil((struct civil){(int)y, (int)m, (int)d}, ret);
}

static enum err look_at_birth(struct cx *cx, const struct profile *p)
{
    struct day birth;

    if (!has_birth(p))
        return ERR_OK;
    if (!read_birth(p, &birth))
        return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_BIRTH_WRONG);
    if (birth.n > instant_day(cx->now).n)
        return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_BIRTH_FUTURE);
    return ERR_OK;
}

static enum err look_at_phone(struct cx *cx, struct profile *p)
{
    if (!phone_read(cx->arena, p->phone, &p->phone))
        return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_PHONE_WRONG);
    return ERR_OK;
}

static enum err look_at_id_number(struct cx *cx, const struct profile *p)
{
    struct id_parts parts;

    if (p->id_number.n > 0 && !id_number_read(p->id_number, &parts))
        return REFUSE(&cx->err, ERR_INPUT, MSG_ACCOUNT_ID_WRONG);
    return ERR_OK;
}

static enum err look_at_email(struct cx *cx, const struct profile *p)
{
    if (p->email.n > 0 && !email_ok(p->email))
        return REFUSE(&cx->err, ERR_INPUT, MSG_FORM_EMAIL);
    return ERR_OK;
}

void profile_look(struct cx *cx, struct profile *p, struct profile_faults *ret)
{
    *ret = (struct profile_faults){.count = 0};
    if (look_at_name(cx, p) != ERR_OK)
        fault(ret, PROFILE_NAME, &cx->err);
    if (look_at_birth(cx, p) != ERR_OK)
        fault(ret, PROFILE_BIRTH, &cx->err);
    if (look_at_id_number(cx, p) != ERR_OK)
        fault(ret, PROFILE_ID_NUMBER, &cx->err);
    if (look_at_phone(cx, p) != ERR_OK)
        fault(ret, PROFILE_PHONE, &cx->err);
    if (look_at_email(cx, p) != ERR_OK)
        fault(ret, PROFILE_EMAIL, &cx->err);
}

struct str profile_birth_date(struct arena *a, const struct profile *p)
{
    struct day birth;

    return read_birth(p, &birth) ? day_iso(a, birth) : S("");
}

static struct person person_from(struct arena *a, const struct profile *p)
{
    return (struct person){
        .kind = PERSON_NATURAL,
        .name = p->name,
        .birth_date = profile_birth_date(a, p),
        .sex = p->sex,
        .phone = p->phone,
        .email = p->email,
        .ethnic = S(""),
        .address = S("{}"),
    };
}

/* The words stay; that the login is taken is the person's to correct. */
static enum err as_input(enum err err)
{
    return err == ERR_UNIQUE ? ERR_INPUT : err;
}

enum err account_register(struct tx *t, const struct registration *r,
                          int64_t *ret_account_id)
{
    struct person p = person_from(t->cx->arena, &r->profile);
    struct account a = {
        .kind = ACCOUNT_CITIZEN,
        .login = r->profile.phone,
        .password_hash = r->password_hash,
        .lang = t->cx->lang,
    };

    TRY(person_create(t, &p));
    if (r->profile.id_number.n > 0)
        TRY(person_declare(t, p.id, IDENTIFIER_ID_NUMBER,
                           r->profile.id_number));
    a.person_id = p.id;
    TRY(as_input(account_create(t, &a, true)));
    *ret_account_id = a.id;
    return ERR_OK;
}

static bool is_same_person(const struct person *old, const struct person *new)
{
    return str_eq(old->name, new->name) &&
           old->sex == new->sex &&str_eq(old->birth_date, new->birth_date);
}

enum err account_profile_put(struct tx *t, int64_t person_id,
                             const struct profile *profile)
{
    struct person new = person_from(t->cx->arena, profile);
    const struct identifier *number;
    struct identifiers ids;
    struct person old;

    TRY(person_load(t, person_id, &old));
    TRY(person_identifiers(t, person_id, &ids));
    number = identifier_of(&ids, IDENTIFIER_ID_NUMBER);
    if (number && number->assurance == ASSURANCE_VERIFIED &&
        !is_same_person(&old, &new))
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_ACCOUNT_PERSON_FIXED);
    new.id = person_id;
    new.ethnic = old.ethnic;
    new.address = old.address;
    TRY(person_put(t, &new));
    return person_declare(t, person_id, IDENTIFIER_ID_NUMBER,
                          profile->id_number);
}
