-- owner: documents
-- A clean-up (清理) of a government's documents in force.
CREATE TABLE document_cleanup (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    title TEXT NOT NULL,
    -- 依据
    basis TEXT NOT NULL,
    -- Until when units answer.
    answer_by TEXT NOT NULL,
    -- What it takes in: codes of 类型 with commas between; made up to which day; of one unit only.
    kinds TEXT NOT NULL,
    made_upto TEXT,
    unit_id TEXT,
    begun_by_name TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    -- The document that tells the result; another takes its place once it was dropped.
    result_id TEXT REFERENCES document (id),
    given_up_at BIGINT,
    given_up_by_name TEXT NOT NULL DEFAULT '',
    given_up_reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL
);
CREATE INDEX document_cleanup_by_government ON document_cleanup (government_id, begun_at, id);
CREATE INDEX document_cleanup_by_result ON document_cleanup (result_id);
-- Pressing the button twice begins one.
CREATE UNIQUE INDEX document_cleanup_by_title ON document_cleanup (government_id, title) WHERE given_up_at IS NULL;

-- One document that a clean-up looks at, as it was when it was taken in.
CREATE TABLE document_cleanup_line (
    id TEXT PRIMARY KEY,
    cleanup_id TEXT NOT NULL REFERENCES document_cleanup (id),
    document_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issued_on TEXT,
    -- Its place in the list.
    position BIGINT NOT NULL,
    -- waiting | answered | decided
    stage TEXT NOT NULL,
    -- What its unit says, and what the office says: keep | revise | repeal | lapse.
    proposal TEXT,
    proposal_reason TEXT NOT NULL DEFAULT '',
    proposed_by_name TEXT NOT NULL DEFAULT '',
    decision TEXT,
    decision_reason TEXT NOT NULL DEFAULT '',
    decided_by_name TEXT NOT NULL DEFAULT '',
    -- Why the office sent it back, while it waits.
    returned TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL,
    CHECK ((stage = 'decided') = (decision IS NOT NULL))
);
CREATE UNIQUE INDEX document_cleanup_line_by_document ON document_cleanup_line (cleanup_id, document_id);
CREATE UNIQUE INDEX document_cleanup_line_by_place ON document_cleanup_line (cleanup_id, position);
CREATE INDEX document_cleanup_line_by_unit ON document_cleanup_line (unit_id, stage, cleanup_id);

-- owner: publishing
-- A series that a public page lists, e.g. results of clean-ups; none for most.
ALTER TABLE public_item ADD COLUMN series TEXT;
CREATE INDEX public_item_by_series ON public_item (government_id, series, withdrawn, published_at, id);
