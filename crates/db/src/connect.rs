//! Opening either database: a file (SQLite) or a server (PostgreSQL).

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use sqlx::Executor as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::migrate::migrator;
use crate::tx::On;
use crate::{Error, Result, Tx};

/// An open database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Pools);

#[derive(Clone, Debug)]
enum Pools {
    // One writer: a plain pool of writers gives "database is locked" as soon as twenty of them meet.
    Lite { read: SqlitePool, write: SqlitePool },
    Pg(PgPool),
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file on this machine.
    Sqlite,
    /// A server.
    Postgres,
}

const WAIT: Duration = Duration::from_secs(10);

/// What suits statements of milliseconds, of which many are asked at once: no compiling and no processes to help, which
/// begin with work of tens of milliseconds; and a plan for the values that are asked for. A plan for any value, which
/// PostgreSQL makes when it has met a statement five times, does not know that one year of many, or a page, is little.
const FOR_PAGES: &str =
    "SET jit = off; SET max_parallel_workers_per_gather = 0; SET plan_cache_mode = force_custom_plan";

impl Db {
    /// Opens what `url` names: `postgres://…`, or `sqlite:PATH` (the file is made when absent). Does not migrate.
    pub async fn open(url: &str, connections: u32) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(WAIT)
                .after_connect(|connection, _| Box::pin(async move { connection.execute(FOR_PAGES).await.map(drop) }))
                .connect_with(options)
                .await?;
            return Ok(Self(Pools::Pg(pool)));
        }
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::open_file(Path::new(path), connections).await,
            None => Err(Error::Driver("a database URL begins with sqlite: or postgres://".into())),
        }
    }

    async fn open_file(path: &Path, connections: u32) -> Result<Self> {
        if let Some(dir) = path.parent().filter(|d| !d.as_os_str().is_empty()) {
            tokio::fs::create_dir_all(dir).await?;
        }
        let options = SqliteConnectOptions::new()
            .filename(PathBuf::from(path))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An official act that was acknowledged must outlive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Without this, replacing a row (INSERT OR REPLACE) would go round the triggers that keep it from deletion.
            .pragma("recursive_triggers", "on")
            // KiB that a connection keeps of the file, as it comes to need them: the indexes that counts run through fit.
            .pragma("cache_size", "-32768")
            .busy_timeout(WAIT);
        let write =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(WAIT).connect_with(options.clone()).await?;
        let read = options.pragma("query_only", "on");
        let read =
            SqlitePoolOptions::new().max_connections(connections).acquire_timeout(WAIT).connect_with(read).await?;
        Ok(Self(Pools::Lite { read, write }))
    }

    /// Which database it is.
    pub fn engine(&self) -> Engine {
        match &self.0 {
            Pools::Lite { .. } => Engine::Sqlite,
            Pools::Pg(_) => Engine::Postgres,
        }
    }

    /// A snapshot to read from; writing through it fails.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::new(match &self.0 {
            Pools::Lite { read, .. } => On::Lite(read.begin().await?),
            Pools::Pg(pool) => On::Pg(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        }))
    }

    /// A transaction to write in.
    pub async fn write(&self) -> Result<Tx> {
        Ok(Tx::new(match &self.0 {
            Pools::Lite { write, .. } => On::Lite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Pg(pool) => On::Pg(pool.begin().await?),
        }))
    }

    /// Brings the schema up to date; safe to call from several nodes at once.
    pub async fn migrate(&self) -> Result<()> {
        let migrator = migrator(self.engine())?;
        let failed = |e| Error::Driver(format!("migrating the schema failed: {e}"));
        match &self.0 {
            Pools::Lite { write, .. } => {
                // Held from the look to the last step, or two programs would both take the same step.
                let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
                migrator.run_direct(None, &mut *tx, false).await.map_err(failed)?;
                tx.commit().await?;
            }
            // The migrator takes an advisory lock of its own.
            Pools::Pg(pool) => migrator.run(pool).await.map_err(failed)?,
        }
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Lite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }
}
