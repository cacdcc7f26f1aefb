-- name: message_insert :exec
-- A person is told of an event, once.
-- in: id i64, person_id i64, dossier_id i64, event text, event_key i64, facts text, at instant
INSERT INTO message (id, person_id, dossier_id, event, event_key, facts, at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (dossier_id, person_id, event_key, event) DO NOTHING;

-- name: message_page :many
-- What a person was told, the newest first, behind one.
-- in:  person_id i64, before_id i64
-- out: id i64, event text, facts text, at instant, read_at instant?
SELECT id, event, facts, at, read_at
  FROM message
 WHERE person_id = $1 AND id < $2
 ORDER BY id DESC;

-- name: message_row :opt
-- One message of a person.
-- in:  id i64, person_id i64
-- out: id i64, dossier_id i64, event text, facts text, at instant, read_at instant?
SELECT id, dossier_id, event, facts, at, read_at
  FROM message
 WHERE id = $1 AND person_id = $2;

-- name: message_set_read :exec
-- A person has read one message.
-- in: id i64, person_id i64, now instant
UPDATE message SET read_at = $3
 WHERE id = $1 AND person_id = $2 AND read_at IS NULL;

-- name: message_set_all_read :exec
-- A person has read what there was up to a message.
-- in: person_id i64, last_id i64, now instant
UPDATE message SET read_at = $3
 WHERE person_id = $1 AND id <= $2 AND read_at IS NULL;

-- name: message_count_unread :one
-- How many messages a person has not read, up to a ceiling.
-- in:  person_id i64, max i64
-- out: unread i64
SELECT count(*) AS unread
  FROM (SELECT 1 FROM message
         WHERE person_id = $1 AND read_at IS NULL LIMIT $2) AS few;

-- name: sending_insert :exec
-- A message goes out by a channel.
-- in: id i64, message_id i64, channel i32, ref text
INSERT INTO sending (id, message_id, channel, ref) VALUES ($1, $2, $3, $4);

-- name: sending_row :opt
-- A sending with its message, and where the person can be reached.
-- in:  id i64
-- out: id i64, channel i32, ref text, sent_at instant?, delivered_at instant?, failed_at instant?, person_id i64, event text, facts text, at instant, phone text, email text
SELECT sending.id, sending.channel, sending.ref, sending.sent_at,
       sending.delivered_at, sending.failed_at, message.person_id,
       message.event, message.facts, message.at, person.phone, person.email
  FROM sending
  JOIN message ON message.id = sending.message_id
  JOIN person ON person.id = message.person_id
 WHERE sending.id = $1;

-- name: sendings_of_dossier :many
-- How messages about a dossier went out, the oldest first.
-- in:  dossier_id i64
-- out: channel i32, event text, facts text, at instant, sent_at instant?, delivered_at instant?, failed_at instant?
SELECT sending.channel, message.event, message.facts, message.at,
       sending.sent_at, sending.delivered_at, sending.failed_at
  FROM message
  JOIN sending ON sending.message_id = message.id
 WHERE message.dossier_id = $1
 ORDER BY message.id, sending.channel;

-- name: messages_of_dossier :many
-- What was told about a dossier, the oldest first.
-- in:  dossier_id i64
-- out: event text, facts text, at instant, read_at instant?
SELECT event, facts, at, read_at
  FROM message
 WHERE dossier_id = $1
 ORDER BY id;

-- name: sending_set_sent :exec
-- A gateway took it; the first word counts.
-- in: id i64, now instant
UPDATE sending SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL;

-- name: sending_set_failed :exec
-- It was given up.
-- in: id i64, now instant, error text
UPDATE sending SET failed_at = $2, error = $3
 WHERE id = $1 AND failed_at IS NULL;

-- name: sending_set_unsure :exec
-- It was handed over and nobody answered, for the first time.
-- in: id i64, now instant
UPDATE sending SET unsure_at = $2 WHERE id = $1 AND unsure_at IS NULL;

-- name: sending_of_ref :opt
-- Whose report that is.
-- in:  ref text, channel i32
-- out: id i64
SELECT id FROM sending WHERE ref = $1 AND channel = $2;

-- name: sending_set_delivered :exec
-- It arrived; the first report counts.
-- in: id i64, now instant
UPDATE sending SET delivered_at = $2 WHERE id = $1 AND delivered_at IS NULL;

-- name: choice_insert :exec
-- A person decides about a channel.
-- in: id i64, person_id i64, channel i32, agrees flag, voice i32, now instant
INSERT INTO notify_choice (id, person_id, channel, agrees, voice, decided_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: choice_last :opt
-- What a person decided last about a channel.
-- in:  person_id i64, channel i32
-- out: agrees flag, voice i32, decided_at instant
SELECT agrees, voice, decided_at
  FROM notify_choice
 WHERE person_id = $1 AND channel = $2
 ORDER BY id DESC
 LIMIT 1;

-- name: citizen_lang :opt
-- The language of a person's own account.
-- in:  person_id i64
-- out: lang i32
SELECT lang
  FROM account
 WHERE person_id = $1 AND kind = 1 AND closed_at IS NULL
 ORDER BY id
 LIMIT 1;

-- name: notify_tally_add :exec
-- One more sending came to that.
-- in: channel i32, outcome i32
INSERT INTO notify_tally (channel, outcome, count) VALUES ($1, $2, 1)
ON CONFLICT (channel, outcome)
DO UPDATE SET count = notify_tally.count + 1;

-- name: notify_tally_rows :many
-- How many sendings came to what.
-- out: channel i32, outcome i32, count i64
SELECT channel, outcome, count FROM notify_tally ORDER BY channel, outcome;

-- name: notify_waiting :many
-- How many sendings wait, by channel.
-- out: channel i32, waiting i64
SELECT channel, count(*) AS waiting
  FROM sending
 WHERE sent_at IS NULL AND delivered_at IS NULL AND failed_at IS NULL
 GROUP BY channel
 ORDER BY channel;
