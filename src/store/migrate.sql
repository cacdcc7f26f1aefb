-- name: migrate_lock :one
-- One node at a time, until the transaction ends. SQLite has one writer.
-- out: locked i64
SELECT 1 AS locked;
-- postgresql:
SELECT CAST(1 AS BIGINT) AS locked FROM pg_advisory_xact_lock(4203001);

-- name: migrate_list :many
-- What has been applied.
-- out: number i32, checksum text
SELECT number, checksum
  FROM migration
 ORDER BY number;

-- name: migrate_add :exec
-- Notes a migration as applied.
-- in: number i32, name text, checksum text, applied_at instant
INSERT INTO migration (number, name, checksum, applied_at)
VALUES ($1, $2, $3, $4);
