-- owner: directory

-- The host name under which a government's site is reached, when it has one of its own.
ALTER TABLE government ADD COLUMN host TEXT;
CREATE UNIQUE INDEX government_by_host ON government (host);
