-- name: flow_draft_find :opt
-- The flow of a procedure that is being edited.
-- in:  procedure_code text
-- out: base_id i64, content text, revision i32, account_id i64, changed_at instant
SELECT base_id, content, revision, account_id, changed_at
  FROM flow_draft
 WHERE procedure_code = $1;

-- name: flow_draft_open :exec
-- Begins to edit; nothing is changed where somebody was quicker.
-- in: procedure_code text, base_id i64, content text, account_id i64, changed_at instant
INSERT INTO flow_draft (procedure_code, base_id, content, revision,
    account_id, changed_at)
VALUES ($1, $2, $3, 1, $4, $5)
ON CONFLICT (procedure_code) DO NOTHING;

-- name: flow_draft_save :exec
-- Saves over the revision that it was made from.
-- in: procedure_code text, revision i32, content text, account_id i64, changed_at instant
UPDATE flow_draft
   SET content = $3, revision = revision + 1, account_id = $4, changed_at = $5
 WHERE procedure_code = $1 AND revision = $2;

-- name: flow_draft_drop :exec
-- It became a version, or was thrown away.
-- in: procedure_code text
DELETE FROM flow_draft WHERE procedure_code = $1;

-- name: flow_running :many
-- Dossiers of a version that were accepted and have no result yet, behind one.
-- in:  version_id i64, after_id i64
-- out: id i64
SELECT id
  FROM dossier
 WHERE version_id = $1 AND id > $2 AND ended_at IS NULL
   AND accepted_at IS NOT NULL
 ORDER BY id;

-- name: flow_move_version :exec
-- A dossier goes on by another version, if it still goes by this one.
-- in: id i64, from_id i64, to_id i64
UPDATE dossier SET version_id = $3 WHERE id = $1 AND version_id = $2;
