//! `/desk/ledger/{id}`: one entry with everything around it.

use askama::Template;
use axum::extract::Path;
use db::{FromRow, Row, Tx, args};
use kernel::Problem;
use web::{Fields, Mistakes, Page, Query, Result, view};

use super::card::{LimitCard, cards};
use super::cell::DueCell;
use super::desk::{Desk, Units, at, kept};
use super::domain::{Entry, Status};
use super::history::{self, Past};
use super::list::neighbours;
use super::store;
use super::task::{self, SourceLine, Task};
use super::typed::{Form, Meanwhile};
use crate::work::section::{self, Section};

/// What a form that was not accepted leaves on the page.
#[derive(Default)]
pub(crate) struct Sent {
    /// The main form as typed.
    pub form: Option<Form>,
    /// A record form as typed.
    pub record: Option<Fields>,
    pub mistakes: Mistakes,
    pub meanwhile: Vec<Meanwhile>,
}

/// Another unit's share of the same task.
pub(crate) struct Sibling {
    unit_id: String,
    id: String,
    is_lead: bool,
    status: Status,
}

impl FromRow for Sibling {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            id: row.get("id")?,
            is_lead: row.get("is_lead")?,
            status: store::status(row)?,
        })
    }
}

struct Chip {
    name: String,
    is_lead: bool,
    status: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "ledger/entries/entry.html")]
pub(crate) struct EntryPage {
    page: Page,
    entry: Entry,
    task: Task,
    unit: String,
    /// The other units of the task; with links for those who see them.
    others: Vec<Chip>,
    lines: Vec<SourceLine>,
    limits: Vec<LimitCard>,
    due: DueCell,
    form: Form,
    mistakes: Mistakes,
    meanwhile: Vec<Meanwhile>,
    /// Why it cannot be filled in; empty when it can.
    read_only: String,
    work: Section,
    history: Vec<Past>,
    /// Where the plan's adoption made it.
    adopted_at: String,
    sees_all: bool,
    here: String,
    /// The list one came from, as a query with its question mark; empty when there is none.
    list_query: String,
    /// What a piece of evidence to be added proves, as the form names it.
    proves: String,
    back: String,
    previous: String,
    next: String,
}

/// One entry.
pub(crate) async fn show(desk: Desk, Path(id): Path<String>, Query(fields): Query) -> Result {
    let mut tx = desk.app.db.read().await?;
    let entry = desk.entry(&mut tx, &id).await?;
    view(page(&desk, &mut tx, entry, &fields, Sent::default()).await?)
}

/// The page of an entry, with what a form that was not accepted left on it.
pub(crate) async fn page(
    desk: &Desk,
    tx: &mut Tx,
    entry: Entry,
    fields: &Fields,
    sent: Sent,
) -> std::result::Result<EntryPage, Problem> {
    let today = desk.today();
    let task = task::find(tx, &entry.task_id).await?.ok_or(Problem::NotFound("这项任务"))?;
    let units = Units::read(tx, &entry.government_id).await?;
    let siblings: Vec<Sibling> = tx
        .all(
            "SELECT id, unit_id, is_lead, status FROM ledger_entry WHERE task_id = $1 AND id <> $2 AND dropped = 0
             ORDER BY is_lead DESC, id",
            args![&entry.task_id, &entry.id],
        )
        .await?;
    let query = kept(fields);
    let (previous, next) = neighbours(tx, &desk.filter(fields)?, today, &entry).await?;
    let turn = |id: Option<String>| id.map_or_else(String::new, |id| at(&format!("/desk/ledger/{id}"), &query));
    let (previous, next) = (turn(previous), turn(next));
    let here = format!("/desk/ledger/{}", entry.id);
    let basis = task.basis(desk.calendar(), today);
    let why = |refusal: std::result::Result<(), super::domain::Refusal>| {
        refusal.err().map_or_else(String::new, |refusal| refusal.to_string())
    };
    let sees_all = desk.sees_all();
    let others = siblings.into_iter().map(|one| Chip {
        name: units.name(&one.unit_id).to_owned(),
        is_lead: one.is_lead,
        status: if sees_all { one.status.name() } else { "" },
        href: if sees_all { at(&format!("/desk/ledger/{}", one.id), &query) } else { String::new() },
    });
    let unit = units.name(&entry.unit_id).to_owned();
    let work = section::read(tx, desk, &entry, &basis, fields, sent.record.as_ref()).await?;
    Ok(EntryPage {
        page: desk.shell.desk(&format!("{unit}：{}", task.name())),
        unit,
        others: others.collect(),
        lines: task::passage(tx, &task).await?,
        limits: cards(&basis, &entry.records, &here, sent.record.as_ref()),
        due: DueCell::of(desk.calendar(), &entry.due, today),
        form: sent.form.unwrap_or_else(|| Form::of(&entry)),
        mistakes: sent.mistakes,
        meanwhile: sent.meanwhile,
        read_only: why(entry.can_edit(&desk.who)),
        history: history::of_entry(tx, &entry.id).await?,
        adopted_at: task.adopted_at.to_string(),
        sees_all,
        here,
        back: at("/desk/ledger", &query),
        list_query: if query.is_empty() { query } else { format!("?{query}") },
        proves: work.typed.opt("occasion").or_else(|| fields.opt("proves")).unwrap_or_default().to_owned(),
        work,
        previous,
        next,
        entry,
        task,
    })
}

impl EntryPage {
    /// What was typed into `name`, or what the form begins with.
    fn typed_or<'a>(&'a self, name: &'a str, otherwise: &'a str) -> &'a str {
        self.work.typed.opt(name).unwrap_or(otherwise)
    }
}
