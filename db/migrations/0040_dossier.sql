-- The dossier, its open and closed steps, its immutable events, and what is
-- counted about it. All of one change is written in one transaction.

CREATE TABLE dossier (
    id              @id PRIMARY KEY,
    submission_code @text NOT NULL,
    code            @text,          -- at acceptance: 'H01.21-260428-0037'
    procedure_code  @text NOT NULL,
    version_id      @i64 NOT NULL,
    field           @text NOT NULL, -- of the procedure: 'ho_tich'
    case_code       @text NOT NULL,
    channel         @i32 NOT NULL,  -- enum channel
    status          @i32 NOT NULL,  -- 1..10, the national ones
    point_id        @i64 NOT NULL,  -- receives
    receiver_id     @i64 NOT NULL,  -- the authority whose point that is
    resolver_id     @i64 NOT NULL,  -- decides
    return_point_id @i64 NOT NULL,  -- hands over the result
    delivery        @i32 NOT NULL,  -- enum channel
    area            @text NOT NULL, -- the unit that the matter is about
    person_id       @i64 NOT NULL REFERENCES person (id),
    account_id      @i64,           -- who filed online; NULL at the counter
    name_fold       @text NOT NULL, -- of the applicant, for search
    limit_unit      @text NOT NULL,
    limit_value     @i32 NOT NULL,
    submitted_at    @i64 NOT NULL,
    answer_due_at   @i64,           -- online: 8 working hours
    accepted_at     @i64,
    due_at          @i64,
    first_due_at    @i64,           -- as promised on the receipt
    ended_at        @i64,
    returned_at     @i64,
    step_count      @i32 NOT NULL,
    event_count     @i32 NOT NULL,
    last_hash       @blob NOT NULL
);
CREATE UNIQUE INDEX dossier_submission ON dossier (submission_code);
CREATE UNIQUE INDEX dossier_code ON dossier (code) WHERE code IS NOT NULL;
CREATE INDEX dossier_of_person ON dossier (person_id, id);
CREATE INDEX dossier_of_account ON dossier (account_id, id)
    WHERE account_id IS NOT NULL;
CREATE INDEX dossier_running ON dossier (resolver_id, due_at)
    WHERE ended_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_running_at ON dossier (point_id, due_at)
    WHERE ended_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX dossier_at_point ON dossier (point_id, status, id);

-- What the applicant declared, frozen. `salt` makes the digest that goes into
-- the events' hash; erasing this row leaves the chain whole.
CREATE TABLE dossier_answers (
    dossier_id @id PRIMARY KEY REFERENCES dossier (id),
    answers    @json NOT NULL,
    salt       @blob NOT NULL,
    digest     @blob NOT NULL
);

-- A row for each stage that somebody has to do; closed_at NULL: it waits.
CREATE TABLE dossier_step (
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    n          @i32 NOT NULL,
    kind       @i32 NOT NULL,   -- enum dossier_work
    step       @text NOT NULL,  -- id in the flow; '' before the flow begins
    role       @text NOT NULL,
    desk_id    @i64 NOT NULL,   -- agency or point that has the work
    account_id @i64,            -- who took it
    opened_at  @i64 NOT NULL,
    due_at     @i64 NOT NULL,   -- of the step; for order in queues
    closed_at  @i64,
    action     @text,
    PRIMARY KEY (dossier_id, n)
);
CREATE INDEX dossier_step_waiting ON dossier_step (desk_id, kind, due_at,
    dossier_id) WHERE closed_at IS NULL;

CREATE TABLE dossier_event (
    dossier_id    @i64 NOT NULL REFERENCES dossier (id),
    n             @i32 NOT NULL,
    schema        @i32 NOT NULL,
    event         @i32 NOT NULL,
    account_id    @i64 NOT NULL,  -- 0: the system
    desk_id       @i64 NOT NULL,  -- the acting desk; 0: the applicant
    recorded_at   @i64 NOT NULL,
    effective_at  @i64 NOT NULL,
    status_before @i32 NOT NULL,
    status_after  @i32 NOT NULL,
    due_before    @i64,
    due_after     @i64,
    reason        @text NOT NULL,
    body          @blob NOT NULL,  -- canonical bytes that were hashed
    hash          @blob NOT NULL,  -- of the previous hash and the body
    PRIMARY KEY (dossier_id, n)
);

-- Leaf counters: how many dossiers of a unit entered and left a status on a
-- day. Summed at read; recounted from the events by a test.
CREATE TABLE tally (
    resolver_id    @i64 NOT NULL,
    day            @i32 NOT NULL,
    procedure_code @text NOT NULL,
    channel        @i32 NOT NULL,
    status         @i32 NOT NULL,
    entered        @i64 NOT NULL,
    entered_late   @i64 NOT NULL,  -- of these, after the due instant
    gone           @i64 NOT NULL,  -- left the status that day
    PRIMARY KEY (resolver_id, day, procedure_code, channel, status)
);

-- A paper of the law that was made in the course of the dossier.
CREATE TABLE slip (
    id         @id PRIMARY KEY,
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    kind       @i32 NOT NULL,   -- 1 receipt, 3 refusal
    number     @i64 NOT NULL,
    year       @i32 NOT NULL,
    desk_id    @i64 NOT NULL,
    data       @json NOT NULL,  -- everything printed, frozen
    made_at    @i64 NOT NULL,
    blob_id    @text            -- when it was rendered
);
CREATE INDEX slip_of ON slip (dossier_id, kind);

CREATE TABLE result (
    id          @id PRIMARY KEY,
    dossier_id  @i64 NOT NULL REFERENCES dossier (id),
    n           @i32 NOT NULL,   -- ordinal: code '-KQ1'
    kind        @text NOT NULL,  -- code in the card
    number      @i64 NOT NULL,
    year        @i32 NOT NULL,
    agency_id   @i64 NOT NULL,
    approved_by @i64 NOT NULL,
    issued_by   @i64 NOT NULL,
    issued_at   @i64 NOT NULL,
    UNIQUE (dossier_id, n)
);

-- The desks at which an account has a post, through the tree: what the lists
-- of work are filtered by. service/permit asks the same of one dossier.
CREATE VIEW duty AS
SELECT g.account_id, g.role, g.field, g.procedure, g.valid_from, g.valid_to,
       tree.desk_id
  FROM role_grant AS g
  JOIN desk_tree AS tree ON tree.ancestor_id = g.desk_id;
