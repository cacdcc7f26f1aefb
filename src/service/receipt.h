/*
 * receipt.h - gathers everything that the receipt prints and freezes it as the
 * dossier's slip, in the transaction of the acceptance. The paper itself is
 * drawn from the slip by domain/slip/receipt.h, whenever somebody wants it.
 */
#ifndef SERVICE_RECEIPT_H
#define SERVICE_RECEIPT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/deadline/deadline.h"
#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"
#include "domain/slip/receipt.h"

/*
 * Numbers and writes the receipt of `d`, which has its code by now. Numbers of
 * slips and of the register begin anew each year at each point.
 */
enum err receipt_make(struct tx *t, const struct dossier *d,
                      const struct pack *pack, const struct actor *officer,
                      struct str site, const struct deadline *due) MUST_CHECK;

/* The frozen receipt; ERR_NOT_FOUND before acceptance. */
enum err receipt_load(struct tx *t, int64_t dossier_id,
                      struct receipt *ret) MUST_CHECK;

#endif
