//! Feeds in the database, and the entries that they show.

use db::{FromRow, Query, Row, Tx, args};
use jiff::ToSpan as _;
use kernel::{Date, Time};

/// Days ahead that a feed shows.
const AHEAD: i64 = 400;
/// Most entries of a feed.
const MOST: usize = 2_000;

/// A feed.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Id.
    pub id: String,
    /// Whose.
    pub person_id: String,
    /// The post it shows; none: all of the person's.
    pub post_id: Option<String>,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
    /// When it was read last, to the hour.
    pub used_at: Option<Time>,
}

impl FromRow for Feed {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person_id: row.get("person_id")?,
            post_id: row.get("post_id")?,
            name: row.get("name")?,
            created_at: row.get("created_at")?,
            used_at: row.get("used_at")?,
        })
    }
}

/// Adds a feed under the hash of its secret.
pub async fn insert(tx: &mut Tx, feed: &Feed, token_hash: &str) -> db::Result<()> {
    tx.exec_one(
        "INSERT INTO calendar_feed (id, person_id, post_id, token_hash, name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![&feed.id, &feed.person_id, feed.post_id.clone(), token_hash, &feed.name, feed.created_at],
    )
    .await
}

/// The feed of a secret, by its hash.
pub async fn by_hash(tx: &mut Tx, token_hash: &str) -> db::Result<Option<Feed>> {
    tx.opt("SELECT * FROM calendar_feed WHERE token_hash = $1", args![token_hash]).await
}

/// A person's feeds, oldest first.
pub async fn of_person(tx: &mut Tx, person_id: &str) -> db::Result<Vec<Feed>> {
    tx.all("SELECT * FROM calendar_feed WHERE person_id = $1 ORDER BY id", args![person_id]).await
}

/// Notes that a feed was read; writes at most once an hour.
pub async fn touch(tx: &mut Tx, now: Time, id: &str) -> db::Result<()> {
    tx.exec(
        "UPDATE calendar_feed SET used_at = $1 WHERE id = $2 AND (used_at IS NULL OR used_at < $3)",
        args![now, id, now.plus_hours(-1)],
    )
    .await
    .map(drop)
}

/// Revokes a person's feed; stale when there is none.
pub async fn remove(tx: &mut Tx, person_id: &str, id: &str) -> db::Result<()> {
    tx.exec_one("DELETE FROM calendar_feed WHERE id = $1 AND person_id = $2", args![id, person_id]).await
}

/// An entry as a feed shows it.
#[derive(Clone, Debug)]
pub struct Dated {
    /// The entry.
    pub id: String,
    /// Whose.
    pub unit_id: String,
    /// By when something is owed.
    pub due: Date,
    /// The day rests on a calendar that is not known for certain.
    pub provisional: bool,
    /// What the task demands.
    pub body: String,
    /// Changed last.
    pub updated_at: Time,
}

impl FromRow for Dated {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            unit_id: row.get("unit_id")?,
            due: row.get("due_key")?,
            provisional: row.get("provisional")?,
            body: row.get("body")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// What a government, or one of its units, owes: everything overdue and the time ahead, soonest first.
pub async fn dated(tx: &mut Tx, government: &str, unit: Option<&str>, today: Date) -> db::Result<Vec<Dated>> {
    let mut query = Query::new(
        "SELECT e.id, e.unit_id, e.due_key, e.provisional, e.updated_at, t.body
         FROM ledger_entry e JOIN task t ON t.id = e.task_id
         WHERE e.government_id = $1 AND e.dropped = 0 AND e.due_key <= $2",
        args![government, today.saturating_add(AHEAD.days())],
    );
    query.when(" AND e.unit_id = ?", unit).with(" ORDER BY e.due_key, e.id LIMIT ?", args![MOST]);
    tx.list(query).await
}
