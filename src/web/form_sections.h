/* form_sections.h - the fields of an e-form's page, laid out as cards. */
#ifndef WEB_FORM_SECTIONS_H
#define WEB_FORM_SECTIONS_H

#include "base/arena.h"
#include "base/prelude.h"

#include "domain/form/form_view.h"

#include "web/form_fields.h"
#include "web/view_form.h"

/* A card a block that always shows, one for all between; says how many. */
size_t form_sections(struct arena *a, const struct form_fields *fields,
                     const struct section_view **ret);

/*
 * Does any question hang on an answer? Without JavaScript only the server can
 * show what an answer calls for.
 */
bool form_has_conditions(const struct form_page_view *page);

#endif
