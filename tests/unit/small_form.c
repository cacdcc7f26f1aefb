#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"

#include "domain/pack/pack.h"

#include "small_form.h"

#define PACK_FOLDER SOURCE_ROOT "/tests/data/packs/9.000001"

static bool area_name(void *data, struct str code, enum area_level level,
                      struct str *ret)
{
    static const struct {
        const char *code;
        enum area_level level;
        struct str name;
    } units[] = {
        {"30280", AREA_COMMUNE, S_INIT("phường Mỹ Bình")},
        {"883", AREA_DISTRICT, S_INIT("thành phố Long Xuyên")},
        {"884", AREA_DISTRICT, S_INIT("thành phố Châu Đốc")},
        {"89", AREA_PROVINCE, S_INIT("tỉnh An Giang")},
        {"79", AREA_PROVINCE, S_INIT("thành phố Hồ Chí Minh")},
    };

    (void)data;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (level == units[i].level && str_eq_c(code, units[i].code)) {
            *ret = units[i].name;
            return true;
        }
    return false;
}

struct filling small_form(struct arena **ret_arena)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(a, &f, S(PACK_FOLDER));
    struct filling filling = {
        .form = pack_read(a, a, &f, gathered)->form,
        .answers = json_new_object(a),
        .channel = CHANNEL_ONLINE,
        .area_name = area_name,
    };

    check(day_parse_iso(S("2026-04-28"), &filling.today));
    check(f.errors == 0);
    *ret_arena = a;
    return filling;
}
