/*
 * paper_store.h - rows of uploaded files. A file belongs to a draft, then to
 * the dossier that the draft became. Everything loaded lies in the
 * transaction's arena.
 *
 * The bytes are a blob in a scope that no other draft shares; whoever adds or
 * removes a row here also keeps or drops the blob, in the same transaction:
 * paper_add() and paper_remove() do both.
 */
#ifndef DOMAIN_PAPER_PAPER_STORE_H
#define DOMAIN_PAPER_PAPER_STORE_H

#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/blob.h"
#include "store/tx.h"

#include "domain/paper/paper.h"

/* Adds a file to a draft; `blob` is its finished bytes. */
enum err paper_add(struct tx *t, int64_t draft_id, const struct paper *p,
                   const struct blob_ref *blob) MUST_CHECK;

/* Takes a file back from a draft. ERR_NOT_FOUND when it is not there. */
enum err paper_remove(struct tx *t, int64_t draft_id,
                      int64_t paper_id) MUST_CHECK;

enum err papers_of_draft(struct tx *t, int64_t draft_id,
                         struct papers *ret) MUST_CHECK;
enum err papers_of_dossier(struct tx *t, int64_t dossier_id,
                           struct papers *ret) MUST_CHECK;

/* NULL when there is none of that id. */
const struct paper *paper_find(const struct papers *papers, int64_t id);

/* What was handed in on paper with a dossier: one row a component. */
enum err handed_add(struct tx *t, int64_t dossier_id,
                    const struct handed_paper *p) MUST_CHECK;
enum err handed_of_dossier(struct tx *t, int64_t dossier_id,
                           struct handed_papers *ret) MUST_CHECK;

enum err verdicts_of_dossier(struct tx *t, int64_t dossier_id,
                             struct paper_verdicts *ret) MUST_CHECK;

/* The files of a draft become the dossier's. */
enum err papers_to_dossier(struct tx *t, int64_t draft_id,
                           int64_t dossier_id) MUST_CHECK;

#endif
