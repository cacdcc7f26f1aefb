-- Statements that only the tests of faults use.

-- name: fault_census :one
-- How many rows there are of what a submission writes.
-- out: dossiers i64, answers i64, events i64, steps i64, papers i64, outbox i64, keys i64, open_drafts i64
SELECT (SELECT COUNT(*) FROM dossier) AS dossiers,
       (SELECT COUNT(*) FROM dossier_answers) AS answers,
       (SELECT COUNT(*) FROM dossier_event) AS events,
       (SELECT COUNT(*) FROM dossier_step) AS steps,
       (SELECT COUNT(*) FROM paper WHERE draft_id IS NULL) AS papers,
       (SELECT COUNT(*) FROM outbox) AS outbox,
       (SELECT COUNT(*) FROM idempotency) AS keys,
       (SELECT COUNT(*) FROM draft WHERE dossier_id IS NULL) AS open_drafts;

-- name: fault_outbox :one
-- How many items there are about one dossier.
-- in:  dossier_id i64
-- out: n i64
SELECT COUNT(*) AS n FROM outbox WHERE subject_id = $1;
