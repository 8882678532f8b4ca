-- owner: jobs
-- Work too long for an answer: somebody asked for it, a worker does it, the result waits to be fetched.
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    -- Which work, by the name that the worker knows it by.
    kind TEXT NOT NULL,
    -- JSON of what it is to be done with.
    input TEXT NOT NULL,
    title TEXT NOT NULL,
    government_id TEXT NOT NULL,
    -- For people of a unit.
    unit_id TEXT,
    asked_by TEXT NOT NULL,
    -- The name of who asked, as it was then.
    asked_by_name TEXT NOT NULL,
    -- The post in which they asked, and in which alone they get the result.
    post_id TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- waiting | running | done | failed | cancelled
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    -- 0 while nobody knows.
    total BIGINT NOT NULL,
    -- How often a worker began it.
    attempts BIGINT NOT NULL,
    -- Names the worker's hold on it; a hold that was not renewed in time is void.
    lease TEXT,
    lease_until BIGINT,
    failure TEXT,
    finished_at BIGINT,
    -- The result among the blobs kept for this job alone; gone again after some days.
    result_hash TEXT,
    result_name TEXT,
    result_bytes BIGINT,
    -- 1 when the job's files have been removed.
    swept BIGINT NOT NULL
);
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_person ON job (asked_by, id);
CREATE INDEX job_by_government ON job (government_id, id);
CREATE INDEX job_by_end ON job (swept, finished_at);
