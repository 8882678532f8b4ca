-- owner: documents

-- What a program handed in, so that the same under its own id is done once and something else under it is noticed:
-- SHA-256 of the request.
ALTER TABLE document ADD COLUMN source_digest TEXT;
