//! `/desk/tasks/{id}`: one task with every unit's share of it.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use db::{Tx, args};
use kernel::{Problem, is_id};
use web::{Page, Query, Result, redirect, view};

use super::cell::DueCell;
use super::desk::{Desk, Units};
use super::domain::{Entry, Status};
use super::task::{self, SourceLine, Task, clipped};
use super::words::meaning;

struct Share {
    href: String,
    unit: String,
    is_lead: bool,
    measure: String,
    due: DueCell,
    status: Status,
    status_name: &'static str,
}

#[derive(Template)]
#[template(path = "ledger/entries/task.html")]
struct TaskPage {
    page: Page,
    task: Task,
    limits: Vec<(String, String)>,
    lines: Vec<SourceLine>,
    shares: Vec<Share>,
    done: usize,
}

/// One task, for those who see the whole government; people of a unit are led to their own share.
pub(crate) async fn show(desk: Desk, Path(id): Path<String>, Query(_): Query) -> Result {
    let missing = || Problem::NotFound("这项任务");
    let mut tx = desk.app.db.read().await?;
    let task = if is_id(&id) { task::find(&mut tx, &id).await? } else { None };
    let task = task.filter(|task| desk.who.post.government_id.as_ref() == Some(&task.government_id));
    let task = task.ok_or_else(missing)?;
    let entries = entries(&mut tx, &task).await?;
    if !desk.sees_all() {
        let own = entries.into_iter().find(|entry| entry.seen_by(&desk.who)).ok_or_else(missing)?;
        return Ok(redirect(&format!("/desk/ledger/{}", own.id)).into_response());
    }
    let units = Units::read(&mut tx, &task.government_id).await?;
    let shares = entries.into_iter().map(|entry| Share {
        href: format!("/desk/ledger/{}", entry.id),
        unit: units.name(&entry.unit_id).to_owned(),
        is_lead: entry.is_lead,
        measure: clipped(&entry.texts.measure, 80),
        due: DueCell::of(desk.calendar(), &entry.due, desk.today()),
        status: entry.status,
        status_name: entry.status_name(),
    });
    let shares: Vec<Share> = shares.collect();
    view(TaskPage {
        page: desk.shell.desk(&task.name()),
        limits: task.limits.iter().map(|limit| (limit.raw.clone(), meaning(&limit.limit))).collect(),
        lines: task::passage(&mut tx, &task).await?,
        done: shares.iter().filter(|share| share.status == Status::Accepted).count(),
        shares,
        task,
    })
}

async fn entries(tx: &mut Tx, task: &Task) -> db::Result<Vec<Entry>> {
    tx.all("SELECT * FROM ledger_entry WHERE task_id = $1 AND dropped = 0 ORDER BY is_lead DESC, id", args![&task.id])
        .await
}
