/*
 * opened.h - a dossier that an officer has open, and its side column: the
 * clock, what comes next, the steps.
 *
 *     /can-bo/ho-so/{code}                      the page
 *     /can-bo/ho-so/{code}/giay/{paper}         a file of it
 *     /can-bo/ho-so/{code}/giay-hen             the receipt
 *     /can-bo/ho-so/{code}/ket-qua/{step}       attach the result's file
 *     /can-bo/ho-so/{code}/quet/{component}     attach the scan of a paper
 *     /can-bo/ho-so/{code}/buoc/{step}/{deed}   do it, or ask first
 *     /can-bo/ho-so/{code}/buoc/{step}/giay/{paper}   say whether it fits
 *
 * {step} is the number of the open step that the officer saw: what is done
 * meanwhile by somebody else is not done twice.
 */
#ifndef WEB_OPENED_H
#define WEB_OPENED_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/calendar/calendar.h"
#include "domain/paper/paper_store.h"

#include "service/inspect.h"

#include "web/req.h"
#include "web/view_office.h"

struct opened {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    enum lang lang;
    struct inspection i;
    struct papers papers;
    struct handed_papers handed;
    struct paper_verdicts verdicts;
    struct calendar calendar;
    struct work_week week;
    struct str code; /* as in addresses */
};

/* The dossier of {code}; errors as inspect_load(). */
enum err opened_load(struct tx *t, struct req *rq,
                     struct opened *ret) MUST_CHECK;

/* An address below the dossier's page: /can-bo/ho-so/CODE/WHAT. */
struct url opened_at(const struct opened *o, struct str what);
struct url opened_deed_at(const struct opened *o, struct str deed);

/* What a step is called: its name in the flow, or that of its work. */
struct str opened_step_name(const struct opened *o,
                            const struct dossier_step *s);

void opened_tell_clock(const struct opened *o, struct office_dossier_view *v);
enum err opened_tell_steps(const struct opened *o,
                           struct office_dossier_view *v) MUST_CHECK;
/* The buttons; nothing that this officer may not press. */
enum err opened_tell_next(const struct opened *o,
                          struct office_dossier_view *v) MUST_CHECK;

/* A form that sends one file of the dossier; `v` lacks what all have alike:
   the dossier's code, the form's tokens, how large a file may be. */
enum err opened_show_attach(const struct opened *o, struct reply *rp,
                            struct office_attach_view *v) MUST_CHECK;

/* Deeds that are no actions of the flow. */
#define DEED_ACCEPT   "tiep-nhan"
#define DEED_REFUSE   "tu-choi"
#define DEED_TRANSFER "ban-giao"
#define DEED_TAKE     "nhan-viec"
#define DEED_LAY_BACK "bo-viec"

#endif
