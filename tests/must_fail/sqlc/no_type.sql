-- name: x :one
-- Doc.
-- out: n
SELECT 1 AS n;
-- 3: unknown type ""
