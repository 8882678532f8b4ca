-- owner: portal
-- Files made of public documents, kept so that each is made once. What is lost here is made again.
CREATE TABLE portal_rendering (
    -- SHA-256 of everything the file was made of.
    source TEXT PRIMARY KEY,
    -- SHA-256 of the file.
    hash TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
