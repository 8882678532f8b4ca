-- owner: ledger
-- Lists and counts that went through every entry, each with an index of its own, as narrow as it can be.
-- By heading, what is due first at the top; after the key what the dashboard of one heading counts.
CREATE INDEX ledger_entry_by_heading ON ledger_entry
    (government_id, dropped, heading, due_key, id, year, unit_id, final_due, status, late);
-- By status; a year's are found among those of all years without looking at them.
DROP INDEX ledger_entry_by_status;
CREATE INDEX ledger_entry_by_status ON ledger_entry (government_id, dropped, status, due_key, id, year);
-- A year in the order of its plans.
CREATE INDEX ledger_entry_by_year ON ledger_entry (government_id, dropped, year, id);
-- By the last day of all; nothing groups by year and last day any more.
DROP INDEX ledger_entry_months;
CREATE INDEX ledger_entry_by_last ON ledger_entry (government_id, dropped, final_due);
-- What is neither handed in nor accepted, and what was done late: small parts of what is there, and those asked for.
CREATE INDEX ledger_entry_open ON ledger_entry (government_id, dropped, due_key, id)
    WHERE dropped = 0 AND status IN ('not_started', 'in_progress', 'returned');
CREATE INDEX ledger_entry_late ON ledger_entry (government_id, dropped, due_key, id) WHERE dropped = 0 AND late = 1;
-- The dashboard of a year: nothing but what it groups by, which PostgreSQL then keeps once for many entries.
DROP INDEX ledger_entry_units;
CREATE INDEX ledger_entry_units ON ledger_entry (government_id, dropped, year, unit_id, status, late);
CREATE INDEX ledger_entry_shares ON ledger_entry (government_id, dropped, year, heading, final_due, status, late);
-- A plan in its own order, with what the dashboard of one plan counts. Lists name the government too, and SQLite takes the
-- index that knows most of what a list names: so it stands here, and in the index of a unit, which gets the heading.
DROP INDEX ledger_entry_by_plan;
CREATE INDEX ledger_entry_by_plan ON ledger_entry
    (plan_id, dropped, government_id, id, heading, unit_id, final_due, status, late, due_key);
DROP INDEX ledger_entry_by_unit;
CREATE INDEX ledger_entry_by_unit ON ledger_entry
    (unit_id, dropped, government_id, due_key, id, status, late, year, final_due, heading);
-- What was said about entries that wait for somebody, and not everything that was ever noted.
CREATE INDEX ledger_note_said ON ledger_note (kind, entry_id) WHERE kind IN ('return', 'comment');
