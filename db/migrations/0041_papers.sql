-- Papers of a dossier as paper, and what officers found of any of them.

-- Handed in at the counter, in pieces.
CREATE TABLE handed_paper (
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    component  @text NOT NULL,  -- code of the component
    originals  @i32 NOT NULL,
    copies     @i32 NOT NULL,
    PRIMARY KEY (dossier_id, component)
) @by_key;

-- The last word on a paper stands.
CREATE TABLE paper_verdict (
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    component  @text NOT NULL,
    paper_id   @i64 NOT NULL,   -- 0: there is no file, only paper
    fits       @flag NOT NULL,  -- else it has to be supplemented
    account_id @i64 NOT NULL,   -- the officer
    at         @i64 NOT NULL,
    PRIMARY KEY (dossier_id, component, paper_id)
) @by_key;
