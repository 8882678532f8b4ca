//! Records of support in the database, and the files kept with them.

use db::{FromRow, Json, Row, Tx, args};
use journal::{Act, Actor, Subject};
use kernel::{Time, new_id};
use web::Kept;

use super::domain::{Support, Text};
use super::kinds::Kind;
use crate::entries::acts::Particulars;

/// The kind of subject they are in the journal.
pub const SUBJECT: &str = "support";

impl FromRow for Support {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (code, unit): (String, String) = (row.get("kind")?, row.get("unit_id")?);
        let Json(values) = row.get("fields")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            unit_id: Some(unit).filter(|unit| !unit.is_empty()),
            kind: Kind::from_code(&code).ok_or_else(|| db::Error::Corrupt(format!("kind of support {code}")))?,
            text: Text { on: row.get("on_day")?, title: row.get("title")?, note: row.get("note")?, values },
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
        })
    }
}

/// By id, unless it was taken away.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Support>> {
    tx.opt("SELECT * FROM ledger_support WHERE id = $1 AND removed = 0", args![id]).await
}

/// Adds a new record.
pub async fn insert(tx: &mut Tx, support: &Support) -> db::Result<()> {
    let Support { id, government_id, unit_id, kind, text, updated_at, version } = support;
    tx.exec_one(
        "INSERT INTO ledger_support (id, government_id, unit_id, kind, on_day, title, note, fields, removed, updated_at,
             version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
        args![
            id,
            government_id,
            unit_id.as_deref().unwrap_or_default(),
            kind.code,
            text.on,
            &text.title,
            &text.note,
            json(text)?,
            *updated_at,
            *version
        ],
    )
    .await?;
    figures(tx, support).await
}

/// Saves what a record says; stale when someone else saved first.
pub async fn save(tx: &mut Tx, now: Time, support: &Support) -> db::Result<()> {
    let Support { id, text, version, .. } = support;
    tx.exec_one(
        "UPDATE ledger_support SET on_day = $1, title = $2, note = $3, fields = $4, updated_at = $5,
             version = version + 1 WHERE id = $6 AND version = $7 AND removed = 0",
        args![text.on, &text.title, &text.note, json(text)?, now, id, *version],
    )
    .await?;
    tx.exec("DELETE FROM ledger_support_figure WHERE support_id = $1", args![id]).await?;
    figures(tx, support).await
}

/// Takes a record away; stale when someone else saved first.
pub async fn remove(tx: &mut Tx, now: Time, support: &Support) -> db::Result<()> {
    tx.exec_one(
        "UPDATE ledger_support SET removed = 1, updated_at = $1, version = version + 1
         WHERE id = $2 AND version = $3 AND removed = 0",
        args![now, &support.id, support.version],
    )
    .await
}

fn json(text: &Text) -> db::Result<String> {
    serde_json::to_string(&text.values).map_err(|e| db::Error::Corrupt(e.to_string()))
}

async fn figures(tx: &mut Tx, support: &Support) -> db::Result<()> {
    for (field, amount) in support.kind.figures(&support.text.values) {
        tx.exec_one(
            "INSERT INTO ledger_support_figure (support_id, field, amount) VALUES ($1, $2, $3)",
            args![&support.id, field, amount],
        )
        .await?;
    }
    Ok(())
}

/// Records an act on a record.
pub(super) async fn record(
    tx: &mut Tx,
    now: Time,
    actor: &Actor,
    act: &'static str,
    support: &Support,
    particulars: Particulars,
) -> db::Result<()> {
    let act = Act {
        actor,
        government: Some(&support.government_id),
        unit: support.unit_id.as_deref(),
        act,
        subject: Subject { kind: SUBJECT, id: &support.id },
        payload: particulars,
    };
    journal::record(tx, now, act).await?;
    Ok(())
}

/// A file kept with a record.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Id.
    pub id: String,
    /// The record.
    pub support_id: String,
    /// Its name.
    pub title: String,
    /// The SHA-256 of its content.
    pub hash: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub bytes: i64,
    /// When it was added.
    pub added_at: Time,
    /// Who added it.
    pub added_by: String,
}

impl FromRow for Attachment {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            support_id: row.get("support_id")?,
            title: row.get("title")?,
            hash: row.get("file_hash")?,
            media_type: row.get("media_type")?,
            bytes: row.get("bytes")?,
            added_at: row.get("added_at")?,
            added_by: row.get("added_by_name")?,
        })
    }
}

/// Files one record may have.
pub const MOST_FILES: usize = 50;

/// Adds a file that is kept.
pub async fn attach(tx: &mut Tx, now: Time, by: &Actor, support: &str, name: &str, file: &Kept) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO ledger_support_file (id, support_id, title, file_hash, media_type, bytes, added_at, added_by,
             added_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![new_id(now), support, name, &file.hash, file.media_type, file.bytes, now, &by.id, &by.name],
    )
    .await
}

/// The files of a record, oldest first.
pub async fn attachments(tx: &mut Tx, support: &str) -> db::Result<Vec<Attachment>> {
    tx.all(
        "SELECT * FROM ledger_support_file WHERE support_id = $1 AND removed_at IS NULL ORDER BY id LIMIT $2",
        args![support, MOST_FILES],
    )
    .await
}

/// A file by id, unless it was taken away.
pub async fn attachment(tx: &mut Tx, id: &str) -> db::Result<Option<Attachment>> {
    tx.opt("SELECT * FROM ledger_support_file WHERE id = $1 AND removed_at IS NULL", args![id]).await
}

/// Takes a file away; its content and its row stay.
pub async fn detach(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE ledger_support_file SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL", args![now, id])
        .await
}
