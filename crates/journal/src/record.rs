//! Recording an act, in the transaction of the change it describes.

use db::{FromRow, Row, Tx, args};
use kernel::Time;
use serde::Serialize;

use crate::entry::{Act, Entry};

struct Head {
    seq: i64,
    hash: String,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { seq: row.get("seq")?, hash: row.get("hash")? })
    }
}

/// Appends `act` at `now`; answers its number. The head row stays locked until the transaction ends, which makes the
/// numbers gapless and their order the order of commits.
pub async fn record<P: Serialize>(tx: &mut Tx, now: Time, act: Act<'_, P>) -> db::Result<i64> {
    let payload = serde_json::to_string(&act.payload).map_err(|e| db::Error::Corrupt(e.to_string()))?;
    let head: Head = tx.one("UPDATE journal_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash", args![]).await?;
    let mut entry = Entry {
        seq: head.seq,
        at: now,
        actor: act.actor.clone(),
        government_id: act.government.map(str::to_owned),
        unit_id: act.unit.map(str::to_owned),
        act: act.act.to_owned(),
        subject_kind: act.subject.kind.to_owned(),
        subject_id: act.subject.id.to_owned(),
        payload,
        previous_hash: head.hash,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash();
    tx.exec_one("UPDATE journal_head SET hash = $1 WHERE id = 1", args![&entry.hash]).await?;
    tx.exec_one(
        "INSERT INTO journal (seq, at, actor_id, actor_name, government_id, unit_id, act, subject_kind, subject_id,
                              payload, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            entry.seq,
            entry.at,
            entry.actor.id,
            entry.actor.name,
            entry.government_id,
            entry.unit_id,
            entry.act,
            entry.subject_kind,
            entry.subject_id,
            entry.payload,
            entry.previous_hash,
            entry.hash
        ],
    )
    .await?;
    Ok(entry.seq)
}
