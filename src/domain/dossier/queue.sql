-- name: queue_counts :many
-- How much waits for an account, by kind of work. Two posts that reach the
-- same step count it once. What waits to be returned is never late: the clock
-- stopped at the result.
-- in:  account_id i64, on_day day, now instant, work_return i32
-- out: kind i32, waiting i64, late i64, unheld i64
SELECT w.kind AS kind, COUNT(*) AS waiting,
       COUNT(*) FILTER (WHERE w.due_at < $3 AND w.kind <> $4) AS late,
       COUNT(*) FILTER (WHERE w.account_id IS NULL) AS unheld
  FROM (SELECT DISTINCT s.dossier_id, s.n, s.kind, s.due_at, s.account_id
          FROM duty
          JOIN dossier_step AS s
            ON s.desk_id = duty.desk_id AND s.role = duty.role
         WHERE s.closed_at IS NULL
           AND duty.account_id = $1 AND duty.valid_from <= $2
           AND ($2 < duty.valid_to OR duty.valid_to IS NULL)
           AND (duty.field = '' AND duty.procedure = ''
                OR EXISTS (SELECT 1 FROM dossier AS d
                            WHERE d.id = s.dossier_id
                              AND duty.field IN ('', d.field)
                              AND duty.procedure IN ('', d.procedure_code))))
       AS w
 GROUP BY w.kind
 ORDER BY w.kind;

-- name: running_counts :one
-- What runs in the units that an account may look into: received or decided
-- there. `roles` is '|reception|leader|': those that let it look.
-- in:  account_id i64, on_day day, roles text, now instant
-- out: running i64, late i64
WITH mine AS (
    SELECT desk_id, field, procedure
      FROM duty
     WHERE account_id = $1 AND valid_from <= $2
       AND ($2 < valid_to OR valid_to IS NULL)
       AND replace($3, '|' || role || '|', '') <> $3)
SELECT COUNT(*) AS running, COUNT(*) FILTER (WHERE r.due_at < $4) AS late
  FROM (SELECT d.id, d.due_at
          FROM mine
          JOIN dossier AS d ON d.resolver_id = mine.desk_id
         WHERE d.ended_at IS NULL AND d.due_at IS NOT NULL
           AND mine.field IN ('', d.field)
           AND mine.procedure IN ('', d.procedure_code)
         UNION
        SELECT d.id, d.due_at
          FROM mine
          JOIN dossier AS d ON d.point_id = mine.desk_id
         WHERE d.ended_at IS NULL AND d.due_at IS NOT NULL
           AND mine.field IN ('', d.field)
           AND mine.procedure IN ('', d.procedure_code)) AS r;

-- name: queue_page :many
-- One page of a list of work, the most urgent first. What it is a list of, says
-- mode: 0 the steps of the kinds low..high that wait for a post of the account;
-- 1 what runs in the units it may look into; 2 the dossiers of whom an
-- identifier names. What waits to be returned (9) is never late: a list of what
-- is late leaves it out. Filters: '' and 0 ask nothing; holder -1 is nobody. The
-- rows of the page are found first, then their words: 51 is a page and one.
-- in: account_id i64, on_day day, mode i32, low i32, high i32, roles text, after_due instant, after_id i64, field text, procedure text, channel i32, holder i64, from_at instant, until_at instant, late_before instant, name text, identifier text
-- out: id i64, sort_due instant, n i32?, kind i32?, role text?, desk_id i64?, holder_id i64?, holder text?, step_due instant?, submission_code text, code text?, procedure_code text, name_vi text?, name_en text?, version_id i64, channel i32, status i32, point_id i64, submitted_at instant, answer_due_at instant?, accepted_at instant?, due_at instant?, ended_at instant?, person text, area text?
WITH mine AS (
    SELECT role, desk_id, field, procedure
      FROM duty
     WHERE account_id = $1 AND valid_from <= $2
       AND ($2 < valid_to OR valid_to IS NULL)
       AND replace($6, '|' || role || '|', '') <> $6)
