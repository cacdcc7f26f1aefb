/*
 * slip_facts.h - what every paper of a dossier says alike: who issues it,
 * whom it is about, and the code that a telephone reads.
 */
#ifndef SERVICE_SLIP_FACTS_H
#define SERVICE_SLIP_FACTS_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"

/* The head of a paper. A name that reads best on two lines has a '\n'. */
struct slip_issuer {
    struct str key;   /* of the desk, for its series */
    struct str above; /* the authority, or the agency above */
    struct str name;
    struct str desk_name; /* in a sentence */
    struct str place;     /* "Long Xuyên" */
    bool is_center;       /* a public administration service centre */
};

/* Of a reception point with the authority it receives for, or of an agency. */
enum err slip_issuer_of(struct tx *t, int64_t desk_id, int64_t authority_id,
                        struct slip_issuer *ret) MUST_CHECK;

/*
 * The address that a telephone opens, with the minimum data behind '#', where
 * no server sees them. `paper` is what the paper is called; `due` is on the
 * receipt only.
 *
 * Source: Circular 01/2023/TT-VPCP art. 26: codes of dossier, procedure and
 * person, name of the paper and the system, instant of issue, due date.
 */
enum err slip_qr(struct tx *t, const struct dossier *d, struct str site,
                 struct str paper, struct instant issued,
                 const struct instant *due, struct str *ret) MUST_CHECK;

/* "dichvucong.example.vn/tra-cuu", as it is typed. */
struct str slip_lookup(struct arena *a, struct str site);

#endif
