-- What people are told about their dossiers, how it went out of the house, and
-- what they agreed to. No address stands here: it is looked up when it is used.

-- One event, told to one person. It stands in the portal; `facts` is what its
-- words are made of, frozen.
CREATE TABLE message (
    id         @id PRIMARY KEY,
    person_id  @i64 NOT NULL REFERENCES person (id),
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    event      @text NOT NULL,  -- word of domain/notify/event.def
    event_key  @i64 NOT NULL,   -- the dossier's event; else the outbox item
    facts      @json NOT NULL,
    at         @i64 NOT NULL,   -- when it happened
    read_at    @i64,
    UNIQUE (dossier_id, person_id, event_key, event)
);
CREATE INDEX message_of_person ON message (person_id, id);
CREATE INDEX message_unread ON message (person_id) WHERE read_at IS NULL;

-- A message on its way out. What was reported of it may come in any order.
CREATE TABLE sending (
    id           @id PRIMARY KEY,
    message_id   @i64 NOT NULL REFERENCES message (id),
    channel      @i32 NOT NULL,  -- 1 mail, 2 short message
    ref          @text NOT NULL, -- random; whoever knows it may report
    sent_at      @i64,           -- a gateway took it
    delivered_at @i64,
    failed_at    @i64,           -- it was given up, or will not arrive
    error        @text,          -- why, for the operator
    UNIQUE (message_id, channel),
    UNIQUE (ref)
);
CREATE INDEX sending_waiting ON sending (channel)
    WHERE sent_at IS NULL AND delivered_at IS NULL AND failed_at IS NULL;

-- What a person decided about a channel; the last row counts, the others prove
-- what was agreed to before.
CREATE TABLE notify_choice (
    id         @id PRIMARY KEY,
    person_id  @i64 NOT NULL REFERENCES person (id),
    channel    @i32 NOT NULL,
    agrees     @flag NOT NULL,
    voice      @i32 NOT NULL,   -- 1 Vietnamese, 2 without marks, 3 English
    decided_at @i64 NOT NULL,
    UNIQUE (person_id, channel, id)
);

-- How many sendings came to what, for the operator's figures.
CREATE TABLE notify_tally (
    channel @i32 NOT NULL,
    outcome @i32 NOT NULL,      -- enum notify_standing: 1 sent 2 delivered 3 failed
    count   @i64 NOT NULL,
    PRIMARY KEY (channel, outcome)
);
