-- The catalogue of procedures. A version is never changed once it is here: a
-- dossier keeps the one it was filed under. What lists and searches need is
-- beside it in columns; the pack itself is procedure_content.

CREATE TABLE procedure_version (
    id           @id PRIMARY KEY,
    code         @text NOT NULL,
    version      @text NOT NULL,
    valid_from   @i32 NOT NULL,
    valid_to     @i32,            -- half-open; NULL: no end
    state        @i32 NOT NULL,   -- enum procedure_state
    digest       @blob NOT NULL,  -- of the content
    name_vi      @text NOT NULL,
    name_en      @text NOT NULL,
    short_vi     @text NOT NULL,
    short_en     @text NOT NULL,
    name_sort    @blob NOT NULL,
    field        @text NOT NULL,
    level        @i32 NOT NULL,   -- enum procedure_level
    body         @text NOT NULL,  -- who decides: 'department:xay_dung'
    online       @flag NOT NULL,  -- some case of it may be filed online
    limit_unit   @text,           -- when one limit holds for all cases
    limit_value  @i32,
    imported_at  @i64 NOT NULL,
    published_at @i64,
    withdrawn_at @i64,
    UNIQUE (code, version)
);
CREATE INDEX procedure_version_listed ON procedure_version
    (state, name_sort, id);
CREATE INDEX procedure_version_in_force ON procedure_version
    (code, state, valid_from, id);

CREATE TABLE procedure_content (
    version_id @id PRIMARY KEY REFERENCES procedure_version (id),
    content    @json NOT NULL
);

-- What finds a version: the folded words of its names in both languages, of
-- its field and its code; and '#sinh_con' for a life event.
CREATE TABLE procedure_word (
    word       @text NOT NULL,
    version_id @i64 NOT NULL REFERENCES procedure_version (id),
    PRIMARY KEY (word, version_id)
) @by_key;

-- Fields and life events by which procedures are looked for, as the newest
-- import names them.
CREATE TABLE procedure_term (
    kind    @i32 NOT NULL,  -- enum procedure_term_kind
    value   @text NOT NULL,
    name_vi @text NOT NULL,
    name_en @text NOT NULL,
    place   @i32 NOT NULL,  -- in their list
    PRIMARY KEY (kind, value)
);

-- Who brought a version into which state, and when. Rows are
-- only ever added.
CREATE TABLE procedure_change (
    id         @id PRIMARY KEY,
    version_id @i64 NOT NULL REFERENCES procedure_version (id),
    state      @i32 NOT NULL,  -- enum procedure_state
    account_id @i64 NOT NULL,  -- 0: the operator at the machine
    at         @i64 NOT NULL
);
CREATE INDEX procedure_change_of ON procedure_change (version_id, id);
