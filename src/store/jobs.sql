-- name: jobs_insert :exec
-- A new job.
-- in: id i64, kind text, body text, created_at instant, due_at instant
INSERT INTO job (id, kind, body, created_at, due_at, tries)
VALUES ($1, $2, $3, $4, $5, 0);

-- name: jobs_claim :opt
-- Takes the job that has been due for longest until the lease ends.
-- in:  now instant, lease_end instant
-- out: id i64, kind text, body text, tries i32
UPDATE job SET due_at = $2, tries = tries + 1
 WHERE id = (SELECT id FROM job
              WHERE dead_at IS NULL AND due_at <= $1
              ORDER BY due_at LIMIT 1)
RETURNING id, kind, body, tries;
-- postgresql:
UPDATE job SET due_at = $2, tries = tries + 1
 WHERE id = (SELECT id FROM job
              WHERE dead_at IS NULL AND due_at <= $1
              ORDER BY due_at LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, kind, body, tries;

-- name: jobs_remove :exec
-- It is done.
-- in: id i64, tries i32
DELETE FROM job WHERE id = $1 AND tries = $2;

-- name: jobs_put_off :exec
-- It failed and is to be tried again.
-- in: id i64, tries i32, due_at instant, error text
UPDATE job SET due_at = $3, error = $4
 WHERE id = $1 AND tries = $2 AND dead_at IS NULL;

-- name: jobs_bury :exec
-- It failed too often.
-- in: id i64, tries i32, dead_at instant, error text
UPDATE job SET dead_at = $3, error = $4
 WHERE id = $1 AND tries = $2 AND dead_at IS NULL;

-- name: jobs_count :one
-- How many wait and how many are dead.
-- out: waiting i64, dead i64
SELECT (SELECT count(*) FROM job WHERE dead_at IS NULL) AS waiting,
       (SELECT count(*) FROM job WHERE dead_at IS NOT NULL) AS dead;
