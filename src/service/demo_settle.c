#include "base/prelude.h"

#include "base/json.h"

#include "domain/account/account_store.h"
#include "domain/person/person_store.h"

#include "service/demo_settle.h"

#define ADDRESS_BYTES_MAX 8192

static struct str address_of(struct arena *a, const struct demo_person *p)
{
    struct json *o = json_new_object(a);

    json_set_str(o, "province", S("89"));
    json_set_str(o, "district", p->district);
    json_set_str(o, "commune", p->commune);
    json_set_str(o, "detail", p->detail);
    return json_text(a, o);
}

/* A hash that is none fits no password. */
static enum err settle(struct tx *t, struct demo_person *p)
{
    struct person person = {
        .kind = PERSON_NATURAL,
        .name = p->name,
        .birth_date = p->birth_date,
        .sex = p->sex,
        .phone = p->phone,
        .email = S(""),
        .ethnic = p->ethnic,
        .address = address_of(t->cx->arena, p),
    };
    struct account account = {
        .kind = ACCOUNT_CITIZEN,
        .login = p->phone,
        .password_hash = S(""),
    };

    TRY(person_create(t, &person));
    TRY(person_declare(t, person.id, IDENTIFIER_ID_NUMBER, p->id_number));
    account.person_id = person.id;
    TRY(account_create(t, &account, true));
    p->person_id = person.id;
    p->account_id = account.id;
    return ERR_OK;
}

enum err demo_settle(struct tx *t, struct demo_person *person, size_t count)
{
    for (size_t i = 0; i < count; i++)
        TRY(settle(t, &person[i]));
    return ERR_OK;
}

static enum err read_address(struct tx *t, struct str text,
                             struct demo_person *p)
{
    const struct json *o;
    struct errbox *box = &t->cx->err;

    TRY(json_parse(box, t->cx->arena, text, ADDRESS_BYTES_MAX, &o));
    TRY(json_str(box, o, "district", &p->district));
    TRY(json_str(box, o, "commune", &p->commune));
    return json_str(box, o, "detail", &p->detail);
}

static bool is_home(const struct demo_person *crowd, size_t count,
                    struct str commune)
{
    for (size_t i = 0; i < count; i++)
        if (crowd[i].is_home && str_eq(crowd[i].commune, commune))
            return true;
    return false;
}

static enum err load_citizen(struct tx *t, int64_t account_id,
                             struct demo_person *ret)
{
    const struct identifier *number;
    struct identifiers ids;
    struct account account;
    struct person p;

    TRY(account_load(t, account_id, &account));
    TRY(person_load(t, account.person_id, &p));
    TRY(person_identifiers(t, p.id, &ids));
    number = identifier_of(&ids, IDENTIFIER_ID_NUMBER);
    *ret = (struct demo_person){
        .name = p.name,
        .sex = p.sex,
        .birth_date = p.birth_date,
        .id_number = number ? number->value : S(""),
        .phone = p.phone,
        .ethnic = p.ethnic,
        .is_demo = true,
        .person_id = p.id,
        .account_id = account_id,
    };
    return read_address(t, p.address, ret);
}

enum err demo_citizens(struct tx *t, const struct demo_person *crowd,
                       size_t crowd_count, struct demo_person *ret, size_t max,
                       size_t *ret_count)
{
    struct account_lines lines;
    struct str after = S("");
    size_t count = 0;

    do {
        TRY(account_list(t, ACCOUNT_CITIZEN, after, &lines));
        for (size_t i = 0; i < lines.count && count < max; i++) {
            after = lines.line[i].login;
            if (!lines.line[i].is_demo)
                continue;
            TRY(load_citizen(t, lines.line[i].id, &ret[count]));
            ret[count].is_home =
                is_home(crowd, crowd_count, ret[count].commune);
            count++;
        }
    } while (lines.has_more && count < max);
    *ret_count = count;
    return ERR_OK;
}
