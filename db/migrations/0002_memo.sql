-- By what one knows whether the tables of db/still.txt are as they were when
-- they were last read: every transaction that writes one of them puts a number
-- here that nobody had before.

CREATE TABLE memo_mark (
    id   @i32 PRIMARY KEY CHECK (id = 1),
    mark @i64 NOT NULL
);
INSERT INTO memo_mark (id, mark) VALUES (1, 0);
