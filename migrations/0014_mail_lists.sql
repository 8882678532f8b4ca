-- owner: mail
-- The desk's list by state and by day, and the count of what could not be sent: years of letters are not looked through.
CREATE INDEX letter_by_state ON letter (government_id, state, id);
CREATE INDEX letter_by_day ON letter (government_id, created_at, id);
