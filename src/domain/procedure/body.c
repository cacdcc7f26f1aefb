#include "base/prelude.h"

#include "base/msg.h"

#include "domain/procedure/body.h"

static const struct {
    const char *name;
    bool has_functions;
} BODY[] = {
    [BODY_COMMUNE_COMMITTEE] = {"commune_committee", false},
    [BODY_DISTRICT_COMMITTEE] = {"district_committee", false},
    [BODY_PROVINCE_COMMITTEE] = {"province_committee", false},
    [BODY_DISTRICT_DIVISION] = {"district_division", true},
    [BODY_DEPARTMENT] = {"department", true},
    [BODY_LAND_OFFICE] = {"land_office", false},
    [BODY_LAND_OFFICE_BRANCH] = {"land_office_branch", false},
    [BODY_VERTICAL] = {"vertical", true},
};

/* "qldt|kth": words of letters and '_', each once between bars. */
static bool functions_ok(struct str functions)
{
    struct str rest = functions;
    struct str word;

    while (str_next(&rest, '|', &word)) {
        if (word.n == 0 || word.n > PACK_ID_BYTES)
            return false;
        for (size_t i = 0; i < word.n; i++) {
            if (word.p[i] != '_' && (word.p[i] < 'a' || word.p[i] > 'z'))
                return false;
        }
    }
    return true;
}

bool body_parse(struct arena *a, struct str text, struct body *ret)
{
    size_t colon = str_find_char(text, ':', 0);
    struct str name = str_sub(text, 0, colon);
    struct str functions = str_sub(text, colon + 1, text.n);

    for (size_t i = 0; i < COUNT_OF(BODY); i++) {
        if (!str_eq_c(name, BODY[i].name))
            continue;
        if (BODY[i].has_functions != (colon < text.n))
            return false;
        if (BODY[i].has_functions && !functions_ok(functions))
            return false;
        ret->kind = (enum body_kind)i;
        ret->functions =
            BODY[i].has_functions ? arena_str(a, functions) : STR_NONE;
        return true;
    }
    return false;
}

struct body body_read(struct node n)
{
    struct body body = {0};
    struct str text = read_text(n, PACK_TEXT_BYTES);

    if (text.p && !body_parse(n.reader->arena, text, &body))
        node_error1(n, MSG_PACK_BODY_UNKNOWN, text);
    return body;
}

struct str body_text(struct arena *a, struct body body)
{
    return arena_printf(a, "%s%s%.*s", BODY[body.kind].name,
                        body.functions.n > 0 ? ":" : "",
                        STR_ARG(body.functions));
}
