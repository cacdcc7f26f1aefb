/*
 * grant_store.h - who is acting and what they may do, as the database knows
 * it; giving roles and ending them.
 *
 * Read anew in every request: a grant that ended a minute ago counts no more.
 * Nothing is ever deleted, so that it can be told later who could do what, and
 * who let them.
 *
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_GRANT_STORE_H
#define DOMAIN_GRANT_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

/*
 * The actor of an account, with the grants in force on the day of cx->now.
 * ERR_NOT_FOUND when the account is closed or there is none; a role that this
 * program does not know grants nothing.
 */
enum err actor_load(struct tx *t, int64_t account_id,
                    struct actor **ret) MUST_CHECK;

/* The grants of one of whom all the rest is known. */
enum err actor_load_grants(struct tx *t, struct actor *actor) MUST_CHECK;

struct held_grant {
    int64_t id;
    struct grant grant;
};

/* Grants ever given to one account; more than this are not listed. */
#define GRANTS_EVER_MAX 500

/* All of an account, ended and future ones too, the oldest first. */
enum err grants_load(struct tx *t, int64_t account_id,
                     const struct held_grant **ret,
                     size_t *ret_count) MUST_CHECK;

/*
 * Gives a role; `by` is the account that does so, 0 the operator at the
 * machine. ERR_NOT_FOUND: no such desk. ERR_RANGE, with words: the account has
 * GRANTS_MAX in force, or the term ends before it begins.
 */
enum err grant_add(struct tx *t, int64_t account_id, const struct grant *g,
                   int64_t by) MUST_CHECK;

/*
 * Ends a grant: `on` is the first day without it. ERR_NOT_FOUND when there is
 * none that would last until then.
 */
enum err grant_end(struct tx *t, int64_t grant_id, struct day on,
                   int64_t by) MUST_CHECK;

/* The target that a matter at a desk is, for grant_allows(). */
enum err grant_target_load(struct tx *t, int64_t desk_id, struct str field,
                           struct str procedure,
                           struct grant_target *ret) MUST_CHECK;

#endif
