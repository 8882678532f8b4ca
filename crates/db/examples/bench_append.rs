//! How many official acts a second can be recorded, beside the bare rows.
//!
//! Ours: one transaction with a row of a domain table and its journal entry, through the layer and the journal, which
//! numbers, hashes and chains it. Beside it: the same two rows inserted with sqlx alone, on the same settings, numbered
//! by a counter in memory, with a fixed text for the hashes and no row that holds the head. Both work on databases of
//! their own and take turns, because a disk's syncs cost ten times more at one moment than at another: one writer act by
//! act, eight at once for a moment each; the figure is made of the median. Eight writers show what numbers without gaps
//! cost: on PostgreSQL each act waits until the one before it is on the disk, where bare rows share a sync.
//! It is here, and not with the journal, because no other crate names the drivers.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use gongkai_db::{Db, Server, args};
use journal::{Act, Actor, Subject};
use kernel::{Clock, new_id};
use serde_json::json;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::task::JoinSet;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The server of the PostgreSQL half.
const SERVER: &str = "GONGKAI_TEST_POSTGRES";
const CONNECTIONS: u32 = 8;
const TURNS: usize = 25;
const TURN: Duration = Duration::from_millis(120);
/// Acts that are not counted: SQLite's log has reached its full size by then, and prepared statements are known.
const WARM_UP: usize = 500;
const ACTS: usize = 800;
const PAYLOAD: &str = r#"{"title":"2022年政务公开工作要点","tasks":44}"#;
const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const ROW: &str = "INSERT INTO bench_row (id, text) VALUES ($1, $2)";
const ENTRY: &str = "INSERT INTO journal (seq, at, actor_id, actor_name, government_id, unit_id, act, subject_kind,
                                          subject_id, payload, previous_hash, hash)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

#[tokio::main]
async fn main() -> Outcome {
    let server = std::env::var(SERVER).map_err(|_| format!("{SERVER} is not set: run `cargo xtask bench append`"))?;
    let folder = tempfile::TempDir::new()?;
    let file = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    compare("sqlite", Side::layer(&file("ours")).await?, Side::file(&file("raw")).await?).await?;

    let mut server = Server::connect(&server).await?;
    let [ours, raw] = ["gongkai_bench_ours", "gongkai_bench_raw"];
    for name in [ours, raw] {
        server.drop_database(name).await?;
        server.create(name, None).await?;
    }
    let sides = (Side::layer(&server.url_of(ours)).await?, Side::server(&server.url_of(raw)).await?);
    compare("postgres", sides.0, sides.1).await?;
    for name in [ours, raw] {
        server.drop_database(name).await?;
    }
    Ok(())
}

/// Measures one writer, then eight at once, and prints a line for each.
async fn compare(engine: &str, ours: Side, raw: Side) -> Outcome {
    let (mut of_ours, mut of_raw) = (Vec::new(), Vec::new());
    for act in 0..WARM_UP + ACTS {
        for (side, rates) in [(&ours, &mut of_ours), (&raw, &mut of_raw)] {
            let begun = Instant::now();
            side.act().await?;
            if act >= WARM_UP {
                rates.push(begun.elapsed().as_secs_f64().recip());
            }
        }
    }
    print(&format!("{engine}, one writer"), median(of_ours), median(of_raw), Some(0.4));

    let (mut of_ours, mut of_raw) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        of_ours.push(rate(&ours).await?);
        of_raw.push(rate(&raw).await?);
    }
    print(&format!("{engine}, eight writers"), median(of_ours), median(of_raw), None);
    Ok(())
}

fn print(what: &str, ours: f64, beside: f64, at_least: Option<f64>) {
    let line = json!({
        "name": format!("journal append, {what}"),
        "ours": ours,
        "beside": beside,
        "beside_is": "the same two rows with sqlx alone, no hash, no head",
        "unit": "acts/s",
        "at_least": at_least,
    });
    println!("{line}");
}

/// Acts a second of eight writers at once, over one turn.
async fn rate(side: &Side) -> Outcome<f64> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let side = side.clone();
        tasks.spawn(async move {
            let mut acts = 0_u32;
            while begun.elapsed() < TURN {
                side.act().await?;
                acts += 1;
            }
            Outcome::Ok(acts)
        });
    }
    let mut acts = 0;
    while let Some(done) = tasks.join_next().await {
        acts += done??;
    }
    Ok(f64::from(acts) / begun.elapsed().as_secs_f64())
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// One act as bare rows in a transaction of either database.
macro_rules! insert {
    ($tx:expr, $counter:expr) => {{
        let (now, seq) = (Clock::System.now(), $counter.fetch_add(1, Ordering::Relaxed) + 1);
        let id = new_id(now);
        sqlx::query(ROW).bind(&id).bind(PAYLOAD).execute(&mut *$tx).await?;
        let entry = sqlx::query(ENTRY).bind(seq).bind(now.0).bind("p1").bind("张三").bind("g1").bind(None::<String>);
        let entry = entry.bind("plan.adopted").bind("plan").bind(&id).bind(PAYLOAD).bind(HASH).bind(HASH);
        entry.execute(&mut *$tx).await?;
        $tx.commit().await?;
    }};
}

/// One of the two that are compared.
#[derive(Clone)]
enum Side {
    Layer(Db),
    Lite(SqlitePool, Arc<AtomicI64>),
    Pg(PgPool, Arc<AtomicI64>),
}

impl Side {
    /// A migrated database with a domain table.
    async fn layer(url: &str) -> Outcome<Self> {
        let db = Db::open(url, CONNECTIONS).await?;
        db.migrate().await?;
        let mut tx = db.write().await?;
        tx.exec("CREATE TABLE bench_row (id TEXT PRIMARY KEY, text TEXT NOT NULL)", args![]).await?;
        tx.commit().await?;
        Ok(Self::Layer(db))
    }

    /// The same in a file, opened without the layer but as durably.
    async fn file(url: &str) -> Outcome<Self> {
        Self::layer(url).await?;
        let options = SqliteConnectOptions::from_str(url)?.journal_mode(SqliteJournalMode::Wal);
        let options = options.synchronous(SqliteSynchronous::Full).foreign_keys(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        Ok(Self::Lite(pool, Arc::default()))
    }

    /// The same on a server, opened without the layer.
    async fn server(url: &str) -> Outcome<Self> {
        Self::layer(url).await?;
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).connect(url).await?;
        Ok(Self::Pg(pool, Arc::default()))
    }

    /// Records one act.
    async fn act(&self) -> Outcome {
        match self {
            Self::Layer(db) => recorded(db).await?,
            Self::Lite(pool, counter) => {
                let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
                insert!(tx, counter);
            }
            Self::Pg(pool, counter) => {
                let mut tx = pool.begin().await?;
                insert!(tx, counter);
            }
        }
        Ok(())
    }
}

/// One act through the layer and the journal.
async fn recorded(db: &Db) -> Outcome {
    let now = Clock::System.now();
    let id = new_id(now);
    let actor = Actor { id: "p1".into(), name: "张三".into() };
    let payload: serde_json::Value = serde_json::from_str(PAYLOAD)?;
    let subject = Subject { kind: "plan", id: &id };
    let act = Act { actor: &actor, government: Some("g1"), unit: None, act: "plan.adopted", subject, payload };
    let mut tx = db.write().await?;
    tx.exec_one(ROW, args![&id, PAYLOAD]).await?;
    journal::record(&mut tx, now, act).await?;
    Ok(tx.commit().await?)
}
