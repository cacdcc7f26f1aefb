/*
 * asked.h - what service/asking.c and service/answering.c do alike: the steps
 * that a request opens, and going on with the flow after it. Inside service
 * only; everything in the caller's transaction, on a locked dossier.
 */
#ifndef SERVICE_ASKED_H
#define SERVICE_ASKED_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/dossier_store.h"
#include "domain/dossier/request_store.h"
#include "domain/flow/flow.h"
#include "domain/grant/grant.h"
#include "domain/pack/pack.h"

/* Opens the step in which reception waits for the applicant until r->due_at. */
enum err asked_await(struct tx *t, struct dossier *d,
                     const struct request *r) MUST_CHECK;

/* Opens the step in which reception sends it, due at `due`. */
enum err asked_to_send(struct tx *t, struct dossier *d, const struct request *r,
                       struct instant due) MUST_CHECK;

/*
 * Opens the step in which it is decided: before the acceptance by the head of
 * the one-stop unit, then by who signs the result; beside the flow or in it.
 */
enum err asked_to_decide(struct tx *t, struct dossier *d,
                         const struct pack *pack, const struct request *r,
                         bool side) MUST_CHECK;

/* The flow goes on where the request came from, with who was at it. */
enum err asked_resume(struct tx *t, struct dossier *d, const struct pack *pack,
                      const struct request *r) MUST_CHECK;

/* Reception looks at it once more, with a new clock for its answer. */
enum err asked_receive(struct tx *t, struct dossier *d) MUST_CHECK;

/* Closes every open request of the dossier but `except`. */
enum err asked_lapse_all(struct tx *t, const struct dossier *d,
                         const struct actor *who, int except) MUST_CHECK;

/* The event's detail: which request, and the listed reason. */
struct str asked_detail(struct arena *a, const struct request *r);

#endif
