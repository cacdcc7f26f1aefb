-- name: x :opt
-- Doc.
-- out: kind i64
SELECT kind FROM job;
-- 4: x: kind is TEXT, "out:" says i64
