-- name: series_take :one
-- The next number of a series, which begins at 1.
-- in:  unit_key text, kind text, period text
-- out: number i64
INSERT INTO series (unit_key, kind, period, next)
VALUES ($1, $2, $3, 2)
    ON CONFLICT (unit_key, kind, period)
    DO UPDATE SET next = series.next + 1
RETURNING next - 1 AS number;
