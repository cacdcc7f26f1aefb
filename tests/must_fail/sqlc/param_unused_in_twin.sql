-- name: x :exec
-- Doc.
-- in: id i64
DELETE FROM job WHERE id = $1;
-- postgresql:
DELETE FROM job;
-- 4: x: $1 is not used
