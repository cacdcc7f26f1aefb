-- name: blob_add :exec
-- A blob counts from now on, if it did not already.
-- in: id text, scope text, bytes i64, created_at instant
INSERT INTO blob (id, scope, bytes, created_at)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO NOTHING;

-- name: blob_get :opt
-- A blob that counts.
-- in:  id text
-- out: id text, scope text, bytes i64
SELECT id, scope, bytes FROM blob WHERE id = $1;

-- name: blob_remove :exec
-- It no longer counts.
-- in: id text
DELETE FROM blob WHERE id = $1;
