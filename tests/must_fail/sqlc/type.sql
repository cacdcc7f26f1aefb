-- name: x :one
-- Doc.
-- out: n int
SELECT 1 AS n;
-- 3: unknown type "int"
