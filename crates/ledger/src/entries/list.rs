//! Lists of entries: a page by key, the count, the neighbours of one entry.

use std::collections::HashMap;
use std::fmt;

use db::{FromRow, Json, Query, Row, Tx, args};
use kernel::Date;

use super::domain::Entry;
use super::filter::{Filter, Order, containing};
use super::limits::Limit;
use super::search::{Found, SEARCHED, beside, found};

/// An entry with what a list shows of its task.
#[derive(Clone, Debug)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// The task's number as printed.
    pub label: Option<String>,
    /// The outermost heading.
    pub heading: String,
    /// What the task demands.
    pub body: String,
    /// Names of the leading units as the plan writes them.
    pub lead_names: Vec<String>,
    /// Its time limits.
    pub limits: Vec<Limit>,
    /// The plan's year.
    pub year: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (Json(lead_names), Json(limits)) = (row.get("lead_names")?, row.get("limits")?);
        Ok(Self {
            entry: Entry::from_row(row)?,
            label: row.get("label")?,
            heading: row.get("heading")?,
            body: row.get("body")?,
            lead_names,
            limits,
            year: row.get("year")?,
        })
    }
}

/// Where a page begins: an entry's place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub(super) due: Date,
    pub(super) id: String,
}

impl Key {
    /// The place of an entry.
    pub fn of(entry: &Entry) -> Self {
        Self { due: entry.due.key.column(), id: entry.id.clone() }
    }

    /// As addresses carry it.
    pub fn code(&self) -> String {
        format!("{}~{}", self.due, self.id)
    }

    /// From an address.
    pub fn from_code(code: &str) -> Option<Self> {
        let (due, id) = code.split_once('~')?;
        Some(Self { due: due.parse().ok()?, id: id.to_owned() })
    }
}

/// Which side of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// From the beginning.
    Start,
    /// What comes after.
    After(Key),
    /// What comes before, the nearest first.
    Before(Key),
}

fn ordered(query: &mut Query, order: Order, from: &From) {
    match (order, from) {
        (_, From::Start) => {}
        (Order::Due, From::After(key)) => {
            query.with(" AND (e.due_key, e.id) > (?, ?)", args![key.due, &key.id]);
        }
        (Order::Due, From::Before(key)) => {
            query.with(" AND (e.due_key, e.id) < (?, ?)", args![key.due, &key.id]);
        }
        (Order::Plan, From::After(key)) => {
            query.with(" AND e.id > ?", args![&key.id]);
        }
        (Order::Plan, From::Before(key)) => {
            query.with(" AND e.id < ?", args![&key.id]);
        }
    }
    query.push(order_by(order, from));
}

/// Ids ascend in the order of the plan.
fn order_by(order: Order, from: &From) -> &'static str {
    match (order, matches!(from, From::Before(_))) {
        (Order::Due, false) => " ORDER BY e.due_key, e.id",
        (Order::Due, true) => " ORDER BY e.due_key DESC, e.id DESC",
        (Order::Plan, false) => " ORDER BY e.id",
        (Order::Plan, true) => " ORDER BY e.id DESC",
    }
}

/// At most `limit` lines on one side of a key, the nearest to it first.
pub async fn lines(tx: &mut Tx, filter: &Filter, today: Date, from: &From, limit: usize) -> db::Result<Vec<Line>> {
    match found(tx, filter, today).await? {
        Found::All(keys) => known(tx, &beside(&keys, filter.order, from, limit)).await,
        Found::Many => walked(tx, filter, today, from, limit).await,
    }
}

/// The same, with how many entries there are on all pages.
pub async fn counted(
    tx: &mut Tx,
    filter: &Filter,
    today: Date,
    from: &From,
    limit: usize,
) -> db::Result<(Vec<Line>, Total)> {
    match found(tx, filter, today).await? {
        Found::All(keys) => {
            let lines = known(tx, &beside(&keys, filter.order, from, limit)).await?;
            Ok((lines, Total::upto(keys.len(), SEARCHED)))
        }
        Found::Many => {
            let lines = walked(tx, filter, today, from, limit).await?;
            // A list of one page was just counted.
            let total = match from {
                From::Start if lines.len() < limit => Total::upto(lines.len(), limit),
                _ if filter.text.is_some() => Total::upto(SEARCHED + 1, SEARCHED),
                _ => count(tx, filter, today).await?,
            };
            Ok((lines, total))
        }
    }
}

/// The entries of these ids, in their order.
async fn known(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<Line>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let lines = by_ids(tx, ids).await?;
    let mut lines: HashMap<String, Line> = lines.into_iter().map(|line| (line.entry.id.clone(), line)).collect();
    Ok(ids.iter().filter_map(|id| lines.remove(*id)).collect())
}

/// Entry by entry in the order of the list, as an index has them.
async fn walked(tx: &mut Tx, filter: &Filter, today: Date, from: &From, limit: usize) -> db::Result<Vec<Line>> {
    // The page's entries are found first, so that tasks and plans are read for them alone.
    let mut query = Query::new(
        "SELECT e.*, t.label, t.heading, t.body, t.lead_names, t.limits, p.year FROM (SELECT e.* FROM ledger_entry e WHERE",
        args![],
    );
    filter.conditions(&mut query, today);
    ordered(&mut query, filter.order, from);
    query.with(" LIMIT ?) e JOIN task t ON t.id = e.task_id JOIN plan p ON p.id = e.plan_id", args![limit]);
    query.push(order_by(filter.order, from));
    tx.list(query).await
}

