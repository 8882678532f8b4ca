-- owner: publishing
-- What lists show, filter and count by, of what is published. The truth of a version stays in its body.
-- The place in the catalogue where it stands.
ALTER TABLE public_item ADD COLUMN column_id TEXT;
-- 类型, e.g. normative, plan; lists offer it as a filter. Empty: in no general list.
ALTER TABLE public_item ADD COLUMN form TEXT NOT NULL DEFAULT '';
-- 发文字号 as written, and as numbers are compared.
ALTER TABLE public_item ADD COLUMN number TEXT;
ALTER TABLE public_item ADD COLUMN number_key TEXT;
-- 发文机关
ALTER TABLE public_item ADD COLUMN issuer TEXT;
-- 成文日期
ALTER TABLE public_item ADD COLUMN dated_on TEXT;
-- JSON: what decides its validity (有效性); none for what has none.
ALTER TABLE public_item ADD COLUMN standing TEXT;
-- From the standing, for filters: first day in force, first day no more in force, how it ended, first day amended.
ALTER TABLE public_item ADD COLUMN valid_from TEXT;
ALTER TABLE public_item ADD COLUMN valid_until TEXT;
ALTER TABLE public_item ADD COLUMN ended_as TEXT;
ALTER TABLE public_item ADD COLUMN amended_on TEXT;
CREATE INDEX public_item_by_column ON public_item (column_id, withdrawn, published_at, id);
CREATE INDEX public_item_by_unit ON public_item (unit_id, withdrawn, published_at, id);
CREATE INDEX public_item_by_form ON public_item (government_id, form, withdrawn, published_at, id);
CREATE INDEX public_item_by_number ON public_item (number_key);
CREATE INDEX public_item_by_title ON public_item (government_id, title);
CREATE INDEX public_item_by_end ON public_item (government_id, valid_until, id);

-- 主题 under which it is found.
CREATE TABLE public_theme (
    item_id TEXT NOT NULL REFERENCES public_item (id),
    theme_id TEXT NOT NULL,
    PRIMARY KEY (theme_id, item_id)
);
CREATE INDEX public_theme_by_item ON public_theme (item_id);
