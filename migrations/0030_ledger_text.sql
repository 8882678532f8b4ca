-- owner: ledger
-- The texts that lists of entries are searched by, in small letters and apart from everything else: whoever looks through
-- a year of them reads nothing but them.
CREATE TABLE ledger_text (
    -- Of a task or of an entry.
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    -- Of the plan.
    year BIGINT NOT NULL,
    -- task: what it demands | entry: its measure; entries without any have no row.
    kind TEXT NOT NULL,
    text TEXT NOT NULL
);
INSERT INTO ledger_text (id, government_id, plan_id, year, kind, text)
SELECT t.id, p.government_id, p.id, p.year, 'task', lower(t.body) FROM task t JOIN plan p ON p.id = t.plan_id ORDER BY t.id;
INSERT INTO ledger_text (id, government_id, plan_id, year, kind, text)
SELECT id, government_id, plan_id, year, 'entry', lower(measure) FROM ledger_entry WHERE measure <> '' ORDER BY id;
CREATE INDEX ledger_text_by_year ON ledger_text (government_id, kind, year);
CREATE INDEX ledger_text_by_plan ON ledger_text (plan_id, kind);
