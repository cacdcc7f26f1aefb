/*
 * draft_store.h - drafts: answers to an e-form that are not filed yet.
 *
 * An account has one open draft for each case of a procedure. Its revision
 * grows with every save, and a save names the revision it began with, so that
 * two tabs do not overwrite each other. Filing closes the draft for good: its
 * row stays and names the dossier, the answers go to that.
 *
 * It loads and saves; what may be done with a draft is service/filing.h.
 * Everything loaded lies in the transaction's arena.
 */
#ifndef DOMAIN_PAPER_DRAFT_STORE_H
#define DOMAIN_PAPER_DRAFT_STORE_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/procedure/procedure.h"

/* An open draft lives so long after its last sign of life. */
#define DRAFT_KEEP_DAYS 90

/* Of one account, in its list. */
#define DRAFTS_MAX 100

struct draft {
    int64_t id;
    int64_t account_id;
    struct str procedure_code;
    int64_t version_id; /* of the procedure whose form was answered */
    struct str case_code;
    enum channel delivery; /* how the result is to come */
    int revision;
    struct str answers; /* JSON */
    size_t page;        /* last saved */
    struct instant created_at;
    struct instant saved_at;
    struct instant expires_at;
    int64_t dossier_id; /* 0: open */
};

/*
 * Opens `d`, or finds the draft that is open for its account, procedure and
 * case, which then takes its delivery; gives its id. Of `d` counts what names
 * the case, delivery, version and answers.
 */
enum err draft_open(struct tx *t, const struct draft *d,
                    int64_t *ret) MUST_CHECK;

/* The id of the open draft of a case. */
enum err draft_find_open(struct tx *t, int64_t account_id, struct str code,
                         struct str case_code, int64_t *ret,
                         bool *ret_found) MUST_CHECK;

/* ERR_NOT_FOUND when there is none of that id. */
enum err draft_load(struct tx *t, int64_t id, struct draft *ret) MUST_CHECK;
/* As draft_load(), and nobody else changes it until the commit. */
enum err draft_load_locked(struct tx *t, int64_t id,
                           struct draft *ret) MUST_CHECK;

/*
 * Saves version, answers and page of `d` over its revision, which moves on.
 * ERR_CONFLICT: somebody saved meanwhile, or it was filed.
 */
enum err draft_save(struct tx *t, struct draft *d) MUST_CHECK;

/* A paper came or went. ERR_CONFLICT: it was filed. */
enum err draft_touch(struct tx *t, int64_t id) MUST_CHECK;

/*
 * Files the draft, if it still is as `d` was read: no answer and no paper came
 * or went meanwhile, and nobody filed it. *ret tells whether.
 */
enum err draft_freeze(struct tx *t, const struct draft *d, int64_t dossier_id,
                      bool *ret) MUST_CHECK;

struct drafts {
    const struct draft *at; /* without answers */
    size_t count;
};
/* Open ones, the newest first. */
enum err drafts_of_account(struct tx *t, int64_t account_id,
                           struct drafts *ret) MUST_CHECK;

/* Up to `max` ids of drafts that have expired. */
enum err drafts_expired(struct tx *t, size_t max, const int64_t **ret,
                        size_t *ret_count) MUST_CHECK;

/* Drops an open draft with its papers. */
enum err draft_drop(struct tx *t, int64_t id) MUST_CHECK;

#endif
