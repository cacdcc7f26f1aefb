-- name: idem_get :opt
-- What is kept under a key.
-- in:  key blob
-- out: route text, actor_id i64, body_hash blob, status i32, location text
SELECT route, actor_id, body_hash, status, location
  FROM idempotency
 WHERE key = $1;

-- name: idem_add :exec
-- Keeps an answer under a key that is new.
-- in: key blob, route text, actor_id i64, body_hash blob, status i32,
--     location text, expires_at instant
INSERT INTO idempotency
       (key, route, actor_id, body_hash, status, location, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: idem_remove_expired :exec
-- Forgets what expired before an instant, the oldest first.
-- in: now instant, count i64
DELETE FROM idempotency
 WHERE key IN (SELECT key
                 FROM idempotency
                WHERE expires_at <= $1
                ORDER BY expires_at
                LIMIT $2);
