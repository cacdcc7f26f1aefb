#include "base/prelude.h"

#include "store/idem.h"

#include "store/idem.sql.h"

static bool is_same(const struct idem *idem, const struct idem_get_row *row)
{
    return str_eq(row->route, idem->route) && row->actor_id == idem->actor_id &&
           str_eq(row->body_hash, digest_str(&idem->body_hash));
}

enum err idem_find(struct tx *t, const struct idem *idem,
                   struct idem_answer *ret, bool *ret_found)
{
    struct idem_get_row row;
    bool found;

    if (idem->key.n != IDEM_KEY_BYTES)
        return RAISE(&t->cx->err, ERR_INPUT, "an idempotency key of %zu bytes",
                     idem->key.n);
    TRY(idem_get(t, idem->key, &row, &found));
    if (found && !is_same(idem, &row))
        return RAISE(&t->cx->err, ERR_REPLAYED,
                     "the key was used for another request");
    if (found)
        *ret = (struct idem_answer){row.status, row.location};
    *ret_found = found;
    return ERR_OK;
}

enum err idem_keep(struct tx *t, const struct idem *idem,
                   const struct idem_answer *answer, struct instant expires_at)
{
    struct idem_add_in in = {
        .key = idem->key,
        .route = idem->route,
        .actor_id = idem->actor_id,
        .body_hash = digest_str(&idem->body_hash),
        .status = answer->status,
        .location = answer->location,
        .expires_at = expires_at,
    };

    /* Where it is there now, the same form was sent twice at once. */
    t->again_if_unique = true;
    return idem_add(t, &in, NULL);
}

enum err idem_sweep(struct tx *t, int64_t count_max, int64_t *ret_removed)
{
    return idem_remove_expired(t, t->cx->now, count_max, ret_removed);
}
