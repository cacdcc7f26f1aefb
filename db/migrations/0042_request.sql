-- What is asked in the course of a dossier: of the applicant, of another body,
-- of who decides. And what the clock needs to be computed again.

CREATE TABLE dossier_request (
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    n          @i32 NOT NULL,   -- 1, 2, 3 … within the dossier
    kind       @i32 NOT NULL,   -- enum request_kind
    account_id @i64 NOT NULL,   -- who asks; of a withdrawal the applicant
    desk_id    @i64 NOT NULL,   -- for which desk; 0: the applicant
    step       @text NOT NULL,  -- of the flow, that waits for it; '' none
    reason     @text NOT NULL,  -- code of a listed reason
    ground     @text NOT NULL,  -- the legal ground, where one is asked for
    words      @text NOT NULL,  -- what is asked, to be read by whom it is asked
    days       @i32 NOT NULL,   -- within so many; 0: not said
    amount     @i64 NOT NULL,   -- đồng; 0: none
    new_due_at @i64,            -- of an extension
    made_at    @i64 NOT NULL,
    sent_at    @i64,            -- through reception, to the applicant
    due_at     @i64,            -- when it is to be met
    closed_at  @i64,
    closed_by  @i64,
    outcome    @i32 NOT NULL,   -- enum request_outcome
    answer     @text NOT NULL,
    PRIMARY KEY (dossier_id, n)
);

-- A step belongs to the request that it sends, awaits or decides. A side step
-- is open beside the one with which the dossier goes on.
ALTER TABLE dossier_step ADD COLUMN request_n @i32 NOT NULL DEFAULT 0;
ALTER TABLE dossier_step ADD COLUMN side @i32 NOT NULL DEFAULT 0;

-- What rules ask of an event later: days of a verification, a coded reason.
ALTER TABLE dossier_event ADD COLUMN detail @text NOT NULL DEFAULT '';

-- What the law's limit gives, as if no new date had been announced: the
-- promise and the law are two measures of being late.
ALTER TABLE dossier ADD COLUMN lawful_due_at @i64;
