-- All years in the order of their plans: SQLite takes an index of the government's, and sorts, where PostgreSQL goes by the key.
CREATE INDEX ledger_entry_by_id ON ledger_entry (government_id, dropped, id);
