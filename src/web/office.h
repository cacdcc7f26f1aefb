/*
 * office.h - a whole page for officers: a template's body in the officers'
 * frame, with the counts of what waits for who is looking.
 *
 *     struct out *body = page_begin(rq);
 *
 *     tpl_queue(body, &view);
 *     return office_end(t, rq, rp, &(struct office_page){.title = …}, body);
 */
#ifndef WEB_OFFICE_H
#define WEB_OFFICE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/queue.h"

#include "web/out.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/req.h"
#include "web/view_layout.h"

struct office_page {
    struct str title;
    bool has_nav; /* the page is one of the sidebar's */
    enum office_nav nav;
    struct str search; /* what was searched */
    bool has_errors;
    bool is_edge; /* the page brings its own padding */
};

/* Puts the frame around it: the reply is the page. */
enum err office_end(struct tx *t, struct req *rq, struct reply *rp,
                    const struct office_page *page,
                    struct out *body) MUST_CHECK;

/* The place of a queue in the sidebar, and its address. */
enum office_nav office_nav_of(enum queue q);
struct url office_queue_at(struct arena *a, enum queue q);

/* "MD" of "Huỳnh Thị Mỹ Duyên". */
struct str office_initials(struct arena *a, struct str name);

/* The code in addresses: what the dossier is called now, without blanks. */
struct str office_code(const struct dossier *d);
struct url office_dossier_at(struct arena *a, struct str code);

#endif
