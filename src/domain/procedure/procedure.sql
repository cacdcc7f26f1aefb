-- name: procedure_insert :exec
-- A version as it was imported.
-- in: id i64, code text, version text, valid_from day, valid_to day?, state i32, digest blob, name_vi text, name_en text, short_vi text, short_en text, name_sort blob, field text, field_vi text, field_en text, level i32, online_level i32, body text, imported_at instant
INSERT INTO procedure_version (id, code, version, valid_from, valid_to, state,
    digest, name_vi, name_en, short_vi, short_en, name_sort, field, field_vi,
    field_en, level, online_level, body, imported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
    $17, $18, $19);

-- name: procedure_content_insert :exec
-- The pack of a version, canonical.
-- in: version_id i64, content text
INSERT INTO procedure_content (version_id, content) VALUES ($1, $2);

-- name: procedure_word_insert :exec
-- A word that finds a version.
-- in: version_id i64, word text
INSERT INTO procedure_word (version_id, word) VALUES ($1, $2)
ON CONFLICT (version_id, word) DO NOTHING;

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
-- out: id i64
SELECT id
  FROM procedure_version
 WHERE code = $1 AND state = $2 AND valid_from <= $3
   AND ($3 < valid_to OR valid_to IS NULL)
 ORDER BY valid_from DESC, id DESC
 LIMIT 1;

-- name: procedure_row_latest :opt
-- The version of a procedure that was imported last.
-- in:  code text
-- out: id i64, version text
SELECT id, version
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
-- Published procedures in force, a page of them in Vietnamese order: each of
-- up to four words begins a word of theirs ('' asks nothing); filters that are
-- NULL ask nothing.
-- in:  state i32, on_day day, field text?, level i32?, body text?, after_sort blob, after_id i64, from_1 text, to_1 text, from_2 text, to_2 text, from_3 text, to_3 text, from_4 text, to_4 text, event text?
-- out: id i64, code text, name_vi text, name_en text, short_vi text, short_en text, name_sort blob, field text, field_vi text, field_en text, level i32, online_level i32, body text
SELECT v.id, v.code, v.name_vi, v.name_en, v.short_vi, v.short_en,
       v.name_sort, v.field, v.field_vi, v.field_en, v.level, v.online_level,
       v.body
  FROM procedure_version v
 WHERE v.state = $1 AND v.valid_from <= $2
   AND ($2 < v.valid_to OR v.valid_to IS NULL)
   AND ($3 IS NULL OR v.field = $3)
   AND ($4 IS NULL OR v.level = $4)
   AND ($5 IS NULL OR v.body = $5)
   AND (v.name_sort, v.id) > ($6, $7)
   AND NOT EXISTS (SELECT 1 FROM procedure_version n
                    WHERE n.code = v.code AND n.state = $1
                      AND n.valid_from <= $2
                      AND ($2 < n.valid_to OR n.valid_to IS NULL)
                      AND (n.valid_from, n.id) > (v.valid_from, v.id))
   AND ($8 = '' OR EXISTS (SELECT 1 FROM procedure_word w
                            WHERE w.version_id = v.id
                              AND w.word >= $8 AND w.word < $9))
   AND ($10 = '' OR EXISTS (SELECT 1 FROM procedure_word w
                             WHERE w.version_id = v.id
                               AND w.word >= $10 AND w.word < $11))
   AND ($12 = '' OR EXISTS (SELECT 1 FROM procedure_word w
                             WHERE w.version_id = v.id
                               AND w.word >= $12 AND w.word < $13))
   AND ($14 = '' OR EXISTS (SELECT 1 FROM procedure_word w
                             WHERE w.version_id = v.id
                               AND w.word >= $14 AND w.word < $15))
   AND ($16 IS NULL OR EXISTS (SELECT 1 FROM procedure_word w
                                WHERE w.version_id = v.id AND w.word = $16))
 ORDER BY v.name_sort, v.id;

-- name: procedure_rows_by_field :many
-- How many procedures of each field are in force.
-- in:  state i32, on_day day
-- out: field text, field_vi text, field_en text, procedures i64
SELECT field, MAX(field_vi) AS field_vi, MAX(field_en) AS field_en,
       COUNT(DISTINCT code) AS procedures
  FROM procedure_version
 WHERE state = $1 AND valid_from <= $2
   AND ($2 < valid_to OR valid_to IS NULL)
 GROUP BY field
 ORDER BY field;

-- name: procedure_rows_all :many
-- Every version, for the administrators: by code, the newest first.
-- in:  after_code text, after_version text
-- out: id i64, code text, version text, valid_from day, valid_to day?, state i32, name_vi text, name_en text, imported_at instant
SELECT id, code, version, valid_from, valid_to, state, name_vi, name_en,
       imported_at
  FROM procedure_version
 WHERE (code, version) > ($1, $2)
 ORDER BY code, version;
