-- What is counted about dossiers is read by status and day.
CREATE INDEX tally_of_status ON tally (status, day);
