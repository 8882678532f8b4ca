-- owner: catalogue
-- The disclosure catalogue (主动公开基本目录) of a government; an item is also a column (栏目) of its site.
CREATE TABLE catalogue_item (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    parent_id TEXT REFERENCES catalogue_item (id),
    -- Unique within the government, retired items included.
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    -- 内容概述
    content TEXT NOT NULL,
    -- 公开依据, with the article.
    basis TEXT NOT NULL,
    -- 公开渠道
    channels TEXT NOT NULL,
    -- 公开对象
    audience TEXT NOT NULL,
    -- JSON: the update limit as a rule (更新时限).
    rule TEXT NOT NULL,
    -- JSON: kinds of units each of which is responsible, besides those in catalogue_item_unit.
    kinds TEXT NOT NULL,
    -- Its place among the items under the same parent.
    position BIGINT NOT NULL,
    -- The entry of the standard set it was made from.
    standard TEXT,
    -- Why it was retired; none while it is in use.
    retired TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX catalogue_item_by_code ON catalogue_item (government_id, code);
CREATE UNIQUE INDEX catalogue_item_by_standard ON catalogue_item (government_id, standard);
CREATE INDEX catalogue_item_by_parent ON catalogue_item (parent_id);

-- Units that are responsible by name.
CREATE TABLE catalogue_item_unit (
    item_id TEXT NOT NULL REFERENCES catalogue_item (id),
    unit_id TEXT NOT NULL,
    PRIMARY KEY (item_id, unit_id)
);

-- Information that was formed or changed and is not public yet: its clock runs (条例 Art. 26).
CREATE TABLE catalogue_owed (
    -- What is to be published, e.g. a document's id.
    subject_id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    item_id TEXT NOT NULL REFERENCES catalogue_item (id),
    unit_id TEXT,
    title TEXT NOT NULL,
    formed_on TEXT NOT NULL
);
CREATE INDEX catalogue_owed_by_government ON catalogue_owed (government_id, item_id);

-- Themes (主题) by which the public finds documents.
CREATE TABLE catalogue_theme (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- people | business
    audience TEXT NOT NULL,
    position BIGINT NOT NULL,
    -- The entry of the standard set it was made from.
    standard TEXT,
    retired BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX catalogue_theme_by_name ON catalogue_theme (government_id, audience, name);

-- The public address of a government's catalogue, the same for all its editions.
CREATE TABLE catalogue_edition (
    government_id TEXT PRIMARY KEY,
    publication_id TEXT NOT NULL
);

-- A sheet that was uploaded, waiting for somebody to agree to what it changes.
CREATE TABLE catalogue_import (
    id TEXT PRIMARY KEY,
    government_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    -- JSON: its rows as read.
    sheet TEXT NOT NULL,
    uploaded_at BIGINT NOT NULL,
    -- When it was written into the catalogue; none while it waits.
    applied_at BIGINT
);
CREATE INDEX catalogue_import_by_government ON catalogue_import (government_id, uploaded_at);
