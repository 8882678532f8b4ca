-- owner: documents
-- An official document (公文): one row from draft to public page or file.
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    -- Whose it is; its officers draft it, its approvers sign it.
    unit_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    -- drafting | review | signing | signed | scheduled | published | filed | withdrawn | dropped
    stage TEXT NOT NULL,
    -- proactive | on_request | withheld; none until it is determined.
    attribute TEXT,
    -- Code of the statutory ground, when withheld.
    ground TEXT,
    attribute_reason TEXT NOT NULL DEFAULT '',
    -- Who determined the attribute, reviewed for secrecy, signed: of the round under way or the last.
    determined_by TEXT,
    determined_by_name TEXT NOT NULL DEFAULT '',
    determined_at BIGINT,
    reviewed_by TEXT,
    reviewed_by_name TEXT NOT NULL DEFAULT '',
    reviewed_at BIGINT,
    signed_by TEXT,
    signed_by_name TEXT NOT NULL DEFAULT '',
    signed_at BIGINT,
    -- Why it came back, while it is drafted again.
    returned TEXT NOT NULL DEFAULT '',
    -- What it says of itself.
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT NOT NULL DEFAULT '',
    -- The number as numbers are compared; none without a number.
    number_key TEXT,
    issuer TEXT NOT NULL DEFAULT '',
    -- 成文日期, the day it was formed for limits when no other is given.
    issued_on TEXT,
    -- First and last day in force, for what has validity.
    effective_on TEXT,
    expires_on TEXT,
    summary TEXT NOT NULL DEFAULT '',
    -- 解读安排: who explains it and how, or why nobody needs to.
    interpretation TEXT NOT NULL DEFAULT '',
    -- Its place in the catalogue.
    column_id TEXT,
    body TEXT NOT NULL,
    -- 1 when only its author and named people see the draft.
    restricted BIGINT NOT NULL DEFAULT 0,
    -- When it is to become public, while scheduled.
    publish_at BIGINT,
    -- The newest public version; none before the first.
    public_version BIGINT,
    -- What the next publication says of itself: a correction's public note.
    public_note TEXT NOT NULL DEFAULT '',
    -- When a document that is not public is to be looked at again (历史公文属性转化).
    review_on TEXT,
    -- typed | file | program | import
    source TEXT NOT NULL,
    -- Who handed it in and under which id of theirs, for programs and imports.
    source_system TEXT,
    source_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    CHECK (stage IN ('drafting', 'dropped') OR attribute IS NOT NULL),
    CHECK (attribute IS NULL OR (attribute = 'withheld') = (ground IS NOT NULL)),
    CHECK (stage NOT IN ('published', 'scheduled') OR attribute = 'proactive')
);
CREATE INDEX document_by_government ON document (government_id, updated_at, id);
CREATE INDEX document_by_unit ON document (government_id, unit_id, updated_at, id);
CREATE INDEX document_by_stage ON document (government_id, stage, updated_at, id);
CREATE INDEX document_by_review ON document (government_id, review_on, id);
CREATE INDEX document_by_schedule ON document (publish_at, id);
CREATE INDEX document_by_number ON document (government_id, number_key);
CREATE UNIQUE INDEX document_by_source ON document (government_id, source_system, source_id);

-- Who sees a restricted draft besides its author.
CREATE TABLE document_reader (
    document_id TEXT NOT NULL REFERENCES document (id),
    person_id TEXT NOT NULL,
    PRIMARY KEY (document_id, person_id)
);

CREATE TABLE document_theme (
    document_id TEXT NOT NULL REFERENCES document (id),
    theme_id TEXT NOT NULL,
    PRIMARY KEY (document_id, theme_id)
);

CREATE TABLE document_file (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id),
    title TEXT NOT NULL,
    -- The file as the public gets it, without what tells who made it; and what was taken out, in words.
    file_hash TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    stripped TEXT NOT NULL,
    position BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by_name TEXT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX document_file_by_document ON document_file (document_id, position, id);

-- A finding of the gate that somebody lets through, with the reason.
CREATE TABLE document_override (
    document_id TEXT NOT NULL REFERENCES document (id),
    finding TEXT NOT NULL,
    sort TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    PRIMARY KEY (document_id, finding)
);

-- What the document does to another, read from its text or added by hand.
CREATE TABLE document_relation (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES document (id),
    -- repeals | lapses | replaces | amends | implements | interprets
    effect TEXT NOT NULL,
    -- offered | confirmed | rejected
    decided TEXT NOT NULL,
    target_title TEXT NOT NULL,
    target_number TEXT NOT NULL,
    target_key TEXT,
    -- The public address it was matched with, if any.
    target_id TEXT,
    -- In particular, e.g. which clause; and the sentence it was read from.
    words TEXT NOT NULL,
    quote TEXT NOT NULL,
    position BIGINT NOT NULL
);
CREATE INDEX document_relation_by_document ON document_relation (document_id, position, id);
CREATE INDEX document_relation_by_target ON document_relation (target_id);
CREATE INDEX document_relation_by_key ON document_relation (target_key);

-- What public documents do to others: of each, as its newest public version says it.
CREATE TABLE document_effect (
    source_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    government_id TEXT NOT NULL,
    effect TEXT NOT NULL,
    -- From which day.
    on_day TEXT NOT NULL,
    words TEXT NOT NULL,
    source_title TEXT NOT NULL,
    source_number TEXT,
    -- The public address it is about; none while nothing public has the number it names.
    target_id TEXT,
    target_key TEXT,
    PRIMARY KEY (source_id, position)
);
CREATE INDEX document_effect_by_target ON document_effect (target_id);
CREATE INDEX document_effect_by_key ON document_effect (government_id, target_key);

-- The number of the next 索引号 of a government and year.
CREATE TABLE document_index (
    government_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (government_id, year)
);
ALTER TABLE document ADD COLUMN index_number TEXT;
CREATE UNIQUE INDEX document_by_index ON document (government_id, index_number);

-- Up to which day the changes of validity that days bring are in the journal.
CREATE TABLE document_turned (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    upto TEXT NOT NULL
);

-- Words that the gate stops at, one list a government, in the form its page explains.
CREATE TABLE document_words (
    government_id TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by_name TEXT NOT NULL,
    version BIGINT NOT NULL
);
