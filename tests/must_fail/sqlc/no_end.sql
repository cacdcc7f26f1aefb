-- name: x :one
-- Doc.
-- out: n i64
SELECT 1 AS n
-- 4: the statement does not end with ';'
