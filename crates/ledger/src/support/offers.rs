//! What a record of support can be counted for: entries that ask for something so and so often.

use std::collections::BTreeSet;

use db::{FromRow, Json, Query, Row, Tx, args, escape_like};
use kernel::Date;
use law::due::Term;

use super::counting::{Choice, countables, occasion};
use super::kinds::Kind;
use crate::entries::basis::Basis;
use crate::entries::desk::{Desk, Units};
use crate::entries::domain::Entry;
use crate::entries::limits::{Limit, Which};
use crate::entries::store;
use crate::entries::task::{clipped, numbered};
use crate::entries::words::meaning;

/// A time limit of an entry, to be ticked.
pub(super) struct Offer {
    pub value: String,
    pub words: String,
    /// What it asks for, and what is recorded.
    pub how: String,
    pub chosen: bool,
    /// Whether it is what is likely meant: the task asks for the kind, or was looked for, or is chosen.
    pub near: bool,
}

/// What is looked for.
pub(super) struct Wanted<'a> {
    pub government: &'a str,
    /// Only entries of this unit.
    pub unit: Option<&'a str>,
    pub kind: &'static Kind,
    pub on: Date,
    /// Only tasks that contain this, or of units with names that do.
    pub text: &'a str,
    pub chosen: &'a [Choice],
    /// Entries of which a count lost its limit, by id: what they ask for now is likely meant.
    pub astray: &'a [String],
}

/// Entries looked at.
const MOST: usize = 30;

struct Line {
    entry: Entry,
    label: Option<String>,
    body: String,
    limits: Vec<Limit>,
    term: Term,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> db::Result<Self> {
        let Json(limits) = row.get("limits")?;
        Ok(Self {
            entry: Entry::from_row(row)?,
            label: row.get("label")?,
            body: row.get("body")?,
            limits,
            term: store::term(row)?,
        })
    }
}

const LINES: &str = "SELECT e.*, t.label, t.body, t.limits, p.issued_on FROM ledger_entry e
     JOIN task t ON t.id = e.task_id JOIN plan p ON p.id = e.plan_id WHERE e.government_id = $1 AND e.dropped = 0";

/// What is offered, what was chosen first; and whether there is more than is shown.
pub(super) async fn offers(tx: &mut Tx, desk: &Desk, wanted: &Wanted<'_>) -> db::Result<(Vec<Offer>, bool)> {
    let units = Units::read(tx, wanted.government).await?;
    let mut lines = Vec::new();
    if !wanted.chosen.is_empty() || !wanted.astray.is_empty() {
        let mut query = Query::new(LINES, args![wanted.government]);
        let ids: BTreeSet<&str> =
            wanted.chosen.iter().map(|one| &one.entry).chain(wanted.astray).map(String::as_str).collect();
        query.within(" AND e.id IN", ids).when(" AND e.unit_id = ?", wanted.unit).push(" ORDER BY e.id");
        lines = tx.list::<Line>(query).await?;
    }
    let mut query = Query::new(LINES, args![wanted.government]);
    query.when(" AND e.unit_id = ?", wanted.unit).with(" AND e.year = ?", args![i64::from(wanted.on.year())]);
    query.push(" AND e.status IN ('not_started', 'in_progress', 'returned')");
    query.push(" AND (t.limits LIKE '%\"count_per_year\"%' OR t.limits LIKE '%\"recurring\"%')");
    if !wanted.text.is_empty() {
        query.with(" AND (t.body LIKE ? ESCAPE '\\'", args![escape_like(wanted.text)]);
        let named =
            units.list.iter().filter(|unit| unit.name.contains(wanted.text) || unit.short_name.contains(wanted.text));
        query.within(" OR e.unit_id IN", named.map(|unit| unit.id.as_str())).push(")");
    }
    query.push(" ORDER BY CASE WHEN");
    for (at, word) in wanted.kind.words.iter().enumerate() {
        query.with(if at == 0 { " t.body LIKE ?" } else { " OR t.body LIKE ?" }, args![escape_like(word)]);
    }
    query.with(" THEN 0 ELSE 1 END, e.id LIMIT ?", args![MOST + 1]);
    let mut found: Vec<Line> = tx.list(query).await?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    found.retain(|line| lines.iter().all(|one| one.entry.id != line.entry.id));
    lines.extend(found);
    let offers = lines.iter().flat_map(|line| of_line(desk, &units, wanted, line)).collect();
    Ok((offers, more))
}

fn of_line(desk: &Desk, units: &Units, wanted: &Wanted<'_>, line: &Line) -> Vec<Offer> {
    let basis = Basis { calendar: desk.calendar(), limits: &line.limits, term: line.term, today: desk.today() };
    let one = |(at, which, Limit { limit, raw }): (usize, Which, &Limit)| {
        let choice = Choice { entry: line.entry.id.clone(), limit: at };
        let chosen = wanted.chosen.contains(&choice);
        let occasion = occasion(&basis, &which, &line.entry.records, wanted.on).filter(|one| chosen || one.is_open());
        if occasion.is_none() && !chosen {
            return None;
        }
        // Of several that are equal, the plan's words say which.
        let twin = line.limits.iter().filter(|other| other.limit == *limit).count() > 1;
        let asked = if twin { format!("“{raw}”，{}", meaning(limit)) } else { meaning(limit) };
        let how =
            occasion.map_or_else(|| asked.clone(), |one| format!("{asked}；{}已记 {} 次", one.name, one.done.len()));
        let unit = if wanted.unit.is_some() { "" } else { units.name(&line.entry.unit_id) };
        let task = clipped(&numbered(line.label.as_deref(), &line.body), 48);
        let words = if unit.is_empty() { task } else { format!("{unit}：{task}") };
        let near = chosen
            || wanted.astray.contains(&line.entry.id)
            || !wanted.text.is_empty()
            || wanted.kind.asked_by(&line.body);
        Some(Offer { value: choice.code(), words, how, chosen, near })
    };
    countables(&line.limits).filter_map(one).collect()
}
