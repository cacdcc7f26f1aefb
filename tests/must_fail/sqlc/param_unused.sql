-- name: x :exec
-- Doc.
-- in: id i64, kind text
DELETE FROM job WHERE id = $1;
-- 4: x: $2 is not used
