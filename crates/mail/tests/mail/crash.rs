//! Killed again and again while it sends, the program sends no letter twice and loses none.
//!
//! The test starts its own program as the victim, which sends until it is killed. Every victim's clock is ahead of the
//! one before, so that claims of the dead have run out.

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use db::Db;
use kernel::Clock;
use mail::{Security, State, send_due, store};
use testkit::{TestDb, database, run};

use crate::server::{Postmaster, settings};
use crate::{AT, letter, queue};

/// In the environment of a victim: the URL of the database, the mail server's port, its root certificate, the minutes that
/// its clock is ahead.
const VICTIM: [&str; 4] = ["GONGKAI_TEST_VICTIM", "GONGKAI_TEST_PORT", "GONGKAI_TEST_ROOT", "GONGKAI_TEST_MINUTES"];

const LETTERS: usize = 120;

/// Minutes between one victim and the next: longer than any claim.
const APART: i64 = 10;

#[test]
fn sqlite() {
    if let Ok(url) = std::env::var(VICTIM[0]) {
        return run(work(&url));
    }
    run(async { survive(database::sqlite().await, "crash::sqlite").await });
}

#[test]
fn postgres() {
    if let Ok(url) = std::env::var(VICTIM[0]) {
        return run(work(&url));
    }
    run(async { survive(database::postgres().await, "crash::postgres").await });
}

/// What the victim does until it is killed.
async fn work(url: &str) {
    let db = Db::open(url, 4).await.unwrap();
    let of = |name: &str| std::env::var(name).unwrap();
    let root = std::fs::read(of(VICTIM[2])).unwrap();
    let server = settings(of(VICTIM[1]).parse().unwrap(), Security::StartTls, &root);
    let clock = Clock::fixed(AT.plus_minutes(of(VICTIM[3]).parse().unwrap()));
    loop {
        send_due(&db, &clock, &server, || false).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Starts the program and kills it when the mail server has taken something from it and a moment has passed.
fn kill_one(round: u64, test: &str, url: &str, postmaster: &Postmaster, root: &str) {
    let before = postmaster.taken().len();
    let (port, minutes) = (postmaster.port().to_string(), (APART * (1 + round as i64)).to_string());
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .envs(VICTIM.into_iter().zip([url, &port, root, &minutes]))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while postmaster.taken().len() == before && begun.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_micros(200));
    }
    // Spread over 30 milliseconds, a different moment each time.
    std::thread::sleep(Duration::from_micros(round * 7919 % 30_000));
    victim.kill().unwrap();
    victim.wait().unwrap();
}

async fn survive(t: TestDb, test: &str) {
    let postmaster = Postmaster::starttls();
    let root = t.folder().join("root.pem").display().to_string();
    std::fs::write(&root, &postmaster.root).unwrap();
    let letters: Vec<_> = (0..LETTERS).map(|n| letter(&n.to_string())).collect();
    let ids = queue(&t.db, &letters).await;

    let mut kills = 0;
    let waiting = async || {
        let mut tx = t.db.read().await.unwrap();
        store::tally(&mut tx, None, &[State::Waiting]).await.unwrap().get(&State::Waiting).copied().unwrap_or(0)
    };
    while waiting().await > 5 && kills < 200 {
        kill_one(kills, test, t.url(), &postmaster, &root);
        kills += 1;
    }
    assert!(kills >= 10, "only {kills} kills");

    // One more node comes up, long after, and finishes what is left to do.
    let node = t.another_node().await;
    let clock = Clock::fixed(AT.plus_minutes(APART * (kills as i64 + 2)));
    let server = postmaster.settings(Security::StartTls, &postmaster.root);
    send_due(&node, &clock, &server, || false).await.unwrap();

    let mut copies: HashMap<String, usize> = HashMap::new();
    for id in postmaster.ids() {
        *copies.entry(id).or_default() += 1;
    }
    let mut tx = node.read().await.unwrap();
    let states = mail::states(&mut tx, &ids.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap();
    let (mut sent, mut unsure, mut arrived) = (0, 0, 0);
    for id in &ids {
        let copies = copies.get(id).copied().unwrap_or(0);
        match states[id] {
            State::Sent => {
                assert_eq!(copies, 1, "a letter that was sent is there once");
                sent += 1;
            }
            State::Unsure => {
                assert!(copies <= 1, "an unsure letter is there twice");
                (unsure, arrived) = (unsure + 1, arrived + copies);
            }
            other => panic!("a letter is left {other:?}"),
        }
    }
    println!("{LETTERS} letters, {kills} kills: {sent} sent once, {unsure} unsure ({arrived} of them had arrived)");
}
