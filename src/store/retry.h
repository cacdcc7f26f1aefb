/*
 * retry.h - when to try again what failed: after 30 s, 1 min, 2 min … and at
 * most six hours. Inside src/store only.
 */
#ifndef STORE_RETRY_H
#define STORE_RETRY_H

#include "base/instant.h"
#include "base/prelude.h"

/* `tries` counts the one that has just failed, from 1. */
struct instant retry_at(struct instant now, int tries);

#endif
