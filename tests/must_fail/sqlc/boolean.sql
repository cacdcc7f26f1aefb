-- name: x :exec
-- Doc.
DELETE FROM job WHERE tries = TRUE;
-- 3: x: true: a flag is 1
