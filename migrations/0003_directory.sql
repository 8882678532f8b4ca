-- owner: directory
CREATE TABLE government (
    id TEXT PRIMARY KEY,
    parent_id TEXT REFERENCES government (id),
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    level TEXT NOT NULL,
    -- 1 when this installation serves its site and desk; others only stand in the tree.
    hosted BIGINT NOT NULL,
    host_unit TEXT NOT NULL,
    site_id_code TEXT,
    phone TEXT,
    icp TEXT,
    police TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX government_by_parent ON government (parent_id);

CREATE TABLE unit (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL REFERENCES government (id),
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The government this unit is, when a lower government answers to this one.
    child_government_id TEXT REFERENCES government (id),
    retired BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX unit_by_government ON unit (government_id, retired, kind, id);

CREATE TABLE addressee_group (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL REFERENCES government (id),
    name TEXT NOT NULL,
    -- JSON list of unit kinds it expands to.
    kinds TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX addressee_group_by_government ON addressee_group (government_id, id);

-- Every written form that stands for a unit or a group: full name, short name, aliases.
CREATE TABLE addressee_name (
    government_id TEXT NOT NULL REFERENCES government (id),
    name_key TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id TEXT REFERENCES unit (id),
    group_id TEXT REFERENCES addressee_group (id),
    PRIMARY KEY (government_id, name_key)
);
CREATE INDEX addressee_name_by_unit ON addressee_name (unit_id);
CREATE INDEX addressee_name_by_group ON addressee_name (group_id);

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BIGINT NOT NULL,
    disabled BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE post (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    -- NULL: the whole installation.
    government_id TEXT REFERENCES government (id),
    unit_id TEXT REFERENCES unit (id)
);
CREATE INDEX post_by_person ON post (person_id);
CREATE INDEX post_by_government ON post (government_id);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES person (id),
    post_id TEXT NOT NULL REFERENCES post (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE sign_in_failure (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at);
