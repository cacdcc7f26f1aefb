-- name: x :opt
-- Doc.
-- out: id i64
SELECT id, kind FROM job;
-- 4: x: 2 columns, "out:" has 1
