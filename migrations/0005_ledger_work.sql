-- owner: ledger
-- Units hand in what they have done and the office accepts it or gives it back: what was `done` is `accepted`.
-- ledger_entry.status: not_started | in_progress | submitted | returned | accepted
UPDATE ledger_entry SET status = 'accepted' WHERE status = 'done';

-- 1 when something of it was done after its last day.
ALTER TABLE ledger_entry ADD COLUMN late BIGINT NOT NULL DEFAULT 0;
-- The last day on which anything of it is owed under the plan; NULL when nothing has a date.
ALTER TABLE ledger_entry ADD COLUMN final_due TEXT;
-- The day on which the unit finished, while that stands.
ALTER TABLE ledger_entry ADD COLUMN finished_on TEXT;
ALTER TABLE ledger_entry ADD COLUMN submitted_at BIGINT;
-- Who is to answer the newest comment: unit | office, or empty.
ALTER TABLE ledger_entry ADD COLUMN awaits TEXT NOT NULL DEFAULT '';
CREATE INDEX ledger_entry_by_status ON ledger_entry (government_id, dropped, status, due_key, id);
CREATE INDEX ledger_entry_by_awaits ON ledger_entry (government_id, dropped, awaits, due_key, id);

-- What shows that a share was done: a file, an address, something published.
CREATE TABLE ledger_evidence (
    id TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
    -- The occasion that it proves: JSON of the time limit, and the occasion's key; both empty for the share as a whole.
    time_limit TEXT NOT NULL,
    occasion TEXT NOT NULL,
    -- file | link | publication
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    -- Of a file: its hash, media type and length in bytes.
    file_hash TEXT,
    media_type TEXT,
    bytes BIGINT,
    -- Of a link.
    url TEXT,
    -- Of something published.
    item_id TEXT,
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    added_by_name TEXT NOT NULL,
    -- Evidence that was taken away is kept, and no longer counts.
    removed_at BIGINT
);
CREATE INDEX ledger_evidence_by_entry ON ledger_evidence (entry_id, id);

-- What unit and office wrote about a share, in order.
CREATE TABLE ledger_note (
    id TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES ledger_entry (id),
    -- progress | comment | submission | return | acceptance | extension
    kind TEXT NOT NULL,
    -- The day it speaks of.
    on_day TEXT NOT NULL,
    body TEXT NOT NULL,
    -- unit | office
    side TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX ledger_note_by_entry ON ledger_note (entry_id, id);
