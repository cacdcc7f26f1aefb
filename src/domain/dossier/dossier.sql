-- name: dossier_insert :exec
-- A new dossier, as it stands when its transaction ends.
-- in: id i64, submission_code text, code text?, procedure_code text, version_id i64, field text, case_code text, channel i32, status i32, point_id i64, receiver_id i64, resolver_id i64, return_point_id i64, delivery i32, area text, person_id i64, account_id i64?, name_fold text, limit_unit text, limit_value i32, submitted_at instant, answer_due_at instant?, step_count i32, event_count i32, last_hash blob
INSERT INTO dossier (id, submission_code, code, procedure_code, version_id,
    field, case_code, channel, status, point_id, receiver_id, resolver_id,
    return_point_id, delivery, area, person_id, account_id, name_fold,
    limit_unit, limit_value, submitted_at, answer_due_at, step_count,
    event_count, last_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18, $19, $20, $21, $22, $23, $24, $25);

-- name: dossier_any :one
-- 1 when there are dossiers at all.
-- out: n i64
SELECT COUNT(*) AS n FROM (SELECT id FROM dossier LIMIT 1) AS d;

-- name: dossier_lock :exec
-- Nobody else changes the dossier until this transaction ends.
-- in: id i64
UPDATE dossier SET event_count = event_count WHERE id = $1;

-- name: dossier_find :opt
-- The dossier as it stands now.
-- in:  id i64
-- out: id i64, submission_code text, code text?, procedure_code text, version_id i64, field text, case_code text, channel i32, status i32, point_id i64, receiver_id i64, resolver_id i64, return_point_id i64, delivery i32, area text, person_id i64, account_id i64?, limit_unit text, limit_value i32, submitted_at instant, answer_due_at instant?, accepted_at instant?, due_at instant?, first_due_at instant?, lawful_due_at instant?, ended_at instant?, returned_at instant?, step_count i32, event_count i32, last_hash blob
SELECT id, submission_code, code, procedure_code, version_id, field,
       case_code, channel, status, point_id, receiver_id, resolver_id, return_point_id,
       delivery, area, person_id, account_id, limit_unit, limit_value, submitted_at,
       answer_due_at, accepted_at, due_at, first_due_at, lawful_due_at,
       ended_at, returned_at, step_count, event_count, last_hash
  FROM dossier
 WHERE id = $1;

-- name: dossier_by_code :opt
-- Whose dossier code that is.
-- in:  code text
-- out: id i64
SELECT id FROM dossier WHERE code = $1;

-- name: dossier_by_submission :opt
-- Whose submission code that is.
-- in:  submission_code text
-- out: id i64
SELECT id FROM dossier WHERE submission_code = $1;

-- name: dossier_standing_by_code :opt
-- How far the dossier of a code is, for anybody who has the code.
-- in:  code text
-- out: status i32, version_id i64, step text?
SELECT d.status, d.version_id, s.step
  FROM dossier d
  LEFT JOIN dossier_step s
    ON s.dossier_id = d.id AND s.closed_at IS NULL AND s.side = 0
 WHERE d.code = $1
 ORDER BY s.n DESC
 LIMIT 1;

-- name: dossier_standing_by_submission :opt
-- The same by the submission code, which gives way to the dossier code.
-- in:  submission_code text
-- out: code text?, status i32, version_id i64, step text?
SELECT d.code, d.status, d.version_id, s.step
  FROM dossier d
  LEFT JOIN dossier_step s
    ON s.dossier_id = d.id AND s.closed_at IS NULL AND s.side = 0
 WHERE d.submission_code = $1
 ORDER BY s.n DESC
 LIMIT 1;

-- name: dossier_update :exec
-- What a move may change.
-- in: id i64, code text?, status i32, answer_due_at instant?, accepted_at instant?, due_at instant?, first_due_at instant?, lawful_due_at instant?, ended_at instant?, returned_at instant?, step_count i32, event_count i32, last_hash blob
UPDATE dossier
   SET code = $2, status = $3, answer_due_at = $4, accepted_at = $5,
       due_at = $6, first_due_at = $7, lawful_due_at = $8, ended_at = $9,
       returned_at = $10, step_count = $11, event_count = $12, last_hash = $13
 WHERE id = $1;

