#include "base/prelude.h"

#include "base/id.h"

#include "store/jobs.h"
#include "store/retry.h"

#include "store/jobs.sql.h"

/* Jobs that killed their rooms, passed over in one claim. */
#define BURIED_MAX 16

enum err job_add(struct tx *t, struct str kind, struct str body,
                 struct instant due)
{
    struct jobs_insert_in in = {
        .id = id_new(t->cx->now),
        .kind = kind,
        .body = body,
        .created_at = t->cx->now,
        .due_at = due,
    };

    if (body.n > JOB_BODY_BYTES_MAX)
        return RAISE(&t->cx->err, ERR_TOO_LARGE, "a job's body of %zu bytes",
                     body.n);
    return jobs_insert(t, &in, NULL);
}

static enum err claim(struct tx *t, int64_t lease_us, struct job *ret,
                      bool *ret_found)
{
    struct instant end = {t->cx->now.us + lease_us};
    struct jobs_claim_row row;

    TRY(jobs_claim(t, t->cx->now, end, &row, ret_found));
    if (*ret_found)
        *ret = (struct job){row.id, row.kind, row.body, row.tries};
    return ERR_OK;
}

/*
 * A job that never said how it ended took its rooms with it; it is dead when
 * its tries are used up.
 */
enum err job_claim(struct tx *t, int64_t lease_us, struct job *ret,
                   bool *ret_found)
{
    struct job job;
    bool found;

    TRY(claim(t, lease_us, &job, &found));
    for (int i = 0; found && job.tries > JOB_TRIES_MAX && i < BURIED_MAX; i++) {
        TRY(jobs_bury(t, job.id, job.tries, t->cx->now,
                      S("its room died each time"), NULL));
        TRY(claim(t, lease_us, &job, &found));
    }
    if (found)
        *ret = job;
    *ret_found = found;
    return ERR_OK;
}

static enum err still_ours(struct tx *t, const struct job *job, int64_t changed)
{
    if (changed == 0)
        return RAISE(&t->cx->err, ERR_CONFLICT,
                     "job %" PRId64 " was claimed by another", job->id);
    return ERR_OK;
}

enum err job_done(struct tx *t, const struct job *job)
{
    int64_t changed;

    TRY(jobs_remove(t, job->id, job->tries, &changed));
    return still_ours(t, job, changed);
}

enum err job_fail(struct tx *t, const struct job *job, struct str error)
{
    struct instant now = t->cx->now;
    int64_t changed;

    if (job->tries >= JOB_TRIES_MAX)
        TRY(jobs_bury(t, job->id, job->tries, now, error, &changed));
    else
        TRY(jobs_put_off(t, job->id, job->tries, retry_at(now, job->tries),
                         error, &changed));
    return still_ours(t, job, changed);
}

enum err job_count(struct tx *t, struct job_counts *ret)
{
    struct jobs_count_row row;

    TRY(jobs_count(t, &row));
    *ret = (struct job_counts){row.waiting, row.dead};
    return ERR_OK;
}
