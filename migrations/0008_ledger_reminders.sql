-- owner: ledger
-- Which days of whom are reminded of: one digest a person and a day at most.
CREATE TABLE reminder_digest (
    person_id TEXT NOT NULL,
    day TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- NULL: there was nothing to say.
    letter_id TEXT,
    PRIMARY KEY (person_id, day)
);
CREATE INDEX reminder_digest_by_day ON reminder_digest (day, person_id);

-- What somebody wants to be reminded of; who has no row wants all of it.
CREATE TABLE reminder_choice (
    person_id TEXT PRIMARY KEY,
    before_due BIGINT NOT NULL,
    on_day BIGINT NOT NULL,
    after_due BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    office BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- Secret addresses under which calendars of due dates are read.
CREATE TABLE calendar_feed (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    -- The post whose unit or government it shows; NULL: the units of all posts of the person.
    post_id TEXT,
    -- SHA-256 of the secret; the secret itself is kept nowhere.
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Last read, noted once an hour at most.
    used_at BIGINT
);
CREATE INDEX calendar_feed_by_person ON calendar_feed (person_id, id);
