//! What the year's plans demand in the way of support, so and so often, and how much of it is recorded.

use db::{FromRow, Json, Query, Row, Tx, args, escape_like};
use law::due::Term;

use super::counting::countables;
use super::kinds::{KINDS, Kind};
use super::list::Filter;
use crate::entries::basis::Basis;
use crate::entries::desk::Desk;
use crate::entries::limits::{Limit, Records, Which};
use crate::entries::store;
use crate::entries::task::{clipped, numbered};
use crate::entries::words::meaning;

/// Something that a plan demands.
pub(super) struct Demand {
    /// What, e.g. `每年至少 2 次`.
    pub asked: String,
    /// How much of it is recorded.
    pub recorded: String,
    pub task: String,
    pub href: String,
    /// What a new record for it begins with, as a query.
    pub counts: String,
}

/// A task with its entries.
struct Asking {
    id: String,
    label: Option<String>,
    body: String,
    limits: Vec<Limit>,
    term: Term,
    entries: i64,
    finished: i64,
    /// Of a task with one entry: the entry and what is recorded.
    entry: String,
    records: Records,
}

impl FromRow for Asking {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (Json(limits), Json(records)) = (row.get("limits")?, row.get("facts")?);
        Ok(Self {
            id: row.get("id")?,
            label: row.get("label")?,
            body: row.get("body")?,
            limits,
            term: store::term(row)?,
            entries: row.get("entries")?,
            finished: row.get("finished")?,
            entry: row.get("entry_id")?,
            records,
        })
    }
}

/// Tasks looked at; a year's plans ask for support a few times.
const MOST: usize = 200;

/// The year's demands for a kind of support, of what the filter shows.
pub(super) async fn demands(
    tx: &mut Tx,
    desk: &Desk,
    filter: &Filter,
    year: i16,
) -> db::Result<Vec<(&'static Kind, Vec<Demand>)>> {
    if filter.unit.as_deref() == Some("") {
        // The office itself has no entries: what it does counts for those of its units.
        return Ok(KINDS.iter().map(|kind| (kind, Vec::new())).collect());
    }
    let mut query = Query::new(
        "SELECT t.id, t.label, t.body, t.limits, p.year, p.issued_on, count(*) AS entries, min(e.id) AS entry_id,
             CAST(sum(CASE WHEN e.status IN ('submitted', 'accepted') THEN 1 ELSE 0 END) AS BIGINT) AS finished,
             CASE WHEN count(*) = 1 THEN max(e.facts) ELSE '[]' END AS facts
         FROM plan p JOIN task t ON t.plan_id = p.id JOIN ledger_entry e ON e.task_id = t.id AND e.dropped = 0
         WHERE p.government_id = $1 AND p.year = $2 AND t.dropped = 0
             AND (instr(t.limits, '\"count_per_year\"') > 0 OR instr(t.limits, '\"recurring\"') > 0) AND (",
        args![&filter.government, i64::from(year)],
    );
    for (at, word) in KINDS.iter().flat_map(|kind| kind.words).enumerate() {
        query.with(if at == 0 { "t.body LIKE ?" } else { " OR t.body LIKE ?" }, args![escape_like(word)]);
    }
    query.push(")").when(" AND e.unit_id = ?", filter.unit.as_deref());
    query.push(" GROUP BY t.id, t.label, t.body, t.limits, p.year, p.issued_on, p.id, t.position");
    query.with(" ORDER BY p.id, t.position LIMIT ?", args![MOST]);
    let asking: Vec<Asking> = tx.list(query).await?;
    let of_kind = |kind: &'static Kind| {
        let tasks = asking.iter().filter(|task| kind.asked_by(&task.body));
        (kind, tasks.flat_map(|task| of_task(desk, kind, task)).collect())
    };
    Ok(KINDS.iter().map(of_kind).collect())
}

fn of_task(desk: &Desk, kind: &Kind, task: &Asking) -> Vec<Demand> {
    let basis = Basis { calendar: desk.calendar(), limits: &task.limits, term: task.term, today: desk.today() };
    let one = |(at, which, Limit { limit, .. }): (usize, Which, &Limit)| {
        let alone = task.entries == 1;
        let occasions = basis.occasions(limit, &task.records.of(&which)).unwrap_or_default();
        let done: usize = occasions.iter().map(|one| one.done.len()).sum();
        let times: u32 = occasions.iter().map(|one| one.times).sum();
        let recorded = if alone {
            format!("已记 {done} 次，共要求 {times} 次")
        } else {
            format!("{} 个单位，{} 个已提交或完成", task.entries, task.finished)
        };
        Demand {
            asked: meaning(limit),
            recorded,
            task: clipped(&numbered(task.label.as_deref(), &task.body), 30),
            href: if alone { format!("/desk/ledger/{}", task.entry) } else { format!("/desk/tasks/{}", task.id) },
            counts: format!(
                "kind={}{}",
                kind.code,
                if alone { format!("&counts={}~{at}", task.entry) } else { String::new() }
            ),
        }
    };
    countables(&task.limits).map(one).collect()
}
