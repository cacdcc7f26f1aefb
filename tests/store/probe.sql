-- Statements that only the tests of the store use.

-- name: probe_echo :one
-- Gives back what it is given, of every type.
-- in:  a i64, b i32, c flag, d text, e blob, f day, g instant, h vnd
-- out: a i64, b i32, c flag, d text, e blob, f day, g instant, h vnd
SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d, $5 AS e, $6 AS f, $7 AS g, $8 AS h;

-- name: probe_echo_absent :one
-- The same for what may be NULL.
-- in:  a i64?, b text?, c day?, d blob?
-- out: a i64?, b text?, c day?, d blob?
SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d;

-- name: probe_put :exec
-- A row with a key of its own.
-- in: kind text, period text, next i64
INSERT INTO series (unit_key, kind, period, next)
VALUES ('probe', $1, $2, $3);

-- name: probe_change :exec
-- Changes all rows of a kind.
-- in: kind text, next i64
UPDATE series SET next = $2 WHERE unit_key = 'probe' AND kind = $1;

-- name: probe_get :opt
-- A row that may be there.
-- in:  kind text, period text
-- out: next i64
SELECT next FROM series
 WHERE unit_key = 'probe' AND kind = $1 AND period = $2;

-- name: probe_need :one
-- A row that has to be there.
-- in:  kind text, period text
-- out: next i64
SELECT next FROM series
 WHERE unit_key = 'probe' AND kind = $1 AND period = $2;

-- name: probe_list :many
-- The rows of a kind.
-- in:  kind text
-- out: period text, next i64
SELECT period, next FROM series
 WHERE unit_key = 'probe' AND kind = $1
 ORDER BY next;

-- name: probe_bump :many
-- Counts all rows of a kind on and shows them.
-- in:  kind text
-- out: period text, next i64
UPDATE series SET next = next + 1
 WHERE unit_key = 'probe' AND kind = $1
RETURNING period, next;

-- name: probe_two :opt
-- Breaks its word: gives two rows.
-- out: n i64
SELECT CAST(1 AS BIGINT) AS n UNION ALL SELECT CAST(2 AS BIGINT) AS n;

-- name: probe_null :one
-- Breaks its word: its column is NULL.
-- out: n i64
SELECT CAST(NULL AS BIGINT) AS n;

-- name: probe_endless :one
-- Does not end.
-- out: n i64
WITH RECURSIVE r (n) AS (
    SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM r WHERE n > 0
)
SELECT count(*) AS n FROM r;

-- name: probe_holiday_put :exec
-- Writes a still table.
-- in: day day, name text
INSERT INTO calendar_day (day, mark, name, source)
VALUES ($1, 0, $2, '')
    ON CONFLICT (day) DO UPDATE SET name = excluded.name;

-- name: probe_holiday :opt
-- Reads nothing else.
-- in:  day day
-- out: name text
SELECT name FROM calendar_day WHERE day = $1;

-- name: probe_holidays :many
-- The same, of many rows.
-- in:  from_day day
-- out: day day, name text
SELECT day, name FROM calendar_day WHERE day >= $1 ORDER BY day;
