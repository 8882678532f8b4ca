//! Killed a hundred times in the middle of its work, the program loses nothing it has acknowledged.
//!
//! The test starts its own program again as the victim, which writes and follows until it is killed. Every other victim
//! may first acknowledge something; the rest are killed at any moment from their start on.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use db::{Db, FromRow, Row, Tx, args};
use journal::{Entry, Verdict, catch_up, verify};
use testkit::{TestDb, database, run};

use crate::{entries, record};

/// In the environment of a victim: the URL of the database to work on.
const VICTIM: &str = "GONGKAI_TEST_VICTIM";

/// How often the program is killed.
const ROUNDS: u64 = 100;

const SIGKILL: i32 = 9;

#[test]
fn sqlite() {
    if let Ok(url) = std::env::var(VICTIM) {
        return run(work(&url));
    }
    run(async { survive(database::sqlite().await, "crash::sqlite").await });
}

#[test]
fn postgres() {
    if let Ok(url) = std::env::var(VICTIM) {
        return run(work(&url));
    }
    run(async { survive(database::postgres().await, "crash::postgres").await });
}

/// What the victim does until it is killed: three writers and a follower.
async fn work(url: &str) {
    let db = Db::open(url, 4).await.unwrap();
    // The test harness has left its own words on this line.
    println!();
    tokio::join!(write(&db), write(&db), write(&db), follow(&db));
}

async fn write(db: &Db) {
    loop {
        let mut tx = db.write().await.unwrap();
        let id = kernel::new_id(kernel::Clock::System.now());
        let seq = record(&mut tx, &id).await.unwrap();
        tx.exec_one("INSERT INTO work (id, seq) VALUES ($1, $2)", args![&id, seq]).await.unwrap();
        tx.commit().await.unwrap();
        println!("acknowledged {seq} {id}");
    }
}

async fn follow(db: &Db) {
    loop {
        catch_up(db, "notes", 3, note).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn note(tx: &mut Tx, entry: &Entry) -> db::Result<()> {
    tx.exec_one("INSERT INTO noted (seq) VALUES ($1)", args![entry.seq]).await
}

/// A row of work, as acknowledged or as found.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Work {
    seq: i64,
    id: String,
}

impl FromRow for Work {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { seq: row.get("seq")?, id: row.get("id")? })
    }
}

/// Starts the program, kills it, and answers what it acknowledged until then.
fn killed(round: u64, test: &str, url: &str) -> Vec<Work> {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(VICTIM, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut acknowledged = Vec::new();
    if round.is_multiple_of(2) {
        acknowledged.extend(lines.by_ref().find_map(|line| acknowledgement(&line)));
    }
    // Spread over 100 milliseconds, a different moment each time.
    std::thread::sleep(Duration::from_micros(round * 7919 % 100_000));
    victim.kill().unwrap();
    acknowledged.extend(lines.filter_map(|line| acknowledgement(&line)));
    assert_eq!(victim.wait().unwrap().signal(), Some(SIGKILL), "the program ended before it was killed");
    acknowledged
}

fn acknowledgement(line: &str) -> Option<Work> {
    let (seq, id) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
    Some(Work { seq: seq.parse().ok()?, id: id.to_owned() })
}

async fn survive(t: TestDb, test: &str) {
    let mut tx = t.db.write().await.unwrap();
    tx.exec("CREATE TABLE work (id TEXT NOT NULL, seq BIGINT NOT NULL)", args![]).await.unwrap();
    tx.exec("CREATE TABLE noted (seq BIGINT NOT NULL)", args![]).await.unwrap();
    tx.commit().await.unwrap();

    let acknowledged: Vec<Work> = (0..ROUNDS).flat_map(|round| killed(round, test, t.url())).collect();
    assert!(acknowledged.len() as u64 >= ROUNDS / 2, "only {} acts were acknowledged", acknowledged.len());

    // One more node comes up and finishes what is left to do.
    let node = t.another_node().await;
    catch_up(&node, "notes", 3, note).await.unwrap();
    let written = entries(&t).await;
    assert_eq!(verify(&node, |_, _| ()).await.unwrap(), Verdict::Whole(written.len() as i64));

    let mut tx = node.read().await.unwrap();
    let work: Vec<Work> = tx.all("SELECT seq, id FROM work ORDER BY seq", args![]).await.unwrap();
    let recorded: Vec<Work> = written.into_iter().map(|entry| Work { seq: entry.seq, id: entry.subject_id }).collect();
    assert_eq!(work, recorded, "rows and entries are written together or not at all");
    let noted: Vec<i64> = tx.all("SELECT seq FROM noted ORDER BY seq", args![]).await.unwrap();
    assert!(noted.into_iter().eq(work.iter().map(|work| work.seq)), "every entry is followed exactly once");
    let work: HashSet<Work> = work.into_iter().collect();
    let lost: Vec<_> = acknowledged.iter().filter(|work_| !work.contains(work_)).collect();
    assert!(lost.is_empty(), "acknowledged but lost: {lost:?}");
    println!("{} acts written, {} of them acknowledged, {ROUNDS} kills", work.len(), acknowledged.len());
}
