-- owner: publishing
-- One row per public address; it points at the newest of its publications.
CREATE TABLE public_item (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    unit_id TEXT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    version BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    first_published_at BIGINT NOT NULL,
    published_at BIGINT NOT NULL
);
CREATE INDEX public_item_by_government ON public_item (government_id, withdrawn, published_at, id);
CREATE INDEX public_item_by_kind ON public_item (kind, government_id, withdrawn, published_at, id);

CREATE TABLE publication (
    item_id TEXT NOT NULL REFERENCES public_item (id),
    version BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    withdrawal TEXT,
    PRIMARY KEY (item_id, version)
);
