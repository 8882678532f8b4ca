-- owner: ledger
-- A filled-in sheet that somebody sent back, with what it would change; nothing of it counts until it is applied.
CREATE TABLE ledger_import (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    -- For people of a unit.
    unit_id TEXT,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    -- JSON list of sentences about the whole sheet.
    remarks TEXT NOT NULL,
    -- reviewing | applied | discarded
    state TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    -- Who applied or discarded it, and when.
    closed_by TEXT,
    closed_at BIGINT
);
CREATE INDEX ledger_import_by_government ON ledger_import (government_id, state, id);

CREATE TABLE ledger_import_row (
    import_id TEXT NOT NULL REFERENCES ledger_import (id),
    -- As a spreadsheet program numbers it.
    number BIGINT NOT NULL,
    -- change | conflict | wrong | same
    verdict TEXT NOT NULL,
    -- 1 when it is to be applied; a conflict is only when somebody says so.
    taken BIGINT NOT NULL,
    -- The entry and its version when it was compared.
    entry_id TEXT,
    entry_version BIGINT NOT NULL,
    -- JSON: the task and the unit for people, each change, what is wrong, remarks.
    body TEXT NOT NULL,
    -- Once applied: done | skipped, with the reason in `why`.
    outcome TEXT,
    why TEXT,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX ledger_import_row_by_verdict ON ledger_import_row (import_id, verdict, number);
