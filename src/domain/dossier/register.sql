-- name: register_page :many
-- Dossiers that a point accepted, in their order, behind one; field '' is all.
-- in: point_id i64, from_at instant, until_at instant, field text, after_at instant, after_id i64
-- out: id i64, code text?, submission_code text, procedure text?, procedure_code text, person text, phone text, address text, agency text, delivery i32, accepted_at instant, due_at instant?, transferred_at instant?, finished_at instant?, returned_at instant?, first_due_at instant?
SELECT d.id AS id, d.code AS code, d.submission_code AS submission_code,
       version.name_vi AS procedure, d.procedure_code AS procedure_code,
       person.name AS person, person.phone AS phone,
       person.address AS address, agency.short_name AS agency,
       d.delivery AS delivery, d.accepted_at AS accepted_at,
       d.due_at AS due_at,
       (SELECT MIN(e.effective_at) FROM dossier_event AS e
         WHERE e.dossier_id = d.id AND e.event = 5) AS transferred_at,
       d.ended_at AS finished_at, d.returned_at AS returned_at,
       d.first_due_at AS first_due_at
  FROM dossier AS d
  JOIN person ON person.id = d.person_id
  JOIN agency ON agency.id = d.resolver_id
  LEFT JOIN procedure_version AS version ON version.id = d.version_id
 WHERE d.point_id = $1 AND d.accepted_at >= $2 AND d.accepted_at < $3
   AND $4 IN ('', d.field) AND (d.accepted_at, d.id) > ($5, $6)
 ORDER BY d.accepted_at, d.id;

-- name: register_count :one
-- How many of them there are.
-- in: point_id i64, from_at instant, until_at instant, field text
-- out: dossiers i64
SELECT COUNT(*) AS dossiers
  FROM dossier AS d
 WHERE d.point_id = $1 AND d.accepted_at >= $2 AND d.accepted_at < $3
   AND $4 IN ('', d.field);
