-- owner: directory
-- Where letters reach somebody; NULL: nowhere.
ALTER TABLE person ADD COLUMN email TEXT;
