-- name: x :exec
-- Doc.
DELETE FROM job; DELETE FROM blob;
-- 3: x: one statement is wanted
