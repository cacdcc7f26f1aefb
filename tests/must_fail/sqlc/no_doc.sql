-- name: x :one
-- out: n i64
SELECT 1 AS n;
-- 1: say in a comment what the statement does
