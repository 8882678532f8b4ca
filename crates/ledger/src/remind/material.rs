//! What there is to say about one government's ledger on a day: read once, shared by all digests.

use std::collections::{HashMap, HashSet};

use db::{FromRow, Query, Row, Tx, args};
use directory::{Government, Role, government, unit};
use kernel::{Date, Problem, Time};
use law::Calendar;

use super::domain::horizon;
use super::people::Reader;

/// Most rows of one kind that are read; who has more has other worries.
const MOST: i64 = 50_000;

/// An entry that owes something by a day.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Its id.
    pub id: String,
    /// Whose.
    pub unit_id: String,
    /// What the task demands.
    pub body: String,
    /// By when.
    pub due: Date,
    /// The day rests on a calendar that is not known for certain.
    pub provisional: bool,
}

impl FromRow for Owed {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            unit_id: row.get("unit_id")?,
            body: row.get("body")?,
            due: row.get("due_key")?,
            provisional: row.get("provisional")?,
        })
    }
}

/// Something said about an entry that waits for somebody.
#[derive(Clone, Debug)]
pub struct Said {
    /// The entry.
    pub id: String,
    /// Whose.
    pub unit_id: String,
    /// What the task demands.
    pub body: String,
    /// What was said.
    pub words: String,
    /// Who said it.
    pub by: String,
    /// When.
    pub at: Time,
    /// `return`, or `comment`.
    pub kind: String,
    /// Who said it: `unit` or `office`.
    pub side: String,
}

impl FromRow for Said {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            unit_id: row.get("unit_id")?,
            body: row.get("task")?,
            words: row.get("words")?,
            by: row.get("author_name")?,
            at: row.get("at")?,
            kind: row.get("kind")?,
            side: row.get("side")?,
        })
    }
}

struct Tally {
    unit_id: String,
    overdue: i64,
    submitted: i64,
}

impl FromRow for Tally {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { unit_id: row.get("unit_id")?, overdue: row.get("overdue")?, submitted: row.get("submitted")? })
    }
}

/// All of it, for one government.
pub struct Material {
    /// The government.
    pub government: Government,
    /// Names of its units by id.
    pub units: HashMap<String, String>,
    /// What is owed by the horizon, soonest first.
    pub owed: Vec<Owed>,
    /// What was given back and not handed in again, and the newest comment that waits for an answer; newest first, one an
    /// entry and kind.
    pub said: Vec<Said>,
    /// Units with entries that are overdue, the most first.
    pub overdue: Vec<(String, i64)>,
    /// How many entries wait for acceptance.
    pub submitted: i64,
}

/// Whose digests are to be made of it.
#[derive(Clone, Debug)]
pub enum Whose {
    /// Everybody's.
    All,
    /// Those of some people: what is owed by their units alone, and what was said to them.
    Some {
        /// Their units.
        units: Vec<String>,
        /// Whether one of them is of the office, to which every unit speaks.
        office: bool,
    },
}

impl Whose {
    /// Of these people, as far as their posts are of this government.
    pub fn of(readers: &[Reader], government: &str) -> Self {
        let here = |post: &&directory::Post| post.government_id.as_deref() == Some(government);
        let posts = || readers.iter().flat_map(|reader| &reader.posts).filter(here);
        let mut units: Vec<String> = posts().filter_map(|post| post.unit_id.clone()).collect();
        units.sort_unstable();
        units.dedup();
        Self::Some { units, office: posts().any(|post| post.role == Role::Office) }
    }

    fn narrow(&self, query: &mut Query) {
        if let Self::Some { units, .. } = self {
            query.within(" AND e.unit_id IN", units.iter().map(String::as_str));
        }
    }

    fn is_of_the_office(&self) -> bool {
        matches!(self, Self::All | Self::Some { office: true, .. })
    }
}

impl Material {
    /// Reads it for `today`, all that digests of `whose` need.
    pub async fn read(tx: &mut Tx, calendar: &Calendar, id: &str, today: Date, whose: &Whose) -> kernel::Result<Self> {
        let government = government::find(tx, id).await?.ok_or(Problem::NotFound("这个政府"))?;
        let filter = unit::Filter { retired: true, ..unit::Filter::default() };
        let units = unit::page(tx, id, filter, usize::MAX).await?.into_iter().map(|u| (u.id, u.short_name)).collect();
        let mut owed = Query::new(
            "SELECT e.id, e.unit_id, e.due_key, e.provisional, t.body
             FROM ledger_entry e JOIN task t ON t.id = e.task_id
             WHERE e.government_id = $1 AND e.dropped = 0 AND e.due_key <= $2",
            args![id, horizon(calendar, today)],
        );
        whose.narrow(&mut owed);
        owed.with(" ORDER BY e.due_key, e.id LIMIT ?", args![MOST]);
        let owed = tx.list(owed).await?;
        let said = said(tx, id, whose).await?;
        let tally: Vec<Tally> = tx
            .all(
                "SELECT part.unit_id, CAST(sum(part.overdue) AS BIGINT) AS overdue,
                     CAST(sum(part.submitted) AS BIGINT) AS submitted
                 FROM (
                     SELECT unit_id, count(*) AS overdue, 0 AS submitted FROM ledger_entry
                     WHERE government_id = $2 AND dropped = 0 AND due_key < $1 GROUP BY unit_id
                     UNION ALL
                     SELECT unit_id, 0 AS overdue, count(*) AS submitted FROM ledger_entry
                     WHERE government_id = $2 AND dropped = 0 AND status = 'submitted' GROUP BY unit_id
                 ) AS part GROUP BY part.unit_id",
                args![today, id],
            )
            .await?;
        let submitted = tally.iter().map(|t| t.submitted).sum();
        let mut overdue: Vec<_> = tally.into_iter().filter(|t| t.overdue > 0).map(|t| (t.unit_id, t.overdue)).collect();
        overdue.sort_by_key(|(unit, count)| (-count, unit.clone()));
        Ok(Self { government, units, owed, said, overdue, submitted })
    }

    /// A unit's name.
    pub fn unit(&self, id: &str) -> &str {
        self.units.get(id).map_or("（未知单位）", String::as_str)
    }
}

/// What was said about entries that wait for somebody: each part goes through its own index.
const SAID: &str = "SELECT e.id, e.unit_id, t.body AS task, n.body AS words, n.author_name, n.at, n.kind, n.side,
         n.id AS note_id
     FROM ledger_entry e JOIN ledger_note n ON n.entry_id = e.id JOIN task t ON t.id = e.task_id
     WHERE e.government_id = $1 AND e.dropped = 0";

/// Newest first, one an entry and kind.
async fn said(tx: &mut Tx, government: &str, whose: &Whose) -> db::Result<Vec<Said>> {
    let mut query = Query::new("SELECT told.* FROM (", args![government]);
    query.push(SAID).push(" AND e.status = 'returned' AND n.kind = 'return'");
    whose.narrow(&mut query);
    query.push(" UNION ALL ").push(SAID);
    query.push(" AND e.awaits = 'unit' AND n.kind = 'comment' AND n.side = 'office'");
    whose.narrow(&mut query);
    if whose.is_of_the_office() {
        query.push(" UNION ALL ").push(SAID);
        query.push(" AND e.awaits = 'office' AND n.kind = 'comment' AND n.side = 'unit'");
    }
    query.with(") AS told ORDER BY told.at DESC, told.note_id DESC LIMIT ?", args![MOST]);
    let mut said: Vec<Said> = tx.list(query).await?;
    let mut seen = HashSet::new();
    said.retain(|one| seen.insert((one.id.clone(), one.kind.clone())));
    Ok(said)
}
