//! Counting, each time by one statement over one index; see the migration that made them.

use db::{FromRow, Query, Row, Tx, args};
use kernel::Date;

use super::super::month::Month;
use super::super::store::status;
use super::figures::{Figures, Group, Missed};
use super::scope::Scope;

impl FromRow for Group<String> {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { key: row.get("key")?, status: status(row)?, late: row.get("late")?, count: row.get("n")? })
    }
}

/// A count by heading and by last day: read once, told by either.
struct Share {
    heading: Group<String>,
    last: Option<Month>,
}

impl FromRow for Share {
    fn from_row(row: &Row) -> db::Result<Self> {
        let day: Option<Date> = row.get("final_due")?;
        Ok(Self { heading: Group::from_row(row)?, last: day.map(Month::of) })
    }
}

impl FromRow for Missed {
    fn from_row(row: &Row) -> db::Result<Self> {
        let last: Option<String> = row.get("last_month")?;
        let owed: String = row.get("owed")?;
        Ok(Self {
            unit_id: row.get("unit_id")?,
            heading: row.get("heading")?,
            last: last.and_then(|code| Month::from_code(&code)),
            owed: Month::from_code(&owed).ok_or_else(|| db::Error::Corrupt(format!("due in {owed}")))?,
            count: row.get("n")?,
        })
    }
}

/// All figures of a scope, from one snapshot.
pub(crate) async fn figures(tx: &mut Tx, scope: &Scope, today: Date) -> db::Result<Figures> {
    let units = grouped(
        scope,
        Query::new("SELECT e.unit_id AS key, e.status, e.late, count(*) AS n FROM ledger_entry e WHERE", args![]),
        " GROUP BY e.unit_id, e.status, e.late",
    );
    // By day, in the order of the index; days become months afterwards.
    let shares = grouped(
        scope,
        Query::new(
            "SELECT e.heading AS key, e.final_due, e.status, e.late, count(*) AS n FROM ledger_entry e WHERE",
            args![],
        ),
        " GROUP BY e.heading, e.final_due, e.status, e.late",
    );
    let mut missed = Query::new(
        "SELECT e.unit_id, e.heading, substr(e.final_due, 1, 7) AS last_month, substr(e.due_key, 1, 7) AS owed,
             count(*) AS n FROM ledger_entry e WHERE",
        args![],
    );
    scope.conditions(&mut missed);
    missed.with(" AND e.due_key < ?", args![today]);
    missed.push(" GROUP BY e.unit_id, e.heading, substr(e.final_due, 1, 7), substr(e.due_key, 1, 7)");
    let units = tx.list(units).await?;
    let shares: Vec<Share> = tx.list(shares).await?;
    let month = |share: &Share| {
        let Group { status, late, count, .. } = share.heading;
        Group { key: share.last, status, late, count }
    };
    let months = shares.iter().map(month).collect();
    let headings = shares.into_iter().map(|share| share.heading).collect();
    Ok(Figures::of(units, headings, months, tx.list(missed).await?))
}

fn grouped(scope: &Scope, mut query: Query, group: &'static str) -> Query {
    scope.conditions(&mut query);
    query.push(group);
    query
}

/// A plan of the year.
pub(crate) struct PlanOfYear {
    pub id: String,
    pub title: String,
}

impl FromRow for PlanOfYear {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.get("id")?, title: row.get("title")? })
    }
}

/// The plans of a year, the newest first.
pub(crate) async fn plans(tx: &mut Tx, government: &str, year: i64) -> db::Result<Vec<PlanOfYear>> {
    let sql = "SELECT id, title FROM plan WHERE government_id = $1 AND year = $2 ORDER BY id DESC LIMIT 200";
    tx.all(sql, args![government, year]).await
}

/// The headings of a year's plans, or of one of them, in their order.
pub(crate) async fn headings(tx: &mut Tx, scope: &Scope) -> db::Result<Vec<String>> {
    let mut query = Query::new(
        "SELECT t.heading FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.dropped = 0 AND t.heading <> ''
             AND p.government_id = $1 AND p.year = $2",
        args![&scope.government, scope.year],
    );
    query.when(" AND p.id = ?", scope.plan.clone());
    query.push(" GROUP BY t.heading ORDER BY max(p.id) DESC, min(t.position) LIMIT 200");
    tx.list(query).await
}
