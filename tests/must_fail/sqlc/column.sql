-- name: x :opt
-- Doc.
-- out: kind text
SELECT kind
  FROM job
 WHERE kinds = 'a';
-- 6: x: no such column: kinds
