//! Followers: whatever is derived reads the journal by cursor, in effect exactly once, wherever the process is killed.

use db::{Db, Tx, args};

use crate::entry::Entry;
use crate::read::after;

/// Hands every entry after the cursor of follower `name` to `apply`, `batch` at a time. The cursor moves in the
/// transaction of the effects, so a kill between batches loses and repeats nothing. Answers how many were applied.
///
/// Several nodes may run the same follower; they take turns. What `apply` does outside the transaction can happen
/// again after a kill. In a spawned task it is an `async move` closure.
pub async fn catch_up(
    db: &Db,
    name: &str,
    batch: usize,
    mut apply: impl AsyncFnMut(&mut Tx, &Entry) -> db::Result<()>,
) -> db::Result<usize> {
    let mut applied = 0;
    loop {
        let mut tx = db.write().await?;
        tx.exec("INSERT INTO follower (name, seq) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING", args![name]).await?;
        // The update locks the row: two nodes running the same follower take turns.
        let seq: i64 = tx.one("UPDATE follower SET seq = seq WHERE name = $1 RETURNING seq", args![name]).await?;
        let entries = after(&mut tx, seq, batch).await?;
        let Some(last) = entries.last() else {
            return Ok(applied);
        };
        let last = last.seq;
        for entry in &entries {
            apply(&mut tx, entry).await?;
        }
        tx.exec_one("UPDATE follower SET seq = $1 WHERE name = $2", args![last, name]).await?;
        tx.commit().await?;
        applied += entries.len();
    }
}

/// Sets the cursor of follower `name` back to the beginning; its next catch-up rebuilds. What the follower has derived
/// is deleted by the caller, in the same transaction.
pub async fn rewind(tx: &mut Tx, name: &str) -> db::Result<()> {
    tx.exec("UPDATE follower SET seq = 0 WHERE name = $1", args![name]).await?;
    Ok(())
}
