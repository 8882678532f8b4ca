-- Where one text begins in another, from 1, and 0 where it does not: by the name that SQLite has for it. Much quicker than
-- LIKE, which goes letter by letter.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT strpos($1, $2) $$;
