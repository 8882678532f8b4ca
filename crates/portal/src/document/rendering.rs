//! Files made of public documents, by what they were made of.

use db::{Result, Tx, args};
use kernel::Time;

/// The SHA-256 of the file made of that source, when it was made once; the file itself may be gone.
pub(super) async fn find(tx: &mut Tx, source: &str) -> Result<Option<String>> {
    tx.opt("SELECT hash FROM portal_rendering WHERE source = $1", args![source]).await
}

/// Remembers what was made of a source; the newest counts.
pub(super) async fn put(tx: &mut Tx, now: Time, source: &str, hash: &str) -> Result<()> {
    tx.exec_one(
        "INSERT INTO portal_rendering (source, hash, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (source) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at",
        args![source, hash, now],
    )
    .await
}
