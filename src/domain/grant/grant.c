#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/grant/grant.h"

static const struct {
    const char *name;
    enum door door;
} capabilities[CAP_COUNT] = {
#define CAP(name, door) [CAP_##name] = {#name, DOOR_##door},
#include "domain/grant/capabilities.def"
#undef CAP
};

_Static_assert(CAP_COUNT <= 32, "a set of capabilities is a 32-bit mask");

static const struct {
    struct str key;
    enum msg_id words;
    uint32_t capabilities;
} roles[ROLE_COUNT] = {
#define CAP(name) | UINT32_C(1) << CAP_##name
#define ROLE(name, key, capabilities) \
    [ROLE_##name] = {S_INIT(key), MSG_ROLE_##name, 0 capabilities},
#include "domain/grant/roles.def"
#undef ROLE
#undef CAP
};

enum door capability_door(enum capability c)
{
    check(c < CAP_COUNT);
    return capabilities[c].door;
}

const char *capability_name(enum capability c)
{
    check(c < CAP_COUNT);
    return capabilities[c].name;
}

struct str role_key(enum role r)
{
    check(r < ROLE_COUNT);
    return roles[r].key;
}

bool role_parse(struct str key, enum role *ret)
{
    for (int r = 0; r < ROLE_COUNT; r++)
        if (str_eq(key, roles[r].key)) {
            *ret = (enum role)r;
            return true;
        }
    return false;
}

int role_words(enum role r)
{
    check(r < ROLE_COUNT);
    return (int)roles[r].words;
}

bool role_has(enum role r, enum capability c)
{
    check(r < ROLE_COUNT && c < CAP_COUNT);
    return (roles[r].capabilities & UINT32_C(1) << c) != 0;
}

static bool is_in_force(const struct grant *g, struct day today)
{
    return g->from.n <= today.n && today.n < g->to.n;
}

static bool reaches(const struct grant *g, const struct grant_target *target)
{
    for (size_t i = 0; i < target->count; i++)
        if (target->desk[i] == g->desk_id)
            return true;
    return false;
}

static bool covers(const struct grant *g, const struct grant_target *target)
{
    return reaches(g, target) &&
           (str_empty(g->field) || str_eq(g->field, target->field)) &&
           (str_empty(g->procedure) || str_eq(g->procedure, target->procedure));
}

static bool staff_may(const struct actor *who, enum capability c,
                      const struct grant_target *target, struct day today)
{
    for (size_t i = 0; i < who->count; i++) {
        const struct grant *g = &who->grant[i];

        if (role_has(g->role, c) && is_in_force(g, today) &&
            (!target || covers(g, target)))
            return true;
    }
    return false;
}

bool grant_allows(const struct actor *who, enum capability c,
                  const struct grant_target *target, struct day today)
{
    switch (capability_door(c)) {
    case DOOR_PUBLIC: return true;
    case DOOR_ACCOUNT: return who != NULL;
    case DOOR_CITIZEN: return who && who->kind == ACCOUNT_CITIZEN;
    case DOOR_STAFF:
        return who && who->kind == ACCOUNT_STAFF &&
               staff_may(who, c, target, today);
    }
    UNREACHABLE();
}

bool grant_holds(const struct actor *who, enum role role,
                 const struct grant_target *target, struct day today)
{
    if (!who || who->kind != ACCOUNT_STAFF)
        return false;
    for (size_t i = 0; i < who->count; i++) {
        const struct grant *g = &who->grant[i];

        if (g->role == role && is_in_force(g, today) && covers(g, target))
            return true;
    }
    return false;
}

static bool is_listed(const int64_t *desk, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (desk[i] == id)
            return true;
    return false;
}

size_t grant_scopes(const struct actor *who, enum capability c,
                    struct day today, int64_t ret_desk[GRANTS_MAX])
{
    size_t count = 0;

    if (!who || who->kind != ACCOUNT_STAFF)
        return 0;
    check(who->count <= GRANTS_MAX);
    for (size_t i = 0; i < who->count; i++) {
        const struct grant *g = &who->grant[i];

        if (role_has(g->role, c) && is_in_force(g, today) &&
            !is_listed(ret_desk, count, g->desk_id))
            ret_desk[count++] = g->desk_id;
    }
    return count;
}
