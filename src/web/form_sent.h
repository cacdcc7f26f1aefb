/*
 * form_sent.h - what a browser sent for a page of an e-form, ready to be taken
 * in by form_answers_post().
 *
 * An administrative unit that was typed and not chosen comes as NAME.text
 * beside an empty NAME. It is looked up here, within NAME.district where that
 * was chosen; when nothing or several fit, it is kept as it was typed, so that
 * the check of the form says so and nothing is retyped.
 *
 * An address is in this province, or it is a line of free text: units of other
 * provinces are not among our data. The half that does not count is emptied.
 */
#ifndef WEB_FORM_SENT_H
#define WEB_FORM_SENT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/form/form_answer.h"

#include "web/req.h"
#include "web/view_form.h"

/* The country of an address that is not in this province. */
#define COUNTRY_ELSEWHERE "other"

enum err form_sent(struct tx *t, const struct req *rq, const struct form *form,
                   struct form_inputs *ret) MUST_CHECK;

/* What an address may be in: this province, elsewhere. */
struct options_view form_countries(struct arena *a, enum lang lang);
/* The districts of the province. */
enum err form_districts(struct tx *t, struct options_view *ret) MUST_CHECK;

#endif
