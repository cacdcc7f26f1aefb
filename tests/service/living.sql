-- name: living_dossiers :many
-- All dossiers behind one.
-- in:  after_id i64
-- out: id i64, status i32, code text?, point_id i64, accepted_at instant?, event_count i32
SELECT id, status, code, point_id, accepted_at, event_count
  FROM dossier
 WHERE id > $1
 ORDER BY id;

-- name: living_open_steps :many
-- All that waits.
-- out: dossier_id i64, status i32, kind i32, role text, desk_id i64, field text, procedure_code text, opened_at instant, due_at instant
SELECT s.dossier_id, d.status, s.kind, s.role, s.desk_id, d.field,
       d.procedure_code, s.opened_at, s.due_at
  FROM dossier_step AS s
  JOIN dossier AS d ON d.id = s.dossier_id
 WHERE s.closed_at IS NULL
 ORDER BY s.dossier_id, s.n;

-- name: living_late :one
-- How many run past their due instant.
-- in:  now instant
-- out: n i64
SELECT COUNT(*) AS n FROM dossier WHERE ended_at IS NULL AND due_at < $1;

-- name: living_after :one
-- How many instants lie behind one.
-- in:  now instant
-- out: n i64
SELECT (SELECT COUNT(*) FROM dossier
         WHERE submitted_at > $1 OR accepted_at > $1 OR ended_at > $1
            OR returned_at > $1)
     + (SELECT COUNT(*) FROM dossier_event
         WHERE recorded_at > $1 OR effective_at > $1)
     + (SELECT COUNT(*) FROM dossier_step
         WHERE opened_at > $1 OR closed_at > $1)
     + (SELECT COUNT(*) FROM paper WHERE added_at > $1)
     + (SELECT COUNT(*) FROM draft WHERE saved_at > $1) AS n;

-- name: living_drafts :one
-- How many drafts were begun and not filed.
-- out: n i64
SELECT COUNT(*) AS n FROM draft WHERE dossier_id IS NULL;
