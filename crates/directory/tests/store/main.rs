//! What the stores of the directory promise, on SQLite and PostgreSQL.

extern crate gongkai_directory as directory;

mod names;
mod people;
mod sessions;
mod units;
