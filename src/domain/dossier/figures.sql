-- name: figures_of_tally :one
-- What the province did on a day, and what ended in the days behind `after_day`
-- up to it. Statuses: 2 accepted, 9 done, 10 returned; channel as enum channel.
-- in:  today day, after_day day, online i32
-- out: accepted i64, accepted_online i64, returned i64, ended i64, ended_late i64
SELECT CAST(COALESCE(SUM(entered) FILTER (WHERE status = 2), 0) AS BIGINT)
           AS accepted,
       CAST(COALESCE(SUM(entered) FILTER (WHERE status = 2 AND channel = $3), 0)
           AS BIGINT) AS accepted_online,
       CAST(COALESCE(SUM(entered) FILTER (WHERE status = 10), 0) AS BIGINT)
           AS returned,
       CAST(COALESCE(SUM(entered) FILTER (WHERE status = 9), 0) AS BIGINT)
           AS ended,
       CAST(COALESCE(SUM(entered_late) FILTER (WHERE status = 9), 0) AS BIGINT)
           AS ended_late
  FROM (SELECT status, channel, entered, entered_late
          FROM tally
         WHERE status IN (2, 10) AND day = $1
         UNION ALL
        SELECT status, channel, entered, entered_late
          FROM tally
         WHERE status = 9 AND day > $2 AND day <= $1) AS w;

-- name: figures_running :one
-- What runs in the province, and what of it is past its due instant.
-- in:  now instant, long_before instant
-- out: running i64, late i64, late_long i64
SELECT COUNT(*) AS running, COUNT(*) FILTER (WHERE due_at < $1) AS late,
       COUNT(*) FILTER (WHERE due_at < $2) AS late_long
  FROM dossier
 WHERE ended_at IS NULL AND due_at IS NOT NULL;

-- name: figures_units :many
-- The same by the authority that answers for who decides: the nearest
-- committee or department above, else the decider itself. The greatest share
-- of what ended late comes first; who ended nothing, last. Only what stands under
-- an authority (0: all), and of a level (-1: any).
-- in:  today day, after_day day, now instant, under_id i64, level i32
-- out: id i64, key text, name text, short_name text, level i32, running i64, late i64, accepted i64, returned i64, ended i64, ended_late i64
SELECT unit.id AS id, unit.key AS key, unit.name AS name,
       unit.short_name AS short_name,
       unit.level AS level, s.running AS running, s.late AS late,
       s.accepted AS accepted, s.returned AS returned, s.ended AS ended,
       s.ended_late AS ended_late
  FROM (SELECT r.authority_id, CAST(SUM(r.running) AS BIGINT) AS running,
               CAST(SUM(r.late) AS BIGINT) AS late,
               CAST(SUM(r.accepted) AS BIGINT) AS accepted,
               CAST(SUM(r.returned) AS BIGINT) AS returned,
               CAST(SUM(r.ended) AS BIGINT) AS ended,
               CAST(SUM(r.ended_late) AS BIGINT) AS ended_late
          FROM (SELECT COALESCE((SELECT up.id
                                   FROM desk_tree AS tree
                                   JOIN agency AS up ON up.id = tree.ancestor_id
                                  WHERE tree.desk_id = w.resolver_id
                                    AND up.kind IN ('committee', 'department')
                                  ORDER BY tree.depth
                                  LIMIT 1), w.resolver_id) AS authority_id,
                       w.running, w.late, w.accepted, w.returned, w.ended,
                       w.ended_late
                  FROM (SELECT resolver_id, COUNT(*) AS running,
                               COUNT(*) FILTER (WHERE due_at < $3) AS late,
                               0 AS accepted, 0 AS returned, 0 AS ended,
                               0 AS ended_late
                          FROM dossier
                         WHERE ended_at IS NULL AND due_at IS NOT NULL
                         GROUP BY resolver_id
                         UNION ALL
                        SELECT resolver_id, 0, 0,
                               CAST(SUM(CASE status WHEN 2 THEN entered
                                        ELSE 0 END) AS BIGINT),
                               CAST(SUM(CASE status WHEN 10 THEN entered
                                        ELSE 0 END) AS BIGINT),
                               CAST(SUM(CASE status WHEN 9 THEN entered
                                        ELSE 0 END) AS BIGINT),
                               CAST(SUM(entered_late) AS BIGINT)
                          FROM tally
                         WHERE status IN (2, 9, 10) AND day > $2 AND day <= $1
                         GROUP BY resolver_id) AS w) AS r
         GROUP BY r.authority_id) AS s
  JOIN agency AS unit ON unit.id = s.authority_id
 WHERE $5 IN (-1, unit.level)
   AND ($4 = 0 OR EXISTS (SELECT 1 FROM desk_tree AS below
                           WHERE below.desk_id = unit.id
                             AND below.ancestor_id = $4))
 ORDER BY CASE WHEN s.ended = 0 THEN -1
               ELSE s.ended_late * 1000000 / s.ended END DESC,
          s.late DESC, unit.name_fold, unit.id;

-- name: figures_days :many
-- What was accepted and returned on each of the days [from_day, before_day), of
-- who decides under an authority (0: all). A day without any is left out.
-- in:  from_day day, before_day day, under_id i64
-- out: day day, accepted i64, returned i64
SELECT w.day AS day,
       CAST(SUM(CASE w.status WHEN 2 THEN w.entered ELSE 0 END) AS BIGINT)
           AS accepted,
       CAST(SUM(CASE w.status WHEN 10 THEN w.entered ELSE 0 END) AS BIGINT)
           AS returned
  FROM tally AS w
 WHERE w.status IN (2, 10) AND w.day >= $1 AND w.day < $2
   AND ($3 = 0 OR EXISTS (SELECT 1 FROM desk_tree AS below
                           WHERE below.desk_id = w.resolver_id
                             AND below.ancestor_id = $3))
 GROUP BY w.day
 ORDER BY w.day;

-- name: figures_overdue :many
-- What is past its due instant, the longest first, under an authority (0: all).
-- in:  now instant, under_id i64
-- out: procedure_code text, name_vi text?, name_en text?, unit text?, point_id i64, due_at instant
SELECT d.procedure_code AS procedure_code, version.name_vi AS name_vi,
       version.name_en AS name_en,
       (SELECT up.name
          FROM desk_tree AS tree
          JOIN agency AS up ON up.id = tree.ancestor_id
         WHERE tree.desk_id = d.resolver_id
           AND up.kind IN ('committee', 'department')
         ORDER BY tree.depth
         LIMIT 1) AS unit, d.point_id AS point_id, d.due_at AS due_at
  FROM dossier AS d
  LEFT JOIN procedure_version AS version ON version.id = d.version_id
 WHERE d.ended_at IS NULL AND d.due_at IS NOT NULL AND d.due_at < $1
   AND ($2 = 0 OR EXISTS (SELECT 1 FROM desk_tree AS below
                           WHERE below.desk_id = d.resolver_id
                             AND below.ancestor_id = $2))
 ORDER BY d.due_at, d.id;
