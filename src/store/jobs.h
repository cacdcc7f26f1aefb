/*
 * jobs.h - work that is done later, by a work room, and is not forgotten: a
 * durable queue. A job is added in the transaction that wants it.
 *
 * A job is claimed for a while (the lease). Its room marks it done, or failed,
 * or dies: then the lease runs out and another room claims it. So a job may be
 * run more than once, and has to bear it. After JOB_TRIES_MAX tries it is
 * dead: it stays, with its last error, for a person to look at.
 *
 * `tries` is the claim's number: whoever lost the lease can no longer mark the
 * job, since its number has moved on (ERR_CONFLICT).
 */
#ifndef STORE_JOBS_H
#define STORE_JOBS_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#define JOB_TRIES_MAX      12
#define JOB_BODY_BYTES_MAX ((size_t)64 << 10)

struct job {
    int64_t id;
    struct str kind;
    struct str body; /* JSON */
    int tries;       /* 1 the first time */
};

/* Not to be run before `due`. ERR_TOO_LARGE past JOB_BODY_BYTES_MAX. */
enum err job_add(struct tx *t, struct str kind, struct str body,
                 struct instant due) MUST_CHECK;

/* The job that has been due for longest, if any, for lease_us. */
enum err job_claim(struct tx *t, int64_t lease_us, struct job *ret,
                   bool *ret_found) MUST_CHECK;

enum err job_done(struct tx *t, const struct job *job) MUST_CHECK;

/* To be tried again, later each time. `error` is the operator's English. */
enum err job_fail(struct tx *t, const struct job *job,
                  struct str error) MUST_CHECK;

/* How many wait and how many are dead. */
struct job_counts {
    int64_t waiting;
    int64_t dead;
};
enum err job_count(struct tx *t, struct job_counts *ret) MUST_CHECK;

#endif
