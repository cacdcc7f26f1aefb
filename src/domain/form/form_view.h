/*
 * form_view.h - a page of a form laid out for drawing, in the reader's
 * language: a tree of items with labels, what was typed, what is wrong, what
 * depends on what. No HTML and no addresses: src/web makes them of this.
 */
#ifndef DOMAIN_FORM_FORM_VIEW_H
#define DOMAIN_FORM_FORM_VIEW_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/form/filling.h"
#include "domain/form/form_check.h"

struct form_choice {
    struct str value;
    struct str label;
    bool chosen;
};

struct form_row;

/*
 * One field. `value` is what stands in an input of one line: the stored answer
 * or what was typed, as people write it ("1.250.000"). A date has three
 * inputs, an address a code or text for each part.
 */
struct form_item {
    const struct field *field;
    size_t row;
    struct str name; /* posted: "lines[2].code" */
    struct str label;
    struct str hint;
    struct str unit;
    struct str text; /* of a declaration */
    struct str value;
    struct str error;   /* STR_NONE: none */
    struct str warning; /* STR_NONE: none */
    int error_part;     /* of an address: enum address_part, else -1 */
    unsigned error_date_parts;
    bool required;
    bool shown; /* its conditions hold now */

    struct str day, month, year;
    struct str part[ADDRESS_PART_COUNT];
    struct str area_name; /* of `value` of an area, of an address's commune */
    const struct form_choice *choice;
    size_t choice_count;

    /*
     * It shows while another item of this page has one of these values; no
     * name: it depends on nothing here, or in a way that only the server knows
     * and then that other item `refreshes`.
     */
    struct str when_name;
    const struct str *when_is;
    size_t when_count;
    bool refreshes;

    const struct form_item *child; /* of a block */
    size_t child_count;
    const struct form_row *rows; /* of a group */
    size_t row_count;
    struct str add; /* "add:lines"; STR_NONE when the group is full */
};

struct form_row {
    struct str title; /* "Ngành nghề 2" */
    const struct form_item *child;
    size_t child_count;
    struct str remove; /* "remove:lines:1"; STR_NONE when it has to stay */
};

struct form_page_view {
    const struct form_page *page;
    size_t index;
    struct str title;
    struct str hint;
    const struct form_item *item;
    size_t count;
};

/*
 * `faults` are of form_check(), or empty on a first visit, when nothing is
 * wrong yet.
 */
struct form_page_view form_view(struct arena *a, const struct filling *f,
                                enum lang lang, size_t page,
                                const struct form_faults *faults);

/*
 * The page behind `page` that asks anything now; page_count at the end. The
 * page before it; page_count when there is none.
 */
size_t form_page_after(const struct filling *f, size_t page);
size_t form_page_before(const struct filling *f, size_t page);

#endif
