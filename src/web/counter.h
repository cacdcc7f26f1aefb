/*
 * counter.h - the counter's page as it stands: what was sent, and what follows
 * from it. page_counter.c answers, counter_view.c fills the page in.
 */
#ifndef WEB_COUNTER_H
#define WEB_COUNTER_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/counter.h"

#include "web/counter_sent.h"
#include "web/req.h"
#include "web/view_office.h"

struct counter {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    enum lang lang;
    const struct counter_sent *sent;
    struct person_lines known;
    struct options_view offered;
    struct filing_of of; /* no pack: no procedure was chosen */
    struct str case_code;
    enum channel delivery;
    struct filing filing;
    struct filing_check check;
    struct str wrong_pieces; /* a component whose count is no number */
};

/* From rq->form, a struct counter_sent. */
enum err counter_open(struct tx *t, struct req *rq,
                      struct counter *ret) MUST_CHECK;

/* Procedures that the officer's counter takes in. */
enum err counter_list_offered(struct counter *c) MUST_CHECK;

/*
 * Of whose form of what the page shows. When that changes the form is filled
 * in anew.
 */
struct str counter_drawn(const struct counter *c);

/* The whole page; `tells`: with everything that is wrong. */
enum err counter_view(const struct counter *c, bool tells,
                      struct counter_view *v) MUST_CHECK;

/* What the receipt will say. */
enum err counter_receipt(const struct counter *c,
                         struct receipt_view *v) MUST_CHECK;

#endif
