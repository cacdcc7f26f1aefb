CREATE TABLE a (n @i64);
-- 1: a migration's name is NNNN_name.sql
