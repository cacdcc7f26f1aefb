/*
 * asset.h - stylesheet, script, fonts and pictures, compiled in from web/dist.
 *
 * The address of an asset holds a hash of its content
 * (/static/app.0123456789abcdef.css), so it may be kept by everybody for ever:
 * another content has another address. There is no other address for it.
 */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/url.h"

struct asset {
    struct str name;   /* "app.css", "img/home.svg"                  */
    struct str path;   /* "/static/app.0123456789abcdef.css"         */
    struct str type;   /* for Content-Type                           */
    struct str plain;  /* its bytes                                  */
    struct str gzip;   /* the same, compressed; STR_NONE where that  */
    struct str brotli; /* would not be smaller                       */
};

/* The asset at that path; NULL when there is none. */
const struct asset *asset_find(struct str path);

/*
 * The address of "app.css". A name that is not in web/dist gives an address
 * where nothing is, since a missing picture should not stop a page.
 */
struct url url_asset(const char *name);

/* Written by tools/embed; ends with an empty one. */
extern const struct asset assets[];

#endif
