#include "base/prelude.h"

#include "store/series.h"

#include "store/series.sql.h"

enum err series_next(struct tx *t, struct str unit_key, struct str kind,
                     struct str period, int64_t *ret)
{
    struct series_take_row row;

    TRY(series_take(t, unit_key, kind, period, &row));
    *ret = row.number;
    return ERR_OK;
}
