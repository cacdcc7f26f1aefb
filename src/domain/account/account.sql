-- name: account_insert :exec
-- A new account, unless somebody has that login.
-- in: id i64, person_id i64, kind i32, login text, password_hash text, lang i32, demo flag, now instant, consented_at instant?
INSERT INTO account (id, person_id, kind, login, password_hash, lang, demo,
    created_at, password_set_at, consented_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
ON CONFLICT (login) DO NOTHING;

-- name: account_row :opt
-- An account by its id, closed or not.
-- in:  id i64
-- out: id i64, person_id i64, kind i32, login text, password_hash text, lang i32, demo flag, closed_at instant?
SELECT id, person_id, kind, login, password_hash, lang, demo, closed_at
  FROM account
 WHERE id = $1;

-- name: account_id_of_login :opt
-- Whose login that is, closed or not.
-- in:  login text
-- out: id i64
SELECT id FROM account WHERE login = $1;

-- name: account_set_password :exec
-- Another password, or the same one hashed at today's cost.
-- in: id i64, password_hash text, password_set_at instant?
UPDATE account
   SET password_hash = $2,
       password_set_at = COALESCE($3, password_set_at)
 WHERE id = $1;

-- name: account_set_closed :exec
-- Closes an account, or opens it again.
-- in: id i64, closed_at instant?
UPDATE account SET closed_at = $2 WHERE id = $1;

-- name: account_list_rows :many
-- Accounts of a kind by login, behind one; the name is the person's.
-- in:  kind i32, after text
-- out: id i64, login text, name text, demo flag, closed_at instant?
SELECT account.id, account.login, person.name, account.demo,
       account.closed_at
  FROM account
  JOIN person ON person.id = account.person_id
 WHERE account.kind = $1 AND account.login > $2
 ORDER BY account.login;

-- name: login_try_begin :one
-- How a login stands; nobody else counts its tries until this transaction
-- ends.
-- in:  login_digest blob, now instant
-- out: failed i32, locked_until instant
INSERT INTO login_try (login_digest, failed, locked_until, tried_at)
VALUES ($1, 0, 0, $2)
ON CONFLICT (login_digest) DO UPDATE SET tried_at = excluded.tried_at
RETURNING failed, locked_until;

-- name: login_try_set :exec
-- How a login stands after a try.
-- in: login_digest blob, failed i32, locked_until instant
UPDATE login_try
   SET failed = $2, locked_until = $3
 WHERE login_digest = $1;

-- name: login_try_sweep :exec
-- Forgets logins that were not tried since a while and are not locked.
-- in: before instant, count i64
DELETE FROM login_try
 WHERE login_digest IN (SELECT login_digest
                          FROM login_try
                         WHERE tried_at < $1 AND locked_until < $1
                         ORDER BY tried_at
                         LIMIT $2);
