//! Every page through the whole server, as a browser meets it, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

mod accounts;
mod api;
mod catalogue;
mod documents;
mod jobs;
mod ledger;
mod mail;
mod plans;
mod portal;
mod visits;
mod walk;

use std::ops::Deref;

use testkit::{TestApp, TestDb};
use web::Settings;

/// A whole server for one test: the argument of `db_test!`.
pub struct Server(TestApp);

impl Server {
    /// Starts on a database of its own.
    pub async fn start(db: TestDb) -> Self {
        Self::start_with(db, |_| ()).await
    }

    /// The same with other settings.
    pub async fn start_with(db: TestDb, change: impl FnOnce(&mut Settings)) -> Self {
        Self(TestApp::start_with(db, change, gongkai::router).await)
    }
}

impl Deref for Server {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.0
    }
}
