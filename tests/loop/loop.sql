-- name: loop_add_person :exec
-- Somebody to hang an account on.
-- in: id i64
INSERT INTO person (id, kind, name, name_fold, birth_date, sex, phone, email,
                    ethnic, address, created_at)
VALUES ($1, 1, 'Lê Văn Thử', 'le van thu', '1990-05-02', 1, '', '', '', '{}',
        0);

-- name: loop_add_account :exec
-- An account with the id and the name of its person.
-- in: id i64, kind i32, login text
INSERT INTO account (id, person_id, kind, login, password_hash, lang, demo,
                     created_at, password_set_at)
VALUES ($1, $1, $2, $3, '', 0, 0, 0, 0);

-- name: loop_add_note :exec
-- What a test's form writes.
-- in: id i64, account_id i64, what text, at instant
INSERT INTO access_log (id, account_id, what, subject_id, at)
VALUES ($1, $2, $3, 0, $4);

-- name: loop_count_notes :one
-- How often a note was written.
-- in:  what text
-- out: count i64
SELECT CAST(count(*) AS BIGINT) AS count
  FROM access_log
 WHERE what = $1;

-- name: loop_last_seen :one
-- The newest sign of life of any session.
-- out: seen_at instant
SELECT CAST(max(seen_at) AS BIGINT) AS seen_at
  FROM session;

-- name: loop_count_dossiers :one
-- How many dossiers there are.
-- out: count i64
SELECT CAST(count(*) AS BIGINT) AS count FROM dossier;

-- name: loop_left :one
-- What people left behind, and a sweep takes away some day.
-- out: sessions i64, answers i64, tries i64, drafts i64, papers i64, blobs i64
SELECT (SELECT COUNT(*) FROM session) AS sessions,
       (SELECT COUNT(*) FROM idempotency) AS answers,
       (SELECT COUNT(*) FROM login_try) AS tries,
       (SELECT COUNT(*) FROM draft) AS drafts,
       (SELECT COUNT(*) FROM paper) AS papers,
       (SELECT COUNT(*) FROM blob) AS blobs;
