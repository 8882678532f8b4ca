//! A task as the ledger shows it: what the plan demands, and the lines of the plan it was read from.

use db::{FromRow, Json, Row, Tx, args};
use kernel::{Date, Time};
use law::Calendar;
use law::due::Term;

use super::basis::Basis;
use super::limits::Limit;
use super::store;

/// A task with the head of its plan.
#[derive(Clone, Debug)]
pub struct Task {
    /// Id.
    pub id: String,
    /// Its number as printed.
    pub label: Option<String>,
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// What it demands.
    pub body: String,
    /// Its time limits.
    pub limits: Vec<Limit>,
    /// First line of the plan's source text it was read from, counted from 1; 0 when it was added by hand.
    pub first_line: i64,
    /// Last line.
    pub last_line: i64,
    /// A corrected plan no longer has it.
    pub dropped: bool,
    /// The plan.
    pub plan_id: String,
    /// The plan's government.
    pub government_id: String,
    /// The plan's title.
    pub plan_title: String,
    /// The time the plan governs.
    pub term: Term,
    /// When the plan was adopted.
    pub adopted_at: Time,
    /// Who adopted it.
    pub adopted_by: String,
}

impl FromRow for Task {
    fn from_row(row: &Row) -> db::Result<Self> {
        let (Json(path), Json(limits)) = (row.get("path")?, row.get("limits")?);
        Ok(Self {
            id: row.get("id")?,
            label: row.get("label")?,
            path,
            body: row.get("body")?,
            limits,
            first_line: row.get("first_line")?,
            last_line: row.get("last_line")?,
            dropped: row.get("dropped")?,
            plan_id: row.get("plan_id")?,
            government_id: row.get("government_id")?,
            plan_title: row.get("title")?,
            term: store::term(row)?,
            adopted_at: row.get("adopted_at")?,
            adopted_by: row.get("adopted_by")?,
        })
    }
}

impl Task {
    /// What the dates of its entries rest on.
    pub fn basis<'a>(&'a self, calendar: &'a Calendar, today: Date) -> Basis<'a> {
        Basis { calendar, limits: &self.limits, term: self.term, today }
    }

    /// Its number and the beginning of its text, for headings.
    pub fn name(&self) -> String {
        let first = self.body.split(['。', '；', '：', '，']).next().unwrap_or_default();
        numbered(self.label.as_deref(), &clipped(first, 30))
    }

    /// Its number and its text.
    pub fn text(&self) -> String {
        numbered(self.label.as_deref(), &self.body)
    }
}

/// A text behind its number, apart from it where the number is bare (`3 公布校历`, `（三）公布校历`).
pub fn numbered(label: Option<&str>, text: &str) -> String {
    let label = label.unwrap_or_default();
    let bare = label.ends_with(|last: char| last.is_ascii_alphanumeric());
    format!("{label}{}{text}", if bare { " " } else { "" })
}

/// `text`, or its first `most` characters and an ellipsis.
pub fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// By id.
pub async fn find(tx: &mut Tx, id: &str) -> db::Result<Option<Task>> {
    tx.opt(
        "SELECT t.*, p.government_id, p.title, p.year, p.issued_on, p.adopted_at,
             p.adopted_by
         FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.id = $1",
        args![id],
    )
    .await
}

/// One line of a plan's source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: i64,
    /// Its text.
    pub text: String,
    /// Whether the task was read from it.
    pub hit: bool,
}

/// Lines shown before and after those of the task.
const AROUND: i64 = 3;

/// The lines a task was read from, with a few around them; none for a task added by hand.
pub async fn passage(tx: &mut Tx, task: &Task) -> db::Result<Vec<SourceLine>> {
    if task.first_line == 0 {
        return Ok(Vec::new());
    }
    let source: String = tx.one("SELECT source_text FROM plan WHERE id = $1", args![&task.plan_id]).await?;
    let shown = task.first_line - AROUND..=task.last_line + AROUND;
    let lines = (1i64..).zip(source.lines());
    let lines = lines.filter(|(number, text)| shown.contains(number) && !text.trim().is_empty());
    Ok(lines
        .map(|(number, text)| SourceLine {
            number,
            text: text.trim().to_owned(),
            hit: (task.first_line..=task.last_line).contains(&number),
        })
        .collect())
}
