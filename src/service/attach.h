/*
 * attach.h - the file of a result: a draft while it is appraised and signed,
 * the result itself once it has a number.
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

/* May a file of a result be attached while a step of this work waits? */
bool attach_is_for(int work);

#endif
