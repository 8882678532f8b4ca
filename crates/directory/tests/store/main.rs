//! What the stores of the directory promise, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_directory as directory;

mod names;
mod people;
mod sessions;
mod units;
