-- owner: ledger
-- What the dashboard groups by stands in the entry, so that each of its counts reads one index in order and nothing else.
-- The year of the entry's plan.
ALTER TABLE ledger_entry ADD COLUMN year BIGINT NOT NULL DEFAULT 0;
-- The first 200 characters of the task's outermost heading.
ALTER TABLE ledger_entry ADD COLUMN heading TEXT NOT NULL DEFAULT '';
UPDATE ledger_entry SET
    year = (SELECT p.year FROM plan p WHERE p.id = ledger_entry.plan_id),
    heading = (SELECT substr(t.heading, 1, 200) FROM task t WHERE t.id = ledger_entry.task_id);

-- The list, again with all that its filters ask after the key.
DROP INDEX ledger_entry_by_government;
CREATE INDEX ledger_entry_by_government ON ledger_entry
    (government_id, dropped, due_key, id, is_lead, status, late, year, unit_id, final_due, plan_id, heading);
-- Nothing counts by unit and plan any more.
DROP INDEX ledger_entry_tally;
-- After the columns that a count groups by, those that its filters ask for.
CREATE INDEX ledger_entry_units ON ledger_entry
    (government_id, dropped, year, unit_id, status, late, heading, plan_id);
CREATE INDEX ledger_entry_headings ON ledger_entry
    (government_id, dropped, year, heading, status, late, unit_id, plan_id);
CREATE INDEX ledger_entry_months ON ledger_entry
    (government_id, dropped, year, final_due, status, late, unit_id, heading, plan_id);
-- The headings of a plan, for filters.
CREATE INDEX task_by_heading ON task (plan_id, dropped, heading, position);
