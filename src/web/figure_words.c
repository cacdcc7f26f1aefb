#include "base/prelude.h"

#include "base/check.h"

#include "web/figure_words.h"

#define WHOLE_PER_MILLE 1000

unsigned figure_per_mille(int64_t part, int64_t whole)
{
    check(part >= 0 && part <= whole);
    return whole ? (unsigned)(part * WHOLE_PER_MILLE / whole) : 0;
}

static struct str percent(struct arena *a, enum lang lang, unsigned per_mille)
{
    return arena_printf(a, lang == LANG_EN ? "%u.%u%%" : "%u,%u\u00a0%%",
                        per_mille / 10, per_mille % 10);
}

struct str figure_on_time(struct arena *a, enum lang lang, int64_t ended,
                          int64_t late)
{
    if (ended == 0)
        return STR_NONE;
    return percent(a, lang, figure_per_mille(ended - late, ended));
}

struct str figure_late(struct arena *a, enum lang lang, int64_t ended,
                       int64_t late)
{
    if (ended == 0)
        return STR_NONE;
    return percent(a, lang,
                   WHOLE_PER_MILLE - figure_per_mille(ended - late, ended));
}
