/*
 * registry.h - every statement of the program, whichever library it is in, for
 * the tests that prepare them all; rows have no offsets. Made by tools/sqlc;
 * the program itself does not link it.
 */
#ifndef STORE_REGISTRY_H
#define STORE_REGISTRY_H

#include "base/prelude.h"

#include "store/stmt.h"

extern const struct stmt registry[];
extern const size_t registry_count;

#endif
