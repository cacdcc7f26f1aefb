-- name: x :many
-- Doc.
-- out: id i64
SELECT id FROM job WHERE body ->> 'a' = 'b';
-- 4: x: JSON operators: read the column and parse it in C
