-- name: notified_refs :many
-- The references of short messages.
-- out: ref text
SELECT ref FROM sending WHERE channel = 2 ORDER BY id;