-- name: dossier_answers_insert :exec
-- Freezes what the applicant declared.
-- in: dossier_id i64, answers text, salt blob, digest blob
INSERT INTO dossier_answers (dossier_id, answers, salt, digest)
VALUES ($1, $2, $3, $4);

-- name: dossier_answers_find :opt
-- What the applicant declared, unless it was erased by law.
-- in:  dossier_id i64
-- out: answers text, salt blob, digest blob
SELECT answers, salt, digest FROM dossier_answers WHERE dossier_id = $1;

-- name: step_insert :exec
-- Opens a stage that somebody has to do.
-- in: dossier_id i64, n i32, kind i32, step text, role text, desk_id i64, account_id i64?, opened_at instant, due_at instant, request_n i32, side flag
INSERT INTO dossier_step (dossier_id, n, kind, step, role, desk_id,
    account_id, opened_at, due_at, request_n, side)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: step_waiting :many
-- The steps of a dossier that wait for somebody.
-- in:  dossier_id i64
-- out: n i32, kind i32, step text, role text, desk_id i64, account_id i64?, opened_at instant, due_at instant, request_n i32, side flag
SELECT n, kind, step, role, desk_id, account_id, opened_at, due_at,
       request_n, side
  FROM dossier_step
 WHERE dossier_id = $1 AND closed_at IS NULL
 ORDER BY n;

-- name: step_list :many
-- All stages, done and open.
-- in:  dossier_id i64
-- out: n i32, kind i32, step text, role text, desk_id i64, account_id i64?, opened_at instant, due_at instant, closed_at instant?, action text?, request_n i32, side flag
SELECT n, kind, step, role, desk_id, account_id, opened_at, due_at, closed_at,
       action, request_n, side
  FROM dossier_step
 WHERE dossier_id = $1
 ORDER BY n;

-- name: step_close :exec
-- Closes a stage that is still open.
-- in: dossier_id i64, n i32, account_id i64, closed_at instant, action text
UPDATE dossier_step
   SET closed_at = $4, action = $5, account_id = $3
 WHERE dossier_id = $1 AND n = $2 AND closed_at IS NULL;

-- name: step_take :exec
-- Somebody takes an open stage.
-- in: dossier_id i64, n i32, account_id i64
UPDATE dossier_step
   SET account_id = $3
 WHERE dossier_id = $1 AND n = $2 AND closed_at IS NULL;

-- name: event_insert :exec
-- Appends an event.
-- in: dossier_id i64, n i32, schema i32, event i32, account_id i64, desk_id i64, recorded_at instant, effective_at instant, status_before i32, status_after i32, due_before instant?, due_after instant?, detail text, reason text, body blob, hash blob
INSERT INTO dossier_event (dossier_id, n, schema, event, account_id, desk_id,
    recorded_at, effective_at, status_before, status_after, due_before,
    due_after, detail, reason, body, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
    $16);

-- name: event_list :many
-- What happened, from the beginning.
-- in:  dossier_id i64
-- out: n i32, event i32, account_id i64, desk_id i64, recorded_at instant, effective_at instant, status_before i32, status_after i32, due_before instant?, due_after instant?, detail text, reason text, body blob, hash blob
SELECT n, event, account_id, desk_id, recorded_at, effective_at,
       status_before, status_after, due_before, due_after, detail, reason,
       body, hash
  FROM dossier_event
 WHERE dossier_id = $1
 ORDER BY n;

