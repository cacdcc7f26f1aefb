/*
 * demo_tries.h - what somebody who has just signed in to the demo may try
 * first, by role; for first pages, where the setting `demo` is on, and for the
 * list of accounts.
 */
#ifndef SERVICE_DEMO_TRIES_H
#define SERVICE_DEMO_TRIES_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#define DEMO_TRIES 3

/*
 * The lines, each an enum msg_id, for who holds the role of that key; an empty
 * key is a citizen's, and so is one that nobody knows.
 */
void demo_tries(struct str role, int ret[DEMO_TRIES]);

/* The same as words: DEMO_TRIES of them. */
const struct str *demo_tries_words(struct arena *a, enum lang lang,
                                   struct str role);

#endif
