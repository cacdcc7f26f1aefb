/*
 * packs.h - procedure packs from their folders, for the commands that read
 * them. What is wrong with a pack is printed on stdout in cx->lang.
 */
#ifndef CLI_PACKS_H
#define CLI_PACKS_H

#include "base/cx.h"
#include "base/json.h"
#include "base/prelude.h"

#include "store/db.h"

#include "domain/pack/pack.h"

/* Prints findings: errors, and warnings if told to. `name` is said before. */
void packs_tell(struct cx *cx, const char *name, const struct findings *f,
                bool tell_warnings);

/*
 * NULL when the pack may not be used: why was printed. Warnings are printed,
 * too, when `tell_warnings`. cx->arena has PACK_ARENA_BYTES for it.
 */
const struct pack *packs_read(struct cx *cx, const char *folder,
                              bool tell_warnings,
                              const struct json **ret_gathered);

/*
 * Reads a pack and brings it into the catalogue, published unless told
 * otherwise. False when it cannot be: why was printed. *ret_is_new is false
 * when the very same was there.
 */
bool packs_import(struct db *db, struct cx *cx, const char *folder,
                  bool publish, bool *ret_is_new);

#endif