SELECT d.id AS id, k.due_at AS sort_due, s.n AS n, s.kind AS kind,
       s.role AS role, s.desk_id AS desk_id, s.account_id AS holder_id,
       holder.name AS holder, s.due_at AS step_due,
       d.submission_code AS submission_code, d.code AS code,
       d.procedure_code AS procedure_code, version.name_vi AS name_vi,
       version.name_en AS name_en, d.version_id AS version_id,
       d.channel AS channel, d.status AS status, d.point_id AS point_id,
       d.submitted_at AS submitted_at, d.answer_due_at AS answer_due_at,
       d.accepted_at AS accepted_at, d.due_at AS due_at,
       d.ended_at AS ended_at, person.name AS person,
       (SELECT MAX(area.name) FROM area
         WHERE area.code = d.area AND area.valid_from <= $2
           AND ($2 < area.valid_to OR area.valid_to IS NULL)) AS area
  FROM (SELECT DISTINCT d.id, w.due_at, w.n
          FROM (SELECT s.dossier_id AS id, s.due_at, s.n, mine.field,
                       mine.procedure
                  FROM mine
                  JOIN dossier_step AS s
                    ON s.desk_id = mine.desk_id AND s.role = mine.role
                 WHERE $3 = 0 AND s.closed_at IS NULL
                   AND s.kind BETWEEN $4 AND $5 AND s.due_at >= $7
                   AND (s.kind <> 9 OR $15 = 9223372036854775807)
                 UNION ALL
                SELECT d.id, d.due_at, 0, mine.field, mine.procedure
                  FROM mine
                  JOIN dossier AS d ON d.resolver_id = mine.desk_id
                 WHERE $3 = 1 AND d.ended_at IS NULL
                   AND d.due_at IS NOT NULL AND d.due_at >= $7
                 UNION ALL
                SELECT d.id, d.due_at, 0, mine.field, mine.procedure
                  FROM mine
                  JOIN dossier AS d ON d.point_id = mine.desk_id
                 WHERE $3 = 1 AND d.ended_at IS NULL
                   AND d.due_at IS NOT NULL AND d.due_at >= $7
                 UNION ALL
                SELECT d.id, d.submitted_at, 0, mine.field, mine.procedure
                  FROM person_identifier AS named
                  JOIN dossier AS d ON d.person_id = named.person_id
                  JOIN mine ON mine.desk_id IN (d.point_id, d.resolver_id)
                 WHERE $3 = 2 AND named.kind IN (1, 2, 3, 4)
                   AND named.value = $17) AS w
          JOIN dossier AS d ON d.id = w.id
          LEFT JOIN dossier_step AS s
            ON s.dossier_id = d.id AND s.closed_at IS NULL
           AND (s.n = w.n OR w.n = 0 AND s.side = 0)
         WHERE (w.due_at, d.id) > ($7, $8) AND w.due_at < $15
           AND w.field IN ('', d.field)
           AND w.procedure IN ('', d.procedure_code)
           AND $9 IN ('', d.field) AND $10 IN ('', d.procedure_code)
           AND $11 IN (0, d.channel)
           AND $12 IN (0, COALESCE(s.account_id, -1))
           AND d.submitted_at >= $13 AND d.submitted_at < $14
           AND ($16 = '' OR replace(' ' || d.name_fold, ' ' || $16, '')
                            <> ' ' || d.name_fold)
         ORDER BY w.due_at, d.id, w.n
         LIMIT 51) AS k
  JOIN dossier AS d ON d.id = k.id
  JOIN person ON person.id = d.person_id
  LEFT JOIN procedure_version AS version ON version.id = d.version_id
  LEFT JOIN dossier_step AS s
    ON s.dossier_id = d.id AND s.closed_at IS NULL
   AND (s.n = k.n OR k.n = 0 AND s.side = 0)
  LEFT JOIN account AS holding ON holding.id = s.account_id
  LEFT JOIN person AS holder ON holder.id = holding.person_id
 ORDER BY k.due_at, k.id, k.n;

