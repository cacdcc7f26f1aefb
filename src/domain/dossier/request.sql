-- name: request_insert :exec
-- Something is asked for.
-- in: dossier_id i64, n i32, kind i32, account_id i64, desk_id i64, step text, reason text, ground text, words text, days i32, amount vnd, new_due_at instant?, made_at instant, sent_at instant?, due_at instant?
INSERT INTO dossier_request (dossier_id, n, kind, account_id, desk_id, step,
    reason, ground, words, days, amount, new_due_at, made_at, sent_at, due_at,
    outcome, answer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0,
    '');

-- name: request_list :many
-- What was asked for in the course of a dossier.
-- in:  dossier_id i64
-- out: n i32, kind i32, account_id i64, desk_id i64, step text, reason text, ground text, words text, days i32, amount vnd, new_due_at instant?, made_at instant, sent_at instant?, due_at instant?, closed_at instant?, closed_by i64?, outcome i32, answer text
SELECT n, kind, account_id, desk_id, step, reason, ground, words, days, amount,
       new_due_at, made_at, sent_at, due_at, closed_at, closed_by, outcome,
       answer
  FROM dossier_request
 WHERE dossier_id = $1
 ORDER BY n;

-- name: request_mark_sent :exec
-- It has gone to the applicant.
-- in: dossier_id i64, n i32, sent_at instant, due_at instant?
UPDATE dossier_request
   SET sent_at = $3, due_at = $4
 WHERE dossier_id = $1 AND n = $2 AND sent_at IS NULL AND closed_at IS NULL;

-- name: request_end :exec
-- It is met, declined or lapsed.
-- in: dossier_id i64, n i32, outcome i32, closed_at instant, closed_by i64, answer text
UPDATE dossier_request
   SET outcome = $3, closed_at = $4, closed_by = $5, answer = $6
 WHERE dossier_id = $1 AND n = $2 AND closed_at IS NULL;
