//! How many entries stand where, by unit and by plan: one pass over an index, no table kept beside it.

use std::collections::BTreeMap;

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

use super::due::DueKey;
use super::filter::DueIn;

/// How many entries stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub total: i64,
    /// Accepted.
    pub done: i64,
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

impl Counts {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            done: self.done + other.done,
            submitted: self.submitted + other.submitted,
            returned: self.returned + other.returned,
            overdue: self.overdue + other.overdue,
            week: self.week + other.week,
            later: self.later + other.later,
            waiting: self.waiting + other.waiting,
            undated: self.undated + other.undated,
        }
    }

    /// The share that is done, 0–100, rounded down: 100 only when all is done.
    pub fn percent(&self) -> i64 {
        if self.total == 0 { 0 } else { self.done * 100 / self.total }
    }
}

struct Group {
    unit_id: String,
    plan_id: String,
    counts: Counts,
}

impl FromRow for Group {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            plan_id: row.get("plan_id")?,
            counts: Counts {
                total: row.get("total")?,
                done: row.get("done")?,
                submitted: row.get("submitted")?,
                returned: row.get("returned")?,
                overdue: row.get("overdue")?,
                week: row.get("week")?,
                later: row.get("later")?,
                waiting: row.get("waiting")?,
                undated: row.get("undated")?,
            },
        })
    }
}

/// The counts of a government, or of one of its units.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// All together.
    pub all: Counts,
    /// By unit id.
    pub by_unit: BTreeMap<String, Counts>,
    /// By plan id: oldest plan first.
    pub by_plan: BTreeMap<String, Counts>,
}

/// Counts the entries of a government, or only those of `unit`.
pub async fn tally(tx: &mut Tx, government: &str, unit: Option<&str>, today: Date) -> db::Result<Tally> {
    let (_, week_ends) = DueIn::Week.range(today);
    let waiting = DueKey::Waiting.column();
    let mut query = Query::new(
        "SELECT unit_id, plan_id, count(*) AS total,
             count(CASE WHEN status = 'accepted' THEN 1 END) AS done,
             count(CASE WHEN status = 'submitted' THEN 1 END) AS submitted,
             count(CASE WHEN status = 'returned' THEN 1 END) AS returned,
             count(CASE WHEN due_key < $1 THEN 1 END) AS overdue,
             count(CASE WHEN due_key >= $1 AND due_key <= $2 THEN 1 END) AS week,
             count(CASE WHEN due_key > $2 AND due_key < $3 THEN 1 END) AS later,
             count(CASE WHEN due_key = $3 THEN 1 END) AS waiting,
             count(CASE WHEN due_key > $3 AND status NOT IN ('submitted', 'accepted') THEN 1 END) AS undated
         FROM ledger_entry WHERE government_id = $4 AND dropped = 0",
        args![today, week_ends, waiting, government],
    );
    query.when(" AND unit_id = ?", unit).push(" GROUP BY unit_id, plan_id");
    let mut tally = Tally::default();
    for Group { unit_id, plan_id, counts } in tx.list::<Group>(query).await? {
        tally.all = tally.all.plus(counts);
        for (table, key) in [(&mut tally.by_unit, unit_id), (&mut tally.by_plan, plan_id)] {
            let sum = table.entry(key).or_default();
            *sum = sum.plus(counts);
        }
    }
    Ok(tally)
}
