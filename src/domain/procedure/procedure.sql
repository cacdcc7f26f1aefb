-- name: procedure_insert :exec
-- A version as it was imported.
-- in: id i64, code text, version text, valid_from day, valid_to day?, state i32, digest blob, name_vi text, name_en text, short_vi text, short_en text, name_sort blob, field text, level i32, body text, online flag, limit_unit text?, limit_value i32?, imported_at instant
INSERT INTO procedure_version (id, code, version, valid_from, valid_to, state,
    digest, name_vi, name_en, short_vi, short_en, name_sort, field, level,
    body, online, limit_unit, limit_value, imported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18, $19);

-- name: procedure_content_insert :exec
-- The pack of a version, canonical.
-- in: version_id i64, content text
INSERT INTO procedure_content (version_id, content) VALUES ($1, $2);

-- name: procedure_word_insert :exec
-- A word that finds a version.
-- in: word text, version_id i64
INSERT INTO procedure_word (word, version_id) VALUES ($1, $2)
ON CONFLICT (word, version_id) DO NOTHING;

-- name: procedure_term_put :exec
-- A field or life event under its newest name.
-- in: kind i32, value text, name_vi text, name_en text, place i32
INSERT INTO procedure_term (kind, value, name_vi, name_en, place)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, value) DO UPDATE
   SET name_vi = excluded.name_vi, name_en = excluded.name_en,
       place = excluded.place;

-- name: procedure_row_of_version :opt
-- Whether a version is in already.
-- in:  code text, version text
-- out: id i64, digest blob, state i32
SELECT id, digest, state
  FROM procedure_version
 WHERE code = $1 AND version = $2;

-- name: procedure_row_in_force :opt
-- The published version of a procedure on a day; the newest where they overlap.
-- in:  code text, state i32, on_day day
-- out: id i64, name_sort blob
SELECT id, name_sort
  FROM procedure_version
 WHERE code = $1 AND state = $2 AND valid_from <= $3
   AND ($3 < valid_to OR valid_to IS NULL)
 ORDER BY valid_from DESC, id DESC
 LIMIT 1;

-- name: procedure_row_latest :opt
-- The version of a procedure that was imported last.
-- in:  code text
-- out: id i64
SELECT id
  FROM procedure_version
 WHERE code = $1
 ORDER BY imported_at DESC, id DESC
 LIMIT 1;

-- name: procedure_content_of :opt
-- The pack of a version.
-- in:  version_id i64
-- out: content text
SELECT content FROM procedure_content WHERE version_id = $1;

-- name: procedure_set_published :exec
-- Shows a version to citizens.
-- in: id i64, published i32, published_at instant
UPDATE procedure_version
   SET state = $2, published_at = $3, withdrawn_at = NULL
 WHERE id = $1 AND state <> $2;

-- name: procedure_set_withdrawn :exec
-- Takes a published version back.
-- in: id i64, published i32, withdrawn i32, withdrawn_at instant
UPDATE procedure_version
   SET state = $3, withdrawn_at = $4
 WHERE id = $1 AND state = $2;

-- name: procedure_rows_found :many
-- Published procedures in force, a page of them in Vietnamese order, and how
-- many there are on all pages. Each of up to four words begins a word of
-- theirs ('' asks nothing); filters that are NULL ask nothing.
-- in:  state i32, on_day day, after_sort blob, after_id i64, field text?, level i32?, body text?, event text?, from_1 text, to_1 text, from_2 text, to_2 text, from_3 text, to_3 text, from_4 text, to_4 text
-- out: id i64, code text, name_vi text, name_en text, short_vi text, short_en text, field text, field_vi text, field_en text, level i32, body text, online flag, limit_unit text?, limit_value i32?, total i64
WITH found AS (
    SELECT v.id, v.code, v.name_vi, v.name_en, v.short_vi, v.short_en,
           v.name_sort, v.field, v.level, v.body, v.online, v.limit_unit,
           v.limit_value
      FROM procedure_version v
     WHERE v.state = $1 AND v.valid_from <= $2
       AND ($2 < v.valid_to OR v.valid_to IS NULL)
       AND ($5 IS NULL OR v.field = $5)
       AND ($6 IS NULL OR v.level = $6)
       AND ($7 IS NULL OR v.body = $7)
       AND ($8 IS NULL OR v.id IN (SELECT version_id FROM procedure_word
                                    WHERE word = $8))
       AND ($9 = '' OR v.id IN (SELECT version_id FROM procedure_word
                                 WHERE word >= $9 AND word < $10))
       AND ($11 = '' OR v.id IN (SELECT version_id FROM procedure_word
                                  WHERE word >= $11 AND word < $12))
       AND ($13 = '' OR v.id IN (SELECT version_id FROM procedure_word
                                  WHERE word >= $13 AND word < $14))
       AND ($15 = '' OR v.id IN (SELECT version_id FROM procedure_word
                                  WHERE word >= $15 AND word < $16))
       AND NOT EXISTS (SELECT 1 FROM procedure_version n
                        WHERE n.code = v.code AND n.state = $1
                          AND n.valid_from <= $2
                          AND ($2 < n.valid_to OR n.valid_to IS NULL)
                          AND (n.valid_from, n.id) > (v.valid_from, v.id))
)
SELECT f.id, f.code, f.name_vi, f.name_en, f.short_vi, f.short_en, f.field,
       t.name_vi AS field_vi, t.name_en AS field_en, f.level, f.body, f.online,
       f.limit_unit, f.limit_value,
       (SELECT CAST(COUNT(*) AS BIGINT) FROM found) AS total
  FROM found f
  JOIN procedure_term t ON t.kind = 1 AND t.value = f.field
 WHERE (f.name_sort, f.id) > ($3, $4)
 ORDER BY f.name_sort, f.id;

