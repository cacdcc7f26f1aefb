/*
 * applicant.h - the person behind an account, as an e-form is filled in with
 * them.
 */
#ifndef SERVICE_APPLICANT_H
#define SERVICE_APPLICANT_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/form/form_prefill.h"

/* ERR_NOT_FOUND when there is no such person. */
enum err applicant_load(struct tx *t, int64_t person_id,
                        struct form_person *ret) MUST_CHECK;

#endif
