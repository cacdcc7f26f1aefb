-- Persons, what identifies them, their accounts, and what staff may do.

CREATE TABLE person (
    id         @id PRIMARY KEY,
    kind       @i32 NOT NULL,   -- 1 natural person, 2 organisation
    name       @text NOT NULL,
    name_fold  @text NOT NULL,
    birth_date @text NOT NULL,  -- '1990-05-02', '1990' when only that is known
    sex        @i32 NOT NULL,   -- 0 unknown, 1 male, 2 female
    phone      @text NOT NULL,
    email      @text NOT NULL,
    ethnic     @text NOT NULL,
    address    @json NOT NULL,  -- as an e-form's address
    created_at @i64 NOT NULL
);
CREATE INDEX person_by_name ON person (name_fold, id);

-- An ID number, passport or tax code. Only a verified one is unique: a number
-- that somebody merely typed never locks out its owner.
CREATE TABLE person_identifier (
    id          @id PRIMARY KEY,
    person_id   @i64 NOT NULL REFERENCES person (id),
    kind        @i32 NOT NULL,  -- 1 ID number, 2 old ID card, 3 passport, 4 tax
    value       @text NOT NULL,
    assurance   @i32 NOT NULL,  -- 0 declared, 1 seen by an officer, 2 verified
    created_at  @i64 NOT NULL,
    verified_at @i64
);
CREATE UNIQUE INDEX person_identifier_verified
    ON person_identifier (kind, value) WHERE assurance = 2;
CREATE INDEX person_identifier_value ON person_identifier (kind, value);
CREATE INDEX person_identifier_of ON person_identifier (person_id);

CREATE TABLE account (
    id              @id PRIMARY KEY,
    person_id       @i64 NOT NULL REFERENCES person (id),
    kind            @i32 NOT NULL,  -- 1 citizen, 2 staff
    login           @text NOT NULL, -- telephone number, or a staff name
    password_hash   @text NOT NULL,
    lang            @i32 NOT NULL,
    demo            @flag NOT NULL, -- made from the demo's people
    created_at      @i64 NOT NULL,
    consented_at    @i64,           -- to the use of personal data
    password_set_at @i64 NOT NULL,
    closed_at       @i64,
    UNIQUE (login)
);
CREATE INDEX account_of_person ON account (person_id);

-- Wrong passwords, by what was typed: a login that nobody has is counted and
-- locked like any other, so nothing is told about who has an account.
CREATE TABLE login_try (
    login_digest @blob PRIMARY KEY,
    failed       @i32 NOT NULL,
    locked_until @i64 NOT NULL,  -- 0: not locked
    tried_at     @i64 NOT NULL
);
CREATE INDEX login_try_by_age ON login_try (tried_at);

CREATE TABLE role_grant (
    id         @id PRIMARY KEY,
    account_id @i64 NOT NULL REFERENCES account (id),
    role       @text NOT NULL,
    desk_id    @i64 NOT NULL,
    valid_from @i32 NOT NULL,
    valid_to   @i32,
    field      @text NOT NULL,
    procedure  @text NOT NULL,
    granted_by @i64 NOT NULL,  -- account; 0: the operator at the machine
    granted_at @i64 NOT NULL,
    ended_by   @i64,
    ended_at   @i64
);
CREATE INDEX role_grant_of ON role_grant (account_id);
CREATE INDEX role_grant_at ON role_grant (desk_id, role);

-- Who opened whose data, when: written before the page is shown.
CREATE TABLE access_log (
    id         @id PRIMARY KEY,
    account_id @i64 NOT NULL,
    what       @text NOT NULL,  -- 'dossier', 'paper'
    subject_id @i64 NOT NULL,
    at         @i64 NOT NULL
);
CREATE INDEX access_log_of ON access_log (what, subject_id, at);
