-- name: x :opt
-- Doc.
-- out: title text
SELECT kind FROM job;
-- 4: x: column 1 is "kind", "out:" says "title" (use AS)
