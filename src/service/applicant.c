#include "base/prelude.h"

#include "base/json.h"

#include "domain/person/person_store.h"

#include "service/applicant.h"

#define ADDRESS_BYTES_MAX ((size_t)8 << 10)

/* "1990-05-02", "1990-05", "1990" or nothing. */
static struct civil known_date(struct str s)
{
    struct civil c = {0};

    if (s.n > 10 ||
        sscanf(s.p ? s.p : "", "%4d-%2d-%2d", &c.year, &c.month, &c.day) < 1)
        return (struct civil){0};
    return c;
}

/* An address that is not one fills nothing in. */
static void add_address(struct arena *a, struct str json,
                        struct form_person *ret)
{
    struct errbox box;
    const struct json *address;
    struct form_person p = *ret;

    if (str_empty(json) ||
        json_parse(&box, a, json, ADDRESS_BYTES_MAX, &address) != ERR_OK ||
        json_str_opt(&box, address, "province", &p.province) != ERR_OK ||
        json_str_opt(&box, address, "district", &p.district) != ERR_OK ||
        json_str_opt(&box, address, "commune", &p.commune) != ERR_OK ||
        json_str_opt(&box, address, "detail", &p.detail) != ERR_OK)
        return;
    *ret = p;
}

enum err applicant_load(struct tx *t, int64_t person_id,
                        struct form_person *ret)
{
    struct person p;
    struct identifiers ids;
    const struct identifier *number;

    TRY(person_load(t, person_id, &p));
    TRY(person_identifiers(t, person_id, &ids));
    number = identifier_of(&ids, IDENTIFIER_ID_NUMBER);
    *ret = (struct form_person){
        .full_name = p.name,
        .birth_date = known_date(p.birth_date),
        .sex = p.sex,
        .id_number = number ? number->value : STR_NONE,
        .phone = p.phone,
        .email = p.email,
        .ethnic = p.ethnic,
    };
    add_address(t->cx->arena, p.address, ret);
    return ERR_OK;
}
