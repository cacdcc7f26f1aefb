/*
 * registry.h - every statement of the program, whichever library it is in, for
 * the tests that prepare them all. Made by tools/sqlc; the program itself does
 * not link it.
 */
#ifndef STORE_REGISTRY_H
#define STORE_REGISTRY_H

#include "base/prelude.h"

struct registered {
    const char *name;
    const char *sqlite;
    const char *pg;
    size_t param_count; /* with the LIMIT */
    size_t column_count;
};

extern const struct registered registry[];
extern const size_t registry_count;

#endif
