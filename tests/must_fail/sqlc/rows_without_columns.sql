-- name: x :many
-- Doc.
DELETE FROM job;
-- 1: x: only :exec has no columns
