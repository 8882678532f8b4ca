-- owner: mail
-- The desk's list by state and by day, and the count of what could not be sent: years of letters are not looked through.
CREATE INDEX letter_by_state ON letter (government_id, state, id);
CREATE INDEX letter_by_day ON letter (government_id, created_at, id);

-- owner: ledger
-- What one unit has. Lists name the government too, and SQLite took an index of the government's that holds all the columns,
-- and went through everything: this one holds as many and is narrower.
DROP INDEX ledger_entry_by_unit;
CREATE INDEX ledger_entry_by_unit ON ledger_entry
    (unit_id, dropped, government_id, due_key, id, status, late, year, final_due);
