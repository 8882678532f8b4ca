//! How many entries of each sort are to be done, for the day's page: one pass over an index, no table kept beside it.

use std::collections::HashMap;

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

use super::due::DueKey;
use super::filter::DueIn;

/// How many entries stand where. What was accepted is not among them: nobody has anything to do about it, and it grows
/// with the years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Handed in, and not accepted yet.
    pub submitted: i64,
    /// Given back.
    pub returned: i64,
    /// Due before today.
    pub overdue: i64,
    /// Due today or within the six days after.
    pub week: i64,
    /// Due later.
    pub later: i64,
    /// Waiting for an event.
    pub waiting: i64,
    /// Not handed in, and without a date.
    pub undated: i64,
}

impl FromRow for Counts {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            submitted: row.get("submitted")?,
            returned: row.get("returned")?,
            overdue: row.get("overdue")?,
            week: row.get("week")?,
            later: row.get("later")?,
            waiting: row.get("waiting")?,
            undated: row.get("undated")?,
        })
    }
}

/// Counts the entries of a government, or only those of `unit`.
pub async fn tally(tx: &mut Tx, government: &str, unit: Option<&str>, today: Date) -> db::Result<Counts> {
    let (_, week_ends) = DueIn::Week.range(today);
    let waiting = DueKey::Waiting.column();
    let mut query = Query::new(
        "SELECT count(CASE WHEN status = 'submitted' THEN 1 END) AS submitted,
             count(CASE WHEN status = 'returned' THEN 1 END) AS returned,
             count(CASE WHEN due_key < $1 THEN 1 END) AS overdue,
             count(CASE WHEN due_key >= $1 AND due_key <= $2 THEN 1 END) AS week,
             count(CASE WHEN due_key > $2 AND due_key < $3 THEN 1 END) AS later,
             count(CASE WHEN due_key = $3 THEN 1 END) AS waiting,
             count(CASE WHEN due_key > $3 AND status <> 'submitted' THEN 1 END) AS undated
         FROM ledger_entry WHERE government_id = $4 AND dropped = 0
             AND status IN ('not_started', 'in_progress', 'returned', 'submitted')",
        args![today, week_ends, waiting, government],
    );
    query.when(" AND unit_id = ?", unit);
    Ok(tx.list::<Counts>(query).await?.into_iter().next().unwrap_or_default())
}

struct Share(String, i64);

impl FromRow for Share {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("unit_id")?, row.get("n")?))
    }
}

/// How many entries each unit has, by its id.
pub async fn by_unit(tx: &mut Tx, government: &str) -> db::Result<HashMap<String, i64>> {
    let sql =
        "SELECT unit_id, count(*) AS n FROM ledger_entry WHERE government_id = $1 AND dropped = 0 GROUP BY unit_id";
    let shares: Vec<Share> = tx.all(sql, args![government]).await?;
    Ok(shares.into_iter().map(|Share(unit, count)| (unit, count)).collect())
}
