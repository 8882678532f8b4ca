//! What the journal and its followers promise, on both databases.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_journal as journal;

mod crash;
mod following;
mod immutable;
mod reading;
mod recording;
mod verifying;

use db::Tx;
use journal::{Act, Actor, Entry, Subject};
use kernel::Time;
use serde_json::json;
use testkit::TestDb;

/// When everything in these tests happens.
const AT: Time = Time(1_650_000_000_000);

/// Records that something happened to `subject`.
async fn record(tx: &mut Tx, subject: &str) -> db::Result<i64> {
    let actor = Actor { id: "p1".into(), name: "张三".into() };
    let subject = Subject { kind: "plan", id: subject };
    let payload = json!({ "名称": "工作要点" });
    let act = Act { actor: &actor, government: Some("g1"), unit: None, act: "plan.adopted", subject, payload };
    journal::record(tx, AT, act).await
}

/// A journal of so many entries about subjects `1`, `2` …
async fn with_entries(t: &TestDb, count: usize) {
    let mut tx = t.db.write().await.unwrap();
    for subject in 1..=count {
        record(&mut tx, &subject.to_string()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The whole journal.
async fn entries(t: &TestDb) -> Vec<Entry> {
    let mut tx = t.db.read().await.unwrap();
    journal::after(&mut tx, i64::MIN, 100_000).await.unwrap()
}
