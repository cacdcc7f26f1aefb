-- name: outbox_insert :exec
-- A new item.
-- in: id i64, topic text, subject_id i64, body text, now instant
INSERT INTO outbox (id, topic, subject_id, body, created_at, due_at, tries)
VALUES ($1, $2, $3, $4, $5, $5, 0);

-- name: outbox_lease :many
-- Takes the oldest items that are due until the lease ends.
-- in:  topic text, now instant, lease_end instant, count i64
-- out: id i64, subject_id i64, body text, tries i32
UPDATE outbox SET due_at = $3, tries = tries + 1
 WHERE id IN (SELECT id FROM outbox
               WHERE topic = $1 AND dead_at IS NULL AND due_at <= $2
               ORDER BY due_at, id LIMIT $4)
RETURNING id, subject_id, body, tries;
-- postgresql:
UPDATE outbox SET due_at = $3, tries = tries + 1
 WHERE id IN (SELECT id FROM outbox
               WHERE topic = $1 AND dead_at IS NULL AND due_at <= $2
               ORDER BY due_at, id LIMIT $4
                 FOR UPDATE SKIP LOCKED)
RETURNING id, subject_id, body, tries;

-- name: outbox_remove :exec
-- It was delivered.
-- in: id i64, tries i32
DELETE FROM outbox WHERE id = $1 AND tries = $2;

-- name: outbox_forget :exec
-- The oldest that were not delivered; ids grow with time.
-- in: before_id i64, count i64
DELETE FROM outbox
 WHERE id IN (SELECT id FROM outbox
               WHERE id < $1 AND dead_at IS NULL
               ORDER BY id
               LIMIT $2);

-- name: outbox_put_off :exec
-- It failed and is to be tried again.
-- in: id i64, tries i32, due_at instant, error text
UPDATE outbox SET due_at = $3, error = $4
 WHERE id = $1 AND tries = $2 AND dead_at IS NULL;

-- name: outbox_untake :exec
-- It was taken, and was not tried.
-- in: id i64, tries i32, due_at instant
UPDATE outbox SET due_at = $3, tries = tries - 1
 WHERE id = $1 AND tries = $2 AND dead_at IS NULL;

-- name: outbox_bury :exec
-- It failed too often.
-- in: id i64, tries i32, dead_at instant, error text
UPDATE outbox SET dead_at = $3, error = $4
 WHERE id = $1 AND tries = $2 AND dead_at IS NULL;
