/*
 * small_form.h - the small pack of tests/data, its form with no answer yet, on
 * 28 April 2026, in a world of one commune, two districts, two provinces.
 */
#ifndef UNIT_SMALL_FORM_H
#define UNIT_SMALL_FORM_H

#include "base/arena.h"
#include "base/prelude.h"

#include "domain/form/filling.h"

/* An arena of its own in *ret_arena; the caller frees it. */
struct filling small_form(struct arena **ret_arena);

#endif
