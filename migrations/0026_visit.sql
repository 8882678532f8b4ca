-- owner: visits

-- How often something public was read, fetched or looked for on a day: numbers alone, nothing of who it was.
CREATE TABLE visit (
    government_id TEXT NOT NULL REFERENCES government (id),
    day TEXT NOT NULL,
    -- view | download | search | nothing
    what TEXT NOT NULL,
    -- The id of the publication; for searches the words.
    subject TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (government_id, what, day, subject)
);
CREATE INDEX visit_by_day ON visit (day);
