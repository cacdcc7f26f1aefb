-- name: x :many
-- Doc.
-- out: id i64
SELECT id FROM job WHERE kind LIKE 'a%';
-- 4: x: LIKE: compare x_fold with a range
