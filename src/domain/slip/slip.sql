-- name: slip_template_put :exec
-- A template; the very same is in once.
-- in: id i64, kind i32, unit_key text, procedure_code text, version text, valid_from day, valid_to day?, digest blob, body text
INSERT INTO slip_template (id, kind, unit_key, procedure_code, version,
    valid_from, valid_to, digest, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (kind, unit_key, procedure_code, version, digest) DO NOTHING;

-- name: slip_template_on :opt
-- The template in force on a day: the procedure's, the unit's or everybody's,
-- in this order; the newest of a version.
-- in:  kind i32, on_day day, unit_key text, procedure_code text
-- out: id i64, body text
SELECT id, body
  FROM slip_template
 WHERE kind = $1 AND valid_from <= $2 AND ($2 < valid_to OR valid_to IS NULL)
   AND unit_key IN ('', $3) AND procedure_code IN ('', $4)
 ORDER BY procedure_code DESC, unit_key DESC, valid_from DESC, id DESC
 LIMIT 1;

-- name: slip_template_body :one
-- What a slip was drawn by.
-- in:  id i64
-- out: body text
SELECT body FROM slip_template WHERE id = $1;

-- name: slip_insert :exec
-- A statutory paper with its frozen data.
-- in: id i64, dossier_id i64, kind i32, number i64, year i32, desk_id i64, data text, made_at instant, template_id i64?
INSERT INTO slip (id, dossier_id, kind, number, year, desk_id, data, made_at,
    template_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: slip_covers :exec
-- A list is also about this dossier.
-- in: slip_id i64, dossier_id i64
INSERT INTO slip_dossier (slip_id, dossier_id) VALUES ($1, $2)
ON CONFLICT (slip_id, dossier_id) DO NOTHING;

-- name: slip_find :opt
-- The newest slip of a kind.
-- in:  dossier_id i64, kind i32
-- out: id i64, number i64, year i32, desk_id i64, data text, made_at instant, blob_id text?
SELECT id, number, year, desk_id, data, made_at, blob_id
  FROM slip
 WHERE dossier_id = $1 AND kind = $2
 ORDER BY id DESC
 LIMIT 1;

-- name: slip_by_id :opt
-- One slip of a dossier, or a list that it stands on.
-- in:  dossier_id i64, id i64
-- out: kind i32, number i64, year i32, data text, made_at instant, template_id i64?
SELECT kind, number, year, data, made_at, template_id
  FROM slip
 WHERE id = $2
   AND (dossier_id = $1
        OR EXISTS (SELECT 1 FROM slip_dossier AS c
                    WHERE c.slip_id = slip.id AND c.dossier_id = $1));

-- name: slips_of :many
-- Every slip of a dossier, the oldest first.
-- in:  dossier_id i64
-- out: id i64, kind i32, number i64, year i32, made_at instant
SELECT id, kind, number, year, made_at
  FROM slip
 WHERE dossier_id = $1
    OR id IN (SELECT slip_id FROM slip_dossier WHERE dossier_id = $1)
 ORDER BY id;
