#include "base/prelude.h"

#include "base/buf.h"
#include "base/json.h"

#include "domain/area/area_store.h"

#include "service/address.h"

#define ADDRESS_JSON_MAX 8192
#define ADDRESS_TEXT_MAX 4096

static enum err member(struct tx *t, const struct json *o, const char *key,
                       struct str *ret)
{
    *ret = S("");
    return json_member(o, key) ? json_str(&t->cx->err, o, key, ret) : ERR_OK;
}

static void join(struct buf *b, struct str part)
{
    if (str_empty(part))
        return;
    if (b->n)
        buf_add_c(b, ", ");
    buf_add(b, part);
}

/* The smallest unit that is given stands for those above it. */
static enum err unit_name(struct tx *t, const struct json *o, struct str *ret)
{
    static const char *const keys[] = {"commune", "district", "province"};

    *ret = S("");
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct str code;
        enum err e;

        TRY(member(t, o, keys[i], &code));
        if (str_empty(code))
            continue;
        e = area_full_name(t, code, instant_day(t->cx->now), ret);
        if (e != ERR_NOT_FOUND)
            return e;
    }
    return ERR_OK;
}

enum err address_words(struct tx *t, struct str json, struct str *ret)
{
    struct buf b = buf_new(t->cx->arena, ADDRESS_TEXT_MAX);
    const struct json *o;
    struct str part;

    TRY(json_parse(&t->cx->err, t->cx->arena, json, ADDRESS_JSON_MAX, &o));
    TRY(member(t, o, "detail", &part));
    join(&b, part);
    TRY(member(t, o, "place", &part));
    join(&b, part);
    TRY(unit_name(t, o, &part));
    join(&b, part);
    TRY(member(t, o, "abroad", &part));
    join(&b, part);
    *ret = buf_str(&b);
    return ERR_OK;
}