-- name: queue_choices :many
-- The procedures that a list of work holds, to choose from; mode 0 or 1 as of
-- queue_page.
-- in: account_id i64, on_day day, mode i32, low i32, high i32, roles text
-- out: procedure_code text, field text, name_vi text, name_en text, field_vi text, field_en text, name_sort blob
WITH mine AS (
    SELECT role, desk_id, field, procedure
      FROM duty
     WHERE account_id = $1 AND valid_from <= $2
       AND ($2 < valid_to OR valid_to IS NULL)
       AND replace($6, '|' || role || '|', '') <> $6)
SELECT DISTINCT version.code AS procedure_code, version.field AS field,
       version.name_vi AS name_vi, version.name_en AS name_en,
       term.name_vi AS field_vi, term.name_en AS field_en,
       version.name_sort AS name_sort
  FROM (SELECT d.version_id, d.field, d.procedure_code,
               mine.field AS of_field, mine.procedure AS of_procedure
          FROM mine
          JOIN dossier_step AS s
            ON s.desk_id = mine.desk_id AND s.role = mine.role
          JOIN dossier AS d ON d.id = s.dossier_id
         WHERE $3 = 0 AND s.closed_at IS NULL AND s.kind BETWEEN $4 AND $5
         UNION ALL
        SELECT d.version_id, d.field, d.procedure_code, mine.field,
               mine.procedure
          FROM mine
          JOIN dossier AS d ON d.resolver_id = mine.desk_id
         WHERE $3 = 1 AND d.ended_at IS NULL AND d.due_at IS NOT NULL
         UNION ALL
        SELECT d.version_id, d.field, d.procedure_code, mine.field,
               mine.procedure
          FROM mine
          JOIN dossier AS d ON d.point_id = mine.desk_id
         WHERE $3 = 1 AND d.ended_at IS NULL AND d.due_at IS NOT NULL) AS w
  JOIN procedure_version AS version ON version.id = w.version_id
  JOIN procedure_term AS term ON term.kind = 1 AND term.value = version.field
 WHERE w.of_field IN ('', w.field) AND w.of_procedure IN ('', w.procedure_code)
 ORDER BY version.name_sort;

-- name: step_hold :exec
-- Somebody takes a waiting step that nobody holds.
-- in: dossier_id i64, n i32, account_id i64
UPDATE dossier_step
   SET account_id = $3
 WHERE dossier_id = $1 AND n = $2 AND closed_at IS NULL
   AND account_id IS NULL;

-- name: step_let_go :exec
-- Its holder lays a waiting step back.
-- in: dossier_id i64, n i32, account_id i64
UPDATE dossier_step
   SET account_id = NULL
 WHERE dossier_id = $1 AND n = $2 AND closed_at IS NULL AND account_id = $3;

-- name: duty_holders :many
-- Who holds a role at a desk, by name.
-- in:  desk_id i64, role text, on_day day, field text, procedure text
-- out: account_id i64, name text
SELECT account.id AS account_id, person.name AS name
  FROM account
  JOIN person ON person.id = account.person_id
 WHERE account.closed_at IS NULL
   AND account.id IN (
       SELECT g.account_id
         FROM desk_tree AS tree
         JOIN role_grant AS g ON g.desk_id = tree.ancestor_id
        WHERE tree.desk_id = $1 AND g.role = $2 AND g.valid_from <= $3
          AND ($3 < g.valid_to OR g.valid_to IS NULL)
          AND g.field IN ('', $4) AND g.procedure IN ('', $5))
 ORDER BY person.name_fold, account.id;

-- name: account_names :opt
-- What the holder of an account is called.
-- in:  account_id i64
-- out: name text
SELECT person.name
  FROM account
  JOIN person ON person.id = account.person_id
 WHERE account.id = $1;
