//! Reading the journal: from a cursor, about one thing, or the newest first for people.

use db::{Query, Tx, args};

use crate::entry::Entry;

/// The number of the newest entry; 0 when there is none.
pub async fn head(tx: &mut Tx) -> db::Result<i64> {
    tx.one("SELECT seq FROM journal_head WHERE id = 1", args![]).await
}

/// At most `limit` entries after `seq`, oldest first.
pub async fn after(tx: &mut Tx, seq: i64, limit: usize) -> db::Result<Vec<Entry>> {
    tx.all("SELECT * FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2", args![seq, limit]).await
}

/// Everything done to one thing, newest first, at most `limit`.
pub async fn of_subject(tx: &mut Tx, kind: &str, id: &str, limit: usize) -> db::Result<Vec<Entry>> {
    tx.all(
        "SELECT * FROM journal WHERE subject_kind = $1 AND subject_id = $2 ORDER BY seq DESC LIMIT $3",
        args![kind, id, limit],
    )
    .await
}

/// Which entries to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this government's.
    pub government: Option<String>,
    /// Only this unit's.
    pub unit: Option<String>,
    /// Only acts whose name begins so, e.g. `plan.`.
    pub act: Option<String>,
    /// Only this actor's.
    pub actor: Option<String>,
    /// Only entries before this number (the key of the page).
    pub before: Option<i64>,
}

/// At most `limit` entries, newest first.
pub async fn newest(tx: &mut Tx, filter: Filter, limit: usize) -> db::Result<Vec<Entry>> {
    let mut query = Query::new("SELECT * FROM journal WHERE 1 = 1", args![]);
    query
        .when(" AND government_id = ?", filter.government)
        .when(" AND unit_id = ?", filter.unit)
        .when(" AND actor_id = ?", filter.actor)
        .when(" AND seq < ?", filter.before);
    if let Some(act) = filter.act {
        // Acts are ASCII names, so a range stands for "begins with" on every collation.
        let end = format!("{act}\u{7f}");
        query.with(" AND act >= ? AND act < ?", args![act, end]);
    }
    query.with(" ORDER BY seq DESC LIMIT ?", args![limit]);
    tx.list(query).await
}
