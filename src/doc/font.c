#define PRELUDE_FOREIGN_HEADER_FIRST
#include "base/prelude.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/banned.h"
#include "base/check.h"

#include "doc/font.h"

/*
 * Our four files of one family and nothing else: two packages call a font
 * "Liberation Serif", and the older has no Vietnamese. One map a thread, kept,
 * because Pango's maps are not shared between threads.
 */
PangoFontMap *doc_font_map(void)
{
    /* One by one: a folder would be cached, in a place that may not be
       written. */
    static const char *const files[] = {
        DOC_FONT_FOLDER "/LiberationSerif-Regular.ttf",
        DOC_FONT_FOLDER "/LiberationSerif-Bold.ttf",
        DOC_FONT_FOLDER "/LiberationSerif-Italic.ttf",
        DOC_FONT_FOLDER "/LiberationSerif-BoldItalic.ttf",
    };
    static _Thread_local PangoFontMap *map;
    FcConfig *config;

    if (map)
        return map;
    config = FcConfigCreate();
    check(config != NULL);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)files[i])) {
            FcConfigDestroy(config);
            return NULL;
        }
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    FcConfigDestroy(config);
    return map;
}
