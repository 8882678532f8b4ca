//! The words that the gate stops at: one list a government.

use db::{FromRow, Row, Tx, args};
use kernel::Time;

/// A government's list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// As its page explains: one a line.
    pub text: String,
    pub updated_at: Option<Time>,
    pub updated_by_name: String,
    /// Counts saves; 0 before the first.
    pub version: i64,
}

impl FromRow for Words {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            text: row.get("words")?,
            updated_at: Some(row.get("updated_at")?),
            updated_by_name: row.get("updated_by_name")?,
            version: row.get("version")?,
        })
    }
}

/// The list of a government; empty before the first save.
pub(crate) async fn words(tx: &mut Tx, government_id: &str) -> db::Result<Words> {
    let found = tx.opt("SELECT * FROM document_words WHERE government_id = $1", args![government_id]).await?;
    Ok(found.unwrap_or_default())
}

/// Saves the list; [`db::Error::Stale`] when somebody else saved since `version` was read.
pub(crate) async fn save_words(
    tx: &mut Tx,
    now: Time,
    by: &str,
    government_id: &str,
    text: &str,
    version: i64,
) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO document_words (government_id, words, updated_at, updated_by_name, version)
         VALUES ($1, $2, $3, $4, 1)
         ON CONFLICT (government_id) DO UPDATE SET words = excluded.words, updated_at = excluded.updated_at,
             updated_by_name = excluded.updated_by_name, version = document_words.version + 1
             WHERE document_words.version = $5",
        args![government_id, text, now, by, version],
    )
    .await
}
