-- Who brought a version of a procedure into which state, and when. Rows are
-- only ever added.
CREATE TABLE procedure_change (
    id         @id PRIMARY KEY,
    version_id @i64 NOT NULL REFERENCES procedure_version (id),
    state      @i32 NOT NULL,  -- enum procedure_state
    account_id @i64 NOT NULL,  -- 0: the operator at the machine
    at         @i64 NOT NULL
);
CREATE INDEX procedure_change_of ON procedure_change (version_id, id);
