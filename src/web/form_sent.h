/*
 * form_sent.h - what a browser sent for a page of an e-form, ready to be taken
 * in by form_answers_post().
 *
 * An administrative unit that was typed and not chosen comes as NAME.text
 * beside an empty NAME. It is looked up here, within NAME.district where that
 * was chosen; when nothing or several fit, it is kept as it was typed, so that
 * the check of the form says so and nothing is retyped. The page then
 * offers those that fit (form_picks()), and NAME.pick says which was meant.
 *
 * An address is in this province, in another, whose communes are not among our
 * data and are written out, or abroad. The parts that do not count are emptied.
 */
#ifndef WEB_FORM_SENT_H
#define WEB_FORM_SENT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/form/form_answer.h"

#include "web/req.h"
#include "web/view_form.h"

/* Posted as the province of an address that is abroad. */
#define PROVINCE_ABROAD "other"

enum err form_sent(struct tx *t, const struct req *rq, const struct form *form,
                   struct form_inputs *ret) MUST_CHECK;

/* What an address may be in: this province, each other one, abroad. */
enum err form_provinces(struct tx *t, enum lang lang,
                        struct options_view *ret) MUST_CHECK;
/* For struct form_fields_use, over a struct tx: the communes of such a name. */
struct options_view form_picks(void *tx, struct str typed, struct str district);
/* The districts of the province. */
enum err form_districts(struct tx *t, struct options_view *ret) MUST_CHECK;

#endif
