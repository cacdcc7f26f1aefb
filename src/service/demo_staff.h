/*
 * demo_staff.h - the demo's officers, and who of them does what comes next:
 * the one who has the role nearest to the desk.
 */
#ifndef SERVICE_DEMO_STAFF_H
#define SERVICE_DEMO_STAFF_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

#define DEMO_STAFF_MAX 200

struct demo_staff {
    struct actor *actor[DEMO_STAFF_MAX];
    size_t count;
};

/* Everybody with a demo account of staff; in the transaction's arena. */
enum err demo_staff_load(struct tx *t, struct demo_staff *ret) MUST_CHECK;

/* A post: a role at a desk, for a matter. */
struct demo_post {
    struct str role;
    int64_t desk_id;
    struct str field;
    struct str procedure;
};

/*
 * The one of `id` if the post is held by them, else one of those who are
 * nearest, chosen by `pick`. *ret is NULL when nobody has the post.
 */
enum err demo_staff_at(struct tx *t, const struct demo_staff *staff,
                       const struct demo_post *post, int64_t id, size_t pick,
                       const struct actor **ret) MUST_CHECK;

#endif
