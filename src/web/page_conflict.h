/*
 * page_conflict.h - the page for whoever was not the quickest: two officers
 * had one step open, the other one's work stands.
 */
#ifndef WEB_PAGE_CONFLICT_H
#define WEB_PAGE_CONFLICT_H

#include "web/opened.h"
#include "web/reply.h"

/*
 * `step_n` is the step as the officer saw it; `typed`, which may be empty, is
 * what they wrote and nobody kept. rq->refused says why.
 */
enum err conflict_show(struct opened *o, struct reply *rp, int step_n,
                       struct str typed) MUST_CHECK;

#endif
