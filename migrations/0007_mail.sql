-- owner: mail
-- Letters to people: written in the transaction of what causes them, sent by whichever node claims them.
CREATE TABLE letter (
    id TEXT PRIMARY KEY,
    -- What caused it, e.g. `digest:PERSON:2022-09-28`; the same is queued once.
    cause TEXT NOT NULL UNIQUE,
    -- The government whose desk shows it; NULL: the whole installation's alone.
    government_id TEXT,
    person_id TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_address TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Plain text; the HTML beside it is made from this.
    body TEXT NOT NULL,
    -- waiting | handing | sent | dead | unsure | given_up
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Waiting: not to be tried before. Claimed, or handing: until then it is whoever's `holder` names.
    due_at BIGINT NOT NULL,
    -- A sender's random mark; an UPDATE that carries it fails once somebody else holds the letter.
    holder TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- When its state became what it is.
    changed_at BIGINT NOT NULL,
    -- The mail server's last words, or why it is where it is; empty at first.
    words TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX letter_due ON letter (state, due_at, id);
CREATE INDEX letter_by_government ON letter (government_id, id);
CREATE INDEX letter_by_person ON letter (person_id, id);
