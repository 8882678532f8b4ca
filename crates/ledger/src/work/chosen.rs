//! Entries to act on, each with what its dates rest on.

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::Date;
use law::Calendar;
use law::due::Term;

use crate::entries::basis::Basis;
use crate::entries::domain::Entry;
use crate::entries::filter::Filter;
use crate::entries::limits::Limit;
use crate::entries::store::term;
use crate::entries::task::numbered;

/// An entry with what its dates rest on.
pub struct Chosen {
    /// The entry.
    pub entry: Entry,
    /// The task's number and text.
    pub task: String,
    limits: Vec<Limit>,
    term: Term,
}

impl FromRow for Chosen {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(limits) = row.get("limits")?;
        let (label, body): (Option<String>, String) = (row.get("label")?, row.get("body")?);
        let task = numbered(label.as_deref(), &body);
        Ok(Self { entry: Entry::from_row(row)?, task, limits, term: term(row)? })
    }
}

impl Chosen {
    /// What its dates rest on.
    pub fn basis<'a>(&'a self, calendar: &'a Calendar, today: Date) -> Basis<'a> {
        Basis { calendar, limits: &self.limits, term: self.term, today }
    }
}

const WITH_TASKS: &str = ") e JOIN task t ON t.id = e.task_id JOIN plan p ON p.id = e.plan_id ORDER BY e.due_key, e.id";

fn begin() -> Query {
    Query::new(
        "SELECT e.*, t.label, t.body, t.limits, p.year, p.issued_on FROM (SELECT e.* FROM ledger_entry e WHERE",
        args![],
    )
}

/// Those of these ids that the person's filter reaches, what is due first at the top.
pub async fn by_id(tx: &mut Tx, reach: &Filter, today: Date, ids: &[&str]) -> db::Result<Vec<Chosen>> {
    let mut query = begin();
    reach.conditions(&mut query, today);
    query.within(" AND e.id IN", ids.iter().copied()).push(WITH_TASKS);
    tx.list(query).await
}

/// At most `limit` of a filter's entries, what is due first at the top.
pub async fn of_filter(tx: &mut Tx, filter: &Filter, today: Date, limit: usize) -> db::Result<Vec<Chosen>> {
    let mut query = begin();
    filter.conditions(&mut query, today);
    query.with(" ORDER BY e.due_key, e.id LIMIT ?", args![limit]).push(WITH_TASKS);
    tx.list(query).await
}
