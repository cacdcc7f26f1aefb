/*
 * address.h - an address as an e-form stores it, in one line of words.
 */
#ifndef SERVICE_ADDRESS_H
#define SERVICE_ADDRESS_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

/*
 * "24/6 Lý Thái Tổ, phường Mỹ Bình, thành phố Long Xuyên, tỉnh An Giang" of
 * the JSON object of an address (docs/how/packs.md); "" of an empty one. A
 * unit that does not exist any more is left out, its detail stays.
 */
enum err address_words(struct tx *t, struct str json,
                       struct str *ret) MUST_CHECK;

#endif
