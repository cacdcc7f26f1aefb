-- name: x :one
-- Doc.
-- out: n i64
SELECT sum(tries) AS n FROM job;
-- 4: x: sum(): write CAST(sum(…) AS BIGINT)
