-- name: draft_insert :one
-- Opens a draft, or the one that the account has for that case.
-- in:  id i64, account_id i64, procedure_code text, version_id i64, case_code text, delivery i32, answers text, now instant, expires_at instant
-- out: id i64
INSERT INTO draft (id, account_id, procedure_code, version_id, case_code,
    delivery, revision, answers, page, created_at, saved_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7, 0, $8, $8, $9)
ON CONFLICT (account_id, procedure_code, case_code) WHERE dossier_id IS NULL
DO UPDATE SET delivery = excluded.delivery
RETURNING id;

-- name: draft_of_case :opt
-- The open draft of an account for a case.
-- in:  account_id i64, procedure_code text, case_code text
-- out: id i64
SELECT id
  FROM draft
 WHERE account_id = $1 AND procedure_code = $2 AND case_code = $3
   AND dossier_id IS NULL;

-- name: draft_lock :exec
-- Nobody else changes the draft or its papers until this transaction ends.
-- in: id i64
UPDATE draft SET revision = revision WHERE id = $1;

-- name: draft_row :opt
-- A draft, open or filed.
-- in:  id i64
-- out: id i64, account_id i64, procedure_code text, version_id i64, case_code text, delivery i32, revision i32, answers text, page i32, created_at instant, saved_at instant, expires_at instant, dossier_id i64?
SELECT id, account_id, procedure_code, version_id, case_code, delivery,
       revision, answers, page, created_at, saved_at, expires_at, dossier_id
  FROM draft
 WHERE id = $1;

-- name: draft_update :exec
-- Saves answers over the revision that they were made from.
-- in: id i64, revision i32, version_id i64, answers text, page i32, now instant, expires_at instant
UPDATE draft
   SET revision = revision + 1, version_id = $3, answers = $4, page = $5,
       saved_at = $6, expires_at = $7
 WHERE id = $1 AND revision = $2 AND dossier_id IS NULL;

-- name: draft_extend :exec
-- A sign of life that is no answer: a paper came or went.
-- in: id i64, now instant, expires_at instant
UPDATE draft
   SET saved_at = $2, expires_at = $3
 WHERE id = $1 AND dossier_id IS NULL;

-- name: draft_close :exec
-- The draft was filed as it was last read; what was declared stands with the dossier alone.
-- in: id i64, revision i32, saved_at instant, dossier_id i64, now instant
UPDATE draft
   SET dossier_id = $4, answers = '{}', revision = revision + 1, saved_at = $5
 WHERE id = $1 AND revision = $2 AND saved_at = $3 AND dossier_id IS NULL;

-- name: draft_open_list :many
-- The open drafts of an account, the newest first.
-- in:  account_id i64
-- out: id i64, procedure_code text, version_id i64, case_code text, page i32, saved_at instant, expires_at instant
SELECT id, procedure_code, version_id, case_code, page, saved_at, expires_at
  FROM draft
 WHERE account_id = $1 AND dossier_id IS NULL
 ORDER BY saved_at DESC, id DESC;

-- name: draft_expired_list :many
-- Open drafts that nobody touched for too long.
-- in:  now instant
-- out: id i64
SELECT id
  FROM draft
 WHERE dossier_id IS NULL AND expires_at <= $1
 ORDER BY expires_at;

-- name: draft_delete :exec
-- An open draft goes.
-- in: id i64
DELETE FROM draft WHERE id = $1 AND dossier_id IS NULL;
