//! What the database layer promises, on both databases.

#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_db as db;

mod blobs;
mod migration;
mod statements;
mod transactions;
mod values;
mod writers;
