/*
 * font.h - the typefaces of our papers, apart from those of the machine.
 */
#ifndef DOC_FONT_H
#define DOC_FONT_H

#include <pango/pango.h>

#include "base/prelude.h"

#define DOC_FONT_FOLDER "/usr/share/fonts/truetype/liberation2"

/* The calling thread's map, kept as long as it lives; NULL without fonts. */
PangoFontMap *doc_font_map(void);

#endif
