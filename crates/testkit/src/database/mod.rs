//! A database of its own for each test, copied from one that was migrated before, and dropped when the test ends.

mod file;
mod server;

use std::path::Path;

use db::{Db, Engine};
use tempfile::TempDir;

pub use server::URL;

/// Connections of a test's pool: enough for the tests that write from many tasks at once.
const CONNECTIONS: u32 = 20;

/// A database for one test. Dropping it drops the database, also when the test fails.
#[derive(Debug)]
pub struct TestDb {
    /// The open database.
    pub db: Db,
    url: String,
    folder: TempDir,
    // After `db`: fields are dropped in this order.
    _server: Option<server::Database>,
}

/// A migrated SQLite database.
pub async fn sqlite() -> TestDb {
    file::open(file::migrated_copy).await
}

/// A migrated PostgreSQL database; its server is named by the variable [`URL`].
///
/// # Panics
/// When the variable is not set: a test that cannot run has failed.
pub async fn postgres() -> TestDb {
    server::open(server::Contents::Migrated).await
}

/// The database of another process, which drops it in the end; files are kept in a folder of its own.
pub async fn of_another(url: &str) -> TestDb {
    let folder = TempDir::with_prefix("gongkai-test-").expect("a temporary folder can be made");
    TestDb::new(url.to_owned(), folder, None).await
}

/// An empty database, on which no migration ran.
pub async fn empty(engine: Engine) -> TestDb {
    match engine {
        Engine::Sqlite => file::open(async |_| ()).await,
        Engine::Postgres => server::open(server::Contents::Nothing).await,
    }
}

impl TestDb {
    /// This database: what `db_test!` calls to make the argument of a test.
    pub async fn start(self) -> Self {
        self
    }

    /// The URL for another program, or for opening it a second time as another node would.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder for the test's files, deleted with the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same database opened a second time, as another node does.
    pub async fn another_node(&self) -> Db {
        Db::open(&self.url, CONNECTIONS).await.expect("the database opens a second time")
    }

    async fn new(url: String, folder: TempDir, server: Option<server::Database>) -> Self {
        let db = Db::open(&url, CONNECTIONS).await.expect("the test's database opens");
        Self { db, url, folder, _server: server }
    }
}
