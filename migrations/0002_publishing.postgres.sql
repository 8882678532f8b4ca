CREATE TRIGGER publication_not_changed BEFORE UPDATE OR DELETE ON publication
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER publication_not_truncated BEFORE TRUNCATE ON publication
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
