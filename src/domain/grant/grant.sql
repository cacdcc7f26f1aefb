-- name: actor_row :opt
-- Whose account it is, unless it is closed.
-- in:  account_id i64
-- out: person_id i64, kind i32, name text
SELECT account.person_id, account.kind, person.name
  FROM account
  JOIN person ON person.id = account.person_id
 WHERE account.id = $1 AND account.closed_at IS NULL;

-- name: grants_on :many
-- What an account may do on a day.
-- in:  account_id i64, on_day day
-- out: role text, desk_id i64, valid_from day, valid_to day?, field text, procedure text
SELECT role, desk_id, valid_from, valid_to, field, procedure
  FROM role_grant
 WHERE account_id = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 ORDER BY id;
