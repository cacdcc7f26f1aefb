/*
 * filing.h - preparing a dossier online: the draft, its answers, its papers.
 * Filing it is service/submit.h.
 *
 * Each function works inside the caller's transaction and checks that the
 * draft is the actor's own: somebody else's is ERR_NOT_FOUND. The pack is the
 * procedure as it is in force today, whichever version the draft began with:
 * answers that the form still asks are kept, the others are dropped at filing.
 *
 * Only a citizen's account files online.
 * Source: Decree 45/2020 art. 7 (dossiers of people without an account are not
 * handled electronically), art. 9 (e-forms, drafts, what is known is filled
 * in).
 */
#ifndef SERVICE_FILING_H
#define SERVICE_FILING_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/blob.h"
#include "store/tx.h"

#include "domain/form/filling.h"
#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/pack/pack.h"
#include "domain/paper/draft_store.h"
#include "domain/paper/paper_store.h"

/* Who prepares what. */
struct filing_of {
    const struct actor *who;
    const struct pack *pack;
    int64_t version_id; /* of the pack */
};

/*
 * A draft as a page shows it. `filling` looks names of units up in the
 * transaction: it is not to be used after it.
 */
struct filing {
    struct draft draft;
    struct papers papers;
    struct handed_papers handed; /* at the counter */
    struct filling filling;
};

/*
 * Whether this case may be filed online by this actor now. ERR_FORBIDDEN with
 * words: no citizen's account, not offered online, or the time limit is not
 * known, since a promise without a date is none.
 */
enum err filing_allowed(struct cx *cx, const struct filing_of *of,
                        int case_index) MUST_CHECK;

/*
 * Opens a draft for a case, filled in from the account; or finds the one that
 * is open. ERR_INPUT: no such case, or a way of return that the card does not
 * offer. As filing_allowed().
 */
enum err filing_open(struct tx *t, const struct filing_of *of,
                     struct str case_code, enum channel delivery,
                     int64_t *ret) MUST_CHECK;

/* A filed draft is loaded too, without answers; it names its dossier. */
enum err filing_load(struct tx *t, const struct filing_of *of, int64_t draft_id,
                     struct filing *ret) MUST_CHECK;

/* As filing_load(), and nobody else changes it until the commit. */
enum err filing_load_locked(struct tx *t, const struct filing_of *of,
                            int64_t draft_id, struct filing *ret) MUST_CHECK;

/* What one page sent. */
struct filing_page {
    int64_t draft_id;
    int revision; /* that the page was made from */
    size_t page;  /* index */
    struct form_inputs inputs;
    struct str action; /* "add:lines", "remove:lines:1", or empty */
};

/* The stored answers with what the page sent taken in, not saved. */
const struct json *filing_typed(struct arena *a, const struct form *form,
                                const struct json *stored,
                                const struct filing_page *page);

/*
 * Saves a page, right or wrong, and gives the draft as it then is. ERR_CONFLICT
 * with words: it was saved elsewhere meanwhile and this would change it, or it
 * was filed. ERR_TOO_LARGE: over FORM_ANSWER_BYTES.
 */
enum err filing_save(struct tx *t, const struct filing_of *of,
                     const struct filing_page *page,
                     struct filing *ret) MUST_CHECK;

/* A file that came, its bytes finished in a scope of this draft's own. */
struct filing_paper {
    int64_t draft_id;
    struct str component;
    struct str name; /* paper_name() */
    struct str mime; /* paper_accept() */
    struct blob_ref blob;
};

/*
 * The same bytes for the same component again change nothing. ERR_INPUT with
 * words: the case has no such paper to upload, or there are too
 * many files. ERR_CONFLICT: filed already.
 */
enum err filing_attach(struct tx *t, const struct filing_of *of,
                       const struct filing_paper *paper) MUST_CHECK;
/* A file that is gone already is no fault. */
enum err filing_detach(struct tx *t, const struct filing_of *of,
                       int64_t draft_id, int64_t paper_id) MUST_CHECK;

/* Throws the draft away with its papers. */
enum err filing_drop(struct tx *t, const struct actor *who,
                     int64_t draft_id) MUST_CHECK;

/* What stands between a draft and its filing, in the order of the pages. */
struct filing_check {
    struct form_faults faults;
    struct paper_need need[PROCEDURE_COMPONENTS_MAX];
    size_t need_count;
    size_t missing; /* papers */
};

void filing_check(struct arena *a, const struct pack *pack,
                  const struct filing *f, struct filing_check *ret);
/* How many things are to be mended; 0: it may be filed. */
size_t filing_left(const struct filing_check *check);

/*
 * The answers of a filling that looks names of units up in the transaction and
 * finds its papers among `papers`, all of which must outlive it.
 */
struct filling filing_filling(struct tx *t, const struct pack *pack,
                              const struct papers *papers, struct str case_code,
                              enum channel channel, const struct json *answers);

/*
 * For the work room: drops up to `max` drafts that nobody touched for
 * DRAFT_KEEP_DAYS, with their papers.
 */
enum err filing_sweep(struct tx *t, size_t max, size_t *ret_count) MUST_CHECK;

#endif
