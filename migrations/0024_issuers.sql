-- owner: directory
-- 1 for a unit that may issue normative documents (行政规范性文件制定主体).
ALTER TABLE unit ADD COLUMN issues_normative BIGINT NOT NULL DEFAULT 0;
