/*
 * inspect_papers.h - the papers of a dossier before an officer: files, and
 * what lies at the counter as paper; which one is open; what was found of it.
 */
#ifndef WEB_INSPECT_PAPERS_H
#define WEB_INSPECT_PAPERS_H

#include "base/err.h"
#include "base/prelude.h"

#include "web/opened.h"

/* A file, or the pieces of a component that has none. */
struct inspect_paper {
    const struct paper *file;
    const struct handed_paper *handed;
    struct str component;
    struct str key; /* in addresses: the file's id, else the component */
};

struct inspect_papers {
    const struct inspect_paper *at;
    size_t count;
};

struct inspect_papers inspect_papers(const struct opened *o);

/* Index of the paper of that key; count when there is none. */
size_t inspect_paper_index(const struct inspect_papers *papers, struct str key);

/* The next one after `from` of which nobody said anything; else `from`. */
size_t inspect_paper_next(const struct opened *o,
                          const struct inspect_papers *papers, size_t from);

enum err inspect_tell_papers(const struct opened *o,
                             struct office_dossier_view *v) MUST_CHECK;

#endif
