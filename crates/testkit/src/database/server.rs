//! PostgreSQL: a database made by `CREATE DATABASE … TEMPLATE`, dropped by a guard.

use std::sync::atomic::{AtomicU32, Ordering};

use db::{Db, Engine, Server};
use tempfile::TempDir;

use super::TestDb;

/// The environment variable that names a PostgreSQL server on which tests may make databases.
pub const URL: &str = "GONGKAI_TEST_POSTGRES";

/// What a new database holds.
#[derive(Clone, Copy)]
pub(super) enum Contents {
    Migrated,
    Nothing,
}

/// A database of that server; dropping this drops it.
#[derive(Debug)]
pub(super) struct Database {
    server: String,
    name: String,
}

pub(super) async fn open(contents: Contents) -> TestDb {
    let Ok(url) = std::env::var(URL) else {
        panic!("{URL} names no PostgreSQL server: run the tests with `cargo xtask test`, which starts one");
    };
    let mut server = Server::connect(&url).await.unwrap_or_else(|e| panic!("{URL}={url} does not answer: {e}"));
    let template = match contents {
        Contents::Migrated => Some(template(&mut server).await),
        Contents::Nothing => None,
    };
    let name = unused_name();
    server.create(&name, template.as_deref()).await.expect("the test's database can be made");
    let database = Database { server: url, name };
    let url = server.url_of(&database.name);
    server.close().await.expect("the server lets go");
    let folder = TempDir::with_prefix("gongkai-test-").expect("a temporary folder can be made");
    TestDb::new(url, folder, Some(database)).await
}

/// The name of the migrated template; made by the first test that needs it, of whatever process.
async fn template(server: &mut Server) -> String {
    let fingerprint = db::schema_fingerprint(Engine::Postgres).expect("the migrations are readable");
    let template = format!("gongkai_template_{fingerprint}");
    if !server.has(&template).await.expect("the server lists its databases") {
        let unfinished = unused_name();
        server.create(&unfinished, None).await.expect("a template can be made");
        let db = Db::open(&server.url_of(&unfinished), 2).await.expect("the template opens");
        db.migrate().await.expect("the template migrates");
        db.close().await;
        // Renaming is atomic: other tests find all of it or nothing. When another one was first, its template serves.
        if server.rename(&unfinished, &template).await.is_err() {
            server.drop_database(&unfinished).await.expect("a superfluous template can be dropped");
        }
    }
    template
}

/// A name that no other test of this or another process takes.
fn unused_name() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_micros();
    format!("gongkai_test_{}_{now}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed))
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self { server, name } = self;
        // A thread of its own, because the runtime of the test cannot wait here.
        std::thread::scope(|threads| {
            threads.spawn(|| {
                crate::run(async {
                    let dropped = async { Server::connect(server).await?.drop_database(name).await };
                    if let Err(e) = dropped.await {
                        eprintln!("the test's database {name} stays on the server: {e}");
                    }
                });
            });
        });
    }
}
