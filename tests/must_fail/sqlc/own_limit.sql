-- name: x :many
-- Doc.
-- out: id i64
SELECT id FROM job LIMIT 5;
-- 4: x: a :many that reads gets "LIMIT max + 1" from the compiler; leave yours out
