/*
 * id.h - the 64-bit keys of our rows.
 *
 * An id is positive and grows with time: milliseconds since 1970 in the high
 * 42 bits (good until 2109), 21 low bits that begin at random each
 * millisecond. New rows so land at the end of an index, and rooms that make
 * ids at the same moment hardly ever meet; where they do, the primary key
 * refuses the second. An id is not a secret and is never shown to people.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/instant.h"
#include "base/prelude.h"

/*
 * A new id, greater than every id this process made before, also when `now`
 * stands still or goes back (a virtual clock). Any thread may call it.
 */
int64_t id_new(struct instant now);

/* Below every id that is made at `from` or later: a bound for what is old. */
int64_t id_from(struct instant from);

#endif
