-- owner: ledger
-- The task's text as the file has it, where it was read from one; people may have written another in `body`.
ALTER TABLE task ADD COLUMN printed TEXT;
