-- name: memo_mark_get :one
-- The mark of what the still tables hold in this snapshot.
-- out: mark i64
SELECT mark FROM memo_mark;

-- name: memo_mark_set :exec
-- They hold something else from now on.
-- in: mark i64
UPDATE memo_mark SET mark = $1;
