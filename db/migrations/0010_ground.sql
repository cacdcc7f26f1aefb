-- Administrative units, the agencies and reception points in them, and the
-- time they work. Everything is effective-dated: [valid_from, valid_to).

CREATE TABLE area (
    code       @text NOT NULL,
    valid_from @i32 NOT NULL,
    valid_to   @i32,
    name       @text NOT NULL,
    kind       @text NOT NULL,
    level      @i32 NOT NULL,   -- enum area_level
    parent     @text NOT NULL,  -- code, '' for the province
    name_fold  @text NOT NULL,
    name_sort  @text NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX area_by_parent ON area (parent, name_sort);

-- A people's committee, department, division, land office, or a central
-- agency that a procedure asks.
CREATE TABLE agency (
    id         @id PRIMARY KEY,
    key        @text NOT NULL,  -- the data file's name for it: 'ub-883'
    valid_from @i32 NOT NULL,
    valid_to   @i32,
    code       @text NOT NULL,  -- 'H01.21'; '' for a central agency
    code_demo  @flag NOT NULL,
    kind       @text NOT NULL,  -- committee, department, division, vertical
    task       @text NOT NULL,  -- 'tu_phap', 'tckh', 'land_office_branch' ...
    name       @text NOT NULL,
    short_name @text NOT NULL,
    level      @i32 NOT NULL,
    area       @text NOT NULL,
    parent_id  @i64,
    name_fold  @text NOT NULL,
    UNIQUE (key, valid_from)
);
CREATE INDEX agency_by_area ON agency (area, kind, task);

-- A reception point: the one-stop unit where dossiers come in and go out.
CREATE TABLE point (
    id             @id PRIMARY KEY,
    key            @text NOT NULL,
    valid_from     @i32 NOT NULL,
    valid_to       @i32,
    kind           @text NOT NULL,  -- one_stop, center
    name           @text NOT NULL,
    short_name     @text NOT NULL,
    head_agency_id @i64 NOT NULL REFERENCES agency (id),
    area           @text NOT NULL,
    counters       @i32 NOT NULL,
    UNIQUE (key, valid_from)
);

-- A point may receive for several agencies, an agency be served by several.
CREATE TABLE point_serves (
    point_id   @i64 NOT NULL REFERENCES point (id),
    agency_id  @i64 NOT NULL REFERENCES agency (id),
    valid_from @i32 NOT NULL,
    valid_to   @i32,
    PRIMARY KEY (agency_id, point_id, valid_from)
);

-- Agencies and points as one tree of desks: each desk with every desk above
-- it, itself included (depth 0). Derived from parent_id and head_agency_id.
CREATE TABLE desk_tree (
    ancestor_id @i64 NOT NULL,
    desk_id     @i64 NOT NULL,
    depth       @i32 NOT NULL,
    PRIMARY KEY (ancestor_id, desk_id)
);
CREATE INDEX desk_tree_up ON desk_tree (desk_id, depth);

CREATE TABLE calendar_day (
    day    @i32 PRIMARY KEY,
    mark   @i32 NOT NULL,  -- 0 off, 1 make-up
    name   @text NOT NULL,
    source @text NOT NULL
);

-- point_id 0: every point without sessions of its own.
CREATE TABLE work_session (
    point_id    @i64 NOT NULL,
    weekday     @i32 NOT NULL,  -- 0 Monday .. 6 Sunday
    from_minute @i32 NOT NULL,
    to_minute   @i32 NOT NULL,
    valid_from  @i32 NOT NULL,
    valid_to    @i32,
    PRIMARY KEY (point_id, weekday, from_minute, valid_from)
);