-- name: tally_add :exec
-- Counts one move at its leaf.
-- in: resolver_id i64, day day, procedure_code text, channel i32, status i32, entered i64, entered_late i64, gone i64
INSERT INTO tally (resolver_id, day, procedure_code, channel, status, entered,
    entered_late, gone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (resolver_id, day, procedure_code, channel, status) DO UPDATE
   SET entered = tally.entered + excluded.entered,
       entered_late = tally.entered_late + excluded.entered_late,
       gone = tally.gone + excluded.gone;

-- name: result_insert :exec
-- A result with its number.
-- in: id i64, dossier_id i64, n i32, kind text, number i64, year i32, agency_id i64, approved_by i64, issued_by i64, issued_at instant
INSERT INTO result (id, dossier_id, n, kind, number, year, agency_id,
    approved_by, issued_by, issued_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: result_list :many
-- The results of a dossier.
-- in:  dossier_id i64
-- out: n i32, kind text, number i64, year i32, agency_id i64, approved_by i64, issued_by i64, issued_at instant
SELECT n, kind, number, year, agency_id, approved_by, issued_by, issued_at
  FROM result
 WHERE dossier_id = $1
 ORDER BY n;

-- name: tally_differs :one
-- How many leaves a recount from the events would count differently: 0.
-- out: n i64
WITH entered AS (
    SELECT d.resolver_id, d.procedure_code, d.channel, e.status_after AS status,
           COUNT(*) AS n
      FROM dossier_event AS e JOIN dossier AS d ON d.id = e.dossier_id
     WHERE e.status_after <> e.status_before
     GROUP BY d.resolver_id, d.procedure_code, d.channel, e.status_after
), gone AS (
    SELECT d.resolver_id, d.procedure_code, d.channel,
           e.status_before AS status, COUNT(*) AS n
      FROM dossier_event AS e JOIN dossier AS d ON d.id = e.dossier_id
     WHERE e.status_after <> e.status_before AND e.status_before <> 0
     GROUP BY d.resolver_id, d.procedure_code, d.channel, e.status_before
), kept AS (
    SELECT resolver_id, procedure_code, channel, status,
           CAST(SUM(entered) AS BIGINT) AS entered,
           CAST(SUM(gone) AS BIGINT) AS gone
      FROM tally
     GROUP BY resolver_id, procedure_code, channel, status
)
SELECT COUNT(*) AS n
  FROM kept AS k
  FULL JOIN entered AS e
    ON e.resolver_id = k.resolver_id AND e.procedure_code = k.procedure_code
   AND e.channel = k.channel AND e.status = k.status
  LEFT JOIN gone AS g
    ON g.resolver_id = k.resolver_id AND g.procedure_code = k.procedure_code
   AND g.channel = k.channel AND g.status = k.status
 WHERE k.entered IS DISTINCT FROM e.n
    OR k.gone IS DISTINCT FROM COALESCE(g.n, 0);

-- name: access_log_add :exec
-- Who opened whose data.
-- in: id i64, account_id i64, what text, subject_id i64, at instant
INSERT INTO access_log (id, account_id, what, subject_id, at)
VALUES ($1, $2, $3, $4, $5);

-- name: dossier_running_of_person :many
-- A person's dossiers whose clock has not ended, the newest first.
-- in:  person_id i64
-- out: id i64
SELECT id
  FROM dossier
 WHERE person_id = $1 AND ended_at IS NULL
 ORDER BY id DESC;

-- name: dossier_ended_of_person :many
-- A person's dossiers that have come to an end, the newest first.
-- in:  person_id i64, before_id i64
-- out: id i64
SELECT id
  FROM dossier
 WHERE person_id = $1 AND id < $2 AND ended_at IS NOT NULL
 ORDER BY id DESC;

-- name: dossier_count_of_person :one
-- How many run and how many have ended.
-- in:  person_id i64
-- out: running i64, ended i64
SELECT COUNT(*) FILTER (WHERE ended_at IS NULL) AS running,
       COUNT(*) FILTER (WHERE ended_at IS NOT NULL) AS ended
  FROM dossier
 WHERE person_id = $1;

-- name: papers_seen :many
-- Which files of a dossier an account has opened.
-- in:  dossier_id i64, account_id i64
-- out: id i64
SELECT paper.id AS id
  FROM paper
 WHERE paper.dossier_id = $1
   AND EXISTS (SELECT 1 FROM access_log AS seen
                WHERE seen.what = 'paper' AND seen.subject_id = paper.id
                  AND seen.account_id = $2)
 ORDER BY paper.id;

-- name: access_log_count :one
-- How often somebody's data were opened.
-- in:  what text, subject_id i64
-- out: count i64
SELECT COUNT(*) AS count FROM access_log WHERE what = $1 AND subject_id = $2;
