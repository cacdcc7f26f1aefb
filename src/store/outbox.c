#include "base/prelude.h"

#include "base/check.h"
#include "base/id.h"

#include "store/outbox.h"
#include "store/retry.h"

#include "store/outbox.sql.h"

enum err outbox_add(struct tx *t, struct str topic, int64_t subject_id,
                    struct str body)
{
    struct outbox_insert_in in = {
        .id = id_new(t->cx->now),
        .topic = topic,
        .subject_id = subject_id,
        .body = body,
        .now = t->cx->now,
    };

    if (body.n > OUTBOX_BODY_BYTES_MAX)
        return RAISE(&t->cx->err, ERR_TOO_LARGE, "an item of %zu bytes",
                     body.n);
    return outbox_insert(t, &in, NULL);
}

static int by_id(const void *a, const void *b)
{
    const struct outbox_item *x = a;
    const struct outbox_item *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

/* RETURNING keeps no order. */
enum err outbox_take(struct tx *t, struct str topic, int64_t lease_us,
                     size_t max, struct outbox_batch *ret)
{
    struct instant end = {t->cx->now.us + lease_us};
    struct outbox_lease_rows rows;
    struct outbox_item *item;

    check(max <= OUTBOX_BATCH_MAX);
    TRY(outbox_lease(t, topic, t->cx->now, end, (int64_t)max, max, &rows));
    item = ARENA_ARRAY(t->cx->arena, struct outbox_item, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        item[i] = (struct outbox_item){rows.row[i].id, rows.row[i].subject_id,
                                       rows.row[i].body, rows.row[i].tries};
    if (rows.count)
        qsort(item, rows.count, sizeof *item, by_id);
    *ret = (struct outbox_batch){item, rows.count};
    return ERR_OK;
}

enum err outbox_sweep(struct tx *t, int64_t count_max, int64_t *ret_count)
{
    struct instant before = {t->cx->now.us - OUTBOX_KEEP_US};

    return outbox_forget(t, id_from(before), count_max, ret_count);
}

static enum err still_ours(struct tx *t, const struct outbox_item *i,
                           int64_t changed)
{
    if (changed == 0)
        return RAISE(&t->cx->err, ERR_CONFLICT,
                     "item %" PRId64 " was taken by another", i->id);
    return ERR_OK;
}

enum err outbox_done(struct tx *t, const struct outbox_item *i)
{
    int64_t changed;

    TRY(outbox_remove(t, i->id, i->tries, &changed));
    return still_ours(t, i, changed);
}

enum err outbox_fail(struct tx *t, const struct outbox_item *i,
                     struct str error)
{
    struct instant now = t->cx->now;
    int64_t changed;

    if (i->tries >= OUTBOX_TRIES_MAX)
        TRY(outbox_bury(t, i->id, i->tries, now, error, &changed));
    else
        TRY(outbox_put_off(t, i->id, i->tries, retry_at(now, i->tries), error,
                           &changed));
    return still_ours(t, i, changed);
}

enum err outbox_lay_back(struct tx *t, const struct outbox_item *i,
                         struct instant due)
{
    int64_t changed;

    TRY(outbox_untake(t, i->id, i->tries, due, &changed));
    return still_ours(t, i, changed);
}
