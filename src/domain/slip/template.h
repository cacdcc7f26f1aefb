/*
 * template.h - the words and the layout of a slip, as data.
 *
 * A template is a JSON object (data/slips, docs/how/slips.md): which paper, in
 * force from when until when, its title, and blocks that are drawn one after
 * the other: text, a frame, rows of a table, lines of a list, signatures. Texts
 * hold {names} of what was frozen with the slip; {name^} is in capitals,
 * **bold** and _italic_ are what they say.
 *
 * slip_draw() knows no paper by name and no clock: the template and the frozen
 * data make the bytes. What was not frozen is a dotted line, as on paper that
 * is filled in by hand.
 *
 * Source: Circular 01/2018/TT-VPCP art. 9.2 (the forms and their size);
 * Circular 01/2023/TT-VPCP art. 26 (QR code).
 */
#ifndef DOMAIN_SLIP_TEMPLATE_H
#define DOMAIN_SLIP_TEMPLATE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/prelude.h"
#include "base/str.h"

#include "doc/pdf.h"

#include "domain/dossier/dossier.h"

#define SLIP_TEMPLATE_BYTES_MAX ((size_t)64 << 10)
#define SLIP_DATA_BYTES_MAX     ((size_t)4 << 20)
#define SLIP_ROWS_MAX           2000

struct slip_template {
    enum slip_kind kind;
    struct str unit_key;       /* of the desk that has its own; empty: all */
    struct str procedure_code; /* that has its own; empty: all             */
    struct str version;        /* "01/2018/TT-VPCP" */
    struct day from;
    bool has_to;
    struct day to; /* the first day that it is not in force */
};

/*
 * Reads a template and tries all of it on an empty sheet. ERR_INPUT names the
 * place that is wrong.
 */
enum err slip_template_read(struct arena *a, struct str body,
                            struct slip_template *ret,
                            struct errbox *box) MUST_CHECK;

/* The paper as PDF bytes in the arena. `data` is a JSON object of texts,
   numbers and lists. */
enum err slip_draw(struct arena *a, struct str body, struct str data,
                   struct str *ret, struct errbox *box) MUST_CHECK;

/* Where the {names} of a text are looked up: in the row first. */
struct slip_scope {
    const struct json *data;
    const struct json *row; /* NULL: none; a text is its {item} */
    size_t n;               /* of the row, from 1: {n} */
};

/* What stands under a name; STR_NONE when it was not frozen. */
struct str slip_value(struct arena *a, const struct slip_scope *scope,
                      struct str name);

/* The text with its values, as runs; in one style. */
size_t slip_runs(struct arena *a, struct str text,
                 const struct slip_scope *scope,
                 struct pdf_run ret[PDF_RUNS_MAX]);
struct str slip_plain(struct arena *a, struct str text,
                      const struct slip_scope *scope);

#endif
