/*
 * form_fields.h - a page of an e-form (domain/form/form_view.h) as the fields
 * that templates draw (view_form.h). Chooses looks and names elements; asks
 * nothing of the database.
 *
 * Files are left out: papers have forms of their own (struct paper_view).
 */
#ifndef WEB_FORM_FIELDS_H
#define WEB_FORM_FIELDS_H

#include "base/arena.h"
#include "base/cx.h"
#include "base/prelude.h"

#include "domain/form/form_view.h"

#include "web/view_form.h"

/* What forms do not know. Options that are chosen are marked here. */
struct form_fields_use {
    struct arena *arena;
    struct options_view districts; /* of the province */
    struct options_view provinces; /* the first is ours, the last abroad */
    bool is_counter; /* what is known comes from no account of the person's */

    /* The communes that what was typed may mean. NULL: none are offered. */
    struct options_view (*picks)(void *data, struct str typed,
                                 struct str district);
    void *data;
};

struct form_fields {
    const struct field_view *field;
    size_t count;
    bool has_refresh; /* for struct form_view */
};
struct form_fields form_fields(const struct form_fields_use *use,
                               const struct form_page_view *page);

/* The errors among the faults, each leading to its field. */
struct errors_view form_fields_errors(struct arena *a, enum lang lang,
                                      const struct form_faults *faults);

#endif
