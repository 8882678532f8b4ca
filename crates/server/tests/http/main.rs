//! Every page through the whole server, as a browser meets it, on SQLite and PostgreSQL.

mod accounts;

use std::ops::Deref;

use testkit::{TestApp, TestDb};

/// A whole server for one test: the argument of `db_test!`.
pub struct Server(TestApp);

impl Server {
    /// Starts on a database of its own.
    pub async fn start(db: TestDb) -> Self {
        Self(TestApp::start(db, gongkai::router).await)
    }
}

impl Deref for Server {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.0
    }
}
