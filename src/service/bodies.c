#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/org/org_store.h"

#include "service/bodies.h"

/* "qldt|kth": the names of all of them. */
static enum err names(struct tx *t, struct str kind, struct str functions,
                      struct day on, struct str *ret)
{
    struct str rest = functions;
    struct str name = STR_NONE;
    struct str task;

    while (str_next(&rest, '|', &task)) {
        struct str one;

        TRY(org_task_name(t, kind, task, on, &one));
        if (name.p) {
            struct str both[] = {name, one};

            one = msg_format(t->cx->arena, t->cx->lang, MSG_BODY_OR,
                             COUNT_OF(both), both);
        }
        name = one;
    }
    *ret = name;
    return ERR_OK;
}

enum err bodies_name(struct tx *t, struct body body, struct day on,
                     struct str *ret)
{
    enum lang lang = t->cx->lang;

    switch (body.kind) {
    case BODY_COMMUNE_COMMITTEE:
        *ret = msg(lang, MSG_BODY_COMMUNE_COMMITTEE);
        return ERR_OK;
    case BODY_DISTRICT_COMMITTEE:
        *ret = msg(lang, MSG_BODY_DISTRICT_COMMITTEE);
        return ERR_OK;
    case BODY_PROVINCE_COMMITTEE:
        *ret = msg(lang, MSG_BODY_PROVINCE_COMMITTEE);
        return ERR_OK;
    case BODY_LAND_OFFICE_BRANCH:
        *ret = msg(lang, MSG_BODY_LAND_OFFICE_BRANCH);
        return ERR_OK;
    case BODY_LAND_OFFICE:
        return names(t, S("division"), S("land_office"), on, ret);
    case BODY_DISTRICT_DIVISION:
        return names(t, S("division"), body.functions, on, ret);
    case BODY_DEPARTMENT:
        return names(t, S("department"), body.functions, on, ret);
    case BODY_VERTICAL: return names(t, S("vertical"), body.functions, on, ret);
    }
    UNREACHABLE();
}

enum err bodies_step_name(struct tx *t, const struct procedure *card,
                          const struct flow_unit *unit, struct day on,
                          struct str *ret)
{
    switch (unit->kind) {
    case FLOW_UNIT_RECEIVER:
        *ret = msg(t->cx->lang, MSG_BODY_POINT);
        return ERR_OK;
    case FLOW_UNIT_RESOLVER: return bodies_name(t, card->resolve, on, ret);
    case FLOW_UNIT_DIVISION:
        return names(t, S("division"), unit->functions, on, ret);
    case FLOW_UNIT_BODY: return bodies_name(t, unit->body, on, ret);
    }
    UNREACHABLE();
}