/// Counting stops here: beyond it, nobody reads the number, and all would wait for it.
const COUNTED: usize = 10_000;

/// How many entries a list has, as far as they were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    found: i64,
    /// Where counting stopped, if it did.
    stopped: Option<i64>,
}

impl Total {
    fn upto(found: usize, most: usize) -> Self {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Self { found: number(found), stopped: Some(number(most)).filter(|_| found > most) }
    }

    /// Whether there are more than so many.
    pub fn exceeds(self, most: i64) -> bool {
        self.found > most
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stopped {
            Some(most) => write!(f, "{most}+"),
            None => write!(f, "{}", self.found),
        }
    }
}

/// How many entries a filter without a text takes in, up to ten thousand.
pub async fn count(tx: &mut Tx, filter: &Filter, today: Date) -> db::Result<Total> {
    let mut query = Query::new("SELECT count(*) FROM (SELECT 1 AS one FROM ledger_entry e WHERE", args![]);
    filter.conditions(&mut query, today);
    query.with(" LIMIT ?) counted", args![COUNTED + 1]);
    Ok(Total::upto(usize::try_from(tx.count(query).await?).unwrap_or_default(), COUNTED))
}

/// The entries of these ids, dropped ones too, in no order.
pub async fn by_ids(tx: &mut Tx, ids: &[&str]) -> db::Result<Vec<Line>> {
    let mut query = Query::new(
        "SELECT e.*, t.label, t.heading, t.body, t.lead_names, t.limits, p.year FROM ledger_entry e
         JOIN task t ON t.id = e.task_id JOIN plan p ON p.id = e.plan_id WHERE",
        args![],
    );
    query.within(" e.id IN", ids.iter().copied());
    tx.list(query).await
}

/// How many entries a filter takes in, however many: for work that needs all of them anyway.
pub async fn count_all(tx: &mut Tx, filter: &Filter, today: Date) -> db::Result<i64> {
    let mut query = Query::new("SELECT count(*) FROM ledger_entry e WHERE", args![]);
    filter.conditions(&mut query, today);
    tx.count(query).await
}

/// Entries on one side of another that are looked at one by one for a text.
const NEAR: usize = 400;

/// The ids of the entries before and after one, in the order of the list.
pub async fn neighbours(
    tx: &mut Tx,
    filter: &Filter,
    today: Date,
    entry: &Entry,
) -> db::Result<(Option<String>, Option<String>)> {
    let sides = [From::Before(Key::of(entry)), From::After(Key::of(entry))];
    let mut both = [None, None];
    for (slot, side) in both.iter_mut().zip(&sides) {
        *slot = nearest(tx, filter, today, side).await?;
    }
    // With a text, there may be some that are not near.
    let mut far = false;
    for (slot, side) in both.iter().zip(&sides).filter(|_| filter.text.is_some()) {
        far |= slot.is_none() && goes_on(tx, filter, today, side).await?;
    }
    if far {
        let all = found(tx, filter, today).await?;
        for (slot, side) in both.iter_mut().zip(&sides).filter(|(slot, _)| slot.is_none()) {
            *slot = match &all {
                Found::All(keys) => beside(keys, filter.order, side, 1).first().map(|id| (*id).to_owned()),
                Found::Many => walked(tx, filter, today, side, 1).await?.pop().map(|line| line.entry.id),
            };
        }
    }
    let [before, after] = both;
    Ok((before, after))
}

/// Whether there are more entries on one side than those that are near.
async fn goes_on(tx: &mut Tx, filter: &Filter, today: Date, side: &From) -> db::Result<bool> {
    let mut query = Query::new("SELECT count(*) FROM (SELECT 1 AS one FROM ledger_entry e WHERE", args![]);
    Filter { text: None, ..filter.clone() }.conditions(&mut query, today);
    ordered(&mut query, filter.order, side);
    query.with(" LIMIT ?) counted", args![NEAR + 1]);
    Ok(tx.count(query).await? > i64::try_from(NEAR).unwrap_or(i64::MAX))
}

/// The next entry on one side; with a text, of those that are near.
async fn nearest(tx: &mut Tx, filter: &Filter, today: Date, side: &From) -> db::Result<Option<String>> {
    let mut query = Query::new("SELECT e.id FROM (SELECT e.* FROM ledger_entry e WHERE", args![]);
    Filter { text: None, ..filter.clone() }.conditions(&mut query, today);
    ordered(&mut query, filter.order, side);
    query.with(" LIMIT ?) e WHERE 1 = 1", args![if filter.text.is_some() { NEAR } else { 1 }]);
    if let Some(text) = &filter.text {
        containing(&mut query, &text.to_lowercase());
    }
    query.push(order_by(filter.order, side)).push(" LIMIT 1");
    Ok(tx.list::<String>(query).await?.into_iter().next())
}
