-- owner: documents
-- Who worked on what a document says since it was last public: they do not review it.
CREATE TABLE document_hand (
    document_id TEXT NOT NULL REFERENCES document (id),
    person_id TEXT NOT NULL,
    PRIMARY KEY (document_id, person_id)
);
