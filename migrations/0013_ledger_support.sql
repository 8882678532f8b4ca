-- owner: ledger
-- What was done to support the work (组织保障): a leader heard a report, people were trained, money was given.
CREATE TABLE ledger_support (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    -- Whose it is; empty for the office's own, for its government.
    unit_id TEXT NOT NULL,
    -- hearing | training | staff | budget | submission | benchmark
    kind TEXT NOT NULL,
    -- The day it was done.
    on_day TEXT NOT NULL,
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    -- JSON of the kind's own fields by name, each as text.
    fields TEXT NOT NULL,
    -- 1 when it was taken away; it stays readable in the journal.
    removed BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX ledger_support_by_government ON ledger_support (government_id, removed, on_day, id, kind, unit_id);
CREATE INDEX ledger_support_by_unit ON ledger_support (government_id, unit_id, removed, on_day, id, kind);

-- The numbers among the fields, for totals: as counted, money in fen.
CREATE TABLE ledger_support_figure (
    support_id TEXT NOT NULL REFERENCES ledger_support (id),
    field TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (support_id, field)
);

-- What it was recorded as in the ledger: once done, under one time limit of one entry.
CREATE TABLE ledger_support_count (
    support_id TEXT NOT NULL REFERENCES ledger_support (id),
    entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
    -- JSON of the time limit, the key of its occasion, and the day, as the entry's facts have them.
    time_limit TEXT NOT NULL,
    occasion TEXT NOT NULL,
    on_day TEXT NOT NULL,
    -- The entry's evidence that names the record: ledger_evidence of kind `record`.
    evidence_id TEXT NOT NULL REFERENCES ledger_evidence (id),
    PRIMARY KEY (support_id, entry_id, time_limit)
);
CREATE INDEX ledger_support_count_by_entry ON ledger_support_count (entry_id);

CREATE TABLE ledger_support_file (
    id TEXT PRIMARY KEY,
    support_id TEXT NOT NULL REFERENCES ledger_support (id),
    title TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    added_by_name TEXT NOT NULL,
    -- A file that was taken away is kept, and no longer shown.
    removed_at BIGINT
);
CREATE INDEX ledger_support_file_by_support ON ledger_support_file (support_id, id);
