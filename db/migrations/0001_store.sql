-- What the store keeps for itself: effects and jobs that wait, numbers in
-- series, answers already given, and which blobs there are.

-- Effects outside the database, written with what caused them.
CREATE TABLE outbox (
    id         @id PRIMARY KEY,
    topic      @text NOT NULL,  -- 'sms', 'mail', 'sync': who delivers it
    subject_id @i64 NOT NULL,   -- the row it is about
    body       @json NOT NULL,
    created_at @i64 NOT NULL,
    due_at     @i64 NOT NULL,   -- not before; while taken: the lease's end
    tries      @i32 NOT NULL,
    error      @text,           -- of the last try
    dead_at    @i64             -- given up; waits for a person
);
CREATE INDEX outbox_due ON outbox (topic, due_at) WHERE dead_at IS NULL;

CREATE TABLE job (
    id         @id PRIMARY KEY,
    kind       @text NOT NULL,
    body       @json NOT NULL,
    created_at @i64 NOT NULL,
    due_at     @i64 NOT NULL,   -- not before; while claimed: the lease's end
    tries      @i32 NOT NULL,
    error      @text,
    dead_at    @i64
);
CREATE INDEX job_due ON job (due_at) WHERE dead_at IS NULL;
CREATE INDEX job_dead ON job (dead_at) WHERE dead_at IS NOT NULL;

-- The number that comes next in a unit's register.
CREATE TABLE series (
    unit_key @text NOT NULL,
    kind     @text NOT NULL,
    period   @text NOT NULL,    -- '2026', '260428'; '' for one that never ends
    next     @i64 NOT NULL,
    PRIMARY KEY (unit_key, kind, period)
) @by_key;

-- The answer given to a form, so that a second sending gets the same.
CREATE TABLE idempotency (
    key        @blob PRIMARY KEY NOT NULL,  -- 16 random bytes from the form
    route      @text NOT NULL,
    actor_id   @i64 NOT NULL,               -- 0: nobody was logged in
    body_hash  @blob NOT NULL,
    status     @i32 NOT NULL,
    location   @text NOT NULL,
    expires_at @i64 NOT NULL
) @by_key;
CREATE INDEX idempotency_expires ON idempotency (expires_at);

-- The blobs that rows may point to. The content is in the blob store.
CREATE TABLE blob (
    id         @text PRIMARY KEY NOT NULL,  -- keyed hash of scope and content
    scope      @text NOT NULL,              -- whose it is
    bytes      @i64 NOT NULL,               -- of the content, not the file
    created_at @i64 NOT NULL
) @by_key;
