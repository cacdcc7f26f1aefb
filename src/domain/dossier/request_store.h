/*
 * request_store.h - rows of the requests in the course of a dossier. Loads and
 * saves; decides nothing. Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_DOSSIER_REQUEST_STORE_H
#define DOMAIN_DOSSIER_REQUEST_STORE_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/request.h"

struct requests {
    const struct request *at; /* the oldest first */
    size_t count;
};

/* ERR_TOO_LARGE past REQUESTS_MAX. */
enum err requests_of_dossier(struct tx *t, int64_t dossier_id,
                             struct requests *ret) MUST_CHECK;

/* Request `n`; ERR_NOT_FOUND. */
enum err request_load(struct tx *t, int64_t dossier_id, int n,
                      struct request *ret) MUST_CHECK;

/* A new one, made now; `r->n` is its number. The dossier is locked. */
enum err request_add(struct tx *t, const struct request *r) MUST_CHECK;

/* ERR_CONFLICT: it was sent or closed meanwhile. */
enum err request_send(struct tx *t, const struct request *r,
                      struct instant due_at) MUST_CHECK;
/* ERR_CONFLICT: it was closed meanwhile. */
enum err request_close(struct tx *t, const struct request *r,
                       enum request_outcome outcome, int64_t account_id,
                       struct str answer) MUST_CHECK;

#endif
