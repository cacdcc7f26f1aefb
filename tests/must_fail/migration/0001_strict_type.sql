CREATE TABLE a (
    at timestamptz
);
-- 1: in the statement after this line: unknown datatype for a.at: "timestamptz"
