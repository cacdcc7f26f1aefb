-- name: x :exec
-- Doc.
DELETE
  FROM jobs;
-- 3: x: no such table: jobs
