-- The words and the layout of slips, as data: a version that is in never
-- changes, so that a slip can be drawn again as it was.

CREATE TABLE slip_template (
    id             @id PRIMARY KEY,
    kind           @i32 NOT NULL,   -- enum slip_kind
    unit_key       @text NOT NULL,  -- of a desk that has its own; '': all
    procedure_code @text NOT NULL,  -- that has its own; '': all
    version        @text NOT NULL,  -- '01/2018/TT-VPCP'
    valid_from     @i32 NOT NULL,
    valid_to       @i32,
    digest         @blob NOT NULL,  -- of the body
    body           @json NOT NULL
);
CREATE UNIQUE INDEX slip_template_once
    ON slip_template (kind, unit_key, procedure_code, version, digest);

-- NULL: the receipt, whose words are the program's.
ALTER TABLE slip ADD COLUMN template_id @i64;
CREATE UNIQUE INDEX slip_number ON slip (desk_id, kind, year, number);

-- The dossiers of a list; slip.dossier_id is the first of them.
CREATE TABLE slip_dossier (
    slip_id    @i64 NOT NULL REFERENCES slip (id),
    dossier_id @i64 NOT NULL REFERENCES dossier (id),
    PRIMARY KEY (slip_id, dossier_id)
) @by_key;
CREATE INDEX slip_of_dossier ON slip_dossier (dossier_id, slip_id);
