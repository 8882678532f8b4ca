//! Checking that the chain is whole.

use db::{Db, FromRow, Row, args};

use crate::entry::Entry;
use crate::read::after;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is there and unchanged; how many there are.
    Whole(i64),
    /// The first entry that is wrong.
    Broken(Break),
}

/// The first wrong place of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// The entry of this number is missing.
    Missing(i64),
    /// The entry of this number was changed.
    Changed(i64),
    /// The entry of this number does not follow from the one before it.
    Unchained(i64),
    /// The head says the newest entry is this one, but the chain ends elsewhere.
    Head(i64),
}

struct Head {
    seq: i64,
    hash: String,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { seq: row.get("seq")?, hash: row.get("hash")? })
    }
}

const PAGE: usize = 1000;

/// Walks the whole chain as it stands now, in memory bounded by one page; `progress` is told (checked, total).
pub async fn verify(db: &Db, mut progress: impl FnMut(i64, i64)) -> db::Result<Verdict> {
    let mut tx = db.read().await?;
    let head: Head = tx.one("SELECT seq, hash FROM journal_head WHERE id = 1", args![]).await?;
    let (mut seq, mut hash) = (0, String::new());
    // From the very bottom, so that entries put in below the first are met too.
    let mut cursor = i64::MIN;
    loop {
        let page = after(&mut tx, cursor, PAGE).await?;
        let last_page = page.len() < PAGE;
        for entry in page {
            if let Some(broken) = check(&entry, seq, &hash) {
                return Ok(Verdict::Broken(broken));
            }
            (seq, cursor) = (entry.seq, entry.seq);
            hash = entry.hash;
        }
        progress(seq, head.seq);
        if last_page {
            break;
        }
    }
    if seq < head.seq {
        return Ok(Verdict::Broken(Break::Missing(seq + 1)));
    }
    if (seq, &hash) != (head.seq, &head.hash) {
        return Ok(Verdict::Broken(Break::Head(head.seq)));
    }
    Ok(Verdict::Whole(seq))
}

fn check(entry: &Entry, previous: i64, previous_hash: &str) -> Option<Break> {
    if entry.seq > previous + 1 {
        Some(Break::Missing(previous + 1))
    } else if entry.seq <= previous || entry.previous_hash != previous_hash {
        Some(Break::Unchained(entry.seq))
    } else if entry.expected_hash() != entry.hash {
        Some(Break::Changed(entry.seq))
    } else {
        None
    }
}
