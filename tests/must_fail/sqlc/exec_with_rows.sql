-- name: x :exec
-- Doc.
-- out: id i64
SELECT id FROM job;
-- 1: x: only :exec has no columns
