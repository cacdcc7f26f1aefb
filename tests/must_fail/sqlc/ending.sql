-- name: x :some
-- Doc.
-- out: n i64
SELECT 1 AS n;
-- 1: after the name: :one, :opt, :many or :exec
