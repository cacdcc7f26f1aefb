-- A flow that an administrator edits, until it becomes a version of its
-- procedure. One a procedure: whoever may edit it goes on with the same.

CREATE TABLE flow_draft (
    procedure_code @text NOT NULL PRIMARY KEY,
    base_id        @i64 NOT NULL REFERENCES procedure_version (id),
    content        @json NOT NULL,  -- flow.json
    revision       @i32 NOT NULL,
    account_id     @i64 NOT NULL,   -- who changed it last
    changed_at     @i64 NOT NULL
) @by_key;
