//! Findings of the gate that somebody let through.

use db::{FromRow, Row, Tx, args};
use kernel::Time;
use screening::Finding;

/// A finding that was let through.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    /// The finding's stable key.
    pub finding: String,
    pub sort: String,
    pub excerpt: String,
    pub reason: String,
    pub at: Time,
    pub by_name: String,
}

impl FromRow for Override {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            finding: row.get("finding")?,
            sort: row.get("sort")?,
            excerpt: row.get("excerpt")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
            by_name: row.get("by_name")?,
        })
    }
}

/// What was let through in a document.
pub(crate) async fn overrides(tx: &mut Tx, document_id: &str) -> db::Result<Vec<Override>> {
    tx.all("SELECT * FROM document_override WHERE document_id = $1 ORDER BY at, finding", args![document_id]).await
}

/// Lets a finding through with a reason. The excerpt is kept masked: the record must not hold what it is about.
pub(crate) async fn let_through(
    tx: &mut Tx,
    now: Time,
    by: &str,
    document_id: &str,
    finding: &Finding,
    reason: &str,
) -> db::Result<()> {
    let whole = Finding { at: 0..finding.text.len(), ..finding.clone() };
    let excerpt = screening::mask(&finding.text, &[&whole]);
    tx.exec(
        "INSERT INTO document_override (document_id, finding, sort, excerpt, reason, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (document_id, finding) DO UPDATE SET reason = excluded.reason, at = excluded.at,
             by_name = excluded.by_name",
        args![document_id, &finding.key, finding.kind.name(), excerpt, reason, now, by],
    )
    .await?;
    Ok(())
}
