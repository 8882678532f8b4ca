//! Sheets that wait, in the database.

use db::{FromRow, Json, Row, Tx, args};
use kernel::{Time, is_id};

use super::sheet::Line;

/// A sheet that was uploaded.
pub(super) struct Import {
    pub id: String,
    pub government_id: String,
    pub person_id: String,
    pub file_name: String,
    pub lines: Vec<Line>,
    pub uploaded_at: Time,
    /// When it was written into the catalogue; none while it waits.
    pub applied_at: Option<Time>,
}

impl FromRow for Import {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(lines) = row.get("sheet")?;
        Ok(Self {
            id: row.get("id")?,
            government_id: row.get("government_id")?,
            person_id: row.get("person_id")?,
            file_name: row.get("file_name")?,
            lines,
            uploaded_at: row.get("uploaded_at")?,
            applied_at: row.get("applied_at")?,
        })
    }
}

pub(super) async fn insert(tx: &mut Tx, import: &Import) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO catalogue_import (id, government_id, person_id, file_name, sheet, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            &import.id,
            &import.government_id,
            &import.person_id,
            &import.file_name,
            serde_json::json!(import.lines),
            import.uploaded_at
        ],
    )
    .await
}

pub(super) async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Import>> {
    if !is_id(id) {
        return Ok(None);
    }
    tx.opt("SELECT * FROM catalogue_import WHERE id = $1", args![id]).await
}

/// The newest sheets that wait.
pub(super) async fn waiting(tx: &mut Tx, government_id: &str, limit: usize) -> db::Result<Vec<Import>> {
    tx.all(
        "SELECT * FROM catalogue_import WHERE government_id = $1 AND applied_at IS NULL
         ORDER BY uploaded_at DESC, id DESC LIMIT $2",
        args![government_id, limit],
    )
    .await
}

/// Marks it written; stale when somebody else did.
pub(super) async fn apply(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE catalogue_import SET applied_at = $1 WHERE id = $2 AND applied_at IS NULL", args![now, id])
        .await
}

/// Throws it away; stale when it was written or thrown away before.
pub(super) async fn discard(tx: &mut Tx, id: &str) -> db::Result<()> {
    tx.exec_one("DELETE FROM catalogue_import WHERE id = $1 AND applied_at IS NULL", args![id]).await
}
