//! What the outbox promises: every letter goes out once, against a real mail server with TLS, also when killed.
#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

extern crate gongkai_mail as mail;

mod crash;
mod delivery;
mod outbox;
mod server;

use db::Db;
use kernel::Time;
use mail::{Letter, store};

/// When everything in these tests begins: 2022-09-28 08:00 in China.
const AT: Time = Time(1_664_323_200_000);

/// A letter caused by `cause`.
fn letter(cause: &str) -> Letter {
    Letter {
        cause: cause.into(),
        government_id: Some("g1".into()),
        person_id: "p1".into(),
        to_name: "陈静".into(),
        to_address: "chen.jing@example.gov.cn".into(),
        subject: format!("【甲市政务公开】到期提醒 {cause}"),
        text: format!(
            "陈静：\n\n您有 1 项 <任务> 明天到期。\n第一项 https://zwgk.example.gov.cn/desk/ledger/1\n\n{cause}\n"
        ),
    }
}

/// Queues letters; answers their ids.
async fn queue(db: &Db, letters: &[Letter]) -> Vec<String> {
    let mut tx = db.write().await.unwrap();
    let mut ids = Vec::new();
    for letter in letters {
        ids.push(mail::enqueue(&mut tx, AT, letter).await.unwrap().unwrap());
    }
    tx.commit().await.unwrap();
    ids
}

/// A letter of the outbox.
async fn found(db: &Db, id: &str) -> store::Queued {
    let mut tx = db.read().await.unwrap();
    store::find(&mut tx, id).await.unwrap().unwrap()
}
