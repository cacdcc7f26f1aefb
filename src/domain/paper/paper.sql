-- name: paper_insert :exec
-- A file that came for a draft or for a dossier. Nobody has counted its pages:
-- that takes a reader of foreign bytes.
-- in: id i64, draft_id i64?, dossier_id i64?, component text, name text, mime text, bytes i64, blob_id text, added_by i64, added_at instant
INSERT INTO paper (id, draft_id, dossier_id, component, name, mime, bytes,
    pages, blob_id, added_by, added_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10);

-- name: paper_list_of_draft :many
-- The files of a draft, in the order they came.
-- in:  draft_id i64
-- out: id i64, component text, name text, mime text, bytes i64, blob_id text, added_by i64, added_at instant
SELECT id, component, name, mime, bytes, blob_id, added_by, added_at
  FROM paper
 WHERE draft_id = $1 AND removed_at IS NULL
 ORDER BY id;

-- name: paper_list_of_dossier :many
-- The files of a dossier, in the order they came.
-- in:  dossier_id i64
-- out: id i64, component text, name text, mime text, bytes i64, blob_id text, added_by i64, added_at instant
SELECT id, component, name, mime, bytes, blob_id, added_by, added_at
  FROM paper
 WHERE dossier_id = $1 AND removed_at IS NULL
 ORDER BY id;

-- name: paper_blob_uses :one
-- How many files of a draft are the same bytes.
-- in:  draft_id i64, blob_id text
-- out: count i64
SELECT count(*) AS count FROM paper WHERE draft_id = $1 AND blob_id = $2;

-- name: paper_delete :exec
-- A file is taken back from a draft.
-- in: draft_id i64, id i64
DELETE FROM paper WHERE draft_id = $1 AND id = $2;

-- name: paper_hand_over :exec
-- The draft was filed: its files are the dossier's from now on.
-- in: draft_id i64, dossier_id i64
UPDATE paper SET dossier_id = $2, draft_id = NULL WHERE draft_id = $1;

-- name: handed_insert :exec
-- Pieces of a component that were handed in as paper.
-- in: dossier_id i64, component text, originals i32, copies i32
INSERT INTO handed_paper (dossier_id, component, originals, copies)
VALUES ($1, $2, $3, $4);

-- name: handed_list :many
-- What was handed in as paper with a dossier.
-- in:  dossier_id i64
-- out: component text, originals i32, copies i32
SELECT component, originals, copies
  FROM handed_paper
 WHERE dossier_id = $1
 ORDER BY component;

-- name: verdict_put :exec
-- What an officer found of a paper; the last word stands.
-- in: dossier_id i64, component text, paper_id i64, fits flag, account_id i64, at instant
INSERT INTO paper_verdict (dossier_id, component, paper_id, fits, account_id, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (dossier_id, component, paper_id) DO UPDATE
   SET fits = excluded.fits, account_id = excluded.account_id,
       at = excluded.at;

-- name: verdict_list :many
-- What officers found of the papers of a dossier.
-- in:  dossier_id i64
-- out: component text, paper_id i64, fits flag, account_id i64, at instant
SELECT component, paper_id, fits, account_id, at
  FROM paper_verdict
 WHERE dossier_id = $1
 ORDER BY component, paper_id;
