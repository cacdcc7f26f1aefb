-- name: area_insert :exec
-- A unit of the administrative structure, from a day on.
-- in: code text, valid_from day, valid_to day?, name text, kind text, level i32, parent text, name_fold text, name_sort text
INSERT INTO area (code, valid_from, valid_to, name, kind, level, parent,
    name_fold, name_sort)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (code, valid_from) DO UPDATE
   SET valid_to = excluded.valid_to, name = excluded.name,
       kind = excluded.kind, level = excluded.level, parent = excluded.parent,
       name_fold = excluded.name_fold, name_sort = excluded.name_sort;

-- name: area_row_on :opt
-- The unit that has a code on a day.
-- in:  code text, on_day day
-- out: code text, name text, kind text, level i32, parent text
SELECT code, name, kind, level, parent
  FROM area
 WHERE code = $1 AND valid_from <= $2 AND ($2 < valid_to OR valid_to IS NULL);

-- name: area_rows_below :many
-- The units directly below another, in Vietnamese order.
-- in:  parent text, on_day day
-- out: code text, name text, kind text, level i32, parent text
SELECT code, name, kind, level, parent
  FROM area
 WHERE parent = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 ORDER BY name_sort, code;

-- name: area_rows_at_level :many
-- All units of a level, in Vietnamese order.
-- in:  level i32, on_day day
-- out: code text, name text, kind text, level i32, parent text, name_fold text
SELECT code, name, kind, level, parent, name_fold
  FROM area
 WHERE level = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 ORDER BY name_sort, code;
