/*
 * out.h - the writer behind every page.
 *
 * Templates (docs/how/templates.md) write to a struct out. Whatever is not
 * constant markup of a template passes one of the escaping functions below;
 * there is no function that writes raw text. C code outside templates makes an
 * out, calls a template with it and takes the page.
 *
 * A page has a budget. What would pass it is dropped and out_overflowed()
 * tells; the caller then answers with an error page, never with half a page.
 */
#ifndef WEB_OUT_H
#define WEB_OUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#include "web/url.h"

#define OUT_PAGE_BYTES_MAX ((size_t)1 << 20)

struct out {
    struct buf body;
    enum lang lang; /* the language of {_ words _} */
};

/* Markup that templates wrote. Made by out_part_end() only. */
struct html {
    struct str markup;
};

/* A writer in the arena for a page of at most `ceiling_bytes`. */
struct out *out_new(struct arena *a, enum lang lang, size_t ceiling_bytes);

/* What was written; valid until the next write. */
struct str out_page(struct out *o);
bool out_overflowed(const struct out *o);

/* Text between tags. */
void out_text(struct out *o, struct str s);
/* A double-quoted attribute's value, or a part of it. */
void out_attr(struct out *o, struct str s);
/* One path segment or one query value inside an attribute. */
void out_url_part(struct out *o, struct str s);
/* A whole URL in an attribute. */
void out_url(struct out *o, struct url u);
/* Decimal digits; safe in every place. */
void out_int(struct out *o, int64_t n);
void out_uint(struct out *o, uint64_t n);
/* Markup that templates wrote before; between tags only. */
void out_html(struct out *o, struct html h);

/*
 * JSON text inside <script type="application/json">. Its '<', '>', '&' and
 * line separators, which JSON has inside strings only, become \u escapes.
 */
void out_json_island(struct out *o, struct str json);

/*
 * A piece to be put into another place of the page: a link inside a translated
 * sentence. Begin gives a new writer with the language and ceiling of `o`;
 * let a template write to it; end gives the markup without blanks around it. A
 * piece that overflows overflows the page that takes it.
 */
struct out *out_part_begin(const struct out *o);
struct html out_part_end(struct out *part);

#endif
