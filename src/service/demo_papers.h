/*
 * demo_papers.h - the papers that the demo's people hand in and get back: one
 * small PDF for each paper that a card names, drawn once and shared by all
 * dossiers.
 */
#ifndef SERVICE_DEMO_PAPERS_H
#define SERVICE_DEMO_PAPERS_H

#include "base/cx.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/blob.h"

#include "domain/procedure/procedure.h"

#define DEMO_PAPERS_MAX 600

struct demo_paper {
    struct str procedure;
    struct str component; /* or RESULT_COMPONENT */
    struct str name;      /* "Giấy chứng sinh.pdf" */
    struct blob_ref blob;
};

struct demo_papers {
    struct demo_paper paper[DEMO_PAPERS_MAX];
    size_t count;
};

/*
 * Draws the papers of a card into the store; ERR_RANGE over DEMO_PAPERS_MAX.
 * What lies in `ret` lies in cx->arena.
 */
enum err demo_papers_draw(struct blob_store *store, struct cx *cx,
                          const struct procedure *card,
                          struct demo_papers *ret) MUST_CHECK;

/* NULL when the card has no such paper. */
const struct demo_paper *demo_paper(const struct demo_papers *papers,
                                    struct str procedure, struct str component);

#endif
