-- name: person_insert :exec
-- Somebody new.
-- in: id i64, kind i32, name text, name_fold text, birth_date text, sex i32, phone text, email text, ethnic text, address text, created_at instant
INSERT INTO person (id, kind, name, name_fold, birth_date, sex, phone, email,
    ethnic, address, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: person_row :opt
-- A person by the id.
-- in:  id i64
-- out: id i64, kind i32, name text, birth_date text, sex i32, phone text, email text, ethnic text, address text
SELECT id, kind, name, birth_date, sex, phone, email, ethnic, address
  FROM person
 WHERE id = $1;

-- name: person_set :exec
-- What is known of a person, brought up to date.
-- in: id i64, name text, name_fold text, birth_date text, sex i32, phone text, email text, ethnic text, address text
UPDATE person
   SET name = $2, name_fold = $3, birth_date = $4, sex = $5, phone = $6,
       email = $7, ethnic = $8, address = $9
 WHERE id = $1;

-- name: person_rows_by_name :many
-- Persons whose folded name lies in [from, to), behind one of them.
-- in:  fold_from text, fold_to text, after_fold text, after_id i64
-- out: id i64, kind i32, name text, name_fold text, birth_date text, sex i32, phone text
SELECT id, kind, name, name_fold, birth_date, sex, phone
  FROM person
 WHERE name_fold >= $1 AND name_fold < $2 AND (name_fold, id) > ($3, $4)
 ORDER BY name_fold, id;

-- name: person_rows_by_identifier :many
-- Persons who have a number, or say so, the surest first.
-- in:  kind i32, value text
-- out: id i64, kind i32, name text, name_fold text, birth_date text, sex i32, phone text
SELECT person.id, person.kind, person.name, person.name_fold,
       person.birth_date, person.sex, person.phone
  FROM person_identifier
  JOIN person ON person.id = person_identifier.person_id
 WHERE person_identifier.kind = $1 AND person_identifier.value = $2
 ORDER BY person_identifier.assurance DESC, person.id;

-- name: identifiers_of :many
-- The numbers of a person, the surest of a kind first.
-- in:  person_id i64
-- out: id i64, kind i32, value text, assurance i32
SELECT id, kind, value, assurance
  FROM person_identifier
 WHERE person_id = $1
 ORDER BY kind, assurance DESC, created_at DESC, id DESC;

-- name: identifier_insert :exec
-- A number that a person is said to have. Nothing when it is verified and
-- another has it verified already.
-- in: id i64, person_id i64, kind i32, value text, assurance i32, created_at instant, verified_at instant?
INSERT INTO person_identifier (id, person_id, kind, value, assurance,
    created_at, verified_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (kind, value) WHERE assurance = 2 DO NOTHING;

-- name: identifier_delete :exec
-- A number that its owner corrected.
-- in: id i64
DELETE FROM person_identifier WHERE id = $1;

-- name: identifier_verified_owner :opt
-- Who has a number verified.
-- in:  kind i32, value text
-- out: person_id i64
SELECT person_id
  FROM person_identifier
 WHERE kind = $1 AND value = $2 AND assurance = 2;
