/*
 * pdfa.h - makes a drawn PDF one that lasts: PDF/A-2u.
 *
 * Adds what cairo leaves out: the XMP packet, the meaning of the colours
 * (sRGB), the language, the maps of the fonts' glyphs, dates as the standard
 * writes them. Nothing that is seen changes. The same drawing gives the same
 * bytes, its /ID too.
 *
 * Source: ISO 19005-2:2011, conformance level U.
 */
#ifndef DOC_PDFA_H
#define DOC_PDFA_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

struct pdfa {
    struct str title;
    struct instant made;
};

/* The bytes are the arena's. ERR_INTERNAL: `drawn` is no PDF of ours. */
enum err pdfa_make(struct arena *a, struct str drawn, const struct pdfa *about,
                   struct str *ret, struct errbox *box) MUST_CHECK;

#endif
