/*
 * grant_store.h - who is acting, as the database knows them.
 *
 * Read anew in every request: a grant that ended a minute ago counts no more.
 * Giving and taking grants is the account service's business.
 */
#ifndef DOMAIN_GRANT_STORE_H
#define DOMAIN_GRANT_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/grant/grant.h"

/*
 * The actor of an account, with the grants in force on the day of cx->now, in
 * the transaction's arena. ERR_NOT_FOUND when the account is closed or there
 * is none; a role that this program does not know grants nothing.
 */
enum err actor_load(struct tx *t, int64_t account_id,
                    struct actor **ret) MUST_CHECK;

#endif
