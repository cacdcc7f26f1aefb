-- Which migrations were applied. This one is run at every start.
CREATE TABLE IF NOT EXISTS migration (
    number     @i32 PRIMARY KEY,
    name       @text NOT NULL,
    checksum   @text NOT NULL, -- SHA-256 of the text as the engine got it
    applied_at @i64 NOT NULL
);
