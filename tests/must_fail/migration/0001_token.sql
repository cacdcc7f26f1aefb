CREATE TABLE a (
    id @uuid PRIMARY KEY
);
-- 2: unknown token @uuid
