#include "base/prelude.h"

#include "base/check.h"

#include "domain/account/account_store.h"
#include "domain/grant/grant_store.h"

#include "service/demo_staff.h"

static enum err add_page(struct tx *t, const struct account_lines *lines,
                         struct demo_staff *ret)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct account_line *line = &lines->line[i];

        if (!line->is_demo || line->is_closed)
            continue;
        if (ret->count == DEMO_STAFF_MAX)
            return RAISE(&t->cx->err, ERR_RANGE, "over %d demo officers",
                         DEMO_STAFF_MAX);
        TRY(actor_load(t, line->id, &ret->actor[ret->count++]));
    }
    return ERR_OK;
}

enum err demo_staff_load(struct tx *t, struct demo_staff *ret)
{
    struct account_lines lines;
    struct str after = S("");

    ret->count = 0;
    do {
        TRY(account_list(t, ACCOUNT_STAFF, after, &lines));
        TRY(add_page(t, &lines, ret));
        if (lines.count)
            after = lines.line[lines.count - 1].login;
    } while (lines.has_more);
    return ERR_OK;
}

/* Those who have the role at just this one desk. */
static size_t holders_at(const struct demo_staff *staff, enum role role,
                         const struct grant_target *target, struct day today,
                         const struct actor *ret[DEMO_STAFF_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < staff->count; i++)
        if (grant_holds(staff->actor[i], role, target, today))
            ret[count++] = staff->actor[i];
    return count;
}

static const struct actor *choose(const struct actor *const *holder,
                                  size_t count, int64_t id, size_t pick)
{
    for (size_t i = 0; i < count; i++)
        if (holder[i]->account_id == id)
            return holder[i];
    return holder[pick % count];
}

enum err demo_staff_at(struct tx *t, const struct demo_staff *staff,
                       const struct demo_post *post, int64_t id, size_t pick,
                       const struct actor **ret)
{
    const struct actor *holder[DEMO_STAFF_MAX];
    struct day today = instant_day(t->cx->now);
    struct grant_target all;
    enum role role;

    *ret = NULL;
    if (!role_parse(post->role, &role))
        return RAISE(&t->cx->err, ERR_INTERNAL, "no such role");
    TRY(grant_target_load(t, post->desk_id, post->field, post->procedure,
                          &all));
    for (size_t i = 0; i < all.count && !*ret; i++) {
        struct grant_target one = {&all.desk[i], 1, post->field,
                                   post->procedure};
        size_t count = holders_at(staff, role, &one, today, holder);

        if (count)
            *ret = choose(holder, count, id, pick);
    }
    return ERR_OK;
}
