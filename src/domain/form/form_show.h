/*
 * form_show.h - answers as people read them: for "check your answers", for the
 * officer, for receipts and papers. Not HTML.
 */
#ifndef DOMAIN_FORM_FORM_SHOW_H
#define DOMAIN_FORM_FORM_SHOW_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/form/filling.h"

/*
 * "13/02/2026", "100.000 đ", "12,5 m²", the words of a choice, "Tổ 3, xã Mỹ
 * Hòa Hưng, …". STR_NONE when nothing is answered. A wrong answer is shown as
 * it was typed.
 */
struct str form_show(struct arena *a, const struct filling *f, enum lang lang,
                     const struct field *field, size_t row);

/*
 * What a computed field says, in Vietnamese because it goes into papers;
 * STR_NONE while what it needs is not answered. COMPUTED_PAPERS is left to
 * the caller, who knows the files: STR_NONE.
 */
struct str form_compute(struct arena *a, const struct filling *f,
                        const struct field *field, size_t row);

/* One line of a summary: a label and what was answered. */
struct form_line {
    const struct field *field;
    size_t row;
    struct str heading; /* of a block or row that begins here, or STR_NONE */
    struct str label;
    struct str text;  /* STR_NONE: left empty */
    struct str input; /* where to change it: "lines[2].code" */
};

struct form_section {
    const struct form_page *page;
    size_t page_index;
    struct str title;
    const struct form_line *line;
    size_t count;
};

/* Every field that is asked, page by page; form->page_count sections. */
const struct form_section *form_summary(struct arena *a,
                                        const struct filling *f,
                                        enum lang lang);

#endif
