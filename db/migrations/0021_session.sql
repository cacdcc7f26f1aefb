-- Who is logged in: see src/web/session.h. The cookie's secret is kept as its
-- digest only. dies_at is the end that no sign of life can move.
CREATE TABLE session (
    id            @id PRIMARY KEY,
    account_id    @i64 NOT NULL REFERENCES account (id),
    kind          @i32 NOT NULL CHECK (kind IN (1, 2)),
    secret_digest @blob NOT NULL,
    created_at    @i64 NOT NULL,
    seen_at       @i64 NOT NULL,
    idle_s        @i32 NOT NULL CHECK (idle_s > 0),
    dies_at       @i64 NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_death ON session (dies_at);
