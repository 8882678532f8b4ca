//! Files attached to a document.

use db::{FromRow, Row, Tx, args};
use kernel::{Time, new_id};
use web::Kept;

/// A document has at most so many files.
pub(crate) const MOST_FILES: usize = 50;

/// An attached file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attached {
    pub id: String,
    pub document_id: String,
    pub title: String,
    pub hash: String,
    pub media_type: String,
    pub bytes: i64,
    /// What was taken out of it, in words; empty when nothing was.
    pub stripped: String,
    pub added_at: Time,
    pub added_by_name: String,
}

impl FromRow for Attached {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            document_id: row.get("document_id")?,
            title: row.get("title")?,
            hash: row.get("file_hash")?,
            media_type: row.get("media_type")?,
            bytes: row.get("bytes")?,
            stripped: row.get("stripped")?,
            added_at: row.get("added_at")?,
            added_by_name: row.get("added_by_name")?,
        })
    }
}

/// The files of a document in their order.
pub(crate) async fn files(tx: &mut Tx, document_id: &str) -> db::Result<Vec<Attached>> {
    tx.all(
        "SELECT * FROM document_file WHERE document_id = $1 AND removed_at IS NULL ORDER BY position, id",
        args![document_id],
    )
    .await
}

/// One file that is still attached.
pub(crate) async fn file(tx: &mut Tx, id: &str) -> db::Result<Option<Attached>> {
    tx.opt("SELECT * FROM document_file WHERE id = $1 AND removed_at IS NULL", args![id]).await
}

/// Attaches a file after the others.
pub(crate) async fn attach(
    tx: &mut Tx,
    now: Time,
    by: &str,
    document_id: &str,
    title: &str,
    file: &Kept,
    stripped: &str,
) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO document_file (id, document_id, title, file_hash, media_type, bytes, stripped, position, added_at,
             added_by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7,
             (SELECT coalesce(max(other.position), 0) + 1 FROM document_file AS other WHERE other.document_id = $2),
             $8, $9)",
        args![new_id(now), document_id, title, &file.hash, file.media_type, file.bytes, stripped, now, by],
    )
    .await
}

/// Takes a file away; [`db::Error::Stale`] when it is gone already.
pub(crate) async fn detach(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec_one("UPDATE document_file SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL", args![id, now]).await
}

/// Attaches exactly these files of a document again, of those it has had.
pub(crate) async fn restore_files(tx: &mut Tx, now: Time, document_id: &str, ids: &[&str]) -> db::Result<()> {
    let away = "UPDATE document_file SET removed_at = $2 WHERE document_id = $1 AND removed_at IS NULL";
    tx.exec(away, args![document_id, now]).await?;
    for id in ids {
        let back = "UPDATE document_file SET removed_at = NULL WHERE document_id = $1 AND id = $2";
        tx.exec(back, args![document_id, *id]).await?;
    }
    Ok(())
}
