-- owner: ledger
-- A plan as it was adopted. Its text and tasks change only by adopting a corrected file.
CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    title TEXT NOT NULL,
    doc_number TEXT,
    issuer TEXT,
    year BIGINT NOT NULL,
    issued_on TEXT,
    printed_on TEXT,
    disclosure TEXT,
    source_text TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    adopted_at BIGINT NOT NULL,
    -- The name of who adopted it, as it was then.
    adopted_by TEXT NOT NULL,
    -- Counts the texts adopted: 1, and one more for every correction.
    version BIGINT NOT NULL
);
CREATE INDEX plan_by_government ON plan (government_id, year, id);

CREATE TABLE task (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    -- From 1, in the order of the plan; dropped tasks keep the last one they had.
    position BIGINT NOT NULL,
    -- body | annex
    part TEXT NOT NULL,
    label TEXT,
    -- JSON list of headings above it, outermost first.
    path TEXT NOT NULL,
    -- The outermost heading, for filters.
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    -- JSON lists of names as written.
    lead_names TEXT NOT NULL,
    unit_names TEXT NOT NULL,
    -- JSON list of {raw, limit}.
    limits TEXT NOT NULL,
    -- Lines of the source text it was read from, counted from 1; 0 and 0 when there are none.
    first_line BIGINT NOT NULL,
    last_line BIGINT NOT NULL,
    -- 1 when a corrected file no longer has it; its entries stay readable.
    dropped BIGINT NOT NULL
);
CREATE INDEX task_by_plan ON task (plan_id, position);

-- An uploaded file under review.
CREATE TABLE plan_draft (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    source_text TEXT NOT NULL,
    -- JSON list of remarks made while reading the file.
    remarks TEXT NOT NULL,
    -- JSON of the head fields: title, issuer, doc_number, year, issued_on, printed_on, disclosure, and doubts about them.
    head TEXT NOT NULL,
    -- An adopted plan that has the same number, or the same title and year, while nobody has said whether this corrects it.
    similar_plan_id TEXT REFERENCES plan (id),
    -- The plan it corrects, when it does.
    corrects_plan_id TEXT REFERENCES plan (id),
    -- reviewing | adopted | discarded
    state TEXT NOT NULL,
    -- The plan it became, once adopted.
    plan_id TEXT REFERENCES plan (id),
    uploaded_by TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    -- Who changed anything of it last, and when.
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- Counts saves of the head fields; each task counts its own.
    version BIGINT NOT NULL
);
CREATE INDEX plan_draft_by_government ON plan_draft (government_id, state, id);
-- The same file is under review once.
CREATE UNIQUE INDEX plan_draft_by_file ON plan_draft (government_id, file_hash) WHERE state = 'reviewing';

CREATE TABLE plan_draft_task (
    id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL REFERENCES plan_draft (id),
    position BIGINT NOT NULL,
    -- 1 when a reviewer said that it is no task; it can be taken back.
    dropped BIGINT NOT NULL,
    -- Of the body, for counts and filters without reading it: how many fields are doubtful, and a JSON list of the unit names.
    doubts BIGINT NOT NULL,
    names TEXT NOT NULL,
    -- JSON of the task as extracted and edited.
    body TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX plan_draft_task_by_draft ON plan_draft_task (draft_id, position);

-- What a name means in this draft only; goes before what the register of names says.
CREATE TABLE plan_draft_name (
    draft_id TEXT NOT NULL REFERENCES plan_draft (id),
    name_key TEXT NOT NULL,
    name TEXT NOT NULL,
    -- JSON list of unit ids; empty means that it is deliberately not broken down.
    unit_ids TEXT NOT NULL,
    PRIMARY KEY (draft_id, name_key)
);

-- One unit's share of one task.
CREATE TABLE ledger_entry (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    task_id TEXT NOT NULL REFERENCES task (id),
    unit_id TEXT NOT NULL,
    is_lead BIGINT NOT NULL,
    measure TEXT NOT NULL,
    leader TEXT NOT NULL,
    office_in_charge TEXT NOT NULL,
    notes TEXT NOT NULL,
    -- not_started | in_progress | done
    status TEXT NOT NULL,
    -- JSON list of {limit, events, done}: what was recorded under each time limit.
    facts TEXT NOT NULL,
    -- The next date owed, `YYYY-MM-DD`. In the last days that dates have: `9999-12-29` waits for an event, `9999-12-30`
    -- is to be done always, `9999-12-31` owes nothing more. So one index sorts and finds all of them.
    due_key TEXT NOT NULL,
    provisional BIGINT NOT NULL,
    calendar TEXT NOT NULL,
    -- 1 when a corrected file no longer gives the task to this unit.
    dropped BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (task_id, unit_id)
);
-- A list by what is due first; after the key all that its filters ask, so that counting reads the index alone.
CREATE INDEX ledger_entry_by_government
    ON ledger_entry (government_id, dropped, due_key, id, is_lead, status, plan_id, task_id);
CREATE INDEX ledger_entry_by_unit ON ledger_entry (unit_id, dropped, due_key, id);
CREATE INDEX ledger_entry_by_plan ON ledger_entry (plan_id, dropped);
-- All that the overview counts, in the order it groups by.
CREATE INDEX ledger_entry_tally ON ledger_entry (government_id, dropped, unit_id, plan_id, status, due_key);
