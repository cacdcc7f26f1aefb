/*
 * pack_store.h - packs of the catalogue, read once and shared by all threads.
 *
 * A version in the catalogue never changes and its id is never used again, so
 * a parsed pack is good for the life of the process: the packs that were used
 * last are kept for it as a whole, behind a lock, and there is nothing to
 * invalidate. What has not been used for longest makes room, once no arena
 * holds it.
 */
#ifndef DOMAIN_PACK_PACK_STORE_H
#define DOMAIN_PACK_PACK_STORE_H

#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/pack/pack.h"
#include "domain/procedure/procedure_store.h"

/* Packs kept. */
#define PACK_CACHE_MAX 128

/*
 * The pack of a version, published or not. It stays until the arena of t->cx
 * is released or freed. ERR_NOT_FOUND when there is no such version.
 */
enum err pack_of_version(struct tx *t, int64_t version_id,
                         const struct pack **ret) MUST_CHECK;

/*
 * The published pack that is in force on a day, held as above. ERR_NOT_FOUND
 * when the procedure has none.
 */
enum err pack_in_force(struct tx *t, struct str code, struct day on,
                       const struct pack **ret,
                       int64_t *ret_version_id) MUST_CHECK;

/* What is written of a pack into the catalogue. */
struct procedure_entry pack_entry(struct arena *a, const struct pack *pack,
                                  const struct json *gathered);

#endif
