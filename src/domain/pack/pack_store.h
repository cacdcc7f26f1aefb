/*
 * pack_store.h - packs into the catalogue and out of it again.
 *
 * What was read is kept in memory and shared by threads. A version never
 * changes, so nothing is ever invalid; what has not been used for longest
 * makes room, once nobody holds it.
 */
#ifndef DOMAIN_PACK_PACK_STORE_H
#define DOMAIN_PACK_PACK_STORE_H

#include "base/prelude.h"

#include "store/tx.h"

#include "domain/procedure/procedure_store.h"
#include "domain/pack/pack.h"

/* What is written into the catalogue. */
struct procedure_entry pack_entry(struct arena *a, const struct pack *pack,
                                  const struct json *gathered);

/* Packs kept; a large one takes about half a megabyte. */
#define PACK_CACHE_MAX 64

struct pack_cache;

struct pack_cache *pack_cache_new(void);
/* When no arena holds a pack any more. NULL is fine. */
void pack_cache_free(struct pack_cache *cache);

/*
 * The pack of a version; it stays until the arena of t->cx is released or
 * freed. ERR_NOT_FOUND when there is no such version.
 */
enum err pack_cache_get(struct pack_cache *cache, struct tx *t,
                        int64_t version_id, const struct pack **ret) MUST_CHECK;

#endif
