-- name: session_find :opt
-- A session by its id, dead or alive, whose it is, and how many messages they
-- have not read, 99 at most; none when the account is closed.
-- in:  id i64
-- out: account_id i64, kind i32, secret_digest blob, created_at instant, seen_at instant, idle_s i32, dies_at instant, person_id i64, name text, unread i64
SELECT session.account_id, session.kind, session.secret_digest,
       session.created_at, session.seen_at, session.idle_s, session.dies_at,
       account.person_id, person.name,
       (SELECT count(*)
          FROM (SELECT 1 FROM message
                 WHERE message.person_id = account.person_id
                   AND message.read_at IS NULL
                 LIMIT 99) AS few) AS unread
  FROM session
  JOIN account ON account.id = session.account_id
  JOIN person ON person.id = account.person_id
 WHERE session.id = $1 AND account.closed_at IS NULL;

-- name: session_insert :exec
-- Opens a session.
-- in:  id i64, account_id i64, kind i32, secret_digest blob, created_at instant, seen_at instant, idle_s i32, dies_at instant
INSERT INTO session (id, account_id, kind, secret_digest, created_at, seen_at,
                     idle_s, dies_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: session_set_seen :exec
-- A sign of life that comes late does not turn the clock back.
-- in:  id i64, seen_at instant
UPDATE session
   SET seen_at = $2
 WHERE id = $1 AND seen_at < $2;

-- name: session_delete :exec
-- Closes a session.
-- in:  id i64
DELETE FROM session
 WHERE id = $1;

-- name: session_delete_others :exec
-- Closes every session of an account but one.
-- in:  account_id i64, kept_id i64
DELETE FROM session
 WHERE account_id = $1 AND id <> $2;

-- name: session_delete_dead :exec
-- Forgets sessions that are past their end, the oldest first.
-- in:  now instant, count i64
DELETE FROM session
 WHERE id IN (SELECT id
                FROM session
               WHERE dies_at < $1
               ORDER BY dies_at
               LIMIT $2);
