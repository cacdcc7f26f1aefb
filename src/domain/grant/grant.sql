-- name: actor_row :opt
-- Whose account it is, unless it is closed.
-- in:  account_id i64
-- out: person_id i64, kind i32, name text
SELECT account.person_id, account.kind, person.name
  FROM account
  JOIN person ON person.id = account.person_id
 WHERE account.id = $1 AND account.closed_at IS NULL;

-- name: grant_rows :many
-- What an account may do on a day.
-- in:  account_id i64, on_day day
-- out: id i64, role text, desk_id i64, valid_from day, valid_to day?, field text, procedure text
SELECT id, role, desk_id, valid_from, valid_to, field, procedure
  FROM role_grant
 WHERE account_id = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 ORDER BY id;

-- name: grant_rows_ever :many
-- All that an account may do, could do, and will.
-- in:  account_id i64
-- out: id i64, role text, desk_id i64, valid_from day, valid_to day?, field text, procedure text
SELECT id, role, desk_id, valid_from, valid_to, field, procedure
  FROM role_grant
 WHERE account_id = $1
 ORDER BY id;

-- name: grant_insert :exec
-- Gives a role.
-- in: id i64, account_id i64, role text, desk_id i64, valid_from day, valid_to day?, field text, procedure text, granted_by i64, granted_at instant
INSERT INTO role_grant (id, account_id, role, desk_id, valid_from, valid_to,
    field, procedure, granted_by, granted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: grant_set_end :exec
-- Ends a role that would have lasted longer.
-- in: id i64, valid_to day, ended_by i64, ended_at instant
UPDATE role_grant
   SET valid_to = $2, ended_by = $3, ended_at = $4
 WHERE id = $1 AND ($2 < valid_to OR valid_to IS NULL);
