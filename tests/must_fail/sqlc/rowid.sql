-- name: x :many
-- Doc.
-- out: id i64
SELECT id FROM job WHERE rowid > 5;
-- 4: x: rowid: use the table's key
