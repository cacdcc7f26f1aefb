/* page_inspect.h - the officer's page of one dossier, for whoever shows it. */
#ifndef WEB_PAGE_INSPECT_H
#define WEB_PAGE_INSPECT_H

#include "web/opened.h"
#include "web/reply.h"

/* The page; `note` says what happened, or why nothing did. */
enum err inspect_show(struct opened *o, struct reply *rp,
                      const struct note_view *note) MUST_CHECK;

#endif
