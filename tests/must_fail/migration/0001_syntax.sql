CREATE TABLE a (
    id @id PRIMARY KEY
);
CREATE TABLE b (
    id @id PRIMARY KEYS
);
-- 3: in the statement after this line: near "KEYS": syntax error
