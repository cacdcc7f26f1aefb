/*
 * page.h - a whole page for citizens: a template's body in the portal's frame.
 *
 *     struct out *body = page_begin(rq);
 *
 *     tpl_login(body, &view);
 *     page_end(rq, rp, &(struct page){.title = MSG_PAGE_LOGIN}, body);
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/msg.h"
#include "base/prelude.h"

#include "web/out.h"
#include "web/reply.h"
#include "web/req.h"
#include "web/view_layout.h"

struct page {
    enum msg_id title;
    struct str title_text; /* instead of `title`, where it is data */
    struct str description;
    enum citizen_nav nav;
    bool has_errors;
    bool is_private; /* keep it out of search engines */
    bool is_wide;
    bool is_wall; /* without the frame: nobody stands before it */
};

/* A writer for what stands inside <main>. */
struct out *page_begin(const struct req *rq);

/* Puts the frame around it: the reply is the page. */
void page_end(struct req *rq, struct reply *rp, const struct page *page,
              struct out *body);

/* This page in the other language; the rest of its query stays. */
struct url page_other_language(const struct req *rq);

#endif
