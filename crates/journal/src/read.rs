//! Reading the journal: from a cursor, about one thing, or the newest first for people.

use db::{Query, Tx, args, escape_like};
use kernel::Time;

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

/// Everything done to several things of one kind, oldest first.
pub async fn of_subjects(tx: &mut Tx, kind: &str, ids: &[&str]) -> db::Result<Vec<Entry>> {
    let mut query = Query::new("SELECT * FROM journal WHERE subject_kind = $1", args![kind]);
    query.within(" AND subject_id IN", ids.iter().copied()).push(" ORDER BY seq");
    tx.list(query).await
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
    /// Only this actor's, by id.
    pub actor: Option<String>,
    /// Only acts of people whose name contained this at the time.
    pub actor_name: Option<String>,
    /// Only acts on this kind of thing, e.g. `unit`.
    pub subject_kind: Option<String>,
    /// Only acts on the thing of this id.
    pub subject_id: Option<String>,
    /// Only entries from this instant on.
    pub from: Option<Time>,
    /// Only entries before this instant.
    pub until: Option<Time>,
    /// Only entries before this number (the key of the page).
    pub before: Option<i64>,
    /// Only entries after this number: how far back somebody looks at once for what is rare.
    pub above: Option<i64>,
}

/// The entry of that number.
pub async fn find(tx: &mut Tx, seq: i64) -> db::Result<Option<Entry>> {
    tx.opt("SELECT * FROM journal WHERE seq = $1", args![seq]).await
}

/// At most `limit` entries, newest first.
pub async fn newest(tx: &mut Tx, filter: Filter, limit: usize) -> db::Result<Vec<Entry>> {
    let mut query = Query::new("SELECT * FROM journal WHERE 1 = 1", args![]);
    query
        .when(" AND government_id = ?", filter.government)
        .when(" AND unit_id = ?", filter.unit)
        .when(" AND actor_id = ?", filter.actor)
        .when(
            " AND lower(actor_name) LIKE ? ESCAPE '\\'",
            filter.actor_name.map(|name| escape_like(&name.to_lowercase())),
        )
        .when(" AND subject_kind = ?", filter.subject_kind)
        .when(" AND subject_id = ?", filter.subject_id)
        .when(" AND at >= ?", filter.from)
        .when(" AND at < ?", filter.until)
        .when(" AND seq < ?", filter.before)
        .when(" AND seq > ?", filter.above)
        // Not a range: what sorts between two names differs from one collation to the next.
        .when(
            " AND act LIKE ? ESCAPE '\\'",
            filter.act.map(|act| escape_like(&act).trim_start_matches('%').to_owned()),
        );
    query.with(" ORDER BY seq DESC LIMIT ?", args![limit]);
    tx.list(query).await
}
