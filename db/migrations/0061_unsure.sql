-- A gateway was handed the message and did not answer: it may have arrived. It
-- is handed over once more, and then no more.
ALTER TABLE sending ADD COLUMN unsure_at @i64;
