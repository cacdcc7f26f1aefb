-- name: x :exec
-- Doc.
-- in: id i64
DELETE FROM job WHERE id = $1 AND kind = $2;
-- 4: x: $2 has no line in "in:"
