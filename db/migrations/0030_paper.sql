-- Drafts of e-forms and the papers that were uploaded to them.

-- One open draft for an account, a procedure and a case.
CREATE TABLE draft (
    id             @id PRIMARY KEY,
    account_id     @i64 NOT NULL REFERENCES account (id),
    procedure_code @text NOT NULL,
    version_id     @i64 NOT NULL,
    case_code      @text NOT NULL,
    delivery       @i32 NOT NULL,   -- enum channel: how the result comes
    revision       @i32 NOT NULL,
    answers        @json NOT NULL,
    page           @i32 NOT NULL,   -- the page last saved
    created_at     @i64 NOT NULL,
    saved_at       @i64 NOT NULL,
    expires_at     @i64 NOT NULL,
    dossier_id     @i64             -- set when it was submitted: frozen
);
CREATE UNIQUE INDEX draft_open ON draft (account_id, procedure_code, case_code)
    WHERE dossier_id IS NULL;
CREATE INDEX draft_expiring ON draft (expires_at) WHERE dossier_id IS NULL;

-- A file as it was received. It belongs to a draft, then to a dossier.
CREATE TABLE paper (
    id         @id PRIMARY KEY,
    draft_id   @i64,
    dossier_id @i64,
    component  @text NOT NULL,  -- code of the component; 'result' for a result
    name       @text NOT NULL,  -- as the person's file was called
    mime       @text NOT NULL,  -- by content, not by name
    bytes      @i64 NOT NULL,
    pages      @i32 NOT NULL,   -- 0 when not counted
    blob_id    @text NOT NULL,
    added_by   @i64 NOT NULL,
    added_at   @i64 NOT NULL,
    removed_at @i64
);
CREATE INDEX paper_of_draft ON paper (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX paper_of_dossier ON paper (dossier_id)
    WHERE dossier_id IS NOT NULL;
