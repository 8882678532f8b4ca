-- owner: ledger
-- Requests that programs sent under a key of their own, with what they were answered: sent again, they are answered again.
CREATE TABLE ledger_api_once (
    token_id TEXT NOT NULL,
    -- The header Idempotency-Key.
    name TEXT NOT NULL,
    -- SHA-256 of what was asked for.
    request TEXT NOT NULL,
    -- JSON of the answer; empty only until the transaction ends.
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (token_id, name)
);
CREATE INDEX ledger_api_once_by_time ON ledger_api_once (at);
