-- name: x :one
-- Doc.
-- out: n i64
SELECT 1 AS n;

-- name: x :one
-- Doc.
-- out: n i64
SELECT 1 AS n;
-- 6: x is there already
