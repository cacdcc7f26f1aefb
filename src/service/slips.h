/*
 * slips.h - the papers that are made in the course of a dossier: numbered and
 * frozen in the transaction of the step that makes them, drawn whenever
 * somebody wants to see them.
 *
 * The receipt is service/receipt.h; every other kind is a template
 * (domain/slip/template.h) and what slip_make() freezes with it.
 *
 * Source: Circular 01/2018/TT-VPCP art. 9, 10; Decree 61/2018 art. 17-19.
 */
#ifndef SERVICE_SLIPS_H
#define SERVICE_SLIPS_H

#include "base/err.h"
#include "base/json.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"
#include "domain/slip/slip_store.h"

struct slip_order {
    enum slip_kind kind;
    const struct dossier *d; /* as it stands after the step */
    const struct pack *pack; /* of the dossier's version */
    int64_t desk_id;         /* who issues it: a point or an agency */
    const struct actor *who;
    struct str site;
    /*
     * What only this kind says, under the names of its template
     * (docs/how/slips.md); NULL: nothing. What is said here goes before what
     * every slip says.
     */
    const struct json *data;
};

/*
 * Numbers the slip in the series of the desk, kind and year, freezes it and
 * writes it. ret_id may be NULL. ERR_NOT_FOUND: no template is in force.
 */
enum err slip_make(struct tx *t, const struct slip_order *order,
                   int64_t *ret_id) MUST_CHECK;

/* What slip_make() would freeze, without a number, and the template's body:
   for a paper that is looked at and not kept. */
enum err slip_gather(struct tx *t, const struct slip_order *order,
                     struct str *ret_data, struct str *ret_body) MUST_CHECK;

/* Whether a kind is handed to the applicant, or stays with the officers. */
bool slip_is_for_applicant(enum slip_kind kind);

/* What a kind is called in lists: an enum msg_id. */
int slip_words(enum slip_kind kind);

/* The paper as PDF. ERR_NOT_FOUND: none of this dossier. */
enum err slip_pdf(struct tx *t, int64_t dossier_id, int64_t slip_id,
                  struct str *ret, enum slip_kind *ret_kind) MUST_CHECK;

#endif
