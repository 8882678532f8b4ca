//! One SQL text on SQLite and PostgreSQL: transactions, arguments, rows, migrations, blobs.
