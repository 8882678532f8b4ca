-- owner: directory
-- A key with which another program acts for a government, or for one of its units.
CREATE TABLE api_token (
    id TEXT PRIMARY KEY,
    -- SHA-256 of the secret, which is shown once and kept nowhere.
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    government_id TEXT NOT NULL REFERENCES government (id),
    -- NULL: the whole government.
    unit_id TEXT REFERENCES unit (id),
    -- JSON list of scopes.
    scopes TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_token_by_government ON api_token (government_id, id);
