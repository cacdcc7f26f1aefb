-- Statements that only the tests of faults use.

-- name: fault_census :one
-- How many rows there are of what a submission writes; what the work room has
-- told already counts as what it is about to tell.
-- out: dossiers i64, answers i64, events i64, steps i64, papers i64, told i64, keys i64, open_drafts i64
SELECT (SELECT COUNT(*) FROM dossier) AS dossiers,
       (SELECT COUNT(*) FROM dossier_answers) AS answers,
       (SELECT COUNT(*) FROM dossier_event) AS events,
       (SELECT COUNT(*) FROM dossier_step) AS steps,
       (SELECT COUNT(*) FROM paper WHERE draft_id IS NULL) AS papers,
       (SELECT COUNT(*) FROM outbox AS o
         WHERE NOT EXISTS (SELECT 1 FROM message AS m
                            WHERE m.dossier_id = o.subject_id))
         + (SELECT COUNT(*) FROM message) AS told,
       (SELECT COUNT(*) FROM idempotency) AS keys,
       (SELECT COUNT(*) FROM draft WHERE dossier_id IS NULL) AS open_drafts;

-- name: fault_told :one
-- How often one dossier is told of: in the portal, or about to be.
-- in:  dossier_id i64
-- out: n i64
SELECT (SELECT COUNT(*) FROM outbox AS o
         WHERE o.subject_id = $1
           AND NOT EXISTS (SELECT 1 FROM message AS m
                            WHERE m.dossier_id = $1))
       + (SELECT COUNT(*) FROM message WHERE dossier_id = $1) AS n;

-- name: fault_sums :one
-- Everything that a use case may add to or change, as numbers.
-- out: persons i64, accounts i64, sessions i64, identifiers i64, drafts i64, drafts_filed i64, revisions i64, papers i64, blobs i64, dossiers i64, codes i64, statuses i64, answers i64, events i64, steps i64, steps_open i64, entered i64, gone i64, slips i64, results i64, outbox i64, answered i64, numbers i64, roles i64
SELECT (SELECT COUNT(*) FROM person) AS persons,
       (SELECT COUNT(*) FROM account) AS accounts,
       (SELECT COUNT(*) FROM session) AS sessions,
       (SELECT COUNT(*) FROM person_identifier) AS identifiers,
       (SELECT COUNT(*) FROM draft) AS drafts,
       (SELECT COUNT(*) FROM draft WHERE dossier_id IS NOT NULL)
           AS drafts_filed,
       (SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM draft)
           AS revisions,
       (SELECT COUNT(*) FROM paper WHERE removed_at IS NULL) AS papers,
       (SELECT COUNT(*) FROM blob) AS blobs,
       (SELECT COUNT(*) FROM dossier) AS dossiers,
       (SELECT COUNT(*) FROM dossier WHERE code IS NOT NULL) AS codes,
       (SELECT CAST(COALESCE(SUM(status), 0) AS BIGINT) FROM dossier)
           AS statuses,
       (SELECT COUNT(*) FROM dossier_answers) AS answers,
       (SELECT COUNT(*) FROM dossier_event) AS events,
       (SELECT COUNT(*) FROM dossier_step) AS steps,
       (SELECT COUNT(*) FROM dossier_step WHERE closed_at IS NULL)
           AS steps_open,
       (SELECT CAST(COALESCE(SUM(entered), 0) AS BIGINT) FROM tally)
           AS entered,
       (SELECT CAST(COALESCE(SUM(gone), 0) AS BIGINT) FROM tally) AS gone,
       (SELECT COUNT(*) FROM slip) AS slips,
       (SELECT COUNT(*) FROM result) AS results,
       (SELECT COUNT(*) FROM outbox) AS outbox,
       (SELECT COUNT(*) FROM idempotency) AS answered,
       (SELECT CAST(COALESCE(SUM(next - 1), 0) AS BIGINT) FROM series) AS numbers,
       (SELECT COUNT(*) FROM role_grant) AS roles;

-- name: fault_breaks :one
-- Dossiers whose chain of events is not what their row says, or whose frozen
-- answers or step are missing.
-- out: n i64
SELECT COUNT(*) AS n
  FROM dossier AS d
 WHERE d.event_count <> (SELECT COUNT(*) FROM dossier_event AS e
                          WHERE e.dossier_id = d.id)
    OR NOT EXISTS (SELECT 1 FROM dossier_event AS e
                    WHERE e.dossier_id = d.id AND e.n = d.event_count
                      AND e.hash = d.last_hash
                      AND e.status_after = d.status)
    OR NOT EXISTS (SELECT 1 FROM dossier_answers AS a
                    WHERE a.dossier_id = d.id);

-- name: fault_gaps :one
-- Kinds of series that gave more or fewer numbers than there are papers that
-- bear one: 0.
-- out: n i64
WITH taken AS (
    SELECT kind, CAST(SUM(next - 1) AS BIGINT) AS n
      FROM series
     GROUP BY kind
), used AS (
    SELECT 'dossier' AS kind, COUNT(*) AS n
      FROM dossier
     WHERE code IS NOT NULL
     UNION ALL
    SELECT 'register' AS kind, COUNT(*) AS n FROM slip WHERE kind = 1
     UNION ALL
    SELECT 'slip-1' AS kind, COUNT(*) AS n FROM slip WHERE kind = 1
     UNION ALL
    SELECT 'result-' || kind AS kind, COUNT(*) AS n
      FROM result
     GROUP BY kind
)
SELECT COUNT(*) AS n
  FROM used AS u LEFT JOIN taken AS s ON s.kind = u.kind
 WHERE u.n <> COALESCE(s.n, 0);
