//! What records of support were counted as in the ledger.

use db::{FromRow, Json, Row, Tx, args};
use kernel::Date;

use super::domain::Support;
use crate::entries::limits::Which;

/// One time that a record was recorded as done under a time limit of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The record.
    pub support_id: String,
    /// The entry.
    pub entry_id: String,
    /// The time limit.
    pub limit: Which,
    /// The key of the occasion.
    pub key: String,
    /// The day.
    pub on: Date,
    /// The entry's piece of evidence that names the record.
    pub evidence_id: String,
}

impl FromRow for Count {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(limit) = row.get("time_limit")?;
        Ok(Self {
            support_id: row.get("support_id")?,
            entry_id: row.get("entry_id")?,
            limit,
            key: row.get("occasion")?,
            on: row.get("on_day")?,
            evidence_id: row.get("evidence_id")?,
        })
    }
}

fn json(limit: &Which) -> db::Result<String> {
    serde_json::to_string(limit).map_err(|e| db::Error::Corrupt(e.to_string()))
}

/// What a record counts for, always in the same order.
pub async fn of_support(tx: &mut Tx, support: &str) -> db::Result<Vec<Count>> {
    tx.all("SELECT * FROM ledger_support_count WHERE support_id = $1 ORDER BY entry_id, time_limit", args![support])
        .await
}

/// Adds one.
pub async fn insert(tx: &mut Tx, count: &Count) -> db::Result<()> {
    let Count { support_id, entry_id, limit, key, on, evidence_id } = count;
    tx.exec_one(
        "INSERT INTO ledger_support_count (support_id, entry_id, time_limit, occasion, on_day, evidence_id)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![support_id, entry_id, json(limit)?, key, *on, evidence_id],
    )
    .await
}

/// Keeps everybody else's changes to the entries that a record counts for waiting until this transaction ends.
pub async fn hold(tx: &mut Tx, support: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE ledger_entry SET version = version
         WHERE id IN (SELECT entry_id FROM ledger_support_count WHERE support_id = $1)",
        args![support],
    )
    .await?;
    Ok(())
}

/// Takes one back.
pub async fn remove(tx: &mut Tx, count: &Count) -> db::Result<()> {
    tx.exec_one(
        "DELETE FROM ledger_support_count WHERE support_id = $1 AND entry_id = $2 AND time_limit = $3",
        args![&count.support_id, &count.entry_id, json(&count.limit)?],
    )
    .await
}

/// The records that were counted for an occasion on a day.
pub async fn behind(tx: &mut Tx, entry: &str, limit: &Which, key: &str, on: Date) -> db::Result<Vec<Support>> {
    tx.all(
        "SELECT s.* FROM ledger_support_count c JOIN ledger_support s ON s.id = c.support_id
         WHERE c.entry_id = $1 AND c.time_limit = $2 AND c.occasion = $3 AND c.on_day = $4 ORDER BY s.id",
        args![entry, json(limit)?, key, on],
    )
    .await
}

/// Whether a record counts for an entry of this unit.
pub async fn concerns(tx: &mut Tx, support: &str, unit: &str) -> db::Result<bool> {
    let found: Option<String> = tx
        .opt(
            "SELECT e.id FROM ledger_support_count c JOIN ledger_entry e ON e.id = c.entry_id
             WHERE c.support_id = $1 AND e.unit_id = $2 LIMIT 1",
            args![support, unit],
        )
        .await?;
    Ok(found.is_some())
}

/// Gives the pieces of evidence that name a record its title.
pub async fn rename(tx: &mut Tx, support: &str, title: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE ledger_evidence SET title = $1
         WHERE id IN (SELECT evidence_id FROM ledger_support_count WHERE support_id = $2)",
        args![title, support],
    )
    .await?;
    Ok(())
}
