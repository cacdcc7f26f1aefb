/*
 * inspect.h - an officer opens a dossier: may they, who is told of it later,
 * and what they can do with it.
 *
 * A dossier may be looked into by whoever has the capability at a desk that it
 * concerns: where it was received, where it is decided and returned, and where
 * a step of it is or was done. Everybody who looks is written down before they
 * see anything.
 *
 * Source: Decree 61/2018 art. 5 (no disclosure of a dossier's information);
 * Decree 13/2023 art. 26-28 by way of the list of controls.
 */
#ifndef SERVICE_INSPECT_H
#define SERVICE_INSPECT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/dossier/request_store.h"
#include "domain/flow/flow.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

struct inspection {
    struct dossier d;
    const struct pack *pack;
    const struct dossier_step *step; /* all, the oldest first */
    size_t step_count;
    /*
     * The step that waits: of several the one that the officer may do, first
     * what is beside the flow; else that with which the dossier goes on. NULL:
     * none waits.
     */
    const struct dossier_step *open;
    const struct filling *filling; /* what chooses the ways of a step */
    struct requests requests;      /* all, the oldest first */
    const struct request *request; /* that the open step is about, or NULL */
    bool is_mine; /* the officer has the open step's role at its desk */
};

/*
 * By the code that was typed. ERR_NOT_FOUND: no such dossier. ERR_FORBIDDEN:
 * not for this officer.
 */
enum err inspect_load(struct tx *t, const struct actor *who, struct str code,
                      struct inspection *ret) MUST_CHECK;

/* What of a dossier was opened; the word is stored. */
#define INSPECT_DOSSIER "dossier"
#define INSPECT_PAPER   "paper"
#define INSPECT_RECEIPT "receipt"
#define INSPECT_SLIP    "slip"

/*
 * As inspect_load(), and writes down that `who` looked at `what`. Of a paper
 * with its id; ERR_NOT_FOUND when it is none of the dossier's.
 */
enum err inspect_record(struct tx *t, const struct actor *who, struct str code,
                        struct str what, int64_t paper_id) MUST_CHECK;

/* What can be done at the open step. */
struct inspect_way {
    enum flow_action action;
    const struct flow_step *to; /* NULL: the end */
};

/* The open step in the flow; NULL before and after it. */
const struct flow_step *inspect_flow_step(const struct inspection *i);

/*
 * The ways on from the open step, at most FLOW_WAYS_MAX; none when it is no
 * step of the flow. Says how many.
 */
size_t inspect_ways(const struct inspection *i,
                    struct inspect_way ret[FLOW_WAYS_MAX]);

/* What the holder of an account is called; "" for account 0. */
enum err inspect_name(struct tx *t, int64_t account_id,
                      struct str *ret) MUST_CHECK;

#endif
