/*
 * attach.h - files that officers add: that of a result, a draft while it is
 * appraised and signed, the result itself once it has a number; and scans of
 * papers that were handed in at the counter.
 *
 * Source: Decree 61/2018 art. 19.2, 20.5 (the result is kept in the system).
 */
#ifndef SERVICE_ATTACH_H
#define SERVICE_ATTACH_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/blob.h"
#include "store/tx.h"

#include "domain/grant/grant.h"

struct attachment {
    int64_t dossier_id;
    int step_n;      /* the open step that the person saw */
    struct str name; /* paper_name()   */
    struct str mime; /* paper_accept() */
    struct blob_ref blob;
};

/* More is a mistake. */
#define RESULT_FILES_MAX 10

/*
 * ERR_FORBIDDEN: not the step's role at its desk. ERR_CONFLICT: the step is
 * done. ERR_INPUT, with words: no result is drafted at this step, or there are
 * too many files.
 */
enum err attach_result(struct tx *t, const struct actor *who,
                       const struct attachment *a) MUST_CHECK;

/* What reception scanned of a paper that was handed in. */
struct scan {
    int64_t dossier_id;
    const struct procedure *card;
    struct str component;
    struct str name; /* paper_name()   */
    struct str mime; /* paper_accept() */
    struct blob_ref blob;
};

/*
 * Any time until the dossier is closed, by who receives at its point. The same
 * bytes again change nothing. ERR_FORBIDDEN. ERR_CONFLICT: closed. ERR_INPUT,
 * with words: nothing of that component was handed in to be kept, or there are
 * too many files.
 *
 * Source: Decree 61/2018 art. 17.1 (reception scans and stores the papers);
 * Circular 01/2023/TT-VPCP art. 4 (not what is only shown).
 */
enum err attach_scan(struct tx *t, const struct actor *who,
                     const struct scan *s) MUST_CHECK;

/*
 * A file that the applicant adds while the dossier waits for a supplement.
 * ERR_NOT_FOUND: not their dossier. ERR_CONFLICT: nothing is waited for.
 * ERR_INPUT, with words: no such component, or too many files.
 *
 * Source: Decree 61/2018 art. 17.2.a, 19.4.
 */
enum err attach_supplement(struct tx *t, const struct actor *who,
                           const struct scan *s) MUST_CHECK;

/* May a file of a result be attached while a step of this work waits? */
bool attach_is_for(int work);

#endif