-- name: procedure_terms_found :many
-- The fields (kind 1) or life events (kind 2) that have a published procedure
-- in force.
-- in:  kind i32, state i32, on_day day
-- out: value text, name_vi text, name_en text, place i32
SELECT t.value, t.name_vi, t.name_en, t.place
  FROM procedure_term t
 WHERE t.kind = $1
   AND (($1 = 1 AND t.value IN (SELECT v.field
                                  FROM procedure_version v
                                 WHERE v.state = $2 AND v.valid_from <= $3
                                   AND ($3 < v.valid_to
                                        OR v.valid_to IS NULL)))
     OR ($1 = 2 AND EXISTS (SELECT 1
                              FROM procedure_word w
                              JOIN procedure_version v ON v.id = w.version_id
                             WHERE w.word = '#' || t.value AND v.state = $2
                               AND v.valid_from <= $3
                               AND ($3 < v.valid_to
                                    OR v.valid_to IS NULL))))
 ORDER BY t.place, t.value;

-- name: procedure_bodies_deciding :many
-- The kinds of bodies that decide a published procedure in force.
-- in:  state i32, on_day day
-- out: body text, level i32
SELECT body, MIN(level) AS level
  FROM procedure_version
 WHERE state = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 GROUP BY body
 ORDER BY level, body;

-- name: procedure_rows_all :many
-- Every version, for the administrators, by code and version: those of which
-- each of two words begins a word ('' asks nothing).
-- in:  after_code text, after_version text, from_1 text, to_1 text, from_2 text, to_2 text
-- out: id i64, code text, version text, valid_from day, valid_to day?, state i32, name_vi text, name_en text, field_vi text, field_en text, level i32, online flag, imported_at instant
SELECT v.id, v.code, v.version, v.valid_from, v.valid_to, v.state, v.name_vi,
       v.name_en, t.name_vi AS field_vi, t.name_en AS field_en, v.level,
       v.online, v.imported_at
  FROM procedure_version v
  JOIN procedure_term t ON t.kind = 1 AND t.value = v.field
 WHERE (v.code, v.version) > ($1, $2)
   AND ($3 = '' OR v.id IN (SELECT version_id FROM procedure_word
                             WHERE word >= $3 AND word < $4))
   AND ($5 = '' OR v.id IN (SELECT version_id FROM procedure_word
                             WHERE word >= $5 AND word < $6))
 ORDER BY v.code, v.version;

-- name: procedure_change_add :exec
-- Somebody brought a version into a state.
-- in: id i64, version_id i64, state i32, account_id i64, at instant
INSERT INTO procedure_change (id, version_id, state, account_id, at)
VALUES ($1, $2, $3, $4, $5);

-- name: procedure_changes :many
-- What was done with a version, from the beginning.
-- in:  version_id i64
-- out: state i32, account_id i64, at instant
SELECT state, account_id, at
  FROM procedure_change
 WHERE version_id = $1
 ORDER BY id;

-- name: procedure_of_event :many
-- The first procedures of a life event, by name.
-- in:  word text, state i32, on_day day
-- out: short_vi text, short_en text
SELECT v.short_vi, v.short_en
  FROM procedure_word w
  JOIN procedure_version v ON v.id = w.version_id
 WHERE w.word = $1 AND v.state = $2 AND v.valid_from <= $3
   AND ($3 < v.valid_to OR v.valid_to IS NULL)
 ORDER BY v.name_sort, v.id;

-- name: procedure_short_name :opt
-- What a procedure in force is called for short.
-- in:  code text, state i32, on_day day
-- out: short_vi text, short_en text
SELECT short_vi, short_en
  FROM procedure_version
 WHERE code = $1 AND state = $2 AND valid_from <= $3
   AND ($3 < valid_to OR valid_to IS NULL)
 ORDER BY valid_from DESC, id DESC
 LIMIT 1;
