/* error_page.h - an error as a page for people. */
#ifndef WEB_ERROR_PAGE_H
#define WEB_ERROR_PAGE_H

#include "web/reply.h"
#include "web/req.h"

/* Uses no database: that may be what failed. rp->status is set already. */
void error_page(struct req *rq, struct reply *rp, struct str words,
                struct str reference);

#endif
