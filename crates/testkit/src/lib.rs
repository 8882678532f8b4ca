//! A running Gongkai for tests, on either database.

pub mod database;
mod run;

pub use database::TestDb;
pub use run::run;
