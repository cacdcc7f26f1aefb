/*
 * multipart.h - reads multipart/form-data (RFC 7578) as it arrives, in pieces
 * of any size, holding one window of it and never a whole part.
 *
 * It reads what browsers write and refuses the rest: no preamble, no nested
 * parts, no transfer encodings, no folded headers. The names it hands out are
 * bytes, not yet checked text; the file name is whatever the sender claims.
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#define MULTIPART_BOUNDARY_BYTES_MAX 70
#define MULTIPART_HEADER_BYTES_MAX   2048

/* What the head of a part says; valid until the part ends. */
struct part {
    struct str name;
    struct str file_name; /* STR_NONE: an ordinary field */
};

/* Who takes the parts. An error stops the reading and is handed up. */
struct part_sink {
    enum err (*begin)(void *p, const struct part *part);
    enum err (*data)(void *p, struct str bytes);
    enum err (*end)(void *p);
    void *p;
};

struct multipart;

/*
 * A reader for a body of that Content-Type; lives in the arena of `cx`.
 * ERR_SYNTAX when the type has no usable boundary.
 */
enum err multipart_new(struct cx *cx, struct str content_type,
                       struct part_sink sink,
                       struct multipart **ret) MUST_CHECK;

/* ERR_SYNTAX on a malformed body; or what the sink said. */
enum err multipart_feed(struct multipart *m, struct str bytes) MUST_CHECK;

/* After the last byte: ERR_SYNTAX when the closing boundary never came. */
enum err multipart_end(struct multipart *m) MUST_CHECK;

#endif
