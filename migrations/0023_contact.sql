-- owner: directory

-- How the public reaches the disclosure office of a government or of one of its units (条例 Art. 12); a holder is either.
CREATE TABLE contact (
    holder_id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL REFERENCES government (id),
    office TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    hours TEXT NOT NULL,
    phone TEXT NOT NULL,
    fax TEXT NOT NULL,
    email TEXT NOT NULL,
    duties TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX contact_by_government ON contact (government_id, holder_id);
