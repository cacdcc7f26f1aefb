#include "base/prelude.h"

#include "base/json.h"
#include "base/msg.h"

#include "domain/org/org_store.h"
#include "domain/slip/template.h"
#include "domain/slip/words.h"

#include "service/control.h"
#include "service/slips.h"

enum control_result control_result(const struct dossier_step *s,
                                   struct instant now)
{
    struct instant end = s->closed_at.us ? s->closed_at : now;

    if (end.us > s->due_at.us)
        return CONTROL_LATE;
    if (!s->closed_at.us)
        return CONTROL_OPEN;
    return instant_day(end).n < instant_day(s->due_at).n ? CONTROL_EARLY
                                                         : CONTROL_ON_TIME;
}

static enum err desk_of(struct tx *t, const struct dossier_step *s,
                        struct str *ret)
{
    struct desk_name name;

    *ret = S("");
    if (!s)
        return ERR_OK;
    TRY(org_desk_name(t, s->desk_id, &name));
    *ret = name.short_name;
    return ERR_OK;
}

static struct str instant_or_none(struct arena *a, struct instant t)
{
    return t.us ? instant_in_words(a, t) : S("");
}

static struct str say(struct tx *t, enum msg_id words, struct str first,
                      struct str second)
{
    const struct str part[] = {first, second};

    return msg_format(t->cx->arena, LANG_VI, (int)words, COUNT_OF(part), part);
}

/* "1. Giao: …", and under it "2. Nhận: …" where somebody took it. */
static enum err set_desks(struct tx *t, struct json *row,
                          const struct dossier_step *from,
                          const struct dossier_step *to)
{
    struct str giving;
    struct str taking;

    TRY(desk_of(t, from, &giving));
    TRY(desk_of(t, to, &taking));
    json_set_str(row, "desks",
                 to ? say(t, MSG_CONTROL_DESKS, giving, taking)
                    : say(t, MSG_CONTROL_DESK, giving, STR_NONE));
    return ERR_OK;
}

static enum err set_times(struct tx *t, struct json *row,
                          const struct dossier_step *from,
                          const struct dossier_step *to)
{
    struct arena *a = t->cx->arena;
    struct str giver;
    struct str taker;
    struct str times;

    TRY(inspect_name(t, from->account_id, &giver));
    times =
        say(t, MSG_CONTROL_GIVEN, instant_or_none(a, from->closed_at), giver);
    if (to) {
        TRY(inspect_name(t, to->account_id, &taker));
        times = arena_printf(
            a, "%s\n%s", times.p,
            say(t, MSG_CONTROL_TAKEN, instant_or_none(a, to->opened_at), taker)
                .p);
    }
    json_set_str(row, "times", from->closed_at.us ? times : S(""));
    return ERR_OK;
}

static enum err add_step(struct tx *t, struct json *list,
                         const struct dossier_step *from,
                         const struct dossier_step *to)
{
    enum control_result result = control_result(from, t->cx->now);
    struct json *row = json_new_object(t->cx->arena);

    TRY(set_desks(t, row, from, to));
    TRY(set_times(t, row, from, to));
    json_set_str(row, "early", result == CONTROL_EARLY ? S("X") : S(""));
    json_set_str(row, "on_time", result == CONTROL_ON_TIME ? S("X") : S(""));
    json_set_str(row, "late", result == CONTROL_LATE ? S("X") : S(""));
    json_set_str(
        row, "note",
        msg(LANG_VI, from->closed_at.us ? MSG_CONTROL_DONE : MSG_CONTROL_RUNS));
    json_add(list, row);
    return ERR_OK;
}

enum err control_pdf(struct tx *t, const struct inspection *i,
                     const struct actor *who, struct str site, struct str *ret)
{
    struct arena *a = t->cx->arena;
    struct json *data = json_new_object(a);
    struct json *list = json_new_array(a);
    struct slip_order order = {
        .kind = SLIP_CONTROL,
        .d = &i->d,
        .pack = i->pack,
        .desk_id = i->d.point_id,
        .who = who,
        .site = site,
        .data = data,
    };
    struct str frozen;
    struct str body;

    for (size_t k = 0; k < i->step_count; k++)
        TRY(add_step(t, list, &i->step[k],
                     k + 1 < i->step_count ? &i->step[k + 1] : NULL));
    json_set(data, "steps", list);
    json_set_str(data, "partners", S(""));
    TRY(slip_gather(t, &order, &frozen, &body));
    return slip_draw(a, body, frozen, ret, &t->cx->err);
}
