/*
 * series.h - the numbers of registers: slips, results, dossier codes. A series
 * belongs to a unit, a kind and a period, begins at 1 and has no gaps: the
 * number is taken in the transaction that uses it, and a transaction that is
 * taken back gives it back. A paper that is voided later keeps its number.
 *
 * Taking a number makes everybody else who wants one of the same series wait
 * for the commit. Take it late, and always in the order dossier, series,
 * counters, so that nobody waits in a circle.
 */
#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

/*
 * The next number. `period` is what the numbering begins anew with: a year
 * "2026", a day "260428", or "" for one that never does.
 */
enum err series_next(struct tx *t, struct str unit_key, struct str kind,
                     struct str period, int64_t *ret) MUST_CHECK;

#endif
