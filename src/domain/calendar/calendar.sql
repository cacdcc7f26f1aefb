-- name: calendar_day_put :exec
-- How a day differs from its weekday; the newest word counts.
-- in: day day, mark i32, name text, source text
INSERT INTO calendar_day (day, mark, name, source)
VALUES ($1, $2, $3, $4)
ON CONFLICT (day) DO UPDATE
   SET mark = excluded.mark, name = excluded.name, source = excluded.source;

-- name: calendar_days :many
-- The calendar from a day on, in order, each row with the span of all of it; one row without a day when nothing is announced from then on.
-- in:  from_day day
-- out: day day?, mark i32?, name text?, first_day day?, last_day day?
SELECT c.day AS day, c.mark AS mark, c.name AS name,
       span.first_day AS first_day, span.last_day AS last_day
  FROM (SELECT (SELECT MIN(day) FROM calendar_day) AS first_day,
               (SELECT MAX(day) FROM calendar_day) AS last_day) AS span
  LEFT JOIN calendar_day AS c ON c.day >= $1
 ORDER BY c.day;

-- name: work_session_put :exec
-- A working session of a point; point 0 stands for all without their own.
-- in: point_id i64, weekday i32, from_minute i32, to_minute i32, valid_from day
INSERT INTO work_session (point_id, weekday, from_minute, to_minute,
    valid_from)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (point_id, weekday, from_minute, valid_from) DO UPDATE
   SET to_minute = excluded.to_minute;

-- name: work_sessions_on :many
-- The sessions of a point on a day's week; those of everybody if it has none.
-- in:  point_id i64, on_day day
-- out: weekday i32, from_minute i32, to_minute i32
SELECT weekday, from_minute, to_minute
  FROM work_session
 WHERE valid_from <= $2 AND ($2 < valid_to OR valid_to IS NULL)
   AND point_id = COALESCE((SELECT MAX(own.point_id)
                              FROM work_session AS own
                             WHERE own.point_id = $1), 0)
 ORDER BY weekday, from_minute;
