/*
 * journey.h - what the pages of one draft share: the draft of the address, its
 * steps, where they live.
 *
 *     /nop-ho-so/{code}                          which case
 *     /nop-ho-so/{code}/{draft}/{page}           a page of the form
 *     /nop-ho-so/{code}/{draft}/giay-to          papers
 *     /nop-ho-so/{code}/{draft}/xem-lai          check your answers, submit
 *
 * {draft} is the draft's id. "?sai=1" asks a step to say what is wrong.
 */
#ifndef WEB_JOURNEY_H
#define WEB_JOURNEY_H

#include "base/err.h"
#include "base/msg.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "service/filing.h"

#include "web/req.h"
#include "web/reply.h"
#include "web/view_form.h"

/* Steps that are no pages of the form. */
#define JOURNEY_PAPERS (FORM_PAGES_MAX + 0)
#define JOURNEY_CHECK  (FORM_PAGES_MAX + 1)

struct journey {
    struct arena *arena;
    enum lang lang;
    struct filing_of of;
    struct filing filing;
    struct filing_check check; /* nothing when it was filed already */
    bool has_papers;           /* there is a step for them */
    struct str draft;          /* as in the address */
};

/* The pack of {code} and who asks. */
enum err journey_of(struct tx *t, struct req *rq,
                    struct filing_of *ret) MUST_CHECK;

/* The number in {draft}; 0 when it is none. */
int64_t journey_draft(const struct req *rq);

/* ERR_NOT_FOUND: no such procedure or draft, or somebody else's. */
enum err journey_open(struct tx *t, struct req *rq, int64_t draft_id,
                      struct journey *ret) MUST_CHECK;
/* The draft of the address. */
enum err journey_load(struct tx *t, struct req *rq,
                      struct journey *ret) MUST_CHECK;

/* After the filing changed: what is to be mended now. */
void journey_look(struct journey *j);

/* The page of {page}, an index; page_count when there is none of that id. */
size_t journey_page(const struct journey *j, const struct req *rq);

/* `step` is the index of a page or one of the above. */
struct url journey_at(const struct journey *j, size_t step);
/* A field of a page, by the name it is posted under. */
struct url journey_field_at(const struct journey *j, size_t page,
                            struct str name);
/* A step, saying what is wrong. */
struct url journey_wrong_at(const struct journey *j, size_t step);
/* An address below the draft: /nop-ho-so/CODE/DRAFT/VERB/WHAT. */
struct url journey_do(const struct journey *j, struct str verb,
                      struct str what);

/* Where one goes from a step; from the last page to papers or the check. */
size_t journey_next(const struct journey *j, size_t step);
struct url journey_back(const struct journey *j, size_t step);
/* The first step where something is to be mended; the check when none is. */
size_t journey_first_wrong(const struct journey *j);
/* Where somebody who comes back goes on. */
struct url journey_resume(const struct journey *j);

struct journey_steps {
    const struct form_step_view *step;
    unsigned count;
    unsigned at; /* from 1 */
};
struct journey_steps journey_steps(const struct journey *j, size_t now);

/* "Đã lưu bản nháp lúc 10:24"; nothing before the first save. */
struct str journey_saved(const struct journey *j, struct instant now);

/* A step's frame, without title, fields and papers. */
struct form_view journey_view(struct req *rq, const struct journey *j,
                              size_t step);

/* Answers with the way to the dossier that the draft became. */
enum err journey_gone(struct tx *t, const struct journey *j,
                      struct reply *rp) MUST_CHECK;

#endif
