#include "base/prelude.h"

#include "base/cx.h"
#include "base/msg.h"
#include "base/utf8.h"

#include "domain/pack/pack_diff.h"

#define SHOWN_LETTERS 120

struct diff {
    struct arena *arena;
    struct pack_change *item;
    size_t count;
    size_t lost;
};

static struct str shown(struct arena *a, const struct json *value)
{
    struct str text;

    if (!value)
        return STR_NONE;
    text = json_text(a, value);
    if (utf8_cut(text, SHOWN_LETTERS).n == text.n)
        return text;
    return arena_printf(a, "%.*s…", STR_ARG(utf8_cut(text, SHOWN_LETTERS)));
}

static void note(struct diff *d, enum pack_change_kind kind, struct str place,
                 const struct json *before, const struct json *after)
{
    if (d->count == PACK_CHANGES_MAX) {
        d->lost++;
        return;
    }
    d->item[d->count++] = (struct pack_change){
        kind, place, shown(d->arena, before), shown(d->arena, after)};
}

static void compare(struct diff *d, struct str place, const struct json *before,
                    const struct json *after);

static struct str inside(struct diff *d, struct str place, struct str key)
{
    return arena_printf(d->arena, "%.*s%s%.*s", STR_ARG(place),
                        place.n > 0 ? "." : "", STR_ARG(key));
}

static void compare_objects(struct diff *d, struct str place,
                            const struct json *before, const struct json *after)
{
    struct json_walk walk = json_walk(before);
    const struct json *member;
    struct str key;

    while (json_next(&walk, &key, &member))
        compare(d, inside(d, place, key), member,
                json_member(after, arena_cstr(d->arena, key)));
    walk = json_walk(after);
    while (json_next(&walk, &key, &member)) {
        if (!json_member(before, arena_cstr(d->arena, key)))
            note(d, PACK_ADDED, inside(d, place, key), NULL, member);
    }
}

/* What an element is called; STR_NONE when nothing calls it. */
static struct str name_of(const struct json *element)
{
    static const char *const key[] = {"id", "name", "code", "value"};
    struct errbox ignored;
    struct str name = STR_NONE;

    if (json_kind(element) != JSON_KIND_OBJECT)
        return STR_NONE;
    for (size_t i = 0; i < COUNT_OF(key) && !name.p; i++) {
        const struct json *member = json_member(element, key[i]);

        if (member && json_kind(member) == JSON_KIND_TEXT &&
            json_as_str(&ignored, member, &name) != ERR_OK)
            name = STR_NONE;
    }
    return name;
}

/* The element of that name, or without a name the one at that place. */
static const struct json *partner(const struct json *list, struct str name,
                                  size_t place)
{
    for (size_t i = 0; name.p && i < json_count(list); i++) {
        if (str_eq(name_of(json_at(list, i)), name))
            return json_at(list, i);
    }
    return !name.p && place < json_count(list) ? json_at(list, place) : NULL;
}

static struct str element(struct diff *d, struct str place, struct str name,
                          size_t i)
{
    if (name.p)
        return arena_printf(d->arena, "%.*s[%.*s]", STR_ARG(place),
                            STR_ARG(name));
    return arena_printf(d->arena, "%.*s[%zu]", STR_ARG(place), i);
}

static void compare_lists(struct diff *d, struct str place,
                          const struct json *before, const struct json *after)
{
    for (size_t i = 0; i < json_count(before); i++) {
        struct str name = name_of(json_at(before, i));

        compare(d, element(d, place, name, i), json_at(before, i),
                partner(after, name, i));
    }
    for (size_t i = 0; i < json_count(after); i++) {
        struct str name = name_of(json_at(after, i));

        if (!partner(before, name, i))
            note(d, PACK_ADDED, element(d, place, name, i), NULL,
                 json_at(after, i));
    }
}

static void compare(struct diff *d, struct str place, const struct json *before,
                    const struct json *after)
{
    if (!after)
        note(d, PACK_REMOVED, place, before, NULL);
    else if (json_kind(before) != json_kind(after))
        note(d, PACK_CHANGED, place, before, after);
    else if (json_kind(before) == JSON_KIND_OBJECT)
        compare_objects(d, place, before, after);
    else if (json_kind(before) == JSON_KIND_ARRAY)
        compare_lists(d, place, before, after);
    else if (!str_eq(json_text(d->arena, before), json_text(d->arena, after)))
        note(d, PACK_CHANGED, place, before, after);
}

struct pack_changes pack_diff(struct arena *a, const struct json *before,
                              const struct json *after)
{
    struct diff d = {
        .arena = a,
        .item = ARENA_ARRAY(a, struct pack_change, PACK_CHANGES_MAX),
    };

    compare(&d, S(""), before, after);
    return (struct pack_changes){d.item, d.count, d.lost};
}

struct str pack_change_text(struct arena *a, enum lang lang,
                            const struct pack_change *change)
{
    static const int message[] = {
        [PACK_ADDED] = MSG_PROCEDURE_DIFF_ADDED,
        [PACK_CHANGED] = MSG_PROCEDURE_DIFF_CHANGED,
        [PACK_REMOVED] = MSG_PROCEDURE_DIFF_REMOVED,
    };
    struct str args[] = {change->place,
                         change->kind == PACK_ADDED ? change->after
                                                    : change->before,
                         change->after};

    return msg_format(a, lang, message[change->kind], COUNT_OF(args), args);
}
