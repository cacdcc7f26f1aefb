SELECT 1 AS n;
-- 1: expected "-- name: NAME :ENDING"
