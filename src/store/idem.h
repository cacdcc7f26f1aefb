/*
 * idem.h - the same form sent twice is answered twice and done once.
 *
 * Every form carries a key of 128 random bits. A write use case first looks it
 * up; what it finds it answers, and does nothing. Otherwise it does its work
 * and keeps the answer, in the same transaction. A double click, a retry of
 * ours and a retry of the network all end there.
 */
#ifndef STORE_IDEM_H
#define STORE_IDEM_H

#include "base/crypto.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define IDEM_KEY_BYTES 16
/* Longer for a submission: as long as its dossier. */
#define IDEM_KEEP_US DAY_US

/* What was sent, by whom, to where. */
struct idem {
    struct str key; /* IDEM_KEY_BYTES bytes */
    struct str route;
    int64_t actor_id; /* 0: nobody is logged in */
    struct digest body_hash;
};

struct idem_answer {
    int status; /* of HTTP */
    struct str location;
};

/*
 * The answer given before, if there is one. ERR_REPLAYED when the key was used
 * for another body, route or actor; ERR_INPUT when it is not a key.
 */
enum err idem_find(struct tx *t, const struct idem *idem,
                   struct idem_answer *ret, bool *ret_found) MUST_CHECK;

/*
 * Keeps the answer. When the same form is being done elsewhere at this very
 * moment the transaction is run again, and finds that one's answer.
 */
enum err idem_keep(struct tx *t, const struct idem *idem,
                   const struct idem_answer *answer,
                   struct instant expires_at) MUST_CHECK;

/* Forgets at most `count_max` of what has expired, the oldest first: many at
   once would keep everybody else's writes waiting. */
enum err idem_sweep(struct tx *t, int64_t count_max,
                    int64_t *ret_removed) MUST_CHECK;

#endif
