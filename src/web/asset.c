#include "base/prelude.h"

#include "web/asset.h"

const struct asset *asset_find(struct str path)
{
    for (const struct asset *a = assets; a->path.p; a++)
        if (str_eq(a->path, path))
            return a;
    return NULL;
}

struct url url_asset(const char *name)
{
    for (const struct asset *a = assets; a->path.p; a++)
        if (str_eq_c(a->name, name))
            return (struct url){a->path};
    return (struct url){S("/static/missing")};
}
