//! A running Gongkai for tests, on either database.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod answer;
mod app;
mod client;
pub mod database;
mod given;
mod html;
mod run;

pub use answer::Answer;
pub use app::{BEGINNING, TestApp};
pub use client::Client;
pub use database::TestDb;
pub use given::PASSWORD;
pub use run::run;
