/*
 * pack_diff.h - what changed between two versions of a pack, line by line, for
 * the officer who publishes it.
 */
#ifndef DOMAIN_PACK_PACK_DIFF_H
#define DOMAIN_PACK_PACK_DIFF_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#define PACK_CHANGES_MAX 300

enum pack_change_kind { PACK_ADDED, PACK_CHANGED, PACK_REMOVED };

/* `place` is "card.fees[1].amount", "form.pages[who].fields[copies].max". */
struct pack_change {
    enum pack_change_kind kind;
    struct str place;
    struct str before; /* JSON, cut short */
    struct str after;
};

struct pack_changes {
    const struct pack_change *item;
    size_t count;
    size_t lost; /* past the ceiling */
};

/*
 * Elements of a list that have an id, name, code or value are paired by it, so
 * that a field put between others is one addition.
 */
struct pack_changes pack_diff(struct arena *a, const struct json *before,
                              const struct json *after);

/* "đổi card.limits[0].value: 3 → 2" */
struct str pack_change_text(struct arena *a, enum lang lang,
                            const struct pack_change *change);

#endif
