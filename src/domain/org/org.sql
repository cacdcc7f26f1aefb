-- name: agency_put :exec
-- An authority, from a day on; the same key and day is brought up to date.
-- in: id i64, key text, valid_from day, code text, code_demo flag, kind text, task text, name text, short_name text, level i32, area text, parent_id i64?, name_fold text
INSERT INTO agency (id, key, valid_from, code, code_demo, kind, task, name,
    short_name, level, area, parent_id, name_fold)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (key, valid_from) DO UPDATE
   SET code = excluded.code, code_demo = excluded.code_demo,
       kind = excluded.kind, task = excluded.task, name = excluded.name,
       short_name = excluded.short_name, level = excluded.level,
       area = excluded.area, parent_id = excluded.parent_id,
       name_fold = excluded.name_fold;

-- name: agency_row :opt
-- An authority by its id.
-- in:  id i64
-- out: id i64, key text, code text, kind text, task text, name text, short_name text, level i32, area text, parent_id i64?
SELECT id, key, code, kind, task, name, short_name, level, area, parent_id
  FROM agency
 WHERE id = $1;

-- name: agency_by_key :opt
-- The authority that has a key on a day.
-- in:  key text, on_day day
-- out: id i64
SELECT id
  FROM agency
 WHERE key = $1 AND valid_from <= $2 AND ($2 < valid_to OR valid_to IS NULL);

-- name: agency_in_area :opt
-- The authority of a kind and task in an area on a day.
-- in:  area text, kind text, task text, on_day day
-- out: id i64
SELECT id
  FROM agency
 WHERE area = $1 AND kind = $2 AND task = $3 AND valid_from <= $4
   AND ($4 < valid_to OR valid_to IS NULL)
 ORDER BY valid_from DESC
 LIMIT 1;

-- name: agency_of_task :opt
-- What the authorities of a kind and task are called, wherever they are.
-- in:  kind text, task text, on_day day
-- out: name text, short_name text, level i32
SELECT name, short_name, level
  FROM agency
 WHERE kind = $1 AND task = $2 AND valid_from <= $3
   AND ($3 < valid_to OR valid_to IS NULL)
 ORDER BY key
 LIMIT 1;

-- name: agency_parents :many
-- Every authority and the one above it, as on a day.
-- in:  on_day day
-- out: id i64, parent_id i64?
SELECT id, parent_id
  FROM agency
 WHERE valid_from <= $1 AND ($1 < valid_to OR valid_to IS NULL)
 ORDER BY id;

-- name: point_put :exec
-- A reception point, from a day on.
-- in: id i64, key text, valid_from day, kind text, name text, short_name text, head_agency_id i64, area text, counters i32
INSERT INTO point (id, key, valid_from, kind, name, short_name,
    head_agency_id, area, counters)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (key, valid_from) DO UPDATE
   SET kind = excluded.kind, name = excluded.name,
       short_name = excluded.short_name,
       head_agency_id = excluded.head_agency_id, area = excluded.area,
       counters = excluded.counters;

-- name: point_row :opt
-- A reception point by its id.
-- in:  id i64
-- out: id i64, key text, kind text, name text, short_name text, head_agency_id i64, area text, counters i32
SELECT id, key, kind, name, short_name, head_agency_id, area, counters
  FROM point
 WHERE id = $1;

-- name: point_by_key :opt
-- The reception point that has a key on a day.
-- in:  key text, on_day day
-- out: id i64
SELECT id
  FROM point
 WHERE key = $1 AND valid_from <= $2 AND ($2 < valid_to OR valid_to IS NULL);

-- name: point_heads :many
-- Every reception point and the authority it belongs to, as on a day.
-- in:  on_day day
-- out: id i64, head_agency_id i64
SELECT id, head_agency_id
  FROM point
 WHERE valid_from <= $1 AND ($1 < valid_to OR valid_to IS NULL)
 ORDER BY id;

-- name: point_serves_put :exec
-- A point receives for an authority from a day on.
-- in: point_id i64, agency_id i64, valid_from day, valid_to day?
INSERT INTO point_serves (point_id, agency_id, valid_from, valid_to)
VALUES ($1, $2, $3, $4)
ON CONFLICT (agency_id, point_id, valid_from) DO UPDATE
   SET valid_to = excluded.valid_to;

-- name: point_serving :opt
-- The point that receives for an authority on a day.
-- in:  agency_id i64, on_day day
-- out: point_id i64
SELECT point_id
  FROM point_serves
 WHERE agency_id = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 ORDER BY valid_from DESC, point_id
 LIMIT 1;

-- name: desk_tree_clear :exec
-- Before the tree is drawn anew.
DELETE FROM desk_tree;

-- name: desk_tree_insert :exec
-- One desk and one desk above it.
-- in: ancestor_id i64, desk_id i64, depth i32
INSERT INTO desk_tree (ancestor_id, desk_id, depth) VALUES ($1, $2, $3);

-- name: desk_path :many
-- The desks from one up to the root.
-- in:  desk_id i64
-- out: ancestor_id i64
SELECT ancestor_id FROM desk_tree WHERE desk_id = $1 ORDER BY depth;

-- name: desk_names :opt
-- What a desk is called and where it is, be it an authority or a point.
-- in:  id i64
-- out: name text, short_name text, area text
SELECT name, short_name, area FROM agency WHERE id = $1
UNION ALL
SELECT name, short_name, area FROM point WHERE id = $1;
